"""How long ago something happened that the history tells of, in days of the base."""

from __future__ import annotations

import datetime

from kb.history.calendar import Calendar
from kb.history.lives import Life, Moment
from kb.lint.rule import Context


def calendar(context: Context) -> Calendar:
    """Where the base is at home, and today."""
    name = context.config.timezone
    if name == "UTC":
        return Calendar(datetime.UTC, context.today)
    from zoneinfo import ZoneInfo

    return Calendar(ZoneInfo(name), context.today)


def on(context: Context, moment: Moment) -> datetime.date:
    """The day of a commit where the base is at home."""
    return calendar(context).day(moment.at)


def untouched(context: Context, life: Life) -> int | None:
    """For how many days no commit changed anything in a record; None where the clone does not hold the last one."""
    if life.cut and life.touched == life.begun:
        return None
    return max(0, (context.today - on(context, life.touched)).days)
