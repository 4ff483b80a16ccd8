"""KB002 over-wip-limit: no more is begun than the board and a person can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.facts import Edited, Facts
from kb.lint.rule import SKELETON, Context, Finding, Rule, Views
from kb.records.task import Task
from kb.workflow import Workflow

Card = tuple[Document, Task]


class OverWipLimit(Rule):
    """More tasks are in a state than its limit allows, or more of one person's.

    ## Why

    Work in progress is what makes work wait. A limit is the agreement to finish something before something
    else is begun, and it only works when going over it is noticed.

    The finding is on the youngest tasks above the limit, by the date of their creation; under
    `kb lint --against` rather on those that came into the state since. There the merge result counts as well: two
    branches that each keep to the limit can be over it together. A task that carries
    an override for this rule, as `kb move --override` writes it, is taken for the exception it says it is:
    the finding is on it and is a warning. One override excuses one task.

    ## Bad

    ```config
    [workflow.wip_per_person]
    doing = 1
    ```

    ```record backlog/TASK-0001-load-test.md
    ---
    id: TASK-0001
    type: task
    title: Load-test the weekly job
    status: doing
    created: 2026-06-15
    assignee: data-engineer
    ---
    ```

    ```record backlog/TASK-0002-server.md
    ---
    id: TASK-0002
    type: task
    title: Set up the server
    status: doing
    created: 2026-06-16
    assignee: data-engineer
    ---
    ```

    ## Good

    ```config
    [workflow.wip_per_person]
    doing = 1
    ```

    ```record backlog/TASK-0001-load-test.md
    ---
    id: TASK-0001
    type: task
    title: Load-test the weekly job
    status: ready
    created: 2026-06-15
    assignee: data-engineer
    ---
    ```

    ```record backlog/TASK-0002-server.md
    ---
    id: TASK-0002
    type: task
    title: Set up the server
    status: doing
    created: 2026-06-16
    assignee: data-engineer
    ---
    ```

    ## Configure

    `[workflow.wip]` holds the limits per state, `[workflow.wip_per_person]` those per state and assignee. A
    state that is not listed has no limit.
    """

    code: ClassVar[str] = "KB002"
    name: ClassVar[str] = "over-wip-limit"
    views: ClassVar[Views] = SKELETON

    def unmoved(self, edit: Edited) -> bool:
        """A task counts in its state and with its person; nothing is found where there is room for all."""
        if edit.after.type != "task":
            return True
        workflow = edit.skeleton.workflow
        limited = [
            seen
            for seen in (edit.before, edit.after)
            if seen.status in workflow.wip or seen.status in workflow.wip_per_person
        ]
        others = list(edit.skeleton.others("task", edit.after.id)) if limited else []
        return not any(_crowded(workflow, others, seen) for seen in limited)

    def check(self, context: Context) -> Iterator[Finding]:
        """The tasks above a limit of the board, then those above a person's."""
        workflow = context.workflow
        cards = [card for card in context.tasks if card[1].status in workflow.wip]
        for state, held in _grouped(cards, lambda task: task.status).items():
            limit = workflow.wip[state]
            says = f"{len(held)} tasks are in {state}; the limit is {limit}"
            yield from self._above(context, held, limit, says, "status")
        cards = [
            c for c in context.tasks if c[1].status in workflow.wip_per_person and c[1].assignee is not None
        ]
        for key, held in _grouped(cards, lambda task: f"{task.status} {_person(task)}").items():
            state, person = key.split(" ", 1)
            limit = workflow.wip_per_person[state]
            says = f"{person} has {len(held)} tasks in {state}; the limit per person is {limit}"
            yield from self._above(context, held, limit, says, "assignee")

    def _above(
        self, context: Context, held: list[Card], limit: int, says: str, key: str
    ) -> Iterator[Finding]:
        excess = len(held) - limit
        if excess <= 0:
            return
        came = _came(context)
        held.sort(
            key=lambda card: (
                card[1].exception(self.code, self.name) is not None,
                card[0] in came,
                card[1].created,
                card[1].id,
            )
        )
        for document, task in held[-excess:]:
            override = task.exception(self.code, self.name)
            if override is None:
                help_ = "Finish or move back something first; `kb move --override` records an exception."
                yield Finding(document, (key,), says, help_)
            else:
                message = f"{says} ({task.id} is over it on purpose: {override.reason})"
                yield Finding(document, (key,), message, severity=Severity.WARNING)


def _came(context: Context) -> set[Document]:
    """The tasks that are new, or came into their state or to their assignee, since the earlier revision."""
    if context.changes is None:
        return set()
    came = set(context.changes.added)
    for old, new in context.changes.edited:
        before, task = old.record, new.record
        if not isinstance(task, Task) or not isinstance(before, Task):
            continue
        if (before.status, _person(before)) != (task.status, _person(task)):
            came.add(new)
    return came


def _person(task: Task) -> str:
    return _plain(task.assignee or "")


def _grouped(cards: list[Card], key: Callable[[Task], str]) -> Mapping[str, list[Card]]:
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(key(card[1]), []).append(card)
    return groups


def _crowded(workflow: Workflow, others: Iterable[Facts], seen: Facts) -> bool:
    """Whether a task and others are more than its state may hold, in all or of its person."""
    same = [other for other in others if other.status == seen.status]
    limit = workflow.wip.get(seen.status)
    if limit is not None and len(same) + 1 > limit:
        return True
    limit = workflow.wip_per_person.get(seen.status)
    if limit is None or seen.assignee is None:
        return False
    mine = [o for o in same if o.assignee is not None and _plain(o.assignee) == _plain(seen.assignee)]
    return len(mine) + 1 > limit


def _plain(handle: str) -> str:
    return handle.removeprefix("@")
