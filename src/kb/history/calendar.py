"""Calendar days: on which one a commit was made where the base is at home, and in which week that lies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from kb.days import day_in


class Calendar(NamedTuple):
    """Where the base is at home, and the day up to whose end the history counts.

    Attributes:
        zone: the time zone of the base.
        as_of: what was committed on a later day is not seen.
    """

    zone: tzinfo
    as_of: date

    def day(self, at: datetime) -> date:
        """The day of a moment in the time zone of the base."""
        return day_in(at, self.zone)

    def sees(self, at: datetime) -> bool:
        """Whether a moment lies on the last day or before."""
        return self.day(at) <= self.as_of


def week(day: date) -> str:
    """The ISO week of a day, such as `2026-W07`; its year need not be that of the day."""
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def monday(day: date) -> date:
    """The first day of the ISO week of a day."""
    return date.fromordinal(max(day.toordinal() - day.weekday(), 1))


def mondays(first: date, last: date) -> Iterator[date]:
    """The first days of all ISO weeks from that of one day to that of another."""
    day, step = monday(first), timedelta(weeks=1)
    while day <= last:
        yield day
        if date.max - day < step:
            return
        day += step


def calendar_day(text: str | None) -> date | None:
    """The day that a record gives as YYYY-MM-DD; None if it gives none."""
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        return None
