"""Gathers what a period brought: what was decided and found, what moved, what is new, what is in doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from kb.base import Document
from kb.days import age
from kb.digest.belonging import of_goal
from kb.digest.goals import goal_news
from kb.digest.sides import Side
from kb.digest.values import Blocked, Digest, Doubt, Exposed, Moved
from kb.news import News
from kb.news import gather as gather_news
from kb.news.gathering import Result
from kb.record import Record
from kb.records.change import Change
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.records.review import Review
from kb.records.risk import Risk
from kb.records.task import Task
from kb.workflow import Workflow

R = TypeVar("R", bound=Record)


def gather(before: Side, after: Side, goal: str | None = None) -> Digest:
    """Find out what a period brought.

    Args:
        before: where it begins.
        after: where it ends.
        goal: only what belongs to this goal.
    """
    news = gather_news(before.base, after.base)
    steps = _Steps(before, after, news, goal)
    results = tuple(sorted((r for r in news.results if steps.counts(r.record)), key=_result_key))
    finished, dropped = steps.ended()
    compared = tuple(one.record for one in steps.entered(Review, "reported"))
    rescored = tuple(r for r in news.rescored if r.record not in set(compared) and steps.counts(r.record))
    concluded = [result.record for result in results]
    goals = goal_news(before.base, after.base, steps.old, finished, concluded)
    blocked, freed = steps.blocked()
    found = Digest(
        decided=steps.only(news.decided),
        replaced=steps.entered(Decision, "superseded", "deprecated"),
        results=results,
        withdrawn=steps.entered(Experiment, "invalid"),
        compared=compared,
        rescored=rescored,
        goals=tuple(one for one in goals if steps.counts(one.record)),
        finished=finished,
        dropped=dropped,
        reopened=steps.reopened(),
        started=steps.started(),
        blocked=blocked,
        freed=freed,
        fresh=steps.fresh(),
        scope=steps.entered(Change),
        risks=steps.risks(),
        doubts=steps.doubts(),
        others=(),
        renumbered={old: new for old, new in news.renumbered.items() if steps.chosen(new)},
        unread=news.unread if goal is None else (),
    )
    return found._replace(others=steps.others(_told(found)))


class _Steps:
    """The records of both ends and what became of them."""

    def __init__(self, before: Side, after: Side, news: News, goal: str | None) -> None:
        self._before = before
        self._after = after
        self._news = news
        self._fresh = frozenset(news.added)
        self._states = {move.record: move.old for move in news.moved}
        self._wanted: frozenset[str] | None = None
        if goal is not None:
            self._wanted = of_goal(before.graph, goal) | of_goal(after.graph, goal)

    def chosen(self, id: str | None) -> bool:
        """Whether a record belongs to what was asked for."""
        return self._wanted is None or id in self._wanted

    def counts(self, document: Document) -> bool:
        """The same of a document."""
        return self.chosen(document.id)

    def only(self, documents: Iterable[Document]) -> tuple[Document, ...]:
        """Those that count, by id."""
        return tuple(sorted(filter(self.counts, documents), key=_key))

    @cached_property
    def old(self) -> dict[Document, Document]:
        """Record at the end → the same at the beginning."""
        names = {new: old for old, new in self._news.renumbered.items()}
        there = self._before.base.by_id
        return {
            document: there[name]
            for document in self._after.base.documents
            if document.id is not None
            and document not in self._fresh
            and (name := names.get(document.id, document.id)) in there
        }

    def was(self, document: Document) -> str | None:
        """The state at the beginning; None of what was not there, or could not be read."""
        if document in self._states:
            return self._states[document]
        old = self.old.get(document)
        return old.record.status if old is not None and old.record is not None else None

    def records(self, model: type[R]) -> Iterator[tuple[Document, R, str | None]]:
        """The records of a type that count, with their states at the beginning, by id."""
        found = [(d, record, self.was(d)) for d, record in self._after.base.records(model) if self.counts(d)]
        yield from sorted(found, key=lambda one: _key(one[0]))

    def entered(self, model: type[R], *states: str) -> tuple[Moved, ...]:
        """The records that came into some states, or into any; those that could not be read before are left out."""
        return tuple(
            Moved(document, was)
            for document, record, was in self.records(model)
            if was != record.status and (not states or record.status in states) and self._known(document)
        )

    def _known(self, document: Document) -> bool:
        """Whether one can tell what it was at the beginning: it was readable, or not there."""
        old = self.old.get(document)
        return old is None or old.record is not None

    def _tasks(self, true: Callable[[Workflow, str | None, str], bool]) -> Iterator[tuple[Document, str]]:
        workflow = self._after.workflow
        for document, task, was in self.records(Task):
            if was != task.status and self._known(document) and true(workflow, was, task.status):
                yield document, task.status

    def ended(self) -> tuple[tuple[Document, ...], tuple[Document, ...]]:
        """The tasks that were finished, and those that were given up."""
        found = list(self._tasks(lambda w, old, new: w.ended(new) and not (old and w.ended(old))))
        done = self._after.workflow.done_state
        return tuple(d for d, new in found if new == done), tuple(d for d, new in found if new != done)

    def reopened(self) -> tuple[Moved, ...]:
        """The tasks on which work goes on although it had ended."""
        found = self._tasks(lambda w, old, new: old is not None and w.ended(old) and not w.ended(new))
        return tuple(Moved(document, self.was(document)) for document, _ in found)

    def started(self) -> tuple[Document, ...]:
        """The tasks on which work began."""

        def began(workflow: Workflow, old: str | None, new: str) -> bool:
            idle = old is None or not (workflow.in_progress(old) or workflow.ended(old))
            return idle and workflow.in_progress(new)

        return tuple(document for document, _ in self._tasks(began))

    def fresh(self) -> tuple[Document, ...]:
        """The tasks that are new and wait for their turn."""
        workflow = self._after.workflow
        return tuple(
            document
            for document, task, _ in self.records(Task)
            if document in self._fresh
            and not (workflow.in_progress(task.status) or workflow.ended(task.status))
        )

    def blocked(self) -> tuple[tuple[Blocked, ...], tuple[Document, ...]]:
        """The tasks that wait at the end, the new ones first, and those that go on."""
        waiting, freed = [], []
        for document, task, _ in self.records(Task):
            old = self.old.get(document)
            earlier = old.record if old is not None else None
            waited = isinstance(earlier, Task) and earlier.blocked is not None
            if self._after.workflow.ended(task.status):
                continue
            if task.blocked is not None:
                why = task.blocked.reason or "no reason given"
                waiting.append(Blocked(document, age(task.blocked.since, self._after.day), why, not waited))
            elif waited:
                freed.append(document)
        return tuple(sorted(waiting, key=lambda one: not one.new)), tuple(freed)

    def risks(self) -> tuple[Exposed, ...]:
        """The risks that are new, in another state, or graded otherwise."""
        found = []
        for document, risk, was in self.records(Risk):
            old = self.old.get(document)
            earlier = old.record if old is not None and isinstance(old.record, Risk) else None
            exposure = earlier.exposure if earlier is not None else None
            changed = was != risk.status or (earlier is not None and exposure != risk.exposure)
            if changed and self._known(document):
                found.append(Exposed(document, was, exposure))
        return tuple(found)

    def doubts(self) -> tuple[Doubt, ...]:
        """The records that need a second look at the end, the new ones first."""
        found = []
        for document in self.only(self._after.base.documents):
            if why := self._after.doubts(document):
                old = self.old.get(document)
                earlier = self._before.doubts(old) if old is not None else ()
                found.append(Doubt(document, why, not earlier))
        return tuple(sorted(found, key=lambda one: not one.new))

    def others(self, told: set[Document]) -> tuple[tuple[Document, str], ...]:
        """What else is new, changed or gone."""
        news = self._news
        found = [(document, "new") for document in news.added]
        found += [(change.record, "changed") for change in news.changed]
        found += [(move.record, "changed") for move in news.moved]
        found += [(document, "gone") for document in news.removed]
        left = {d: word for d, word in reversed(found) if d not in told and self.counts(d)}
        return tuple(sorted(left.items(), key=lambda one: _key(one[0])))


def _told(digest: Digest) -> set[Document]:
    """The records that the digest tells of by themselves."""
    told = {*digest.decided, *digest.compared, *digest.finished, *digest.dropped, *digest.started}
    told |= {*digest.freed, *digest.fresh}
    moved = (*digest.replaced, *digest.withdrawn, *digest.reopened, *digest.scope)
    told |= {one.record for one in moved} | {one.record for one in digest.results}
    told |= {one.record for one in digest.rescored} | {one.record for one in digest.risks}
    told |= {one.record for one in digest.unread} | {one.record for one in digest.blocked if one.new}
    return told | {one.record for one in digest.goals if not one.quiet}


def _key(document: Document) -> tuple[str, int, str]:
    """By kind and number: `TASK-9` before `TASK-10`."""
    prefix, _, number = (document.id or "").rpartition("-")
    return prefix, int(number) if number.isdigit() else 0, document.path


def _result_key(result: Result) -> tuple[str, int, str]:
    return _key(result.record)
