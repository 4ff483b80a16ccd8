"""Since when each record is in the state that it is in, and what it went through before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, tzinfo
from typing import NamedTuple

from kb.history.flow.calendar import Calendar, elapsed
from kb.history.flow.steps import steps
from kb.history.lives import Chronicle, Life


class Stay(NamedTuple):
    """A record in a state.

    Attributes:
        state: which one.
        since: the first day.
        days: how many days it was or is there, first and last one counted.
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


def stays(life: Life, zone: tzinfo, today: date) -> tuple[Stay, ...]:
    """The states of a record until today, oldest first."""
    calendar = Calendar(zone, today)
    way = steps(life, calendar)
    ends = [step.on for step in way[1:]] + [today]
    first = life.cut  # it may have been there before the history begins
    return tuple(
        Stay(
            step.state, step.on, elapsed(step.on, end), step.certain and not (first and n == 0),
            passage.when.author, passage.when.commit,
        )
        for n, (step, end, passage) in enumerate(zip(way, ends, life.passages, strict=False))
    )  # fmt: skip


def ages(chronicle: Chronicle, zone: tzinfo, today: date) -> dict[tuple[str, str], int]:
    """For how many days each file has been in a state, by both, where that is known and it is in that state."""
    return dict(_ages(chronicle, zone, today))


def _ages(chronicle: Chronicle, zone: tzinfo, today: date) -> Iterator[tuple[tuple[str, str], int]]:
    for path, life in chronicle.at.items():
        all_ = stays(life, zone, today)
        lost = bool(life.unread) and life.unread[-1].until is None
        if all_ and all_[-1].certain and not lost:
            yield (path, all_[-1].state), all_[-1].days
