"""Writes the reference pages of the manual from the code, and fails when what is there is stale.

`python -m tools.reference` writes them; `python -m tools.reference --check` only compares.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import click
from pydantic import BaseModel

from kb.cli import listing
from kb.cli.app import kb
from kb.config import Config, CustomField, TypeTable
from kb.index import Index
from kb.lint.engine import all_rules
from kb.record import Link
from kb.records import registry
from kb.schema import field_hints, fields_in

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"
NOTICE = "<!-- Written by `python3 dev.py docs` from the code; edit the code instead. -->\n\n"


def pages() -> dict[str, str]:
    """File name → text of every reference page."""
    found = {
        "records.md": record_types(),
        "rules.md": rules(),
        "commands.md": commands(),
        "configuration.md": configuration(),
        "sql.md": sql(),
    }
    return {name: NOTICE + text.rstrip() + "\n" for name, text in found.items()}


def record_types() -> str:
    """The page of the record types and their fields."""
    lines = [
        "# Record types",
        "",
        "A record is one Markdown file with YAML front matter. These fields every record has:",
        "",
    ]
    types = registry(Config())
    common = next(iter(types.values())).model.__mro__[1]
    lines += [*_field_table(common), ""]
    for entry in types.values():
        kind = entry.type
        states = ", ".join(f"`{state}`" for state in kind.states)
        lines += [
            f"## {kind.name}",
            "",
            f"{kind.summary.capitalize()}. Ids `{kind.prefix}-0001`; home `{kind.folder}/`; states: {states}.",
            "",
        ]
        own = [name for name in field_hints(entry.model) if name not in field_hints(common)]
        required = _required(entry.model) - _required(common)
        lines += [*_field_table(entry.model, own), ""]
        if again := sorted(required - set(own)):
            lines += [f"Required here, too: {', '.join(f'`{name}`' for name in again)}.", ""]
    return "\n".join(lines)


def _required(model: type[Any]) -> set[str]:
    missing = dataclasses.MISSING
    return {
        f.name for f in dataclasses.fields(model) if f.default is missing and f.default_factory is missing
    }


def _field_table(model: type[Any], names: list[str] | None = None) -> list[str]:
    hints = field_hints(model)
    required = _required(model)
    lines = ["| field | type | required |", "|---|---|---|"]
    for name in names if names is not None else hints:
        for path, shown, must in _rows(name, hints[name], name in required):
            lines.append(f"| `{path}` | {shown} | {'yes' if must else ''} |")
    return lines


def _rows(path: str, hint: Any, required: bool) -> Iterator[tuple[str, str, bool]]:
    inner = fields_in(hint)
    many = _many(hint)
    if inner is None:
        yield path, describe(hint), required
        return
    yield path, "list of" if many else "group of", required
    needed = _required(inner)
    for name, deeper in field_hints(inner).items():
        yield from _rows(f"{path}{'[]' if many else ''}.{name}", deeper, name in needed)


def _many(hint: Any) -> bool:
    if get_origin(hint) is tuple:
        return True
    return any(_many(argument) for argument in get_args(hint) if get_origin(hint) is not Literal)


def describe(hint: Any) -> str:
    """A type hint in the words of the manual."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *extras = get_args(hint)
        for extra in extras:
            if isinstance(extra, Link):
                to = " or ".join(extra.to) if extra.to else "any record"
                return f"id of {to} (`{extra.kind}`, the other way `{extra.reverse}`)"
        return _NAMED.get(str(hint), _NAMED_BY_EXTRA(hint) or describe(inner))
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in get_args(hint))
    if origin is tuple:
        return f"list of {describe(get_args(hint)[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, value = get_args(hint)
        return f"map of {describe(key)} to {describe(value)}"
    arguments = [argument for argument in get_args(hint) if argument is not type(None)]
    if arguments:
        return " or ".join(dict.fromkeys(describe(argument) for argument in arguments))
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return "{" + ", ".join(field_hints(hint)) + "}"
    return {str: "text", float: "number", int: "whole number", bool: "true or false"}.get(hint, "any value")


_NAMED: dict[str, str] = {}


def _NAMED_BY_EXTRA(hint: Any) -> str | None:  # noqa: N802 - reads as the table it stands for
    from kb import record

    names = {
        "Id": "id",
        "Handle": "handle",
        "Slug": "slug",
        "Line": "one line of text, at most 120 characters",
        "Date": "date",
        "Moment": "date-time",
        "RuleCode": "rule code",
        "Data": "any value",
    }
    return next((words for name, words in names.items() if getattr(record, name) == hint), None)


def rules() -> str:
    """The page of the rules, each with its manual."""
    lines = [
        "# Rules",
        "",
        "What `kb lint` finds. `kb rule CODE` prints the same page in the terminal.",
        "",
        "| code | name | severity | fix | what it finds |",
        "|---|---|---|---|---|",
    ]
    for rule in all_rules():
        anchor = f"#{rule.code.lower()}-{rule.name}"
        fix = "yes" if rule.fixable else ""
        lines.append(
            f"| [{rule.code}]({anchor}) | {rule.name} | {rule.severity} | {fix} | {rule.summary()} |"
        )
    for rule in all_rules():
        manual = rule.manual().replace("\n## ", "\n### ").replace("```record ", "```markdown title=")
        lines += [
            "",
            f"## {rule.code} {rule.name} {{ #{rule.code.lower()}-{rule.name} }}",
            "",
            _titled(manual),
        ]
    return "\n".join(lines)


