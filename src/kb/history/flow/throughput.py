"""How many items were done, by day and by ISO week; days and weeks in which none was are told as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from kb.days import elapsed
from kb.history.calendar import mondays, week
from kb.history.flow.items import Item


class Week(NamedTuple):
    """An ISO week of the flow.

    Attributes:
        name: such as `2026-W07`.
        monday: its first day.
        done: items that were done in it.
        dropped: items that were given up in it.
        days: how many of its days lie in the period.
    """

    name: str
    monday: date
    done: int
    dropped: int
    days: int

    @property
    def whole(self) -> bool:
        """Whether all of it lies in the period."""
        return self.days == 7


def beginning(items: Iterable[Item]) -> date | None:
    """The first day of which the history tells anything of an item; None without any."""
    return min((item.way[0].on for item in items if item.way), default=None)


def throughput(items: Iterable[Item], first: date, last: date) -> tuple[int, ...]:
    """How many items were done on each day from the first to the last; both count."""
    done = Counter(item.finished for item in items if item.done and item.finished is not None)
    return tuple(done[first + timedelta(days=n)] for n in range(max(elapsed(first, last), 0)))


def weeks(items: Iterable[Item], first: date, last: date) -> tuple[Week, ...]:
    """The ISO weeks from that of the first day to that of the last; only what lies between the two counts."""
    done: Counter[str] = Counter()
    dropped: Counter[str] = Counter()
    for item in items:
        if item.finished is not None and first <= item.finished <= last:
            (done if item.done else dropped)[week(item.finished)] += 1
    found = []
    for day in mondays(first, last):
        name, after = week(day), min((last - day).days, 6)
        found.append(Week(name, day, done[name], dropped[name], after - max((first - day).days, 0) + 1))
    return tuple(found)
