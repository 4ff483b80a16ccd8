"""Prints what is told of records to a terminal, within its width: id and title, what became of it, the details."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.cli.terminal import clean, display_width, say, style, width, wrap
from kb.news import Entry

_IN = "    "  # under the id


def print_entries(entries: Sequence[Entry], most: int | None = None, details: int | None = None) -> None:
    """Print them, and how many more there are.

    Args:
        entries: what is told.
        most: how many at most; None for all.
        details: how many details of each; None for all.
    """
    for entry in entries[:most]:
        for line in _lines(entry, details):
            say(line)
    left = len(entries) - len(entries[:most])
    if left:
        say(style(f"  … and {left} more", "dim"))


def _lines(entry: Entry, details: int | None) -> Iterator[str]:
    id, title, words = clean(entry.id), clean(entry.title), clean(entry.words)
    named = f"{id} {title}" if title else id
    gap = "  " if title else " "
    if display_width(named + gap + words) + 2 <= width():
        yield f"  {_marked(named, id)}{gap}{style(words, 'cyan')}" if words else f"  {_marked(named, id)}"
    else:
        # a title goes on under its beginning, what became of it stands under the id
        under = " " * (min(display_width(id), 12) + 3) if title else _IN
        first, *rest = wrap(named, width(), "  ", under) or ["  "]
        yield f"  {_marked(first[2:], id)}"
        yield from rest
        yield from (style(line, "cyan") for line in wrap(words, width(), _IN, _IN))
    for detail in entry.details[:details]:
        yield from wrap(clean(detail), width(), _IN, f"{_IN}  ")
    left = len(entry.details) - len(entry.details[:details])
    if left:
        yield style(f"{_IN}… and {left} more", "dim")


def _marked(line: str, id: str) -> str:
    """The line with its id marked; a path with blanks may stand in several lines and is left as it is."""
    return style(id, "bold") + line[len(id) :] if line.startswith(id) else line
