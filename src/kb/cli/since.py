"""The option that takes a day, or how long ago it was, such as `2w`."""

from __future__ import annotations

import datetime
import re
from typing import Any, Final, NamedTuple

import click

_AGO: Final = re.compile(r"([0-9]{1,4})\s*([dwmy])")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Ago(NamedTuple):
    """So many days, weeks, months or years ago."""

    number: int
    unit: str

    def before(self, day: datetime.date) -> datetime.date:
        """The day that lies so long before another; never one before there were any."""
        if self.unit in "dw":
            days = self.number * (7 if self.unit == "w" else 1)
            return datetime.date.fromordinal(max(day.toordinal() - days, 1))
        months = day.year * 12 + day.month - 1 - self.number * (12 if self.unit == "y" else 1)
        year, month = max(months // 12, 1), months % 12 + 1
        for last in (day.day, 30, 29, 28):
            try:
                return datetime.date(year, month, last)
            except ValueError:
                continue
        raise AssertionError("every month has 28 days")


class DayType(click.ParamType["datetime.date | Ago"]):
    """A day as YYYY-MM-DD, or how long ago it was: `10d`, `2w`, `3m`, `1y`."""

    name = "day|2w"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date | Ago:
        """What was written, as a day or as a span."""
        if isinstance(value, datetime.date | Ago):
            return value
        text = str(value).strip()
        found = read(text)
        if found is None:
            wanted = "a day such as 2026-03-01 nor a span such as 10d, 2w, 3m or 1y"
            self.fail(f"{text!r} is neither {wanted}", param, ctx)
        return found


def read(text: str) -> datetime.date | Ago | None:
    """A day or a span as it is written; None for what is neither."""
    if found := _AGO.fullmatch(text):
        return Ago(int(found[1]), found[2])
    return _day(text)


def _day(text: str) -> datetime.date | None:
    """A day as it is written; `fromisoformat` alone takes other spellings as well."""
    try:
        return datetime.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


DAY: Final = DayType()


def resolve(value: datetime.date | Ago, today: datetime.date) -> datetime.date:
    """The day that was meant, seen from another one."""
    return value.before(today) if isinstance(value, Ago) else value
