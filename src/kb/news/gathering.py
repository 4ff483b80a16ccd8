"""Gathers what is new between two states of a base, from the records that are not the same in both."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kb.base import Document, KnowledgeBase
from kb.changes import Changes, Step, between
from kb.news.links import Connection, gained_and_lost
from kb.news.wording import Was, fields
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.records.review import Review
from kb.records.task import Task
from kb.review_scoring import Points, compare
from kb.verdicts import Verdict, judge


class Move(NamedTuple):
    """A record that is in another state."""

    record: Document
    old: str
    new: str


class Change(NamedTuple):
    """A record whose fields or text are not the same; ``body`` is whether the text below the fields is another."""

    record: Document
    fields: dict[str, Was]
    body: bool


class Result(NamedTuple):
    """An experiment that was concluded: of which task, and what it says to the task's target."""

    record: Document
    task: Task | None
    verdict: Verdict | None


class Rescored(NamedTuple):
    """A review whose scores are others: candidate → points before and after; who is first before and after."""

    record: Document
    totals: dict[str, tuple[Points | None, Points | None]]
    first: tuple[str | None, str | None]


class Unread(NamedTuple):
    """A file that cannot be read as a record, on one side or both."""

    record: Document
    before: bool
    now: bool


class News(NamedTuple):
    """What is new in a base.

    Attributes:
        added: records that were not there.
        removed: records that are gone.
        moved: records in another state.
        changed: records with other fields or another text.
        gained: links that were not there.
        lost: links that are gone.
        decided: decisions that were made: accepted or rejected.
        results: experiments that were concluded.
        rescored: reviews whose candidates have other points.
        relocated: records whose file has another name or lies elsewhere.
        renumbered: old id → new id.
        rewritten: records that say the same in another manner of writing.
        unread: files among these that nobody can compare, because one side cannot be read.
    """

    added: tuple[Document, ...]
    removed: tuple[Document, ...]
    moved: tuple[Move, ...]
    changed: tuple[Change, ...]
    gained: tuple[Connection, ...]
    lost: tuple[Connection, ...]
    decided: tuple[Document, ...]
    results: tuple[Result, ...]
    rescored: tuple[Rescored, ...]
    relocated: tuple[Step, ...]
    renumbered: dict[str, str]
    rewritten: tuple[Document, ...]
    unread: tuple[Unread, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing is new."""
        return not any(self)


def gather(before: KnowledgeBase, now: KnowledgeBase) -> News:
    """Find out what is new; only what differs is looked at, so that a large base with few changes costs little."""
    found = between(before, now)
    steps = sorted((step for step in found.edited if not _same(step)), key=lambda step: step.new.path)
    changed = [_change(step) for step in steps]
    moved = [move for step in steps if (move := _move(step)) is not None]
    relocated = [step for step in steps if step.old.path != step.new.path]
    unread = list(_unread(steps, found))
    came = sorted([*((s.old, s.new) for s in steps), *((None, d) for d in found.added)], key=_place)
    noticed = {c.record for c in changed if c.fields or c.body} | {move.record for move in moved}
    noticed |= {step.new for step in relocated} | {one.record for one in unread}
    gained, lost = gained_and_lost(before, now, Changes(tuple(steps), *found[1:]))
    return News(
        added=found.added,
        removed=found.removed,
        moved=tuple(moved),
        changed=tuple(change for change in changed if change.fields or change.body),
        gained=gained,
        lost=lost,
        decided=tuple(new for old, new in came if _decided(old, new)),
        results=tuple(
            _result(now, new)
            for old, new in came
            if new.type == "experiment" and _reached(old, new, "concluded")
        ),
        rescored=tuple(one for step in steps if (one := _rescored(step)) is not None),
        relocated=tuple(relocated),
        renumbered=found.renumbered,
        rewritten=tuple(s.new for s in steps if s.new not in noticed and s.old.id == s.new.id),
        unread=tuple(unread),
    )


def _same(step: Step) -> bool:
    """Whether a file is the same: read by another configuration it is another document, and still no news."""
    return step.old.path == step.new.path and step.old.source.text == step.new.source.text


def _place(came: tuple[Document | None, Document]) -> str:
    return came[1].path


def _state(document: Document) -> str | None:
    if document.record is not None:
        return document.record.status
    if not document.understood:
        return None
    found = document.values.get("status")
    return found if isinstance(found, str) else None


def _move(step: Step) -> Move | None:
    old, new = _state(step.old), _state(step.new)
    return Move(step.new, old, new) if old is not None and new is not None and old != new else None


def _change(step: Step) -> Change:
    old, new = step
    body = old.understood and new.understood and _body(old) != _body(new)
    return Change(new, fields(old, new), body)


def _body(document: Document) -> str:
    """The text below the fields; the kind of line ends and blank lines around it say nothing."""
    return document.body_text.replace("\r\n", "\n").strip()


def _decided(old: Document | None, new: Document) -> bool:
    return isinstance(new.record, Decision) and _reached(old, new, "accepted", "rejected")


def _concluded(old: Document | None, new: Document) -> bool:
    return isinstance(new.record, Experiment) and _reached(old, new, "concluded")


def _reached(old: Document | None, new: Document, *states: str) -> bool:
    """Whether a readable record has come into one of some states."""
    if new.record is None or new.record.status not in states:
        return False
    return old is None or _state(old) != new.record.status


def _result(now: KnowledgeBase, document: Document) -> Result:
    experiment = document.record
    assert isinstance(experiment, Experiment)
    found = now.by_id.get(experiment.task) if experiment.task is not None else None
    task = found.record if found is not None and isinstance(found.record, Task) else None
    part = task.smart.measurable if task is not None and task.smart is not None else None
    return Result(document, task, judge(part, [experiment]) if part is not None else None)


def _rescored(step: Step) -> Rescored | None:
    old, new = step.old.record, step.new.record
    if not isinstance(old, Review) or not isinstance(new, Review):
        return None
    if (old.criteria, old.candidates) == (new.criteria, new.candidates):
        return None
    was, is_ = compare(old), compare(new)
    before, after = ({c.name: c.total for c in one.candidates} for one in (was, is_))
    names = dict.fromkeys((*after, *before))
    totals = {n: (before.get(n), after.get(n)) for n in names if before.get(n) != after.get(n)}
    first = (was.first.name if was.first else None, is_.first.name if is_.first else None)
    return Rescored(step.new, totals, first) if totals or first[0] != first[1] else None


def _unread(steps: list[Step], found: Changes) -> Iterator[Unread]:
    """What cannot be compared field by field, because it cannot be read on one side at least."""
    for old, new in steps:
        if not (old.understood and new.understood):
            yield Unread(new, not old.understood, not new.understood)
    for document in found.added:
        if not document.understood:
            yield Unread(document, before=False, now=True)
    for document in found.removed:
        if not document.understood:
            yield Unread(document, before=True, now=False)
