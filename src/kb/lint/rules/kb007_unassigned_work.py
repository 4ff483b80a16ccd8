"""KB007 unassigned-work: somebody does what is being done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.lint.rule import Context, Finding, Rule, Views


class UnassignedWork(Rule):
    """A task is in progress and nobody is assigned to it.

    ## Why

    Work that belongs to everybody is done by nobody, and a limit per person cannot count it.

    ## Bad

    ```record backlog/TASK-0001-load-test.md
    ---
    id: TASK-0001
    type: task
    title: Load-test the weekly job
    status: doing
    created: 2026-06-15
    ---
    ```

    ## Good

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

    ## Configure

    Work is in progress from the state `started` of `[workflow]` up to one of `finished`.
    """

    code: ClassVar[str] = "KB007"
    name: ClassVar[str] = "unassigned-work"
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("task",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Tasks in progress without an assignee."""
        for document, task in context.tasks:
            if task.assignee is None and context.workflow.in_progress(task.status):
                message = f"{task.id} is in {task.status} and nobody is assigned to it"
                yield Finding(
                    document, ("status",), message, "Name who does it under `assignee`, or move it back."
                )
