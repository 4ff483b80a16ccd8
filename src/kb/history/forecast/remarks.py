"""What a forecast does not know, or what it takes for granted, in sentences."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from kb.history.forecast.goals import GoalOutlook
from kb.history.forecast.sample import Limits, Sample, sample
from kb.history.forecast.work import Works

OLD: Final = 14
"""So many days without a commit make people ask whether this is the latest state."""
LONGEST: Final = 3650
"""The longest window that can be asked for, in days."""
_NAMED: Final = 5


class Grounds(NamedTuple):
    """What was looked at.

    Attributes:
        today: the first day of the future.
        limits: which past was asked for.
        cut: whether the clone holds only the latest part of the history.
        latest: the day of the last commit; None where there is none.
    """

    today: datetime.date
    limits: Limits
    cut: bool
    latest: datetime.date | None


def remarks(past: Sample, works: Works, grounds: Grounds) -> Iterator[str]:
    """What is to be said of the days that the futures are drawn from."""
    if grounds.cut:
        yield (
            "This clone holds only the latest part of the history, and what was finished before is not seen; "
            "`git fetch --unshallow` brings the rest."
        )
    if past.refused is not None:
        longer = _longer(works, grounds)
        if longer is not None:
            yield (
                f"Since {longer.first} {longer.n} tasks were finished: `--days {len(longer.finished)}` goes by them, "
                "for whoever says that work then was as it is now."
            )
    if past.short and past.refused is None:
        days = len(past.finished)
        yield f"The history begins on {works.since}, so that it is {days} days and not {grounds.limits.window}."
    if past.refused is None and past.changed:
        first, second = past.halves
        yield (
            f"The pace has changed: {first} were finished in the first half of these days, {second} in the second, "
            f"which is more than chance. `--days {len(past.finished) // 2}` goes by the second half alone."
        )
    doubtful = [work.id for work in works.items if work.doubtful]
    if doubtful:
        one = len(doubtful) == 1
        yield (
            f"{len(doubtful)} done {'task is' if one else 'tasks are'} not counted, as the history does not show when "
            f"{'it was' if one else 'they were'} finished: {_listed(doubtful)}."
        )
    if grounds.latest is not None and (grounds.today - grounds.latest).days > OLD:
        yield (
            f"The last commit is of {grounds.latest}; the days since then count as days on which nothing was finished."
        )


def _longer(works: Works, grounds: Grounds) -> Sample | None:
    """The whole history, where it is longer than the window and enough."""
    days = (grounds.today - works.since).days - 1 if works.since is not None else 0
    if not grounds.limits.window < days <= LONGEST:
        return None
    found = sample(works, grounds.today, grounds.limits._replace(window=days))
    return found if found.refused is None else None


def of_goals(
    goals: Iterable[GoalOutlook], efforts: Collection[tuple[str, float]], most: float
) -> Iterator[str]:
    """What is to be said of goals.

    Args:
        goals: their outlooks.
        efforts: the open tasks that state more days than one task should take, with these.
        most: the most days that one task should take.
    """
    found = list(goals)
    empty = [goal.scope.goal.id for goal in found if not goal.scope.tasks]
    if empty:
        yield f"Without any task nothing can be said of {_listed(empty)}: break {_it(empty)} down first."
    over = [
        goal.scope.goal.id
        for goal in found
        if goal.scope.tasks and not goal.scope.open and not goal.scope.ideas
    ]
    if over:
        yield f"No task is left for {_listed(over)}; what is still to come has no record yet."
    ideas = [f"{goal.scope.goal.id} ({goal.scope.ideas})" for goal in found if goal.scope.ideas]
    if ideas:
        yield f"Ideas are not counted as work that is left: {_listed(ideas)}."
    large = [f"{id_} ({days:g} days)" for id_, days in sorted(efforts)]
    if large:
        yield (
            f"A task counts as one, however large it is; more than {most:g} days are stated for {_listed(large)}."
        )


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _it(names: list[str]) -> str:
    return "it" if len(names) == 1 else "them"
