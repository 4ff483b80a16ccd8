"""Lays values out over the lines of a block: mappings, lists and long texts, indented by two."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple, TypeGuard, Union

from kb.text.yaml_scalar import ESCAPED, Scalar, double, spell, spell_key

Value = Union[Scalar, list["Value"], dict[str, "Value"]]  # noqa: UP007 - a recursive alias cannot be written with |

INDENT: Final = 2
FLOW_WIDTH: Final = 88


class Laid(NamedTuple):
    """A value behind its key or dash: what stands on that line, and the lines below it."""

    first: str
    rest: tuple[str, ...] = ()


def is_scalar(value: Value) -> TypeGuard[Scalar]:
    """Whether a value is a single one."""
    return value is None or isinstance(value, str | int | float | date)


def flow(value: Value) -> str:
    """A value on one line, collections in brackets.

    Raises:
        ValueError: something in it cannot be written.
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{spell_key(k, flow=True)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return spell(value, flow=True)


def lay(value: Value, column: int, *, item: bool = False) -> Laid:
    """A value behind a key (or, with ``item``, a dash) that stands at ``column``.

    Lists of short single values stay on one line; every other collection gets a line for each entry.
    """
    if isinstance(value, str) and "\n" in value:
        # After `|+` every blank line below would count: quotes say where the text ends.
        return (None if value.endswith("\n\n") else literal(value, column)) or Laid(double(value))
    if is_scalar(value) or not value:
        return Laid(flow(value) if not is_scalar(value) else spell(value))
    if isinstance(value, list):
        line = flow(value) if all(is_scalar(v) for v in value) else ""
        if line and len(line) <= FLOW_WIDTH and "\\n" not in line:
            return Laid(line)
    assert isinstance(value, list | dict)
    lines = entries(value, column + INDENT)
    return Laid(lines[0].lstrip(" "), lines[1:]) if item else Laid("", lines)


def entries(value: list[Value] | Mapping[str, Value], column: int) -> tuple[str, ...]:
    """The lines of a collection whose keys or dashes stand at ``column``."""
    pad = " " * column
    lines: list[str] = []
    if isinstance(value, list):
        for child in value:
            laid = lay(child, column, item=True)
            lines += [f"{pad}- {laid.first}", *laid.rest]
    else:
        for key, child in value.items():
            laid = lay(child, column)
            lines += [f"{pad}{spell_key(key)}:{' ' if laid.first else ''}{laid.first}", *laid.rest]
    return tuple(lines)


def literal(text: str, column: int, *, inner: int | None = None) -> Laid | None:
    """A text of several lines after `|`; None where that cannot say it.

    Args:
        text: what to write.
        column: where the key or dash stands.
        inner: the column of the lines, if not ``column + 2``.
    """
    body = text.rstrip("\n")
    inner = column + INDENT if inner is None else inner
    if not body or ESCAPED.search(text) or not 0 < inner - column < 10:
        return None
    lines = body.split("\n")
    ends = len(text) - len(body)
    lead = str(inner - column) if body[0] in " \n\t" else ""
    pad = " " * inner
    rest = [pad + line if line else "" for line in lines] + [""] * max(0, ends - 1)
    return Laid(f"|{lead}{_chomp(ends)}", tuple(rest))


def folded(text: str, column: int, *, inner: int | None = None) -> Laid | None:
    """A text after `>`, its lines broken at single spaces; None where that cannot say it."""
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    inner = column + INDENT if inner is None else inner
    if not body or ESCAPED.search(text) or re.search(r"^[ \t]|[ \t]$", body, re.MULTILINE) or body[0] == "\n":
        return None
    pad = " " * inner
    rest: list[str] = []
    for paragraph in body.split("\n"):
        rest += [pad + line for line in _wrap(paragraph, FLOW_WIDTH - inner) if line] + [""]
    return Laid(f">{_chomp(ends)}", tuple(rest[:-1] + [""] * max(0, ends - 1)))


def _chomp(ends: int) -> str:
    return ("-", "", "+")[min(ends, 2)]


def _wrap(paragraph: str, width: int) -> list[str]:
    lines = [""]
    for word in re.split(r"(?<=\S) (?=\S)", paragraph):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def dump_value(value: Value) -> str:
    """A value on one line, as it may stand behind a key; read again it is the same.

    Raises:
        ValueError: something in it cannot be written.
    """
    return flow(value) if not is_scalar(value) else spell(value)


def front_matter(fields: Mapping[str, Value]) -> str:
    """The front matter of a new record: the fields in the given order between two lines `---`.

    Block style, with short lists of single values on one line; quotes only where a reader of YAML 1.1 or 1.2
    would take a text for something else. The body follows directly.

    Raises:
        ValueError: something in it cannot be written.
    """
    return "\n".join(("---", *entries(fields, 0), "---", ""))
