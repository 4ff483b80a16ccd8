"""The life of every record as the history tells it: when it came, through which states it went, what was moved on it.

Values only; :mod:`kb.history.chronicle` reads them from git. Times are those at which commits were written, which a
rebase keeps, in UTC; where the clock of an author was behind that of the commit before, the time of that commit counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple


class Moment(NamedTuple):
    """A commit, as one that did something to a record.

    Attributes:
        at: when it was written, in UTC.
        commit: its full id.
        author: the name of who wrote it.
    """

    at: datetime
    commit: str
    author: str


class Passage(NamedTuple):
    """A record entered a state.

    Attributes:
        state: as the record has it, whether the workflow knows it or not.
        when: the commit that shows it first.
    """

    state: str
    when: Moment


class Spell(NamedTuple):
    """A time during which a record was blocked, or could not be read.

    Attributes:
        since: when it began.
        until: when it ended; None while it lasts.
        reason: why, in the words of the record, or of the reader.
    """

    since: datetime
    until: datetime | None
    reason: str


class Aim(NamedTuple):
    """What a task took for success from a commit on; values as the record has them, None for what it does not say.

    Attributes:
        when: the commit.
        metric: the name of the metric.
        dataset: the name of the split that it is measured on.
        target: the number to reach.
        direction: `higher` or `lower`.
    """

    when: Moment
    metric: str | None
    dataset: str | None
    target: float | None
    direction: str | None


class Life(NamedTuple):
    """One record through time, under whatever names its file had.

    Attributes:
        id: its id today, or its last one.
        type: its type, as it was said last.
        title: likewise.
        path: where it lies in the commit that was read, from the root of the base; None when it is gone.
        created: the day that the record gives, as YYYY-MM-DD; None if it gives none.
        visibility: as it was said last.
        values: what else it says in the end and people ask by: `goal`, `assignee`, `owner`, `research`, `task`,
            where they are there, as text.
        begun: the first commit that has it.
        passages: the states it entered, oldest first; the first one is that of ``begun``. None is entered twice in
            a row.
        blocked: when it was blocked, oldest first.
        unread: when it could not be read as a record; what happened meanwhile is not known.
        aims: what it took for success, oldest first, where it is a task that is to be measured.
        touched: the last commit that changed anything in it.
        former: ids that it had before, oldest first.
        gone: the commit that removed it; None while it is there.
        cut: whether it may be older than ``begun``, because the clone holds no more of the history.
        left: when it gave up each of its ``former`` ids, in the same order; empty where nobody knows.
    """

    id: str
    type: str
    title: str
    path: str | None
    created: str | None
    visibility: str
    values: Mapping[str, str]
    begun: Moment
    passages: tuple[Passage, ...]
    blocked: tuple[Spell, ...]
    unread: tuple[Spell, ...]
    aims: tuple[Aim, ...]
    touched: Moment
    former: tuple[str, ...]
    gone: Moment | None
    cut: bool
    left: tuple[Moment, ...] = ()

    @property
    def state(self) -> str | None:
        """The state it is in, or was in last; None if it could never be read."""
        return self.passages[-1].state if self.passages else None

    def entered(self, state: str) -> Moment | None:
        """When it entered a state for the last time; None if it never did."""
        return next((p.when for p in reversed(self.passages) if p.state == state), None)

    def moves(self) -> Iterator[tuple[str | None, Passage]]:
        """Every passage with the state before it; None before the first."""
        before = None
        for passage in self.passages:
            yield before, passage
            before = passage.state


class Chronicle:
    """What a history tells of all records that there ever were.

    Args:
        lives: in the order in which they began.
        head: the commit that was read; None where there is none.
        commits: how many commits were read that touched the records.
        cut: whether the clone holds only the latest part of the history.
        untold: why nothing is known, in a sentence: no git, no repository, no commit; None if something is.

    Attributes:
        lives: see above; also head, commits, cut and untold.
    """

    def __init__(
        self,
        lives: Sequence[Life] = (),
        *,
        head: Moment | None = None,
        commits: int = 0,
        cut: bool = False,
        untold: str | None = None,
    ) -> None:
        self.lives = lives
        self.head = head
        self.commits = commits
        self.cut = cut
        self.untold = untold

    @property
    def since(self) -> datetime | None:
        """A moment before which nothing happened to the records, as far as is known; None where there is none."""
        return min((life.begun.at for life in self.lives), default=None)

    @cached_property
    def alive(self) -> Mapping[str, Life]:
        """The records that are there, by id; of several with one id the one that began first."""
        found: dict[str, Life] = {}
        for life in self.lives:
            if life.gone is None:
                found.setdefault(life.id, life)
        return found

    @cached_property
    def at(self) -> Mapping[str, Life]:
        """The records that are there, by path."""
        return {life.path: life for life in self.lives if life.path is not None}

    def owners(self, id: str, but: str | None = None) -> Iterator[Life]:
        """Every record that has or had an id, in the order in which they began.

        Args:
            id: the id.
            but: a path; the record that has the id there is left out.
        """
        there = self.at.get(but) if but is not None else None
        return (life for life in self._borne.get(id, ()) if life is not there or life.id != id)

    @cached_property
    def _borne(self) -> dict[str, list[Life]]:
        found: dict[str, list[Life]] = {}
        for life in self.lives:
            for id_ in dict.fromkeys((life.id, *life.former)):
                found.setdefault(id_, []).append(life)
        return found
