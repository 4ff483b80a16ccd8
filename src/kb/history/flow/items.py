"""The items of the flow: every task that there ever was, with the days when it arrived, was started and finished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, tzinfo
from typing import NamedTuple

from kb.days import elapsed
from kb.history.calendar import Calendar
from kb.history.flow.points import Doubt, arrival, at_work, finish, start
from kb.history.flow.spans import Span, Stay, active_days, blocked, stays
from kb.history.flow.steps import Step, entered, given_up, steps
from kb.history.lives import Chronicle, Life
from kb.workflow import Workflow

TYPE = "task"
"""The type of records that the workflow is about."""


class Item(NamedTuple):
    """A task as it was at the end of a day; days that are not known are None, and so is all that rests on them.

    Attributes:
        life: its whole life, also what came later.
        way: the states that it entered until then.
        arrived: the day on which it came.
        started: the day on which the work of its last round began.
        finished: the day on which it entered the finished state that it is in.
        done: whether it is done.
        dropped: whether it was given up.
        moving: whether it is in a started state and there.
        gone: the day on which its file was removed, if it was.
        entered: the day on which it entered its state; None as well where nobody knows whether it is still in it.
        lead_days: from arrival to finish.
        cycle_days: from start to finish.
        age_days: from start to the end of the day, while it is in progress.
        least_age_days: the age that is certain where the start is not known.
        state_age_days: since when it is in its state.
        blocked_days: blocked between start and finish.
        active_days: in a started state and not blocked between start and finish.
        stays: its days by state, until it was finished.
        reopened: how often it left the done state.
        doubts: what is not known of it, and why.
    """

    life: Life
    way: tuple[Step, ...]
    arrived: date | None
    started: date | None
    finished: date | None
    done: bool
    dropped: bool
    moving: bool
    gone: date | None
    entered: date | None
    lead_days: int | None
    cycle_days: int | None
    age_days: int | None
    least_age_days: int | None
    state_age_days: int | None
    blocked_days: int | None
    active_days: int | None
    stays: tuple[Stay, ...]
    reopened: int
    doubts: tuple[Doubt, ...]

    @property
    def id(self) -> str:
        """Its id."""
        return self.life.id

    @property
    def state(self) -> str | None:
        """The state it is in; None if it could never be read."""
        return self.way[-1].state if self.way else None


def items(chronicle: Chronicle, workflow: Workflow, zone: tzinfo, as_of: date) -> tuple[Item, ...]:
    """Every task that the history has until the end of a day, in the order in which they began.

    Args:
        chronicle: the history.
        workflow: what the states mean.
        zone: the time zone of the base, in which days begin and end.
        as_of: the last day that counts.
    """
    calendar = Calendar(zone, as_of)
    lives = [life for life in chronicle.lives if life.type == TYPE and calendar.sees(life.begun.at)]
    there = Counter(life.id for life in lives if life.gone is None)
    return tuple(_item(life, workflow, calendar, twice=there[life.id] > 1) for life in lives)


def each(lives: Iterable[Life], workflow: Workflow, zone: tzinfo, as_of: date) -> Iterator[Item]:
    """Tasks one by one, for whoever need not hold them all; nobody looks whether several have one id."""
    calendar = Calendar(zone, as_of)
    for life in lives:
        if life.type == TYPE and calendar.sees(life.begun.at):
            yield _item(life, workflow, calendar, twice=False)


def _item(life: Life, workflow: Workflow, calendar: Calendar, *, twice: bool) -> Item:
    way = steps(life, calendar)
    arrived = arrival(life, calendar)
    started, finished = start(life, way, workflow), finish(life, way, workflow)
    state = way[-1].state if way else ""
    ended = workflow.ended(state)
    gone = calendar.day(life.gone.at) if life.gone is not None and calendar.sees(life.gone.at) else None
    last = finished.on or (way[-1].on if ended else gone or calendar.as_of)
    parts = tuple(stays(way, last, ended=ended))
    moving = workflow.in_progress(state) and gone is None
    known = started.on is not None and not (ended and finished.on is None)
    span = Span(started.on.toordinal(), last.toordinal() + 1) if started.on is not None and known else None
    stopped = blocked(life, calendar, span) if span is not None else ()
    here = entered(life, way, calendar)
    return Item(
        life=life,
        way=way,
        arrived=arrived.on,
        started=started.on,
        finished=finished.on,
        done=bool(way) and state == workflow.done_state,
        dropped=bool(way) and given_up(state, workflow),
        moving=moving,
        gone=gone,
        entered=here,
        lead_days=_days(arrived.on, finished.on),
        cycle_days=_days(started.on, finished.on),
        age_days=_days(started.on, calendar.as_of) if moving else None,
        least_age_days=_days(at_work(way, workflow), calendar.as_of)
        if moving and started.on is None
        else None,
        state_age_days=_days(here, calendar.as_of) if gone is None else None,
        blocked_days=_blocked_days(span, stopped, started.doubt),
        active_days=active_days(parts, stopped, span, workflow) if span is not None else None,
        stays=parts,
        reopened=sum(step.state == workflow.done_state for step in way[:-1]),
        doubts=tuple(_doubts(life, way, twice, workflow, (arrived.doubt, started.doubt, finished.doubt))),
    )


def _days(first: date | None, last: date | None) -> int | None:
    return elapsed(first, last) if first is not None and last is not None and first <= last else None


def _blocked_days(span: Span | None, stopped: tuple[Span, ...], doubt: Doubt | None) -> int | None:
    """What was never started was not blocked in the sense of the flow; of an unknown start nothing is known."""
    if span is None:
        return None if doubt is not None else 0
    return sum(stop.days for stop in stopped)


def _doubts(
    life: Life, way: tuple[Step, ...], twice: bool, workflow: Workflow, found: tuple[Doubt | None, ...]
) -> Iterator[Doubt]:
    yield from (doubt for doubt in found if doubt is not None)
    if not way:
        yield Doubt("state", "state: could not be read yet", "could not be read yet")
    elif way[-1].state not in workflow.states:
        why = f"is in `{way[-1].state}`, which the workflow of today does not have"
        yield Doubt("state", "state: one that the workflow does not have", why)
    if twice:
        why = f"is the id of several records; {life.path or 'one of them'} counts by itself"
        yield Doubt("id", "id: of several records, each of which counts", why, counted=True)
