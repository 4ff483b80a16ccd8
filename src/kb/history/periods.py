"""Finds the two ends of a period that people name by a span, a day, a moment or a revision.

What a day or a moment means is the commit that was the head then: going back from `HEAD` along first parents, the
first one that was committed by then. A merge counts from the day it was made, whatever day its commits were written
on; so do commits that a rebase made anew.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Final, Literal, NamedTuple

from kb.errors import KbError
from kb.history.git import ask, top_level
from kb.history.objects import boundary, commit_of

_SPAN: Final = re.compile(r"([0-9]{1,4})([dwmy])")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.*")
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


def read(root: Path, since: str, until: str | None, today: date, zone: tzinfo) -> Period:
    """Find the commits at both ends.

    Args:
        root: the folder of the base.
        since: where it begins: as a day, at its beginning.
        until: where it ends: as a day, at its end; None for now.
        today: the day from which spans are counted.
        zone: the time zone that days are meant in.

    Raises:
        KbError: there is no repository or no git, it cannot be understood, or it ends before it begins.
    """
    if top_level(root) is None:
        hint = "It needs git, and a repository that git trusts; `git status` says more."
        raise KbError(f"there is no git repository at {root} to read a history from", hint=hint)
    head = commit_of(root, "HEAD")
    line = _line(root, head)
    end = _end(root, until, "end", today, zone, line) if until is not None else End("", None, None, None)
    if end.commit is not None:
        line = _line(root, end.commit)
    elif until is not None:
        line = []
    start = _end(root, since, "start", today, zone, line)
    if start.moment is not None and end.moment is not None and start.moment > end.moment:
        raise KbError(f"the period ends before it begins: since {since}, until {until}")
    cut = begun = None
    if start.moment is not None and start.commit is None and line:
        oldest = line[-1]
        if oldest[0] in boundary(root):
            cut = True
            start = start._replace(commit=oldest[0], at=oldest[1], here=oldest[1])
        else:
            begun = oldest[1]
    last = end.commit if until is not None else head
    return Period(start, end, _count(root, start.commit, last), bool(cut), begun)


def _end(
    root: Path,
    asked: str,
    side: Literal["start", "end"],
    today: date,
    zone: tzinfo,
    line: list[tuple[str, datetime]],
) -> End:
    moment = _moment(asked.strip(), side, today, zone)
    if moment is None:
        commit = commit_of(root, asked.strip())
        if commit is None:
            raise KbError(f"{asked!r} is neither a span of time nor a revision here", hint=_WORDS)
        return End(asked, None, commit, _committed(root, commit))
    found = next(((commit, at) for commit, at in line if at <= moment), None)
    return End(asked, moment, *(found or (None, None)))


def _moment(asked: str, side: Literal["start", "end"], today: date, zone: tzinfo) -> datetime | None:
    try:
        if (span := _SPAN.fullmatch(asked)) is not None:
            return _edge(_back(today, int(span[1]), span[2]), side, zone)
        if _DAY.fullmatch(asked):
            return _edge(date.fromisoformat(asked), side, zone)
        if _MOMENT.fullmatch(asked):
            found = datetime.fromisoformat(asked)
            return (found if found.tzinfo is not None else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise KbError(f"{asked!r} is no day that there is", hint=_WORDS) from error
    return None


def _edge(day: date, side: Literal["start", "end"], zone: tzinfo) -> datetime:
    """The first second of a day, or the last one."""
    if side == "start":
        return datetime.combine(day, time(0), zone).astimezone(UTC)
    following = datetime.combine(day + timedelta(days=1), time(0), zone).astimezone(UTC)
    return following - timedelta(seconds=1)


def _back(today: date, number: int, unit: str) -> date:
    """So many days, weeks, months or years before today; the last day of a month that has no such day."""
    if unit in "dw":
        return today - timedelta(days=number * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(today.day, (following - timedelta(days=1)).day))


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
