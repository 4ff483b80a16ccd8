"""Merges whole records: line ends, byte-order mark and the `---` lines too; the bodies are left to the caller."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, TypeVar

from kb.text.layout import Layout
from kb.text.source import BOM, Source
from kb.text.three_way.joining import Clash, Joined, Sides, TooMuch, join

MARKER: Final = 7
T = TypeVar("T")


class Unreadable(Exception):
    """A front matter cannot be read, or not both be compared in a short time; the message says which, where and why."""


class Marks(NamedTuple):
    """How a conflict is written.

    Attributes:
        size: how many signs a marker has.
        base: whether what both come from stands between the sides.
        ours, theirs: what the sides are called.
    """

    size: int = MARKER
    base: bool = False
    ours: str = "ours"
    theirs: str = "theirs"


class Bodies(NamedTuple):
    """What comes of the text below the front matter."""

    text: str
    conflicts: int


class Merged(NamedTuple):
    """A merged record.

    Attributes:
        text: the whole file.
        fields: where the sides contradict each other, as people write paths; empty text for the whole.
        bodies: how many places of the body are in conflict.
        apart: whether both sides began a record of their own under this name.
    """

    text: str
    fields: list[str]
    bodies: int
    apart: bool


def merge(
    base: str,
    ours: str,
    theirs: str,
    merge_bodies: Callable[[str, str, str], Bodies],
    marks: Callable[[], Marks] = Marks,
) -> Merged:
    """Put two records together.

    Args:
        base: what both come from; empty if both sides began it.
        ours: our text.
        theirs: their text.
        merge_bodies: asked where both changed the body, with plain line ends.
        marks: asked where there is a conflict.

    Raises:
        Unreadable: a front matter cannot be read, or comparing takes too long.
    """
    texts = [base, ours, theirs]
    ends = [_line_end(text) for text in texts]
    plain = None not in ends
    if plain:
        texts = [text.replace("\r\n", "\n") for text in texts]
    begins = [BOM if text.startswith(BOM) else "" for text in texts]
    layouts = [Layout(text.removeprefix(BOM)) for text in texts]
    for layout, name in zip(layouts, ("what both come from", "our side", "their side"), strict=True):
        if layout.text or name != "what both come from":
            _must_be_read(layout, name)
    old, our, their = layouts
    joined, apart = _fields(old if old.text else None, our, their)
    body = _body(old, our, their, merge_bodies)
    said = marks() if joined.clashes else Marks()
    opening, closing = _choose([_opening(it) for it in layouts]), _choose([_closing(it) for it in layouts])
    parts = [opening, *(p if isinstance(p, str) else between(p, said) for p in joined.pieces), closing]
    text = "".join([*parts, body.text])
    if plain and _choose(ends) == "\r\n":
        text = text.replace("\n", "\r\n")
    paths = [".".join(map(str, clash.path)) for clash in joined.clashes]
    return Merged(_choose(begins) + text, paths, body.conflicts, apart)


def _fields(base: Layout | None, ours: Layout, theirs: Layout) -> tuple[Joined, bool]:
    """The front matter; that of two records that are not one is not mixed."""
    values = [side.front.values or {} for side in (ours, theirs)]
    apart = base is None and any(values[0].get(key) != values[1].get(key) for key in ("id", "title"))
    if not apart:
        try:
            return join(Sides(base, ours, theirs)), False
        except TooMuch:
            raise Unreadable("both sides changed more fields than are compared one by one") from None
    clash = Clash((), ours.slice(ours.front.head), "", theirs.slice(theirs.front.head))
    return Joined([clash]), True


def _must_be_read(layout: Layout, name: str) -> None:
    front = layout.front
    if front.values is None or front.problems:
        problem = front.problems[0]
        at = (
            Source(name, layout.text).position(problem.where[0])
            if isinstance(problem.where[0], int)
            else None
        )
        place = f" (line {at.line}, column {at.column})" if at is not None else ""
        raise Unreadable(f"the front matter of {name} cannot be read: {problem.message}{place}")


def _body(old: Layout, our: Layout, their: Layout, merge_bodies: Callable[[str, str, str], Bodies]) -> Bodies:
    base, ours, theirs = (layout.text[layout.front.body :] for layout in (old, our, their))
    if theirs in (ours, base):
        return Bodies(ours, 0)
    return Bodies(theirs, 0) if ours == base else merge_bodies(base, ours, theirs)


def _line_end(text: str) -> str | None:
    """How the lines of a text end; None if they do not end alike."""
    if "\r" not in text:
        return "\n"
    return "\r\n" if text.count("\r") == text.count("\n") == text.count("\r\n") else None


def _opening(layout: Layout) -> str:
    return layout.text[: layout.front.head.start]


def _closing(layout: Layout) -> str:
    return layout.text[layout.front.head.end : layout.front.body]


def _choose(three: list[T]) -> T:
    """What one side changed, else ours."""
    base, ours, theirs = three
    return theirs if ours == base else ours


def between(clash: Clash, marks: Marks) -> str:
    """The lines of both sides between the markers of git."""
    lines = [f"{'<' * marks.size} {marks.ours}\n", clash.ours]
    if marks.base:
        lines += [f"{'|' * marks.size} base\n", clash.base]
    lines += [f"{'=' * marks.size}\n", clash.theirs, f"{'>' * marks.size} {marks.theirs}\n"]
    return "".join(lines)
