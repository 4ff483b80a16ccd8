"""Writes what comes of two sides with the very lines of either; where they contradict, both between markers.

An entry that one side changed is taken with its lines as they are: spelling, quotes and comments. Where both
changed an entry, the lines are put together, else its own entries one by one, else the one value is set in the
text of a side. Whatever comes out is read again: it says what :mod:`kb.text.three_way.values` decided, or it is
not taken.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from kb.text.edit import EditError, apply, set_values
from kb.text.frontmatter import parse
from kb.text.layout import Layout
from kb.text.merge import merge
from kb.text.places import KeyPath
from kb.text.source import Source
from kb.text.three_way import entries, values
from kb.text.three_way.entries import Entry, Parts
from kb.text.three_way.values import MISSING

_MARK: Final = "---\n"
_MANY_LINES: Final = 200
"""An entry with more is not compared line by line: where lines repeat, that takes the square of them and more."""
_MANY_ITEMS: Final = 60
"""A list that comes to have more is written anew: an edit for each item is proven by reading all of them."""


_EFFORT: Final = 2_000_000
"""Characters that may be read again while edits are proven; more of them takes seconds."""
_READING: Final = 200
"""What reading costs however short the text is, in characters."""


class TooMuch(Exception):
    """Putting two front matters together would take too long."""


class _Effort:
    """What may still be spent on one record, so that the answer does not depend on the machine."""

    def __init__(self) -> None:
        self._left = _EFFORT

    def spend(self, text: str, times: int) -> None:
        """Read a text a number of times.

        Raises:
            TooMuch: that is not left.
        """
        self._left -= times * (len(text) + _READING)
        if self._left < 0:
            raise TooMuch


class Clash(NamedTuple):
    """Lines of both sides of which only a person can choose.

    Attributes:
        path: of the value.
        ours: empty where our side took it out.
        base: what both come from.
        theirs: as ``ours``.
    """

    path: KeyPath
    ours: str
    base: str
    theirs: str


Piece = str | Clash


class Sides(NamedTuple):
    """Three texts of a record with plain line ends; no ``base`` where both sides began one."""

    base: Layout | None
    ours: Layout
    theirs: Layout


class Joined(NamedTuple):
    """The lines between the `---` lines.

    Attributes:
        pieces: in order.
    """

    pieces: list[Piece]

    @property
    def clashes(self) -> list[Clash]:
        """Where the sides contradict each other."""
        return [piece for piece in self.pieces if isinstance(piece, Clash)]

    def resolved(self, side: str) -> str:
        """The lines with those of one side wherever both are there."""
        return "".join(p if isinstance(p, str) else getattr(p, side) for p in self.pieces)


Three = tuple[Entry | None, Entry | None, Entry | None]


def join(sides: Sides) -> Joined:
    """Put two front matters together.

    Args:
        sides: all of them readable.

    Raises:
        TooMuch: both sides changed more than can be proven in a short time.
    """
    three = tuple(entries.whole(side) if side is not None else None for side in sides)
    base, ours, theirs = (entry.value if entry is not None else MISSING for entry in three)
    decided = values.decide(base, ours, theirs)
    cut = _inside((three[0], three[1], three[2]), (), _Effort())
    joined = Joined(cut) if cut is not None else None
    if joined is None or not _holds(joined, decided):
        all_of_it = [entry.text if entry is not None else "" for entry in three]
        joined = Joined([Clash((), all_of_it[1], all_of_it[0], all_of_it[2])])
    return joined


def _holds(joined: Joined, decided: values.Decided) -> bool:
    """Whether the lines say what was decided; with clashes, whether those of either side can be read."""
    fronts = [parse(f"{_MARK}{joined.resolved(side)}{_MARK}") for side in ("ours", "theirs")]
    if any(front.values is None or front.problems for front in fronts):
        return False
    return bool(joined.clashes) or (not decided.clashes and fronts[0].values == decided.value)


def _join(three: Three, path: KeyPath, effort: _Effort) -> list[Piece]:
    """The lines of one entry."""
    base, ours, theirs = (entry.text if entry is not None else "" for entry in three)
    if theirs in (ours, base):
        return [ours]
    if ours == base:
        return [theirs]
    clash: list[Piece] = [Clash(path, ours, base, theirs)]
    if three[1] is None or three[2] is None:
        return clash
    said = three[0].value if three[0] is not None else MISSING
    wanted = values.decide(said, three[1].value, three[2].value, path)
    if not wanted.clashes and base and (lines := _lines(base, ours, theirs, three[1], wanted.value)):
        return [lines]
    inside = _inside(three, path, effort)
    if inside is not None and (wanted.clashes or _says("".join(map(str, inside)), three[1], wanted.value)):
        return inside
    for entry, other in ((three[1], theirs), (three[2], ours)) if not wanted.clashes else ():
        lines = _set(entry, wanted.value, effort)
        if lines is not None and not _silenced(base, other, lines):
            return [lines]
    return clash


def _inside(three: Three, path: KeyPath, effort: _Effort) -> list[Piece] | None:
    """The lines of an entry that holds others, each of them joined; None where that cannot be done line by line."""
    said = [entry.value if entry is not None else MISSING for entry in three]
    members = values.members(said[0], said[1], said[2], path)
    if members is None:
        return None
    found = [_parts(entry, side) for entry, side in zip(three, members, strict=True)]
    if any(part is None and side for part, side in zip(found, members, strict=True)):
        return None
    cut = [part for part in found if part is not None]
    if found[1] is None or found[2] is None or len({(part.column, part.inline) for part in cut}) != 1:
        return None
    head = _head(*(part.head if part is not None else "" for part in found))
    order = values.order(*members)
    if head is None or (cut[0].inline and len({next(iter(side)) for side in members if side}) != 1):
        return None
    pieces: list[Piece] = [head] if head else []
    for name in order:
        one = [part.entries.get(name) if part is not None else None for part in found]
        pieces += [piece for piece in _join((one[0], one[1], one[2]), (*path, name), effort) if piece]
    if cut[0].inline and (not pieces[1:] or isinstance(pieces[1 if head else 0], Clash)):
        return None
    return pieces


def _parts(entry: Entry | None, members: Any) -> Parts | None:
    return entries.parts(entry, members) if entry is not None else None


def _head(base: str, ours: str, theirs: str) -> str | None:
    """The line of the key and the comments below it."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    lines = merge(base, ours, theirs) if base else None
    return "".join(line.text for line in lines) if lines is not None else None


