"""Writes news as Markdown fit for a comment on a merge request: short, folded, and inert whatever records say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from kb.cli.terminal import clean
from kb.news import Entry, Group
from kb.news.wording import short


class Room(NamedTuple):
    """How many entries of a list are told, and how many details of an entry; None for all."""

    entries: int | None
    details: int | None


_ROOMS: Final = (
    Room(200, 50), Room(100, 30), Room(50, 20), Room(20, 10), Room(10, 5), Room(5, 3), Room(1, 1), Room(0, 0),
)  # fmt: skip

MARK: Final = "<!-- kb diff -->"
"""The first line, by which a job finds the comment that it wrote before."""
_LONGEST: Final = 60_000  # characters; code hosts refuse comments of more than 65,536
_TEXT: Final = 400  # characters of a title, of what became of a record, of a detail
_AT_ONCE: Final = 10  # entries of a group that are not folded
_MARKUP: Final = re.compile(r"[\\`*_{}\[\]|~$#]")  # what counts anywhere in a line
_BEGINNING: Final = re.compile(
    r"^([0-9]*)([-+=.)])"
)  # what counts where a line begins: lists, rules, headings
_HTML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What code hosts turn into a notification or a reference, escaped or not: they get a sign without width behind them.
_REFERENCE: Final = re.compile(
    r"(?<=[@#!%~^$&])(?=[\w\"])|(?<=:)(?=//)|(?<=(?i:www))(?=\.)|(?<=(?i:GH))(?=-\d)"
)
_JOINER: Final = "\u2060"


def comment(groups: Sequence[Group], start: str, end: str) -> str:
    """The whole comment; where it would be too long for a code host, every group is cut."""
    return fitting(lambda room: _lines(groups, start, end, room))


def fitting(told: Callable[[Room], Iterable[str]], most: Room = _ROOMS[0]) -> str:
    """A text with as much of every list as a code host takes of a comment.

    Args:
        told: the lines for a room.
        most: the largest room that is wanted.
    """
    text = ""
    for room in (most, *(smaller for smaller in _ROOMS if smaller < most)):
        text = "\n".join(told(room))
        if len(text) <= _LONGEST:
            break
    return text


def bullets(entries: Sequence[Entry], room: Room) -> Iterator[str]:
    """A list of what is told of records, and how many more there are."""
    for entry in entries[: room.entries]:
        title = f" {_part(entry.title)}" if entry.title else ""
        words = f" – {_part(entry.words)}" if entry.words else ""
        yield f"- **{_part(entry.id)}**{title}{words}"
        for detail in entry.details[: room.details]:
            yield f"  - {_part(detail)}"
        left = len(entry.details) - len(entry.details[: room.details])
        if left:
            yield f"  - … and {left} more"
    left = len(entries) - len(entries[: room.entries])
    if left:
        yield f"- … and {left} more"


def _part(text: str) -> str:
    """A part of a line, inert wherever in the line it stands."""
    return _BEGINNING.sub(lambda sign: f"{sign[1]}\\{sign[2]}", inert(short(text, _TEXT)))


def inert(text: str) -> str:
    """Text of which Markdown takes nothing for markup and a code host nothing for a person, a reference or a link."""
    joined = _REFERENCE.sub(_JOINER, clean(text))
    safe = "".join(_HTML.get(sign, sign) for sign in joined)
    return _MARKUP.sub(lambda sign: f"\\{sign[0]}", safe).replace(_JOINER, "&#8288;")


def _lines(groups: Sequence[Group], start: str, end: str, room: Room) -> Iterator[str]:
    yield MARK
    sides = f"from {inert(start)} to {inert(end)}"
    if not groups:
        yield f"No record changed {sides}."
        return
    counts = " · ".join(f"{len(group.entries)} {group.word}" for group in groups)
    yield f"**Records:** {counts} – {sides}"
    for group in groups:
        heading = f"{group.heading} ({len(group.entries)})"
        folded = not group.first or len(group.entries) > _AT_ONCE
        yield ""
        yield f"<details><summary>{heading}</summary>" if folded else f"**{heading}**"
        yield ""
        yield from bullets(group.entries, room)
        if folded:
            yield ""
            yield "</details>"
