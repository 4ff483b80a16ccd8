"""The way of one record over the board up to a day, and from where on its last round of work begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from kb.history.calendar import Calendar
from kb.history.lives import Life
from kb.workflow import Workflow


class Step(NamedTuple):
    """A record entered a state.

    Attributes:
        state: which one, as the record has it.
        on: the day that shows it first.
        since: the day from which on it may have been so: an earlier one where the record could not be read until
            ``on``.
    """

    state: str
    on: date
    since: date

    @property
    def certain(self) -> bool:
        """Whether the day is known."""
        return self.on == self.since


def steps(life: Life, calendar: Calendar) -> tuple[Step, ...]:
    """The states that a record entered until the end of the last day, oldest first."""
    dark = {spell.until: spell.since for spell in life.unread if spell.until is not None}
    found = []
    for state, when in life.passages:
        on = calendar.day(when.at)
        if on > calendar.as_of:
            break
        found.append(Step(state, on, calendar.day(dark.get(when.at, when.at))))
    return tuple(found)


def entered(life: Life, way: Sequence[Step], calendar: Calendar) -> date | None:
    """The day on which a record entered the state that it is in; None where the history does not show that.

    What was in its state when the history of a clone begins may have been so before, and of what cannot be read nobody
    knows whether it still is.
    """
    if not way or not way[-1].certain or (life.cut and len(way) == 1):
        return None
    dark = any(
        calendar.sees(since) and (until is None or not calendar.sees(until))
        for since, until, _ in life.unread
    )
    return None if dark else way[-1].on


def given_up(state: str, workflow: Workflow) -> bool:
    """Whether a state ends the work without its being done."""
    return workflow.ended(state) and state != workflow.done_state


def last_round(way: Sequence[Step], workflow: Workflow) -> int:
    """The place of the step with which the last round of work begins.

    What was dropped and taken up again begins anew; what was done and is opened again goes on.
    """
    for place in range(len(way) - 2, -1, -1):
        if given_up(way[place].state, workflow):
            return place + 1
    return 0
