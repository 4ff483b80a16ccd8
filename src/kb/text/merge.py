"""Merges two texts that come from one, line by line, as a version control system would; a conflict is no text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import accumulate
from typing import Final, NamedTuple

_LIMIT: Final = 4000  # lines between the first and the last change; beyond, comparing takes too long
_STEPS: Final = 2_000_000  # pairs of equal lines looked at; where lines repeat they are many, again and again


class Line(NamedTuple):
    """A line of a merged text and where it comes from: its number, from 1, in the two texts that have it."""

    text: str
    ours: int | None
    theirs: int | None


class _TooMuch(Exception):
    """Comparing would take too long."""


class _Matcher(SequenceMatcher[str]):
    """Compares lines, and gives up where so many of them are equal that it would take minutes."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        super().__init__(None, old, new, autojunk=False)
        often = Counter(new)
        self._before = list(accumulate((often[line] for line in old), initial=0))
        self._left = _STEPS

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """As the class above, while there are steps left."""
        self._left -= self._before[-1 if ahi is None else ahi] - self._before[alo]
        if self._left < 0:
            raise _TooMuch
        return super().find_longest_match(alo, ahi, blo, bhi)


class _Hunk(NamedTuple):
    """Lines ``start`` to ``end`` of the ancestor became lines ``first`` to ``last`` of one side."""

    start: int
    end: int
    first: int
    last: int
    mine: bool


def merge(ancestor: str, ours: str, theirs: str) -> list[Line] | None:
    """The lines of both sides put together; None where both changed the same place, or places that touch.

    Line ends do not count: a line that nobody changed is taken as it is on our side.
    """
    base, mine, other = _lines(ancestor), _lines(ours), _lines(theirs)
    plain = [_plain(base), _plain(mine), _plain(other)]
    hunks = _hunks(plain[0], plain[1], mine=True), _hunks(plain[0], plain[2], mine=False)
    if hunks[0] is None or hunks[1] is None:
        return None
    merged: list[Line] = []
    at, shifts = 0, {True: 0, False: 0}
    for group in _groups(sorted([*hunks[0], *hunks[1]])):
        start, end = group[0].start, max(hunk.end for hunk in group)
        merged += _common(mine, at, start, shifts)
        changed = _changed(group, start, end, shifts, mine, other)
        if changed is None:
            return None
        merged += changed
        for hunk in group:
            shifts[hunk.mine] = hunk.last - hunk.end
        at = end
    merged += _common(mine, at, len(base), shifts)
    return merged


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _plain(lines: Sequence[str]) -> list[str]:
    return [line.rstrip("\r\n") for line in lines]


def _hunks(base: Sequence[str], side: Sequence[str], *, mine: bool) -> list[_Hunk] | None:
    """What one side changed; None when there is too much to compare."""
    first = 0
    while first < min(len(base), len(side)) and base[first] == side[first]:
        first += 1
    last = 0
    while last < min(len(base), len(side)) - first and base[-1 - last] == side[-1 - last]:
        last += 1
    old, new = base[first : len(base) - last], side[first : len(side) - last]
    if len(old) + len(new) > _LIMIT:
        return None
    try:
        codes = _Matcher(old, new).get_opcodes()
    except _TooMuch:
        return None
    return [
        _Hunk(a + first, b + first, c + first, d + first, mine) for tag, a, b, c, d in codes if tag != "equal"
    ]


def _groups(hunks: Sequence[_Hunk]) -> Iterator[list[_Hunk]]:
    """Changes of both sides, those together that touch."""
    group: list[_Hunk] = []
    for hunk in hunks:
        if group and hunk.start > max(other.end for other in group):
            yield group
            group = []
        group.append(hunk)
    if group:
        yield group


def _common(mine: Sequence[str], start: int, end: int, shifts: dict[bool, int]) -> list[Line]:
    ours, theirs = shifts[True], shifts[False]
    return [Line(mine[n + ours], n + ours + 1, n + theirs + 1) for n in range(start, end)]


def _changed(
    group: Sequence[_Hunk],
    start: int,
    end: int,
    shifts: dict[bool, int],
    mine: Sequence[str],
    other: Sequence[str],
) -> list[Line] | None:
    """The lines that stand in the place of a group: of the side that changed it, or of both if they agree."""
    sides = {hunk.mine for hunk in group}
    texts, numbers = {}, {}
    for side, lines in ((True, mine), (False, other)):
        shift = next((h.last - h.end for h in reversed(group) if h.mine is side), shifts[side])
        first, last = start + shifts[side], end + shift
        numbers[side] = range(first + 1, last + 1)
        texts[side] = list(lines[first:last])
    if sides == {True}:
        return [Line(text, n, None) for text, n in zip(texts[True], numbers[True], strict=True)]
    if sides == {False}:
        return [Line(text, None, n) for text, n in zip(texts[False], numbers[False], strict=True)]
    if _plain(texts[True]) != _plain(texts[False]):
        return None
    return [Line(text, n, m) for text, n, m in zip(texts[True], numbers[True], numbers[False], strict=True)]
