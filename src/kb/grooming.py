"""The groomed backlog: entries in priority order, what each lacks, what is stale or obsolete, what to pull next."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import date

from kb.base import Document
from kb.boarding import Card, card, priority
from kb.graph import Graph
from kb.readiness import Missing, SmartJudge, missing_for_ready
from kb.readiness.smart import LetterState
from kb.records.goal import Goal
from kb.records.task import Task
from kb.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the backlog.

    Attributes:
        card: the task with its computed facts.
        missing: what it lacks to be ready.
        letters: the five letters of SMART.
        stale_days: how many days old it is, when that is more than the limit; history knows better.
        obsolete: why it can probably go; empty when nothing speaks for that.
        opens: the decisions, and other tasks, that wait for it directly or through others.
    """

    card: Card
    missing: tuple[Missing, ...]
    letters: tuple[LetterState, ...]
    stale_days: int | None
    obsolete: str
    opens: tuple[str, ...]

    @property
    def task(self) -> Task:
        """The record."""
        return self.card.task


@dataclass(frozen=True, slots=True)
class Pull:
    """A task that can be pulled now, with the reasons."""

    entry: Entry
    reasons: tuple[str, ...]


def backlog(graph: Graph, workflow: Workflow, today: date) -> list[Entry]:
    """The entries that have not been started, in the order in which they should be pulled."""
    judge = SmartJudge(graph, today)
    started = workflow.position(workflow.started)
    entries = []
    for document, task in graph.base.records(Task):
        if workflow.position(task.status) < started and not workflow.ended(task.status):
            entries.append(_entry(graph, workflow, judge, today, document, task))
    return sorted(entries, key=lambda entry: _order(entry, workflow))


def _order(entry: Entry, workflow: Workflow) -> tuple[bool, float, float, int, str]:
    rank, score, id = priority(entry.task)
    unscored = entry.task.rank is None and entry.task.score is None
    return unscored, rank, score, -workflow.position(entry.task.status), id


def _entry(
    graph: Graph, workflow: Workflow, judge: SmartJudge, today: date, document: Document, task: Task
) -> Entry:
    shown = card(graph, document, task, workflow, today)
    limit = graph.base.config.limits.backlog_untouched_days
    return Entry(
        shown,
        tuple(missing_for_ready(graph, workflow, task, today=today, judge=judge)),
        judge.letters(task),
        shown.age_days if shown.age_days > limit else None,
        _obsolete(graph, workflow, task),
        tuple(_opens(graph, task)),
    )


def _obsolete(graph: Graph, workflow: Workflow, task: Task) -> str:
    goal = graph.base.by_id.get(task.goal or "")
    if (
        goal is not None
        and isinstance(goal.record, Goal)
        and goal.record.status in ("met", "missed", "dropped")
    ):
        return f"its goal {task.goal} is {goal.record.status}"
    for link in graph.links(task.id, ("depends_on",)):
        other = link.target.record
        if isinstance(other, Task) and workflow.ended(other.status) and other.status != workflow.done_state:
            return f"it depends on {other.id}, which is {other.status}"
    return ""


def _opens(graph: Graph, task: Task) -> list[str]:
    """What waits for a task: tasks that depend on it or are blocked by it, open decisions that touch them."""
    found = {task.id: None}
    todo = deque([task.id])
    while todo:
        for link in graph.backlinks(todo.popleft(), ("depends_on", "blocked_by")):
            if link.source_id not in found:
                found[link.source_id] = None
                todo.append(link.source_id)
    return list(found)[1:]


def pullable(
    graph: Graph, workflow: Workflow, today: date, assignee: str | None = None
) -> tuple[list[Pull], str]:
    """What can be pulled now, best first, and what stands in the way of pulling anything.

    Args:
        graph: the base and its links.
        workflow: whose limits count.
        today: the date.
        assignee: pull for this person: tasks of others are left out, and the person's own limit counts.
    """
    ready = workflow.ready_state
    entries = [
        entry
        for entry in backlog(graph, workflow, today)
        if entry.task.status == ready
        and entry.task.blocked is None
        and not entry.card.waits_for
        and not entry.missing
        and (assignee is None or entry.task.assignee in (None, assignee))
    ]
    return [Pull(entry, tuple(_reasons(entry))) for entry in entries], _full(graph, workflow, assignee)


def _full(graph: Graph, workflow: Workflow, assignee: str | None) -> str:
    started = [task for _, task in graph.base.records(Task) if task.status == workflow.started]
    limit = workflow.wip.get(workflow.started)
    if limit is not None and len(started) >= limit:
        return f"`{workflow.started}` is full: {len(started)} of {limit}; finish something first"
    own = workflow.wip_per_person.get(workflow.started)
    if assignee is not None and own is not None:
        mine = [task for task in started if task.assignee == assignee]
        if len(mine) >= own:
            return f"{assignee} has {len(mine)} of {own} in `{workflow.started}`: {', '.join(t.id for t in mine)}"
    return ""


def _reasons(entry: Entry) -> list[str]:
    task = entry.task
    reasons = []
    if task.rank is not None:
        reasons.append(f"ranked {task.rank}")
    if task.score is not None and task.expectation is not None:
        effort = task.smart.achievable.effort_days if task.smart and task.smart.achievable else None
        gain, confidence = task.expectation.gain, task.expectation.confidence
        reasons.append(
            f"score {task.score:.2g} = gain {gain:g} × confidence {confidence:g} ÷ {effort:g} days"
        )
    if entry.opens:
        reasons.append(f"{', '.join(entry.opens[:3])} wait{'s' if len(entry.opens) == 1 else ''} for it")
    due = task.smart.time_bound if task.smart else None
    if due is not None:
        reasons.append(f"due {due.isoformat()}")
    return reasons
