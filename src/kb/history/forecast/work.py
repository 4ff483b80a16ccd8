"""Tasks as a forecast sees them: when each came, was begun and was done, as it looked on any day of the past."""

from __future__ import annotations

import datetime
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, NamedTuple

from kb.days import elapsed
from kb.history.flow import Item, each
from kb.history.flow.items import TYPE
from kb.history.lives import Chronicle, Life
from kb.workflow import Workflow


def moved(day: datetime.date, days: int) -> datetime.date:
    """The day so many days later; the first or the last one that there is where it lies outside of the calendar."""
    return datetime.date.fromordinal(min(max(day.toordinal() + days, 1), datetime.date.max.toordinal()))


class Done(NamedTuple):
    """A task was done.

    Attributes:
        on: the day.
        until: the day on which it was opened again; None if it was not.
    """

    on: datetime.date
    until: datetime.date | None = None

    def seen(self, today: datetime.date) -> bool:
        """Whether it stands at the beginning of a day."""
        return self.on < today and (self.until is None or self.until >= today)


class Work(NamedTuple):
    """A task.

    Attributes:
        id: its id.
        goal: the goal that it serves.
        arrived: when it came; None where the history does not show it.
        started: when the work began; None if it has not, or nobody can tell.
        done: how often and when it was done; more than once only if it was opened again.
        moving: whether it is in work now.
        doubtful: whether it is done and nobody can tell since when.
    """

    id: str
    goal: str | None
    arrived: datetime.date | None
    started: datetime.date | None
    done: tuple[Done, ...]
    moving: bool = False
    doubtful: bool = False

    @property
    def finished(self) -> datetime.date | None:
        """When it was done, if it still is."""
        return self.done[-1].on if self.done and self.done[-1].until is None else None

    def finished_by(self, today: datetime.date) -> datetime.date | None:
        """When it was done, as it looked at the beginning of a day."""
        return next((done.on for done in reversed(self.done) if done.seen(today)), None)

    def cycle(self, finished: datetime.date) -> int | None:
        """How many calendar days the work on it took until a day; None if nobody can tell."""
        return (
            elapsed(self.started, finished) if self.started is not None and self.started <= finished else None
        )


class Works:
    """All tasks that the history has.

    Args:
        items: in the order in which they began.
        since: the first day of the history.

    Attributes:
        items: see above; also since.
    """

    def __init__(self, items: tuple[Work, ...], since: datetime.date | None) -> None:
        self.items = items
        self.since = since

    def finished(self, today: datetime.date, goal: str | None = None) -> Counter[datetime.date]:
        """How many tasks were done on each day, as it looked at the beginning of a day; of a goal, if one is given."""
        days, again = self._finished.get(goal, _NONE)
        found = Counter(days)
        for work in again:
            on = work.finished_by(today)
            if on is not None:
                found[on] += 1
        return found

    def arrived(self, goal: str | None = None) -> Counter[datetime.date]:
        """How many tasks came on each day; of a goal, if one is given."""
        return self._arrived.get(goal, Counter())

    def cycles(self, today: datetime.date, days: int) -> list[int]:
        """The cycle times of what was done in so many days before a day, as it looked then; ascending."""
        first = bisect_left(self._ends, (moved(today, -days),))
        last = bisect_left(self._ends, (today,))
        return sorted(cycle for _, until, cycle in self._ends[first:last] if until >= today)

    @cached_property
    def _finished(self) -> dict[str | None, tuple[Counter[datetime.date], list[Work]]]:
        """By goal, and under None of all: what was done once and for all by day, and what was opened again."""
        found: dict[str | None, tuple[Counter[datetime.date], list[Work]]] = {}
        for work in self.items:
            for key in dict.fromkeys((None, work.goal)):
                days, again = found.setdefault(key, (Counter(), []))
                if len(work.done) == 1 and work.finished is not None:
                    days[work.finished] += 1
                elif work.done:
                    again.append(work)
        return found

    @cached_property
    def _arrived(self) -> dict[str | None, Counter[datetime.date]]:
        found: dict[str | None, Counter[datetime.date]] = defaultdict(Counter)
        for work in self.items:
            if work.arrived is not None:
                for key in dict.fromkeys((None, work.goal)):
                    found[key][work.arrived] += 1
        return found

    @cached_property
    def _ends(self) -> list[tuple[datetime.date, datetime.date, int]]:
        """When tasks were done, until when they stayed so, and how long they took; by day."""
        found = []
        for work in self.items:
            for on, until in work.done:
                cycle = work.cycle(on)
                if cycle is not None:
                    found.append((on, until or datetime.date.max, cycle))
        return sorted(found)


_NONE: Final[tuple[Counter[datetime.date], list[Work]]] = Counter(), []


def works(
    chronicle: Chronicle,
    workflow: Workflow,
    zone: datetime.tzinfo,
    today: datetime.date,
    since: datetime.date | None = None,
) -> Works:
    """What a history tells of the tasks up to a day; days begin and end in the time zone of the base.

    Args:
        chronicle: the history.
        workflow: what the states mean.
        zone: the time zone.
        today: the day.
        since: a day of which it is enough to know what was touched from then on; what tasks were that nobody has
            touched since is of no account for later ones. The first task stays, as the history begins with it.
    """
    found: list[Work] = []
    begun: list[datetime.date] = []
    lives = chronicle.lives if since is None else _recent(chronicle.lives, since)
    for item in each(lives, workflow, zone, today):
        found.append(_work(item, workflow))
        if item.way:
            begun.append(item.way[0].on)
    return Works(tuple(found), min(begun, default=None))


def _recent(lives: Iterable[Life], since: datetime.date) -> Iterator[Life]:
    begin = datetime.datetime.combine(moved(since, -1), datetime.time(), datetime.UTC)
    tasks = (life for life in lives if life.type == TYPE)
    return (life for n, life in enumerate(tasks) if not n or life.touched.at >= begin)


def _work(item: Item, workflow: Workflow) -> Work:
    return Work(
        item.id,
        item.life.values.get("goal"),
        item.arrived,
        item.started,
        tuple(_done(item, workflow)),
        item.moving,
        item.done and item.finished is None,
    )


def _done(item: Item, workflow: Workflow) -> Iterator[Done]:
    """When it was done for certain: a task that its first commit has as done may have been so before."""
    for place, step in enumerate(item.way):
        if place and step.state == workflow.done_state and step.certain:
            yield Done(step.on, item.way[place + 1].on if place + 1 < len(item.way) else None)
