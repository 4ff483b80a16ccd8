"""KB001 illegal-move: tasks move along the workflow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.lint.rule import Context, Finding, Rule
from kb.records.task import Task
from kb.workflow import Workflow


class IllegalMove(Rule):
    """A task is in a state that the workflow does not lead to from the one it was in.

    ## Why

    The moves of a workflow are an agreement: what has been begun is finished, sent back or given up, and does
    not turn into a mere idea again. `kb move` keeps to them; an edit of `status` by hand need not. The rule
    speaks under `kb lint --against` alone: it compares with the state of the task at that revision.

    Between two revisions a task may have made several moves, so it is enough that there is a way through the
    workflow. A way does not lead through a state in which work has ended: whoever drops a task and takes it up
    again does so in two steps. An exception that `kb move --override` put on record since is accepted, and so is
    a move that the workflow of either revision allows. What a state asks for on entering it is for other rules
    to say.

    ## Bad

    ```before backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: review
    created: 2026-06-15
    assignee: analyst
    ---
    ```

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: idea
    created: 2026-06-15
    assignee: analyst
    ---
    ```

    ## Good

    ```before backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: review
    created: 2026-06-15
    assignee: analyst
    ---
    ```

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: ready
    created: 2026-06-15
    assignee: analyst
    ---
    ```

    ## Configure

    `[workflow.transitions]` lists the moves, `[workflow] finished` the states in which work has ended.
    """

    code: ClassVar[str] = "KB001"
    name: ClassVar[str] = "illegal-move"
    needs: ClassVar[tuple[str, ...]] = ("previous",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Tasks that cannot have come from where they were."""
        if context.changes is None or context.previous is None:
            return
        workflows = (context.workflow, context.previous.config.workflow.workflow())
        for old, new in context.changes.edited:
            before, task = old.record, new.record
            if not isinstance(before, Task) or not isinstance(task, Task) or before.status == task.status:
                continue
            if before.status not in context.workflow.states or task.recorded_since(
                before, self.code, self.name
            ):
                continue
            if any(workflow.leads(before.status, task.status) for workflow in workflows):
                continue
            yield Finding(new, ("status",), *_says(context.workflow, before, task))


def _says(workflow: Workflow, before: Task, task: Task) -> tuple[str, str]:
    ways = workflow.transitions.get(before.status, ())
    help_ = (
        f"From {before.status} it may go to {', '.join(ways)}; " if ways else f"{before.status} is an end; "
    )
    help_ += "`kb move --override` records an exception."
    message = f"{task.id} went from {before.status} to {task.status}, and the workflow has no such way"
    return message, help_
