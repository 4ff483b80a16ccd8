"""Calendar days: on which one something was, how long it lasted, how old it is; one way for all that people are told.

How long ago something happened is another question, and a plain difference: a limit of 90 days is over 90 days later.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo


def elapsed(first: date, last: date) -> int:
    """How many calendar days a span touches: what begins and ends on one day took one day, not none."""
    return (last - first).days + 1


def age(since: date, today: date) -> int:
    """How old something is that began on a day, which counts as today does; none where that day is still to come."""
    return max(elapsed(since, today), 0)


def day_in(at: datetime, zone: tzinfo) -> date:
    """The day of a moment in a time zone; as it is written where the zone would have it before year 1 or after 9999."""
    try:
        return at.astimezone(zone).date()
    except OverflowError:
        return at.date()


def in_utc(at: datetime) -> datetime:
    """A moment in UTC; as it is written where UTC would have it before year 1 or after year 9999."""
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return at
