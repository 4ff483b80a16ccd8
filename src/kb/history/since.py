"""Since when each record is in the state that it is in, and what it went through before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, tzinfo
from typing import NamedTuple

from kb.days import age
from kb.history.calendar import Calendar
from kb.history.flow.items import TYPE
from kb.history.flow.spans import stays as shares
from kb.history.flow.steps import entered, steps
from kb.history.lives import Chronicle, Life
from kb.workflow import Workflow


class Stay(NamedTuple):
    """A record in a state.

    Attributes:
        state: which one.
        since: the first day.
        days: how many days it was there, each of which belongs to the state in which it ended; of the state that it is
            in, its age.
        certain: whether the first day is known.
        author: who committed that it came into this state.
        commit: with which commit.
    """

    state: str
    since: date
    days: int
    certain: bool
    author: str
    commit: str


def stays(life: Life, workflow: Workflow, zone: tzinfo, today: date) -> tuple[Stay, ...]:
    """The states of a record until today, oldest first; the days are those of the time in state of the flow."""
    way = steps(life, Calendar(zone, today))
    if not way:
        return ()
    ended = life.type == TYPE and workflow.ended(way[-1].state)
    last = way[-1].on if ended else today
    days = [share.span.days for share in shares(way, last, ended=ended)] + [age(last, today)] * ended
    first = life.cut  # it may have been there before the history begins
    return tuple(
        Stay(
            step.state, step.on, spent, step.certain and not (first and n == 0),
            passage.when.author, passage.when.commit,
        )
        for n, (step, spent, passage) in enumerate(zip(way, days, life.passages, strict=False))
    )  # fmt: skip


def ages(chronicle: Chronicle, zone: tzinfo, today: date) -> dict[tuple[str, str], int]:
    """For how many days each file has been in a state, by both, where that is known and it is in that state."""
    return dict(_ages(chronicle, Calendar(zone, today)))


def _ages(chronicle: Chronicle, calendar: Calendar) -> Iterator[tuple[tuple[str, str], int]]:
    for path, life in chronicle.at.items():
        way = steps(life, calendar)
        here = entered(life, way, calendar)
        if here is not None:
            yield (path, way[-1].state), age(here, calendar.as_of)
