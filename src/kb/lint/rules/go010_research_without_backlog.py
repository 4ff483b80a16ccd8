"""GO010 research-without-backlog: a goal that is pursued has a backlog."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.goal import Goal
from kb.records.task import Task


class ResearchWithoutBacklog(Rule):
    """An active goal has no task that serves it.

    ## Why

    A goal nobody works for is a wish, or its work goes on where the board does not show it. A goal that rests on
    other goals (`depends_on`) may leave the work to them. Tasks that were dropped do not count, tasks that are
    done do.

    ## Bad

    ```record research/goals/GOAL-0001-churn.md
    ---
    id: GOAL-0001
    type: goal
    title: Keep customers
    status: active
    created: 2026-06-01
    owner: data-lead
    ---
    ```

    ## Good

    ```record research/goals/GOAL-0001-churn.md
    ---
    id: GOAL-0001
    type: goal
    title: Keep customers
    status: active
    created: 2026-06-01
    owner: data-lead
    ---
    ```

    ```record backlog/TASK-0001-describe-the-churn-data.md
    ---
    id: TASK-0001
    type: task
    title: Describe the churn data
    status: backlog
    created: 2026-06-15
    goal: GOAL-0001
    ---
    ```
    """

    code: ClassVar[str] = "GO010"
    name: ClassVar[str] = "research-without-backlog"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ("<goal",)
    judges: ClassVar[tuple[str, ...] | None] = ("goal",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Active goals without a task."""
        for document, goal in context.records(Goal):
            if goal.status == "active" and not goal.depends_on and not _is_served(context, goal):
                message = f"{goal.id} is active and no task serves it"
                help_ = f"`kb new task` with `goal: {goal.id}`, or return the goal to draft."
                yield Finding(document, ("status",), message, help_)


def _is_served(context: Context, goal: Goal) -> bool:
    """Whether a task that was not given up names a goal; a file that cannot be read may do so."""
    workflow = context.workflow
    for link in context.graph.backlinks(goal.id, ("goal",)):
        task = link.source.record
        if link.source.type != "task" or not isinstance(task, Task):
            if task is None:
                return True
        elif not workflow.ended(task.status) or task.status == workflow.done_state:
            return True
    return goal.id in context.base.unread
