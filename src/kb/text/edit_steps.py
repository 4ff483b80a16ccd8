"""Says for one step of an edit which characters to replace, the best way first where there is a choice.

Every function looks at one :class:`~kb.text.layout.Layout` and returns changes of its text; whether a change
does what it should is for :mod:`kb.text.edit` to check.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb.text.frontmatter import KeyPath
from kb.text.layout import Layout
from kb.text.restyle import spellings
from kb.text.yaml_block import Laid, Value, entries, flow
from kb.text.yaml_scalar import spell_key


class Change(NamedTuple):
    """Replace the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


Step = list[Change]


def replacements(layout: Layout, path: KeyPath, value: Value) -> Iterator[Step]:
    """Ways to put a value in place of the one at ``path``."""
    put = _put_in_brackets if layout.flow(path[:-1]) else _put_in_block
    for laid in spellings(layout, path, value):
        yield put(layout, path, laid)


def _put_in_brackets(layout: Layout, path: KeyPath, laid: Laid) -> Step:
    place = layout.places[path]
    start, end = place.value
    if place.key is not None and layout.introduced(path) == -1:
        return [Change(place.key.end, place.key.end, f": {laid.first}")]
    lead = " " if start == end and layout.text[start - 1] not in " \n" else ""
    return [Change(start, end, lead + laid.first)]


def _put_in_block(layout: Layout, path: KeyPath, laid: Laid) -> Step:
    behind = layout.introduced(path)
    start, end = layout.value_span(path)
    first = f" {laid.first}" if laid.first else ""
    below = "".join(layout.newline + line for line in laid.rest)
    stop = layout.line_end(end)
    if start == end:
        stop = layout.line_end(behind)
        return [Change(behind, behind, first), Change(stop, stop, below)]
    if "\n" in layout.text[behind:start]:
        return [Change(behind, behind, first), Change(layout.line_end(behind), stop, below)]
    if (header := layout.header_end(path)) != -1:  # a comment between the sign and the text stays where it is
        here = Change(start, header, laid.first) if laid.first else Change(behind, header, "")
        return [here, Change(layout.line_end(header), stop, below)]
    here = Change(start, end, laid.first) if laid.first else Change(behind, end, "")
    return [here, Change(stop, stop, below)]


def insertions(layout: Layout, path: KeyPath, value: Value, order: Sequence[str] = ()) -> Iterator[Step]:
    """The way to put a new key or item at ``path``; an item goes before the one that has its number now."""
    parent, step = path[:-1], path[-1]
    if layout.flow(parent):
        said = f"{spell_key(step, flow=True)}: {flow(value)}" if isinstance(step, str) else flow(value)
        yield _insert_in_brackets(layout, path, said)
        return
    steps = layout.steps(parent)
    behind, before = _neighbours(steps, step, order if not parent else ())
    first = layout.entry_start((*parent, steps[0]))
    column = layout.column(first)
    lines = entries({step: value} if isinstance(step, str) else [value], column)
    if behind is not None:
        at = layout.extent_end((*parent, behind))
        yield [Change(at, at, "".join(layout.newline + line for line in lines))]
    elif isinstance(before, str) and layout.leads(first):
        at = layout.comments_above(first)
        yield [Change(at, at, "".join(line + layout.newline for line in lines))]
    else:
        text = layout.newline.join(lines).lstrip(" ") + layout.newline + " " * column
        yield [Change(first, first, text)]


def _neighbours(
    steps: Sequence[str | int], step: str | int, order: Sequence[str]
) -> tuple[str | int | None, str | int | None]:
    """The entry behind which a new one goes, or else the one before which it goes."""
    if isinstance(step, int):
        return (step - 1, None) if step else (None, 0)
    if step not in order:
        return steps[-1], None
    ranks = {key: rank for rank, key in enumerate(order)}
    earlier = [key for key in steps if ranks.get(str(key), len(ranks)) < ranks[step]]
    if earlier:
        return max(earlier, key=lambda key: ranks[str(key)]), None
    later = any(str(key) in ranks for key in steps)
    return (None, steps[0]) if later else (steps[-1], None)


def _insert_in_brackets(layout: Layout, path: KeyPath, said: str) -> Step:
    parent, step = path[:-1], path[-1]
    steps = layout.steps(parent)
    if not steps:
        at = layout.places[parent].value.start + 1
        return [Change(at, at, said)]
    if isinstance(step, int) and step < len(steps):
        at = layout.entry_start(path)
        return [Change(at, at, f"{said}, ")]
    last = (*parent, steps[-1])
    at = layout.places[last].value.end
    start = layout.entry_start(last)
    own_line = layout.leads(start) and layout.line_end(at) - at <= 1
    gap = layout.newline + " " * layout.column(start) if own_line else " "
    return [Change(at, at, f",{gap}{said}")]


def removals(layout: Layout, path: KeyPath) -> Iterator[Step]:
    """Ways to take a key or an item out: with its lines, or with the blank lines below it too.

    Blank lines become a part of the text above where that was written with `|+`.
    """
    step = _removal(layout, path)
    yield step
    if not layout.flow(path[:-1]):
        (*others, last) = step
        end = last.end
        while end < layout.front.head.end and not layout.text[end : layout.line_end(end)].strip():
            end = layout.next_line(end)
        yield [*others, last._replace(end=end)]


def _removal(layout: Layout, path: KeyPath) -> Step:
    """Take a key or an item out; the last one leaves empty brackets."""
    parent = path[:-1]
    if layout.size(parent) == 1:
        if not parent:
            raise ValueError("the last field cannot be taken out")
        empty = Laid("{}" if isinstance(path[-1], str) else "[]")
        if len(parent) > 0 and layout.flow(parent[:-1]):
            return _put_in_brackets(layout, parent, empty)
        return _put_in_block(layout, parent, empty)
    start = layout.entry_start(path)
    if layout.flow(parent):
        return _remove_in_brackets(layout, path, start)
    end = layout.next_line(layout.extent_end(path))
    if layout.leads(start):
        return [Change(layout.line_start(start), end, "")]
    line = layout.text[end : layout.line_end(end)]
    return [Change(start, end + len(line) - len(line.lstrip(" ")), "")]


def _remove_in_brackets(layout: Layout, path: KeyPath, start: int) -> Step:
    after = layout.neighbour(path, +1)
    if after is not None:
        return [Change(start, layout.entry_start(after), "")]
    before = layout.neighbour(path, -1)
    assert before is not None
    return [Change(layout.places[before].value.end, layout.places[path].value.end, "")]
