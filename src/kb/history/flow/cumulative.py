"""Cumulative flow: how many items were in each state at the end of every day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from kb.days import elapsed
from kb.history.flow.items import Item
from kb.workflow import Workflow

LONG: Final = 400
"""A history of more days than that is told by the week."""


class Tally(NamedTuple):
    """The end of a day.

    Attributes:
        on: the day.
        counts: items by state; those of the workflow in the order of the board, then others that the history has.
    """

    on: date
    counts: Mapping[str, int]

    def moving(self, workflow: Workflow) -> int:
        """How many items were in progress."""
        return sum(n for state, n in self.counts.items() if workflow.in_progress(state))


def step_days(first: date, last: date) -> int:
    """How many days lie between the days that are told: one, or seven where the history is long."""
    return 1 if elapsed(first, last) <= LONG else 7


def cumulative(
    items: Sequence[Item], workflow: Workflow, first: date, last: date, step: int = 1
) -> Iterator[Tally]:
    """The states at the end of each day; what came before the first one counts as well.

    What is finished stays in its state, also when its file is removed; what is removed before it was finished is in
    none from that day on.

    Args:
        items: what moves.
        workflow: names the states that every day has.
        first: the first day.
        last: the last one; it is always told.
        step: tell only every so many days, counted back from the last.
    """
    changes = _changes(items, workflow)
    counts: Counter[str] = Counter(dict.fromkeys(_states(items, workflow), 0))
    waiting = sorted(changes)
    for back in range((elapsed(first, last) - 1) // step, -1, -1):
        day = last - timedelta(days=back * step)
        while waiting and waiting[0] <= day:
            for state, change in changes[waiting.pop(0)].items():
                counts[state] += change
        yield Tally(day, dict(counts))


def _states(items: Iterable[Item], workflow: Workflow) -> list[str]:
    other = {step.state for item in items for step in item.way} - set(workflow.states)
    return [*workflow.states, *sorted(other)]


def _changes(items: Iterable[Item], workflow: Workflow) -> dict[date, Counter[str]]:
    changes: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for item in items:
        before = None
        for state, on, _ in item.way:
            changes[on][state] += 1
            if before is not None:
                changes[on][before] -= 1
            before = state
        if item.gone is not None and before is not None and not workflow.ended(before):
            changes[item.gone][before] -= 1
    return changes
