"""The page of the keys of `kb.toml`."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args, get_origin

from kb.config import Config, CustomField, PathRules, Table, Tolerance, TypeTable

_OPENING = """\
# Configuration

`kb.toml` at the root of the base, or the same tables under `[tool.kb]` in `pyproject.toml`. An empty file is a complete
configuration. An unknown key, or a value that does not fit, ends `kb` with 2 and says where it is and what was meant.
"""
_HEAD = ["| key | type | default | |", "|---|---|---|---|"]
_INTRODUCTIONS = {
    "workflow": "States, moves and limits of tasks. A state that you take out of `states` leaves the default moves and "
    "limits, too; `ready` and `done` are the states that the definitions guard, whatever else there is.",
    "limits": "Where rules and pages draw their lines.",
    "forecast": "From which past `kb forecast` speaks; [what it means](../explanation/forecast.md).",
    "lint": "Which rules judge, and how hard. A family such as `SM` stands for all its rules, `ALL` for all there are.",
    "record": "What `kb record` captures of a run, and where `kb reproduce` finds its figures.",
    "reproduce": "How `kb reproduce` runs a command again, and what counts as the same result.",
    "site": "The published pages.",
    "imports": "How `kb import` turns the runs of other tools into records; "
    "[how to](../howto/import-runs.md).",
}
_PLAIN: dict[Any, str] = {
    str: "text",
    float: "number",
    int: "whole number",
    bool: "true or false",
    typing.Any: "table",
}


def pages() -> dict[str, str]:
    """The page."""
    tables = {name: f for name, f in Config.model_fields.items() if _table(f.annotation) is not None}
    plain = [row for name in Config.model_fields if name not in tables for row in _row(Config, name, "")]
    lines = [_OPENING, *_HEAD, *plain]
    for name, field in tables.items():
        model = _table(field.annotation)
        assert model is not None
        title = f"## `[{field.alias or name}]`"
        lines += ["", title, "", _INTRODUCTIONS[name], "", *_HEAD, *_rows(model, "")]
        if name == "reproduce":
            lines += ["", "### `[reproduce.metrics.<metric>]`", "", *_HEAD, *_rows(Tolerance, "")]
        if name == "lint":
            lines += ["", "### `[lint.per-path]`", "", *_HEAD, *_rows(PathRules, '"<pattern>".')]
    lines += ["", "## `[types.<name>]`", "", "Fields for a type that exists, or a whole type of your own;"]
    lines += ["[how to](../howto/own-fields-and-types.md).", "", *_HEAD]
    lines += [*_rows(TypeTable, ""), *_rows(CustomField, "fields.<field>.")]
    return {"configuration.md": "\n".join(lines)}


def _table(annotation: Any) -> type[Table] | None:
    return annotation if isinstance(annotation, type) and issubclass(annotation, Table) else None


def _rows(model: type[Table], prefix: str) -> Iterator[str]:
    for name in model.model_fields:
        yield from _row(model, name, prefix)


def _row(model: type[Table], name: str, prefix: str) -> Iterator[str]:
    field = model.model_fields[name]
    key = f"{prefix}{field.alias or name}"
    inner = _table(field.annotation)
    if inner is not None:
        given = field.default
        for deeper, inner_field in inner.model_fields.items():
            shown = _default(getattr(given, deeper, inner_field.default))
            yield _line(f"{key}.{deeper}", inner_field.annotation, shown, inner_field.description)
        return
    shown = "must be given" if field.required else _default(field.default)
    yield _line(key, field.annotation, shown, field.description)


def _line(key: str, hint: Any, shown: str, words: str | None) -> str:
    return f"| `{key}` | {_words(hint)} | {shown} | {words or ''} |"


def _words(hint: Any) -> str:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _words(arguments[0])
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in arguments)
    if origin is tuple:
        return f"list of {_words(arguments[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return (
            "table"
            if _table(arguments[1])
            else f"table of {_words(arguments[1])}".replace("table of table", "table")
        )
    if origin is not None:
        return " or ".join(_words(argument) for argument in arguments if argument is not type(None))
    return _PLAIN.get(hint, "table")


def _default(value: Any) -> str:
    if isinstance(value, Mapping):
        return "<br>".join(f"`{key}`: {_plain(item)}" for key, item in value.items())
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(f"`{item}`" for item in value)
    if value in ("", None):
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else f'{value:g}' if isinstance(value, float) else value}`"
