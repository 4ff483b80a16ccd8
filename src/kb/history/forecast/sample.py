"""The past that a forecast draws from: how much was finished and how much came on each day of a window."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from typing import Final, NamedTuple

from kb.history.forecast.drawing import Rhythm
from kb.history.forecast.work import Works, moved

DAY: Final = datetime.timedelta(days=1)
FAR_APART: Final = 2.576
"""Standard errors between the two halves of a window that chance leaves behind in one of a hundred windows."""


class Limits(NamedTuple):
    """Which past is taken, and below what there is no forecast.

    Attributes:
        window: how many days up to yesterday.
        finished: the fewest tasks that must have been finished in them.
        days: the fewest days that the history must have.
    """

    window: int = 90
    finished: int = 10
    days: int = 28


class Sample(NamedTuple):
    """The days of a window, oldest first.

    Attributes:
        first: its first day.
        finished: how many tasks were finished on each day.
        arrived: how many came on each day.
        short: whether the history is shorter than the window that was asked for.
        refused: why nothing is said of the future, in a sentence; None if something may be.
    """

    first: datetime.date
    finished: tuple[int, ...]
    arrived: tuple[int, ...]
    short: bool
    refused: str | None

    @property
    def n(self) -> int:
        """How many tasks were finished in these days."""
        return sum(self.finished)

    @property
    def came(self) -> int:
        """How many tasks came in these days."""
        return sum(self.arrived)

    @property
    def last(self) -> datetime.date:
        """Its last day; the day before its first one if it has none."""
        return moved(self.first, len(self.finished) - 1)

    @property
    def rhythm(self) -> Rhythm:
        """Its week: quiet are the days of the week that have less than a quarter of the average."""
        by_day = Counter[int]()
        for place, n in enumerate(self.finished):
            by_day[(self.first.weekday() + place) % 7] += n
        return Rhythm(
            self.first.weekday(), frozenset(day for day in range(7) if by_day[day] * 7 * 4 < self.n)
        )

    @property
    def halves(self) -> tuple[int, int]:
        """How many tasks were finished in its first and in its second half; the day in the middle is in neither."""
        half = len(self.finished) // 2
        return sum(self.finished[:half]), sum(self.finished[-half:] if half else ())

    @property
    def changed(self) -> bool:
        """Whether its halves differ by more than days that all come from one past would make them."""
        half = len(self.finished) // 2
        if half < 2:
            return False
        parts = self.finished[:half], self.finished[-half:]
        variance = sum(_variance(part) / half for part in parts)
        apart = abs(sum(parts[0]) - sum(parts[1])) / half
        return apart > FAR_APART * math.sqrt(variance)


def sample(works: Works, today: datetime.date, limits: Limits, goal: str | None = None) -> Sample:
    """The window that ends yesterday, as far as the history reaches; of one goal, if one is given.

    The first day of the history is not in it: what was there already and what was done on that day cannot be told
    apart.
    """
    begin = moved(today, -limits.window)
    known = moved(works.since, 1) if works.since is not None else today
    first = min(max(begin, known), today)
    days = (today - first).days
    finished = _counts(works.finished(today, goal), first, days)
    arrived = _counts(works.arrived(goal), first, days)
    refused = _short(works.since, days, limits) or _few(sum(finished), first, days, limits, goal)
    return Sample(first, finished, arrived, first > begin, refused)


def is_young(since: datetime.date, today: datetime.date, limits: Limits) -> bool:
    """Whether no task of a history that begins on a day can be seen for long enough, whatever became of it."""
    return max((today - moved(since, 1)).days, 0) < _least(limits)


def _least(limits: Limits) -> int:
    return min(limits.days, limits.window)


def _counts(happened: Counter[datetime.date], first: datetime.date, days: int) -> tuple[int, ...]:
    return tuple(happened[first + DAY * n] for n in range(days))


def _short(since: datetime.date | None, days: int, limits: Limits) -> str | None:
    """Why the history is too short, if it is."""
    least = _least(limits)
    if days >= least:
        return None
    if since is None:
        return "no task is in the history yet"
    full = f"which makes {days} full {_days(days)}" if days else "so that no full day has passed"
    return f"the history begins on {since}, {full}; a forecast asks for {least}"


def _few(n: int, first: datetime.date, days: int, limits: Limits, goal: str | None) -> str | None:
    """Why the sample is too small, if it is."""
    if n >= limits.finished:
        return None
    tasks = f"{n} {'task was' if n == 1 else 'tasks were'}" if n else "no task was"
    whose = f" of {goal}" if goal is not None else ""
    return (
        f"{tasks}{whose} seen to be finished in the {days} {_days(days)} from {first} on; "
        f"a forecast asks for {limits.finished}"
    )


def _days(n: int) -> str:
    return "day" if n == 1 else "days"


def _variance(values: tuple[int, ...]) -> float:
    mean = sum(values) / len(values)
    return sum((value - mean) ** 2 for value in values) / (len(values) - 1)
