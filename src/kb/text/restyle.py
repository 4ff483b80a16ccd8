"""Writes a new value in the manner of the one it replaces: the same quotes, the same kind of block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kb.text.frontmatter import KeyPath
from kb.text.layout import Layout
from kb.text.yaml_block import INDENT, Laid, Value, flow, folded, is_scalar, lay, literal
from kb.text.yaml_scalar import double, fits_plain, kind, reads_alike, single


def spellings(layout: Layout, path: KeyPath, value: Value) -> Iterator[Laid]:
    """How to write a value where another one stands, the nearest to its manner first."""
    flowing = layout.flow(path[:-1])
    fresh = _fresh(layout, path, value, flowing=flowing)
    old = layout.value(path)
    if isinstance(old, str) and is_scalar(value):
        now = layout.laid(path)
        if now == _fresh(layout, path, str(old), flowing=flowing):
            # What we would have written ourselves was forced by the old value, not chosen by a person.
            if (
                isinstance(value, str)
                and not layout.places[path].style
                and _as_plain(str(old), value, flowing)
            ):
                yield Laid(value)
        else:
            yield from _alike(layout, path, now, value)
    yield fresh
    if isinstance(value, str) and fresh.rest:
        yield Laid(double(value))


def _fresh(layout: Layout, path: KeyPath, value: Value, *, flowing: bool) -> Laid:
    if flowing:
        return Laid(flow(value))
    place = layout.places[path]
    column = layout.entry_column(path)
    if place.key is not None:
        return lay(value, column)
    start, end = place.value
    beside = start < end and "\n" not in layout.text[layout.introduced(path) : start]
    return lay(value, layout.column(start) - INDENT if beside else column, item=True)


def _alike(layout: Layout, path: KeyPath, now: Laid, value: Value) -> Iterator[Laid]:
    """A single value in the style of the one it replaces, where that style can say it."""
    text = value.isoformat() if isinstance(value, date) else value
    if not isinstance(text, str):
        return
    style = layout.places[path].style
    if style == '"':
        yield Laid(double(text))
    elif style == "'" and (said := single(text)) is not None:
        yield Laid(said)
    elif style in ("|", ">"):
        yield from _block(layout.entry_column(path), now, text)
    elif not style and _as_plain(layout.value(path) or "", text, layout.flow(path[:-1])):
        yield Laid(text)


def _as_plain(old: str, new: str, flowing: bool) -> bool:
    """A number, a date or a word after one of its kind stays without quotes if all readers agree on it."""
    return fits_plain(new, flow=flowing) and kind(new) in (kind(old), "text") and _agreed(new)


def _agreed(text: str) -> bool:
    return reads_alike(text) or text in ("true", "false")


def _block(column: int, now: Laid, text: str) -> Iterator[Laid]:
    """A text after `|` or `>` with the indentation of the old one."""
    first = next((line for line in now.rest if line.strip(" ")), "")
    inner = column + int(found[0]) if (found := re.search(r"\d", now.first)) else None
    if inner is None and first:
        inner = len(first) - len(first.lstrip(" "))
    if now.first[0] == ">" and (laid := folded(text, column, inner=inner)) is not None:
        yield laid
    if (laid := literal(text, column, inner=inner)) is not None:
        yield laid
