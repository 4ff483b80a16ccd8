"""Says what stands in the way of a move: the workflow, the definitions of ready and done, the WIP limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from kb.base import Document
from kb.graph import Graph
from kb.readiness import Missing, missing_for_done, missing_for_ready
from kb.records.task import Task
from kb.text.frontmatter import KeyPath
from kb.workflow import Workflow

UNASSIGNED = "unassigned-work"
"""The one obstacle that no reason removes: somebody has to do the work."""


class Obstacle(NamedTuple):
    """A reason why a task should not move.

    Attributes:
        rule: ``illegal-move``, ``not-ready``, ``not-done``, ``over-wip-limit`` or ``unassigned-work``.
        says: what is wrong, as a sentence about the task.
        help: what to do.
    """

    rule: str
    says: str
    help: str = ""


def obstacles(
    graph: Graph, workflow: Workflow, task: Task, to: str, *, today: date, assignee: str | None = None
) -> list[Obstacle]:
    """Everything that stands in the way of a task's move to a state; empty when it may move.

    Args:
        graph: the base and its links.
        workflow: whose rules count.
        task: as it is.
        to: a state of the workflow.
        today: makes dates that have passed count.
        assignee: who will do it, if that changes with the move.
    """
    who = assignee or task.assignee
    if to == task.status:
        return list(_too_much_for_one(graph, workflow, task, to, who)) if who != task.assignee else []
    found = list(_illegal(workflow, task, to))
    if workflow.at_least_ready(to) and not workflow.at_least_ready(task.status):
        found += [_missing("not-ready", m) for m in missing_for_ready(graph, workflow, task, today=today)]
    if to == workflow.done_state:
        found += [_missing("not-done", m) for m in missing_for_done(graph, workflow, task)]
    found += _too_much(graph, workflow, task, to)
    found += _too_much_for_one(graph, workflow, task, to, who)
    if workflow.in_progress(to) and who is None:
        found.append(Obstacle(UNASSIGNED, "nobody is assigned to it", "Name who does it: --assignee HANDLE."))
    return found


def move(
    document: Document,
    to: str,
    today: date,
    *,
    assignee: str | None = None,
    overridden: Iterable[Obstacle] = (),
    reason: str = "",
) -> dict[KeyPath, Any]:
    """What a move changes in the front matter: the state, who does it, and the exceptions that were made."""
    changes: dict[KeyPath, Any] = {("status",): to}
    if assignee is not None:
        changes["assignee",] = assignee
    rules = list(dict.fromkeys(obstacle.rule for obstacle in overridden))
    if rules:
        held = document.values.get("overrides")
        before = held if isinstance(held, list) else []
        new = [{"rule": rule, "reason": reason, "on": today} for rule in rules]
        changes["overrides",] = [*before, *new]
    return changes


def _illegal(workflow: Workflow, task: Task, to: str) -> Iterator[Obstacle]:
    if not workflow.may_move(task.status, to):
        ways = workflow.transitions.get(task.status, ())
        help_ = f"From {task.status} it may go to {', '.join(ways)}." if ways else f"{task.status} is an end."
        yield Obstacle("illegal-move", f"the workflow has no move from {task.status} to {to}", help_)


def _missing(rule: str, missing: Missing) -> Obstacle:
    says = f"it lacks {missing.what}" if missing.whole else missing.what
    return Obstacle(rule, says, missing.help)


def _too_much(graph: Graph, workflow: Workflow, task: Task, to: str) -> Iterator[Obstacle]:
    limit = workflow.wip.get(to)
    held = _others(graph, task, to)
    if limit is not None and len(held) >= limit:
        says = f"{to} holds {len(held)} of at most {limit}: {_ids(held)}"
        yield Obstacle("over-wip-limit", says, "Finish one of them first, or move one back.")


def _too_much_for_one(
    graph: Graph, workflow: Workflow, task: Task, to: str, who: str | None
) -> Iterator[Obstacle]:
    limit = workflow.wip_per_person.get(to)
    if limit is None or who is None:
        return
    held = [other for other in _others(graph, task, to) if _person(other.assignee) == _person(who)]
    if len(held) >= limit:
        says = f"{_person(who)} has {len(held)} of at most {limit} in {to}: {_ids(held)}"
        yield Obstacle("over-wip-limit", says, "Finish one of them first, or let somebody else do it.")


def _others(graph: Graph, task: Task, state: str) -> list[Task]:
    return [other for _, other in graph.base.records(Task) if other.status == state and other.id != task.id]


def _ids(tasks: list[Task]) -> str:
    return ", ".join(sorted(task.id for task in tasks))


def _person(handle: str | None) -> str:
    return (handle or "").removeprefix("@")
