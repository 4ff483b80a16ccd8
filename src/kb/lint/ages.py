"""How long ago something happened that the history tells of, in days of the base."""

from __future__ import annotations

import datetime

from kb.history.lives import Life, Moment
from kb.lint.rule import Context


def on(context: Context, moment: Moment) -> datetime.date:
    """The day of a commit where the base is at home."""
    zone = context.config.timezone
    if zone == "UTC":
        return moment.at.date()
    from zoneinfo import ZoneInfo

    return moment.at.astimezone(ZoneInfo(zone)).date()


def days_since(context: Context, moment: Moment) -> int:
    """How many days ago a commit was written; clocks that are ahead count as today."""
    return max(0, (context.today - on(context, moment)).days)


def untouched(context: Context, life: Life) -> int | None:
    """For how many days no commit changed anything in a record; None where the clone does not hold the last one."""
    return None if life.cut and life.touched == life.begun else days_since(context, life.touched)