def _titled(manual: str) -> str:
    lines = []
    for line in manual.splitlines():
        if line.startswith("```markdown title="):
            lines.append(f'```markdown title="{line.removeprefix("```markdown title=").strip()}"')
        else:
            lines.append('```toml title="kb.toml"' if line.strip() == "```config" else line)
    return "\n".join(lines)


def commands() -> str:
    """The page of the commands, as they explain themselves."""
    lines = ["# Commands", "", "```text", listing.help_page().rstrip(), "```", "", _EXITS]
    for title, table in listing.GROUPS:
        lines += ["", f"## {title}"]
        for name, _ in table:
            lines += ["", f"### kb {name} {{ #{name} }}", "", "```text", _help(name), "```"]
    return "\n".join(lines)


_EXITS = (
    "Exit codes: 0 nothing to complain about; 1 findings, or the thing asked for is not so; 2 called wrongly, "
    "configuration unusable, I/O or lock; 70 a bug in `kb`; 130 on Ctrl-C. Results go to standard output, messages to "
    'standard error. JSON documents carry `"version": 1`.'
)


def _help(name: str) -> str:
    with click.Context(kb, info_name="kb") as parent:
        command = kb.get_command(parent, name)
        assert command is not None
        with click.Context(
            command, info_name=name, parent=parent, terminal_width=92, max_content_width=92
        ) as ctx:
            return command.get_help(ctx)


def configuration() -> str:
    """The page of the keys of `kb.toml`."""
    lines = [
        "# Configuration",
        "",
        "`kb.toml` at the root of the base, or `[tool.kb]` in `pyproject.toml`. An empty file is complete; an",
        "unknown key is an error with its place.",
        "",
        "| key | type | default | |",
        "|---|---|---|---|",
        *_config_rows(Config, ""),
        "",
        "## `[types.<name>]`",
        "",
        "Fields for a type that exists, or a whole type of your own.",
        "",
        "| key | type | default | |",
        "|---|---|---|---|",
        *_config_rows(TypeTable, "types.<name>."),
        *_config_rows(CustomField, "types.<name>.fields.<field>."),
    ]
    return "\n".join(lines)


def _config_rows(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        key = f"{prefix}{field.alias or name}"
        annotation = field.annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield from _config_rows(annotation, f"{key}.")
            continue
        default = field.get_default(call_default_factory=True)
        words = (field.description or "").replace("|", "\\|")
        yield f"| `{key}` | {_config_type(annotation)} | {_default(default, field.is_required())} | {words} |"


def _config_type(hint: Any) -> str:
    origin = get_origin(hint)
    if origin is Annotated:
        return _config_type(get_args(hint)[0])
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in get_args(hint))
    if origin is tuple:
        return f"list of {_config_type(get_args(hint)[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"table of {_config_type(get_args(hint)[1])}"
    if origin is not None:
        return " or ".join(_config_type(a) for a in get_args(hint) if a is not type(None))
    names: dict[Any, str] = {
        str: "text",
        float: "number",
        int: "whole number",
        bool: "true or false",
        typing.Any: "any",
    }
    return names.get(hint, getattr(hint, "__name__", str(hint)).removesuffix("Table").lower())


def _default(value: Any, required: bool) -> str:
    if required:
        return "required"
    if isinstance(value, Mapping):
        return ", ".join(f"{k}: {_plain(v)}" for k, v in value.items()) or "empty"
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(f"`{item}`" for item in value) or "empty"
    return "empty" if value in ("", None) else f"`{str(value).lower() if isinstance(value, bool) else value}`"


def sql() -> str:
    """The page of the tables."""
    from kb.base import KnowledgeBase
    from kb.graph import Graph

    index = Index(Graph(KnowledgeBase(Config(), registry(Config()), ())))
    lines = [
        "# SQL",
        "",
        "`kb sql`, `kb list --where` and queries in pages read these tables (SQLite dialect). A query can read and",
        "nothing else, and ends after ten seconds. `data` in `records` is the whole front matter as JSON.",
        "",
        "| table | columns |",
        "|---|---|",
        *(f"| `{name}` | {', '.join(f'`{c}`' for c in columns)} |" for name, columns in index.tables.items()),
        "| `leaderboard` | `id`, `title`, `task`, `metric`, `split`, `value`, `std`, `n`, `date`, `outcome`, `status` |",
        "",
        "The table `transitions` is empty until the history of the repository is read.",
    ]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` say which are stale."""
    parser = argparse.ArgumentParser(
        prog="tools.reference", description=__doc__.split("\n", 1)[0] if __doc__ else ""
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 when a page is stale"
    )
    check = parser.parse_args(arguments).check
    stale = []
    for name, text in pages().items():
        path = FOLDER / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    if check and stale:
        print(f"stale: {', '.join(stale)} in docs/reference; run `python3 dev.py docs`", file=sys.stderr)
        return 1
    print(f"{len(stale)} of {len(pages())} reference pages {'are stale' if check else 'written'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
