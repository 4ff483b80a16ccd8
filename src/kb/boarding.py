"""The Kanban board as data: columns by state with counts and limits, cards in the order to pull them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kb.base import Document
from kb.days import age
from kb.graph import Graph
from kb.records.task import Task
from kb.verdicts import Verdict, verdict
from kb.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Card:
    """A task on the board.

    Attributes:
        document: its file.
        task: the record.
        age_days: how many days old it is, from the day on which it was created.
        blocked_days: for how many days it has been blocked; None when it is not.
        verdict: what became of its target.
        waits_for: open tasks it depends on.
        state_age_days: for how many days it has been in its state; None where that is not known.
    """

    document: Document
    task: Task
    age_days: int
    blocked_days: int | None
    verdict: Verdict | None
    waits_for: tuple[str, ...] = ()
    state_age_days: int | None = None

    @property
    def blocked(self) -> str | None:
        """The reason it is blocked; None when it is not."""
        if self.task.blocked is None:
            return None
        return self.task.blocked.reason or "no reason given"


@dataclass(frozen=True, slots=True)
class Column:
    """A state of the workflow and the tasks in it."""

    state: str
    cards: tuple[Card, ...]
    limit: int | None = None

    @property
    def over(self) -> bool:
        """Whether there is more in it than its WIP limit allows."""
        return self.limit is not None and len(self.cards) > self.limit


def priority(task: Task) -> tuple[float, float, str]:
    """The sort key of the backlog: rank first where one is set, then the highest score, then the id."""
    rank = float("inf") if task.rank is None else float(task.rank)
    return (rank, -(task.score or 0.0), task.id)


Ages = Mapping[tuple[str, str], int]
"""For how many days files have been in states, by path and state."""


def card(
    graph: Graph, document: Document, task: Task, workflow: Workflow, today: date, ages: Ages | None = None
) -> Card:
    """A task as a card."""
    blocked = None if task.blocked is None else age(task.blocked.since, today)
    in_state = ages.get((document.path, task.status)) if ages is not None else None
    waits = waits_for(graph, task, workflow)
    return Card(document, task, age(task.created, today), blocked, verdict(graph, task), waits, in_state)


def waits_for(graph: Graph, task: Task, workflow: Workflow) -> tuple[str, ...]:
    """The ids of the tasks that a task depends on and that are not done."""
    return tuple(
        link.target_id
        for link in graph.links(task.id, ("depends_on",))
        if isinstance(link.target.record, Task) and link.target.record.status != workflow.done_state
    )


def board(graph: Graph, workflow: Workflow, today: date, ages: Ages | None = None) -> list[Column]:
    """The columns of the board, in the order of the workflow.

    Args:
        graph: the base.
        workflow: its states.
        today: the day on which ages are measured.
        ages: what the history tells of them, if it was asked.
    """
    by_state: dict[str, list[Card]] = {state: [] for state in workflow.states}
    for document, task in graph.base.records(Task):
        by_state[task.status].append(card(graph, document, task, workflow, today, ages))
    return [
        Column(state, tuple(sorted(cards, key=lambda c: priority(c.task))), workflow.wip.get(state))
        for state, cards in by_state.items()
    ]