def _lines(base: str, ours: str, theirs: str, entry: Entry, wanted: Any) -> str | None:
    """What comes of the lines as such, if it says what it should."""
    if max(text.count("\n") for text in (base, ours, theirs)) > _MANY_LINES:
        return None
    lines = merge(base, ours, theirs)
    text = "".join(line.text for line in lines) if lines is not None else ""
    return text if text and _says(text, entry, wanted) else None


def _alone(entry: Entry, text: str) -> tuple[str, KeyPath, int]:
    """A front matter of one entry, the path of its value there, and how much stands before its lines."""
    lead = _MARK if isinstance(entry.path[-1], str) else f"{_MARK}k:\n"
    layout = entry.layout
    lead += " " * layout.column(entry.start)
    path: KeyPath = (entry.path[-1],) if isinstance(entry.path[-1], str) else ("k", 0)
    return f"{lead}{text}{_MARK}", path, len(lead)


def _says(text: str, entry: Entry, wanted: Any) -> bool:
    alone, path, _ = _alone(entry, text)
    front = parse(alone)
    value: Any = front.values
    if value is None or front.problems or len(value) != 1:
        return False
    try:
        for step in path:
            value = value[step]
    except (KeyError, IndexError, TypeError):
        return False
    return bool(value == wanted)


def _set(entry: Entry, wanted: Any, effort: _Effort) -> str | None:
    """The lines of an entry with another value."""
    text, path, lead = _alone(entry, entry.text)
    anew = isinstance(wanted, list) and len(wanted) > _MANY_ITEMS
    effort.spend(text, 1 if anew else _size(wanted))
    try:
        for value in ([], wanted) if anew else (wanted,):
            text = apply(text, set_values(Source("entry", text), {path: value}))
    except EditError:
        return None
    return text[lead : -len(_MARK)]


def _size(value: Any) -> int:
    """How many edits may come of a value."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(map(_size, inside))


def _silenced(base: str, side: str, lines: str) -> bool:
    """Whether a comment that a side wrote would be gone."""
    known = {*entries.comments(base), *entries.comments(lines)}
    return any(said not in known for said in entries.comments(side))
