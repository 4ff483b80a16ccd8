"""The page of the record types and their fields."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, get_args, get_origin

from kb.config import Config
from kb.meanings import COMMON, OF_TYPES
from kb.record import Record
from kb.records import registry
from kb.schema import field_hints, fields_in, json_schema
from tools.manual.wording import describe, link_words

_OPENING = """\
# Record types

A record is one UTF-8 Markdown file: YAML front matter between two `---` lines, then a body. It lies anywhere below one
of the folders `records` of the [configuration](configuration.md); its name begins with its id. `kb schema TYPE` prints
the same facts as JSON Schema, with the fields that your configuration adds; without such fields they are
{schemas}.
[What a schema can do for you](../howto/editors.md), and what it cannot see, has a page of its own.

Values are read as people mean them: in a text field `no`, `1.10` and `0123456` are these texts, not a truth value or a
number. An unknown key is an error with a suggestion; keys that begin with `x-` are kept and left alone. Dates are
written `2026-03-04`, date-times `2026-03-04T15:30:00Z` (without a zone they are UTC). A handle is a name such as
`data-lead`, with or without `@`; a slug is lower case, such as `scikit-learn`.

A record that names another by its id in one of the fields marked *Link* is linked to it by that kind. `[[TASK-0007]]`,
`[[TASK-0007|words]]`, the bare id or a relative Markdown link in the body are links of the kind `mentions`, the other
way `mentioned_by`.
"""


class Row(NamedTuple):
    """One field of a table: its path, type, meaning, and whether it must be there."""

    path: str
    type: str
    meaning: str
    required: bool


def pages() -> dict[str, str]:
    """The page."""
    types = registry(Config())
    schemas = {f"schemas/{name}.json": json_schema(entry) for name, entry in types.items()}
    links = ", ".join(f"[{name}](schemas/{name}.json)" for name in types)
    lines = [_OPENING.replace("{schemas}", links), "## Every record", "", *_table(_rows_of(Record, COMMON))]
    for entry in types.values():
        kind = entry.type
        states = ", ".join(f"`{state}`" for state in kind.states)
        summary = f"{kind.summary[:1].upper()}{kind.summary[1:]}."
        facts = f"{summary} Ids: `{kind.prefix}-0001`. Home: `{kind.folder}/`. States: {states}."
        lines += ["", f"## {kind.name}", "", facts, "", *_table(own_rows(kind.name, entry.model))]
        if again := _also_required(entry.model):
            lines += ["", f"Here {', '.join(f'`{name}`' for name in again)} must be given, too."]
    texts = {path: json.dumps(schema, indent=2, ensure_ascii=False) for path, schema in schemas.items()}
    return {"records.md": "\n".join(lines), **texts}


def own_rows(name: str, model: type[Any]) -> list[Row]:
    """The rows of a type, without the fields of every record."""
    return [
        row for row in _rows_of(model, OF_TYPES.get(name, {})) if _top(row.path) not in field_hints(Record)
    ]


def _top(path: str) -> str:
    return path.partition(".")[0].removesuffix("[]")


def _also_required(model: type[Any]) -> list[str]:
    return sorted((_required(model) - _required(Record)) & set(field_hints(Record)))


def _rows_of(model: type[Any], meanings: Mapping[str, str]) -> list[Row]:
    must = _required(model)
    return [
        row for name, hint in field_hints(model).items() for row in _rows(name, hint, name in must, meanings)
    ]


def _required(model: type[Any]) -> set[str]:
    missing = dataclasses.MISSING
    return {
        f.name for f in dataclasses.fields(model) if f.default is missing and f.default_factory is missing
    }


def _rows(path: str, hint: Any, required: bool, meanings: Mapping[str, str]) -> Iterator[Row]:
    inner = fields_in(hint)
    meaning = " ".join(filter(None, (meanings.get(path, ""), link_words(hint))))
    if inner is None:
        yield Row(path, describe(hint), meaning, required)
        return
    many = _many(hint)
    yield Row(path, "list of" if many else "group of", meaning or _opening(inner), required)
    needed = _required(inner)
    for name, deeper in field_hints(inner).items():
        yield from _rows(f"{path}{'[]' if many else ''}.{name}", deeper, name in needed, meanings)


def _opening(model: type[Any]) -> str:
    return " ".join((model.__doc__ or "").strip().split("\n\n")[0].split())


def _many(hint: Any) -> bool:
    if get_origin(hint) is tuple:
        return True
    return any(_many(argument) for argument in get_args(hint) if get_origin(hint) is not Literal)


def _table(rows: list[Row]) -> list[str]:
    lines = ["| field | type | |", "|---|---|---|"]
    for row in rows:
        meaning = " ".join(filter(None, ("**Must be there.**" if row.required else "", row.meaning)))
        lines.append(f"| `{row.path}` | {row.type} | {meaning} |")
    return lines
