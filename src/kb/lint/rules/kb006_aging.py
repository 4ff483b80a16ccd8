"""KB006 aging: what was begun moves on before the service level expectation has passed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from kb.base import Document
from kb.days import age
from kb.diagnostics import Severity
from kb.history.flow.points import at_work, start
from kb.history.flow.steps import Step, steps
from kb.history.lives import Life
from kb.lint.ages import calendar
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.task import Task


class Aging(Rule):
    """A task in progress has been in its state for longer than started work is expected to take altogether.

    ## Why

    The service level expectation says within how many days a task that was started is usually finished. One that has
    been in a single state for longer is stuck, whatever people say of it in the meeting, and the board does not show
    it: a card looks the same on its second day and on its fiftieth. Blocked tasks are told as well, for the customer
    waits all the same.

    The age is counted from the commit in which the task entered its state, so nobody keeps a diary, and in calendar
    days that count on both ends, as everywhere in `kb`: what was begun yesterday is two days old. A move that was not
    committed yet counts as made today, and where a clone does not hold the commit, nothing is said.

    ## Bad

    ```commit 2026-10-01 backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: doing
    created: 2026-09-15
    assignee: analyst
    ---
    ```

    ## Good

    ```commit 2026-10-01 backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: doing
    created: 2026-09-15
    assignee: analyst
    ---
    ```

    ```commit 2026-11-16 backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: review
    created: 2026-09-15
    assignee: analyst
    ---
    ```

    ## Configure

    `[workflow.expectation] days` is the expectation, 14 days if nobody says otherwise; `[workflow] started` and
    `finished` say where work begins and where it has ended.

    ```config
    [workflow.expectation]
    days = 21
    ```
    """

    code: ClassVar[str] = "KB006"
    name: ClassVar[str] = "aging"
    severity: ClassVar[Severity] = Severity.WARNING
    needs: ClassVar[tuple[str, ...]] = ("history",)
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("task",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Tasks that have been in their state for too long."""
        if context.history is None:
            return
        limit, days = context.workflow.expectation.days, calendar(context)
        for document, task in context.tasks:
            life = context.life(document) if context.workflow.in_progress(task.status) else None
            way = steps(life, days) if life is not None and life.state == task.status else ()
            if life is None or not way or way[-1].state != task.status or (life.cut and len(way) == 1):
                continue
            if age(way[-1].on, context.today) > limit:
                yield _told(context, document, task, life, way)


def _told(context: Context, document: Document, task: Task, life: Life, way: Sequence[Step]) -> Finding:
    here = way[-1]
    says = f"{task.id} has been in {task.status} for "
    says += "" if here.certain else "at least "
    says += f"{age(here.on, context.today)} days, since {here.on}"
    known = start(life, way, context.workflow).on
    begun = known or at_work(way, context.workflow)
    if begun is not None and begun != here.on:
        says += f", and is {'' if known is not None else 'at least '}{age(begun, context.today)} days old"
    if task.blocked is not None:
        says += "; it is blocked"
    limit = context.workflow.expectation.days
    help_ = f"Started work is expected to take {limit:g} days: help it on, split it, send it back or drop it."
    return Finding(document, ("status",), says, help_)
