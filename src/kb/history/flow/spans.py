"""How the days between start and finish were spent: in which states, blocked, or at work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from kb.history.calendar import Calendar
from kb.history.flow.steps import Step
from kb.history.lives import Life
from kb.workflow import Workflow


class Span(NamedTuple):
    """Whole days, as ordinals; ``end`` is the day behind the last one."""

    begin: int
    end: int

    @property
    def days(self) -> int:
        """How many."""
        return max(self.end - self.begin, 0)

    def within(self, other: Span) -> Span:
        """What of it lies in another one."""
        return Span(max(self.begin, other.begin), min(self.end, other.end))


class Stay(NamedTuple):
    """The days that an item ended in a state."""

    state: str
    span: Span


def stays(way: Sequence[Step], last: date, *, ended: bool) -> Iterator[Stay]:
    """The days of an item by state: a day belongs to the state in which it ended.

    Args:
        way: its states.
        last: the last day that counts.
        ended: whether the last step ends it; that day belongs to the state before, so that all of its days are told.
    """
    working = way[:-1] if ended else way
    for place, step in enumerate(working):
        end = way[place + 1].on.toordinal() if place + 1 < len(working) else last.toordinal() + 1
        yield Stay(step.state, Span(step.on.toordinal(), end))


def blocked(life: Life, calendar: Calendar, within: Span) -> tuple[Span, ...]:
    """The days in a span at whose end an item was blocked, overlapping spells told once, in order."""
    found: list[Span] = []
    for since, until, _ in sorted(life.blocked, key=lambda spell: spell.since):
        end = calendar.day(until).toordinal() if until is not None else within.end
        span = Span(calendar.day(since).toordinal(), end).within(within)
        if span.days and found and span.begin <= found[-1].end:
            found[-1] = Span(found[-1].begin, max(found[-1].end, span.end))
        elif span.days:
            found.append(span)
    return tuple(found)


def active_days(parts: Sequence[Stay], stopped: Sequence[Span], within: Span, workflow: Workflow) -> int:
    """The days in a span that an item was in a started state and not blocked."""
    total = 0
    for state, span in parts:
        if workflow.in_progress(state):
            inside = span.within(within)
            total += inside.days - sum(stop.within(inside).days for stop in stopped)
    return total
