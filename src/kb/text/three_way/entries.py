"""Cuts a front matter into the lines of its entries, each with the comments above it; together they are the whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from kb.text.layout import Layout
from kb.text.places import KeyPath


class Entry(NamedTuple):
    """A part of the text of one side: an entry with its key or dash, or the whole front matter.

    Attributes:
        layout: the text.
        path: of the value; empty for the whole.
        start: where its comments or its lines begin.
        end: where the next one begins.
    """

    layout: Layout
    path: KeyPath
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its lines."""
        return self.layout.text[self.start : self.end]

    @property
    def value(self) -> Any:
        """What it says."""
        return self.layout.value(self.path)


class Parts(NamedTuple):
    """An entry that holds others.

    Attributes:
        head: what stands before the first of them.
        column: where their keys or dashes stand.
        inline: whether the first of them stands behind a dash.
        entries: by the names that :func:`kb.text.three_way.values.members` gives them.
    """

    head: str
    column: int
    inline: bool
    entries: dict[str, Entry]


def whole(layout: Layout) -> Entry:
    """The front matter of a text."""
    return Entry(layout, (), layout.front.head.start, layout.front.head.end)


def parts(entry: Entry, members: Mapping[str, Any]) -> Parts | None:
    """The entries of a block by their names; None where its text cannot be cut into lines."""
    layout, path = entry.layout, entry.path
    place = layout.places.get(path)
    if place is None or place.style not in ("map", "seq") or not members:
        return None
    steps = layout.steps(path)
    starts = [layout.entry_start((*path, step)) for step in steps]
    columns = {layout.column(start) for start in starts}
    if len(columns) != 1 or len(steps) != len(members) or not all(map(layout.leads, starts[1:])):
        return None
    inline = not layout.leads(starts[0])
    if inline and layout.text[layout.line_start(starts[0]) : starts[0]].strip(" -"):
        return None
    cuts = [starts[0] if inline else _cut(layout, starts[0], entry.start)]
    for before, start in zip(steps, starts[1:], strict=False):
        settled = layout.next_line(layout.line_end(layout.value_span((*path, before)).end))
        cuts.append(_cut(layout, start, settled))
    ends = [*cuts[1:], entry.end]
    found = {
        name: Entry(layout, (*path, step), cut, end)
        for name, step, cut, end in zip(members, steps, cuts, ends, strict=True)
    }
    return Parts(layout.text[entry.start : cuts[0]], columns.pop(), inline, found)


def _cut(layout: Layout, start: int, earliest: int) -> int:
    """Where an entry begins: with the comments above it, but never inside what stands before."""
    return min(max(layout.comments_above(start), earliest), layout.line_start(start))


def comments(text: str) -> list[str]:
    """What the comments of some lines say, and what merely looks like one."""
    return [line[at + 1 :].strip() for line in text.split("\n") if (at := _hash(line)) != -1]


def _hash(line: str) -> int:
    at = line.find("#")
    while at > 0 and line[at - 1] not in " \t":
        at = line.find("#", at + 1)
    return at
