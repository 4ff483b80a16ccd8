"""Finds the two ends of a period that people name by a span, a day, a moment or a revision.

What a day or a moment means is the commit that was the head then: going back from `HEAD` along first parents, the
first one that was committed by then. A merge counts from the day it was made, whatever day its commits were written
on; so do commits that a rebase made anew.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path
from typing import Final, Literal, NamedTuple

from kb.errors import KbError
from kb.history.git import ask, top_level
from kb.history.objects import boundary, commit_of

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].*)?")
_LINE: Final = re.compile(r"([0-9a-f]{40}|[0-9a-f]{64}) ([0-9]{1,11})")
_WORDS: Final = (
    "Write a span back from today such as `2w`, `10d`, `3m` or `1y`, a day such as `2026-06-01`, a moment such as "
    "`2026-06-01T09:00`, or a revision that git knows."
)


class End(NamedTuple):
    """One end of a period.

    Attributes:
        asked: what was asked for, in the words of whoever asked; empty for now.
        moment: when that is; None for a revision, and for now.
        commit: the commit that was the head then; None where there was none yet, and for the work tree.
        at: when that was committed.
        here: the first day on which something is known, where it is not known as far back as was asked for.
    """

    asked: str
    moment: datetime | None
    commit: str | None
    at: datetime | None
    here: datetime | None = None

    @property
    def now(self) -> bool:
        """Whether it is the work tree."""
        return not self.asked


class Period(NamedTuple):
    """From where to where.

    Attributes:
        start: where it begins; without a commit, everything is new.
        end: where it ends.
        commits: how many commits there are after the start up to the end.
        cut: whether the clone holds only the latest part of the history, and not all of the period.
        begun: when the first commit of all was made, where the period begins before it.
    """

    start: End
    end: End
    commits: int
    cut: bool
    begun: datetime | None


class Asked(NamedTuple):
    """What was asked for as an end of a period: in words, and as a day where it is one."""

    words: str
    day: date | None


def read(root: Path, since: Asked, until: Asked | None, zone: tzinfo) -> Period:
    """Find the commits at both ends.

    Args:
        root: the folder of the base.
        since: where it begins: as a day, at its beginning.
        until: where it ends: as a day, at its end; None for now.
        zone: the time zone that days are meant in.

    Raises:
        KbError: there is no repository or no git, it cannot be understood, or it ends before it begins.
    """
    if top_level(root) is None:
        hint = "It needs git, and a repository that git trusts; `git status` says more."
        raise KbError(f"there is no git repository at {root} to read a history from", hint=hint)
    head = commit_of(root, "HEAD")
    line = _line(root, head)
    end = End("", None, None, None)
    if until is not None:
        end = _end(root, until, "end", zone, line)
        line = _line(root, end.commit)
    start = _end(root, since, "start", zone, line)
    if start.moment is not None and end.moment is not None and start.moment > end.moment:
        words = f"since {since.words}, until {end.asked}"
        raise KbError(f"the period ends before it begins: {words}")
    cut, begun = False, None
    if start.moment is not None and start.commit is None and line:
        commit, at = line[-1]
        cut = commit in boundary(root)
        if cut:
            start = start._replace(commit=commit, at=at, here=at)
        else:
            begun = at
    last = end.commit if until is not None else head
    return Period(start, end, _count(root, start.commit, last), cut, begun)


def _end(
    root: Path, asked: Asked, side: Literal["start", "end"], zone: tzinfo, line: list[tuple[str, datetime]]
) -> End:
    words = asked.words.strip()
    moment = _edge(asked.day, side, zone) if asked.day is not None else _moment(words, zone)
    if moment is None:
        commit = commit_of(root, words)
        if commit is None:
            raise KbError(f"{asked.words!r} is neither a span of time nor a revision here", hint=_WORDS)
        return End(words, None, commit, _committed(root, commit))
    found = next(((commit, at) for commit, at in line if at <= moment), None)
    return End(words, moment, *(found or (None, None)))


def _moment(words: str, zone: tzinfo) -> datetime | None:
    """A moment as it is written, in UTC; None for what is none."""
    if not _DAY.fullmatch(words):
        return None
    try:
        found = datetime.fromisoformat(words)
        return (found if found.tzinfo is not None else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise KbError(f"{words!r} is no time that there is", hint=_WORDS) from error


def _edge(day: date, side: Literal["start", "end"], zone: tzinfo) -> datetime:
    """The first second of a day, or the last one."""
    edge = datetime.combine(day, time(0) if side == "start" else time(23, 59, 59))
    try:
        return edge.replace(tzinfo=zone).astimezone(UTC)
    except OverflowError:  # the first or the last day that there is, as another zone would write it
        return edge.replace(tzinfo=UTC)


def _line(root: Path, commit: str | None) -> list[tuple[str, datetime]]:
    """A commit and those before it along first parents, with the times at which they were committed."""
    if commit is None:
        return []
    said = ask(root, "log", "--first-parent", "--no-show-signature", "--format=%H %ct", commit, "--")
    found = (_LINE.fullmatch(line) for line in (said or "").split("\n"))
    return [(match[1], datetime.fromtimestamp(int(match[2]), UTC)) for match in found if match is not None]


def _committed(root: Path, commit: str) -> datetime | None:
    said = ask(root, "log", "-1", "--no-show-signature", "--format=%H %ct", commit, "--")
    match = _LINE.fullmatch((said or "").strip())
    return datetime.fromtimestamp(int(match[2]), UTC) if match is not None else None


def _count(root: Path, start: str | None, end: str | None) -> int:
    if end is None:
        return 0
    said = ask(root, "rev-list", "--count", f"{start}..{end}" if start is not None else end, "--")
    return int(said) if said is not None and said.strip().isdigit() else 0
