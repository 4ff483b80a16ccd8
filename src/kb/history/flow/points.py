"""The three points in the life of an item: when it arrived, was started, was finished; and why one is not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from kb.history.calendar import Calendar, calendar_day
from kb.history.flow.steps import Step, last_round
from kb.history.lives import Life
from kb.workflow import Workflow

Subject = Literal["arrived", "started", "finished", "state", "id"]


class Doubt(NamedTuple):
    """Something about an item that the history does not show, or shows otherwise than the record says.

    Attributes:
        about: the point in question, its state or its id.
        kind: why, in words that are the same for every item of which it is so.
        why: why, in words that go on after the id of the item.
        counted: whether the item takes part in the figures all the same.
    """

    about: Subject
    kind: str
    why: str
    counted: bool = False


class Point(NamedTuple):
    """A day, if it is known, and what is to be said of it."""

    on: date | None
    doubt: Doubt | None = None


def arrival(life: Life, calendar: Calendar) -> Point:
    """The day on which an item came: the one that the record gives if it is earlier than its first commit."""
    begun, created = calendar.day(life.begun.at), calendar_day(life.created)
    if created is not None and created < begun:
        why = f"says that it was created on {created}, its first commit is of {begun}; {created} counts"
        return Point(
            created,
            Doubt(
                "arrived",
                "arrived on the day that the record gives, which is before its first commit",
                why,
                counted=True,
            ),
        )
    if life.cut and created != begun:
        return Point(
            None,
            Doubt(
                "arrived",
                "arrival: before the history of this clone",
                "was there when the history of this clone begins",
            ),
        )
    return Point(begun)


def start(life: Life, way: Sequence[Step], workflow: Workflow) -> Point:
    """The day on which the work of the last round began; None as well if it has not begun."""
    first = last_round(way, workflow)
    entered = next((n for n in range(first, len(way)) if workflow.in_progress(way[n].state)), None)
    before = way[first:entered]
    foreign = next((step.state for step in before if step.state not in workflow.states), None)
    if entered is None:
        return _never_seen(way, before, foreign, workflow)
    step = way[entered]
    if entered == 0:
        seen = "the history of this clone begins with it in" if life.cut else "its first commit has it in"
        why = f"may have been started earlier: {seen} `{step.state}`"
        return Point(None, Doubt("started", "start: in progress when the history begins", why))
    if any(other.state == workflow.done_state for other in before):
        return Point(
            None,
            Doubt(
                "started",
                "start: done before it was seen in progress",
                "was done before it was seen in progress",
            ),
        )
    if foreign is not None:
        return Point(None, _foreign(foreign))
    if not step.certain:
        return Point(None, _dark("started", step))
    return Point(step.on)


def at_work(way: Sequence[Step], workflow: Workflow) -> date | None:
    """The first day of the last round on which it was seen in progress; it was begun then, or before."""
    seen = (step.on for step in way[last_round(way, workflow) :] if workflow.in_progress(step.state))
    return next(seen, None)


def finish(life: Life, way: Sequence[Step], workflow: Workflow) -> Point:
    """The day on which an item entered the finished state that it is in; None as well if it is in none."""
    if not way or not workflow.ended(way[-1].state):
        return Point(None)
    last = way[-1]
    if len(way) == 1:
        seen = "the history of this clone begins with it in" if life.cut else "its first commit has it in"
        why = f"may have been finished earlier: {seen} `{last.state}`"
        return Point(None, Doubt("finished", "finish: over when the history begins", why))
    if not last.certain:
        return Point(None, _dark("finished", last))
    return Point(last.on)


def _never_seen(
    way: Sequence[Step], before: Sequence[Step], foreign: str | None, workflow: Workflow
) -> Point:
    """No step of the round leads into progress: it has not begun, or the history does not show when."""
    if not way or way[-1].state != workflow.done_state or len(way) == 1:
        return Point(None)
    if foreign is not None:
        return Point(None, _foreign(foreign))
    origin = before[-2].state if len(before) > 1 else way[-2].state
    why = f"went from `{origin}` to `{way[-1].state}` and was never seen in progress"
    return Point(None, Doubt("started", "start: never seen in progress", why))


def _foreign(state: str) -> Doubt:
    why = f"was in `{state}`, which the workflow of today does not have"
    return Doubt("started", "start: was in a state that the workflow does not have", why)


def _dark(about: Subject, step: Step) -> Doubt:
    why = f"could not be read from {step.since} to {step.on}, then it was in `{step.state}`"
    return Doubt(about, f"{about.removesuffix('ed')}: could not be read meanwhile", why)
