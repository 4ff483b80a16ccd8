"""Whether goals hold their deadlines: by the pace of their own tasks, or of all, with and without approved changes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from kb.history.forecast.drawing import HORIZON, Window, when_done
from kb.history.forecast.percentiles import LEVELS, chance, within
from kb.history.forecast.sample import Limits, Sample, sample
from kb.history.forecast.scope import Scope, Scopes
from kb.history.forecast.work import Works, moved

Pace = Literal["goal", "team"]


class ScopeEffect(NamedTuple):
    """What an approved change of scope does to its goal.

    Attributes:
        id: the change.
        days: by how many days it moves the day on or before which the goal is reached in 85 of 100 futures; None where
            one of the two days is later than a forecast looks.
        stated: how many days the change says itself.
        tasks: how many tasks more (or fewer) are left because of it.
        chance: that the deadline would be held without it; None without a deadline.
    """

    id: str
    days: int | None
    stated: float | None
    tasks: int
    chance: float | None


class GoalOutlook(NamedTuple):
    """What may be expected of a goal.

    Attributes:
        scope: the work that is left for it.
        pace: whose throughput it is taken to have: that of its own tasks, or that of all tasks if its own are too few.
        n: how many finished tasks that is.
        futures: for each future the day by which it is reached, ascending; empty if nothing can be said, or nothing
            is left.
        expected: level → the day by which it is reached, the first being 1, which is today.
        chance: that its deadline is held; None without one.
        growing: as ``expected``, if tasks go on coming as they came; empty unless it was asked for.
        changes: its approved changes.
    """

    scope: Scope
    pace: Pace
    n: int
    futures: Sequence[int]
    expected: Mapping[int, int]
    chance: float | None
    growing: Mapping[int, int]
    changes: tuple[ScopeEffect, ...]


class Outlooks(NamedTuple):
    """What may be expected of goals.

    Attributes:
        sample: the throughput of the whole base.
        goals: one outlook for each goal.
        left: how many tasks are left for all of them together, each counted once.
        together: level → the day by which these are done; empty if nothing can be said.
    """

    sample: Sample
    goals: tuple[GoalOutlook, ...]
    left: int
    together: Mapping[int, int]


class Course(NamedTuple):
    """How futures are drawn.

    Attributes:
        today: the first day of the future.
        limits: which past is taken.
        trials: how many futures.
        seed: where the drawing begins.
    """

    today: datetime.date
    limits: Limits
    trials: int
    seed: int

    def day(self, date: datetime.date) -> int:
        """The number of a day, 1 being today."""
        return (date - self.today).days + 1

    def date(self, day: int) -> datetime.date:
        """The date of a numbered day."""
        return moved(self.today, day - 1)


def outlooks(
    works: Works, scopes: Scopes, chosen: Sequence[Scope], course: Course, *, growth: bool = False
) -> Outlooks:
    """What may be expected of some goals.

    Args:
        works: what the history tells of the tasks.
        scopes: what is left in the base.
        chosen: the scopes of the goals.
        course: how futures are drawn.
        growth: whether to say as well what happens if tasks go on coming.
    """
    team = sample(works, course.today, course.limits)
    left = len(frozenset[str]().union(*(scope.open for scope in chosen)))
    if team.refused is not None:
        nothing = tuple(_outlook(scopes, scope, {}, {}, course) for scope in chosen)
        return Outlooks(team, nothing, left, {})
    paces = [_pace(works, scope, team, course) for scope in chosen]
    numbers = [set(_numbers(scopes, scope)) for scope in chosen]
    alike = [n for n, (pace, _) in enumerate(paces) if pace == "team"]  # they share one look at the futures
    alone = [n for n, (pace, _) in enumerate(paces) if pace == "goal"]
    windows = [_window(team, {left}.union(*(numbers[n] for n in alike)))]
    windows += [_window(paces[n][1], numbers[n]) for n in alone]
    if growth:
        windows += [_growing(works, scope, paces[n][1], course) for n, scope in enumerate(chosen)]
    drawn = when_done(windows, course.trials, course.seed, team.rhythm)
    its = dict.fromkeys(alike, drawn[0]) | dict(zip(alone, drawn[1:], strict=False))
    grown = drawn[1 + len(alone) :] or [{}] * len(chosen)
    goals = [
        _outlook(scopes, scope, its[n], grown[n], course)._replace(pace=paces[n][0], n=paces[n][1].n)
        for n, scope in enumerate(chosen)
    ]
    return Outlooks(team, tuple(goals), left, _levels(drawn[0].get(left, ())))


def _pace(works: Works, scope: Scope, team: Sample, course: Course) -> tuple[Pace, Sample]:
    own = sample(works, course.today, course.limits, scope.goal.id)
    return ("goal", own) if own.refused is None else ("team", team)


def _numbers(scopes: Scopes, scope: Scope) -> Iterator[int]:
    """How many tasks are left, with all changes and without each."""
    yield len(scope.open)
    for change in scope.changes:
        yield len(scopes.left(scope, (change.id,)))


def _window(past: Sample, numbers: set[int]) -> Window:
    return Window(past.finished, frozenset(numbers - {0}))


def _growing(works: Works, scope: Scope, pace: Sample, course: Course) -> Window:
    """The window if on each day as much comes for the goal as came on it in the past."""
    came = sample(works, course.today, course.limits, scope.goal.id).arrived
    net = [done - new for done, new in zip(pace.finished, came, strict=True)]
    return Window(net, frozenset({len(scope.open)} - {0}))


def _outlook(
    scopes: Scopes,
    scope: Scope,
    days: Mapping[int, list[int]],
    growing: Mapping[int, list[int]],
    course: Course,
) -> GoalOutlook:
    whole = days.get(len(scope.open), ())
    changes = tuple(_effect(scopes, scope, number, days, course) for number in range(len(scope.changes)))
    grown = _levels(growing.get(len(scope.open), ()))
    return GoalOutlook(scope, "team", 0, whole, _levels(whole), _chance(whole, scope, course), grown, changes)


def _effect(
    scopes: Scopes, scope: Scope, number: int, days: Mapping[int, list[int]], course: Course
) -> ScopeEffect:
    change = scope.changes[number]
    n, without = len(scope.open), len(scopes.left(scope, (change.id,)))
    moved = None
    if n in days or without in days:
        late, early = (within(days[k], 85) if k in days else 0 for k in (n, without))
        moved = late - early if max(late, early) <= HORIZON else None
    return ScopeEffect(
        change.id, moved, change.effect_days, n - without, _chance(days.get(without, ()), scope, course)
    )


def _chance(days: Sequence[int], scope: Scope, course: Course) -> float | None:
    if not days or scope.deadline is None:
        return None
    return chance(days, min(course.day(scope.deadline), HORIZON))


def _levels(days: Sequence[int]) -> dict[int, int]:
    return {level: within(days, level) for level in LEVELS} if days else {}
