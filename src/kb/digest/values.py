"""What a digest holds: the values that are told on a terminal, in a message and as JSON."""

from __future__ import annotations

from typing import NamedTuple

from kb.base import Document
from kb.digest.goals import GoalNews
from kb.news.gathering import Rescored, Result, Unread


class Moved(NamedTuple):
    """A record that is in another state: the state before, None where it was not there."""

    record: Document
    was: str | None


class Blocked(NamedTuple):
    """A task that waits: for how many days, why, and whether that is new."""

    record: Document
    days: int
    reason: str
    new: bool


class Exposed(NamedTuple):
    """A risk of which something is new: its state and its exposure before; None where it was not there."""

    record: Document
    was: str | None
    exposure: int | None


class Doubt(NamedTuple):
    """A record that needs a second look: why, and whether it did not at the beginning."""

    record: Document
    why: tuple[str, ...]
    new: bool


class Digest(NamedTuple):
    """What a period brought; each part by id.

    Attributes:
        decided: decisions that were accepted or rejected.
        replaced: decisions that are no longer in force.
        results: experiments that were concluded.
        withdrawn: experiments that turned out to be invalid.
        compared: reviews that were reported.
        rescored: reviews that have other scores and were not reported just now.
        goals: goals of which something is new.
        finished: tasks that were finished.
        dropped: tasks that were given up.
        reopened: tasks on which work goes on although it had ended.
        started: tasks on which work began.
        blocked: tasks that wait at the end.
        freed: tasks that waited at the beginning and go on.
        fresh: tasks that are new and wait for their turn.
        scope: changes of scope that were asked for or answered.
        risks: risks of which something is new.
        doubts: records that need a second look at the end.
        others: other records that are new, changed or gone, with a word for it.
        renumbered: old id → new id.
        unread: files that could not be compared.
    """

    decided: tuple[Document, ...]
    replaced: tuple[Moved, ...]
    results: tuple[Result, ...]
    withdrawn: tuple[Moved, ...]
    compared: tuple[Document, ...]
    rescored: tuple[Rescored, ...]
    goals: tuple[GoalNews, ...]
    finished: tuple[Document, ...]
    dropped: tuple[Document, ...]
    reopened: tuple[Moved, ...]
    started: tuple[Document, ...]
    blocked: tuple[Blocked, ...]
    freed: tuple[Document, ...]
    fresh: tuple[Document, ...]
    scope: tuple[Moved, ...]
    risks: tuple[Exposed, ...]
    doubts: tuple[Doubt, ...]
    others: tuple[tuple[Document, str], ...]
    renumbered: dict[str, str]
    unread: tuple[Unread, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing happened; what waits, or is in doubt as before, did not happen."""
        still = {"blocked", "doubts", "goals"}
        happened = any(part for name, part in zip(self._fields, self, strict=True) if name not in still)
        new = any(one.new for one in self.blocked) or any(one.new for one in self.doubts)
        return not (happened or new or any(not one.quiet for one in self.goals))
