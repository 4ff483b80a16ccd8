"""What the pace of the past says to the deadline of a goal whose scope was changed; silent on thin data."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from kb.history.forecast import (
    HORIZON,
    Course,
    Limits,
    Sample,
    Window,
    Works,
    is_young,
    sample,
    when_done,
    within,
    works,
)
from kb.history.forecast.drawing import Rhythm
from kb.history.forecast.scope import Scope, Scopes
from kb.history.forecast.work import moved
from kb.lint.ages import calendar
from kb.lint.rule import Context
from kb.records.change import Change
from kb.records.goal import Goal

LEVEL: Final = 85
_FEW: Final = 1000
"""Futures that tell whether there may be something to say; only then as many are drawn as `kb forecast` draws."""


class Late(NamedTuple):
    """A change with which the tasks of a goal are no longer done by its deadline, as far as can be foreseen.

    Attributes:
        change: the change.
        tasks: how many tasks more are left because of it.
        without: by when the goal would have been reached in 85 of 100 futures; None if nothing was left.
        end: by when it is reached with the change; None for later than a forecast looks.
        past: the days that the futures are drawn from.
        own: whether they are those of the goal's own tasks.
    """

    change: Change
    tasks: int
    without: datetime.date | None
    end: datetime.date | None
    past: Sample
    own: bool


class _Pace(NamedTuple):
    """The days that futures are drawn from, the week of the team, and whether the days are those of the goal."""

    past: Sample
    rhythm: Rhythm
    own: bool


class Outlook:
    """Forecasts for the goals of a base, made when somebody asks."""

    def __init__(self, context: Context) -> None:
        self._context = context
        table = context.config.forecast
        self._limits = Limits(table.window_days, table.least_finished, table.least_days)
        self._course = Course(context.today, self._limits, table.trials, table.seed)
        self._scopes = Scopes(context.graph, context.workflow)

    def late(self, goal: Goal, deadline: datetime.date) -> Late | None:
        """The first approved change of a goal with which its deadline is no longer held, if it was before."""
        scope = self._scopes.of(goal)
        steps = list(self._steps(scope))
        if not any(after > before for _, before, after in steps):
            return None
        pace = self._pace(goal.id)
        if pace is None or self._late(steps, pace, deadline, min(_FEW, self._course.trials)) is None:
            return None
        return self._late(steps, pace, deadline, self._course.trials)

    def _late(
        self, steps: Sequence[tuple[Change, int, int]], pace: _Pace, deadline: datetime.date, trials: int
    ) -> Late | None:
        numbers = frozenset(n for _, *both in steps for n in both if n)
        window = Window(pace.past.finished, numbers)
        (days,) = when_done([window], trials, self._course.seed, pace.rhythm)
        ends = {number: within(found, LEVEL) for number, found in days.items()} | {0: 0}
        last = self._course.day(deadline)
        for change, before, after in steps:
            if ends[before] > last:  # it was late already
                return None
            if ends[after] > last:
                without = self._course.date(ends[before]) if before else None
                end = self._course.date(ends[after]) if ends[after] <= HORIZON else None
                return Late(change, after - before, without, end, pace.past, pace.own)
        return None

    def _steps(self, scope: Scope) -> Iterator[tuple[Change, int, int]]:
        """Each approved change, and how many tasks were left before it and are with it."""
        later = [change.id for change in scope.changes]
        before = len(self._scopes.left(scope, later))
        for change in scope.changes:
            later.remove(change.id)
            after = len(self._scopes.left(scope, later))
            yield change, before, after
            before = after

    def _pace(self, goal: str) -> _Pace | None:
        if self._works is None:
            return None
        own, team = (sample(self._works, self._context.today, self._limits, name) for name in (goal, None))
        if team.refused is not None:
            return None
        return _Pace(own, team.rhythm, True) if own.refused is None else _Pace(team, team.rhythm, False)

    @cached_property
    def _works(self) -> Works | None:
        history = self._context.history
        if history is None or history.cut or history.since is None:
            return None
        days = calendar(self._context)
        if is_young(days.day(history.since), self._context.today, self._limits):
            return None  # nobody has to look at the tasks
        zone, since = days.zone, moved(self._context.today, -self._limits.window)
        return works(history, self._context.workflow, zone, self._context.today, since)
