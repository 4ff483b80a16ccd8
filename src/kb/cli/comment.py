"""Writes news as Markdown fit for a comment on a merge request: short, folded, and inert whatever records say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kb.cli.terminal import clean
from kb.news import Entry, Group

MARK: Final = "<!-- kb diff -->"
"""The first line, by which a job finds the comment that it wrote before."""
_LONGEST: Final = 60_000  # characters; code hosts refuse comments of more than 65,536
_LIMITS: Final = (200, 100, 50, 20, 10, 5, 1)
_AT_ONCE: Final = 10  # entries of a group that are not folded
_MARKUP: Final = re.compile(
    r"[\\`*_{}\[\]|~$#]"
)  # what counts anywhere in a line; no text of a record begins one
_HTML: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# What code hosts turn into a notification or a reference, escaped or not: they get a sign without width behind them.
_REFERENCE: Final = re.compile(
    r"(?<=[@#!%~^$&])(?=[\w\"])|(?<=:)(?=//)|(?<=(?i:www))(?=\.)|(?<=(?i:GH))(?=-\d)"
)
_JOINER: Final = "\u2060"


def comment(groups: Sequence[Group], start: str, end: str) -> str:
    """The whole comment; where it would be too long for a code host, every group is cut."""
    text = ""
    for limit in _LIMITS:
        text = "\n".join(_lines(groups, start, end, limit))
        if len(text) <= _LONGEST:
            break
    return text


def inert(text: str) -> str:
    """Text of which Markdown takes nothing for markup and a code host nothing for a person, a reference or a link."""
    joined = _REFERENCE.sub(_JOINER, clean(text))
    safe = "".join(_HTML.get(sign, sign) for sign in joined)
    return _MARKUP.sub(lambda sign: f"\\{sign[0]}", safe).replace(_JOINER, "&#8288;")


def _lines(groups: Sequence[Group], start: str, end: str, limit: int) -> Iterator[str]:
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
        for entry in group.entries[:limit]:
            yield from _entry(entry)
        if len(group.entries) > limit:
            yield f"- … and {len(group.entries) - limit} more"
        if folded:
            yield ""
            yield "</details>"


def _entry(entry: Entry) -> Iterator[str]:
    title = f" {inert(entry.title)}" if entry.title else ""
    words = f" – {inert(entry.words)}" if entry.words else ""
    yield f"- **{inert(entry.id)}**{title}{words}"
    for detail in entry.details:
        yield f"  - {inert(detail)}"
