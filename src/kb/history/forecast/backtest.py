"""Holds forecasts against what happened: made on days of the past from what was known then, and counted."""

from __future__ import annotations

import datetime
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from kb.history.forecast.drawing import how_many
from kb.history.forecast.goals import Course
from kb.history.forecast.percentiles import LEVELS, at_least
from kb.history.forecast.sample import DAY, sample
from kb.history.forecast.work import Work, Works, moved

MOST_TRIALS: Final = 2000
"""Futures that are drawn for each day of the past; more do not change what is counted."""
FEW: Final = 20
"""With fewer statements the share that held says little."""
_SURE: Final = 1.959964

Manner = Literal["throughput", "cycle"]


class Cover(NamedTuple):
    """How often statements of one level held.

    Attributes:
        manner: whether they said how many tasks would be finished, or when a task would be.
        level: what they said of themselves, in per cent.
        promised: the share that should have held by their own futures: a little more than the level, because tasks
            and days are whole.
        n: how many were made.
        held: how many held.
    """

    manner: Manner
    level: int
    promised: float
    n: int
    held: int

    @property
    def share(self) -> float:
        """The share that held."""
        return self.held / self.n

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share may lie that would hold in the long run: Wilson's interval of 95 %."""
        share, n, z = self.held / self.n, self.n, _SURE
        middle = (share + z * z / (2 * n)) / (1 + z * z / n)
        reach = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return middle - reach if self.held else 0.0, middle + reach if self.held < n else 1.0

    @property
    def judged(self) -> Literal["as promised", "less often than promised", "more often than promised"]:
        """What the interval says to what was promised."""
        low, high = self.interval
        if self.promised > high:
            return "less often than promised"
        return "more often than promised" if self.promised < low else "as promised"


class Backtest(NamedTuple):
    """What became of forecasts of the past.

    Attributes:
        days: how far each forecast of throughput looked.
        covers: how often statements held, those of throughput first; a level without statements is not in it.
        refused: why there are none, in a sentence; None if there are some.
    """

    days: int
    covers: tuple[Cover, ...]
    refused: str | None


def backtest(works: Works, course: Course, days: int) -> Backtest:
    """Forecast on days of the past, and count what held.

    Args:
        works: what the history tells of the tasks.
        course: how futures are drawn; no more of them than :data:`MOST_TRIALS`.
        days: how far each forecast of throughput looks; its days are not those of the next one.
    """
    found = [
        *_counted("throughput", _throughput(works, course, days)),
        *_counted("cycle", _cycle(works, course)),
    ]
    refused = None
    if not found:
        asked = min(course.limits.days, course.limits.window)
        refused = (
            f"no day of the past had what a forecast asks for, {course.limits.finished} finished tasks "
            f"in {asked} days or more, and {days} days after it to compare with"
        )
    return Backtest(days, tuple(found), refused)


class _Statement(NamedTuple):
    level: int
    promised: float
    held: bool


def _counted(manner: Manner, statements: Iterator[_Statement]) -> Iterator[Cover]:
    made = list(statements)
    for level in LEVELS:
        at = [statement for statement in made if statement.level == level]
        if at:
            promised = sum(statement.promised for statement in at) / len(at)
            yield Cover(manner, level, promised, len(at), sum(statement.held for statement in at))


def _throughput(works: Works, course: Course, days: int) -> Iterator[_Statement]:
    """At least so many in the next days: told every so many days, backwards from the last ones that are over."""
    day = moved(course.today, -days)
    trials = min(course.trials, MOST_TRIALS)
    while works.since is not None and day > works.since:
        known = sample(works, day, course.limits)
        if known.refused is None:
            futures = how_many(known.finished, days, trials, course.seed, known.rhythm)
            after = works.finished(moved(day, days))
            done = sum(after[day + DAY * n] for n in range(days))
            for level in LEVELS:
                least = at_least(futures, level)
                promised = 1 - bisect_left(futures, least) / trials
                yield _Statement(level, promised, done >= least)
        day = moved(day, -days)


def _cycle(works: Works, course: Course) -> Iterator[_Statement]:
    """Done on or before a day: told of each task when it was begun, and counted when that day is over."""
    for work in works.items:
        if work.started is not None and work.started < course.today and (work.done or work.moving):
            known = works.cycles(work.started, course.limits.window)
            if len(known) >= course.limits.finished:
                yield from _of_task(work, work.started, known, course.today)


def _of_task(
    work: Work, started: datetime.date, known: list[int], today: datetime.date
) -> Iterator[_Statement]:
    places = len(known) + 1
    for level in LEVELS:
        rank = math.ceil(places * level / 100)
        if rank > len(known):
            continue
        days = known[rank - 1]
        end = moved(started, days)
        if end <= today:
            finished = work.finished_by(end)
            yield _Statement(level, bisect_right(known, days) / places, finished is not None)
