"""The flow as a table with a row for each item and a column of dates for each state, as other forecasters read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from kb.history.flow.document import GROUPS, outcome
from kb.history.flow.items import Item
from kb.history.flow.steps import given_up, last_round
from kb.workflow import Workflow


def header(workflow: Workflow) -> tuple[str, ...]:
    """The names of the columns; `ID`, `link` and `title` stand where tools look for them."""
    return (
        "ID", "link", "title", *_states(workflow), "arrived", "started", "finished", "outcome", "state",
        "lead_days", "cycle_days", "blocked_days", "age_days", *GROUPS, "uncertain",
    )  # fmt: skip


def rows(items: Sequence[Item], workflow: Workflow) -> Iterator[list[Any]]:
    """A row for each item."""
    for item in items:
        yield [
            item.id, "", item.life.title, *reached(item, workflow),
            _text(item.arrived), _text(item.started), _text(item.finished), outcome(item), item.state,
            item.lead_days, item.cycle_days, item.blocked_days, item.age_days,
            *(item.life.values.get(name) for name in GROUPS),
            "; ".join(doubt.why for doubt in item.doubts),
        ]  # fmt: skip


def reached(item: Item, workflow: Workflow) -> list[str]:
    """For each state on the way to done the day on which an item was there or beyond for the first time.

    Days never go back from one column to the next, and a state that was jumped over has the day of the next one. The
    last column has the last finish. What was dropped or removed has no days here: it left by another door, and with
    days it would seem to be in progress for ever.
    """
    if item.dropped or (item.gone is not None and not item.done):
        return ["" for _ in _states(workflow)]
    return [_text(_day(item, state, workflow)) for state in _states(workflow)]


def _states(workflow: Workflow) -> list[str]:
    return [state for state in workflow.states if not given_up(state, workflow)]


def _day(item: Item, state: str, workflow: Workflow) -> date | None:
    if state == workflow.done_state:
        return item.finished
    place, begins = workflow.position(state), workflow.position(workflow.started)
    working = place >= begins
    if place == 0 and not working:
        return item.arrived
    way = item.way[last_round(item.way, workflow) :] if working else item.way
    step = next(
        (s for s in way if workflow.position(s.state) >= place and not given_up(s.state, workflow)), None
    )
    if step is None or not step.certain:
        return None
    if step is item.way[0]:
        return None if working else item.arrived
    if working and item.started is None:  # the first step into progress says only that it had begun by then
        first = next((s for s in way if workflow.in_progress(s.state)), None)
        return None if step is first or workflow.ended(step.state) else step.on
    return step.on


def _text(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
