"""The flow of a period: percentiles, throughput, what is in progress and how old it is, and what is not known."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from kb.history.flow.items import Item
from kb.history.flow.percentiles import RANKS, Percentiles, percentiles
from kb.history.flow.throughput import Week, beginning, weeks
from kb.workflow import Workflow


class Efficiency(NamedTuple):
    """Of the days between start and finish, those at work.

    Attributes:
        active: days in a started state and not blocked.
        blocked: days blocked.
        elapsed: all days.
        n: of how many items.
    """

    active: int
    blocked: int
    elapsed: int
    n: int

    @property
    def share(self) -> float | None:
        """Flow efficiency, from 0 to 1; None without items."""
        return self.active / self.elapsed if self.elapsed else None


class InState(NamedTuple):
    """How long done items were in a state."""

    state: str
    days: Percentiles


class Kept(NamedTuple):
    """How the service level expectation was kept.

    Attributes:
        within: items that took no longer.
        n: items that were done and whose cycle time is known.
        late: items in progress that are older than expected.
    """

    within: int
    n: int
    late: int


@dataclass(frozen=True)
class Flow:
    """What a period of the flow comes to.

    Attributes:
        first: its first day; None where there is no item.
        last: its last day, at whose end everything is as told here.
        items: those that were not over before the first day, in the order in which they began.
        done: those that were done in the period.
        dropped: those that were given up in it.
        moving: those in progress at the end, the oldest first.
        lead: of what was done.
        cycle: likewise.
        weeks: throughput.
        efficiency: of what was done.
        in_states: likewise, in the order of the board.
        kept: the expectation.
    """

    first: date | None
    last: date
    items: tuple[Item, ...]
    done: tuple[Item, ...]
    dropped: tuple[Item, ...]
    moving: tuple[Item, ...]
    lead: Percentiles
    cycle: Percentiles
    weeks: tuple[Week, ...]
    efficiency: Efficiency
    in_states: tuple[InState, ...]
    kept: Kept

    @property
    def a_week(self) -> float | None:
        """How many items were done in a week on average; None where the period has no whole week."""
        whole = [week.done for week in self.weeks if week.whole]
        return sum(whole) / len(whole) if whole else None

    @cached_property
    def cycles(self) -> list[int]:
        """The cycle times of what was done, the shortest first."""
        return sorted(item.cycle_days for item in self.done if item.cycle_days is not None)

    def older_than(self, item: Item) -> float | None:
        """The share of what was done that took fewer days than an item is old; None without a sample."""
        age = certain_age(item)
        return bisect_left(self.cycles, age) / len(self.cycles) if self.cycles and age is not None else None


def flow(
    items: Sequence[Item],
    workflow: Workflow,
    last: date,
    since: date | None = None,
    *,
    among: Sequence[Item] = (),
) -> Flow:
    """What the flow of some items comes to.

    Args:
        items: those in question, as of the last day.
        workflow: what the states mean.
        last: the last day.
        since: the first day of the period; by default the first one that the history knows.
        among: all items there are, where those in question are some of them; the history begins with the first of all.
    """
    first = since or beginning(among or items)
    inside = tuple(item for item in items if first is not None and not _over(item, first))
    ended = [item for item in inside if item.finished is not None]
    done = tuple(item for item in ended if item.done)
    moving = sorted((item for item in inside if item.moving), key=_age)
    ranks = {*RANKS, workflow.expectation.percentile}
    cycle = percentiles((item.cycle_days for item in done), sorted(ranks))
    return Flow(
        first=first,
        last=last,
        items=inside,
        done=done,
        dropped=tuple(item for item in ended if item.dropped),
        moving=tuple(moving),
        lead=percentiles(item.lead_days for item in done),
        cycle=cycle,
        weeks=weeks(inside, first, last) if first is not None else (),
        efficiency=_efficiency(done),
        in_states=_in_states(done, workflow),
        kept=_kept(done, moving, workflow),
    )


def late(item: Item, workflow: Workflow) -> bool:
    """Whether an item in progress is older than expected."""
    age = certain_age(item)
    return item.moving and age is not None and age > workflow.expectation.days


def certain_age(item: Item) -> int | None:
    """The age of an item in progress; where its start is not known, what it is at least."""
    return item.age_days if item.age_days is not None else item.least_age_days


def _over(item: Item, first: date) -> bool:
    """Whether nothing of it lies in a period that begins on a day."""
    if item.finished is not None:
        return item.finished < first
    if item.done or item.dropped:  # finished on a day that is not known, but not after this one
        return bool(item.way) and item.way[-1].on < first
    return item.gone is not None and item.gone < first


def _age(item: Item) -> tuple[int, str]:
    return -(certain_age(item) or 0), item.id


def _efficiency(done: Sequence[Item]) -> Efficiency:
    known = [
        (item.active_days, item.blocked_days or 0, item.cycle_days)
        for item in done
        if item.active_days is not None and item.cycle_days is not None
    ]
    return Efficiency(
        sum(active for active, _, _ in known),
        sum(blocked for _, blocked, _ in known),
        sum(cycle for _, _, cycle in known),
        len(known),
    )


def _in_states(done: Sequence[Item], workflow: Workflow) -> tuple[InState, ...]:
    """The days in each state; not those in the first one where the item is older than the history, or may be."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for item in done:
        days: Counter[str] = Counter()
        for state, span in item.stays:
            days[state] += span.days
        unknown = item.way[0].state if item.started is None or item.arrived != item.way[0].on else None
        for state, n in days.items():
            if state != unknown:
                found[state].append(n)
    order = [*workflow.states, *sorted(set(found) - set(workflow.states))]
    return tuple(InState(state, percentiles(found[state])) for state in order if state in found)


def _kept(done: Sequence[Item], moving: Sequence[Item], workflow: Workflow) -> Kept:
    known = [item.cycle_days for item in done if item.cycle_days is not None]
    within = sum(days <= workflow.expectation.days for days in known)
    return Kept(within, len(known), sum(late(item, workflow) for item in moving))
