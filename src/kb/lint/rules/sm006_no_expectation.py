"""SM006 no-expectation: a task that waits to be pulled says what the team expects of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.readiness import Stage, absent_for_ready, stage_of


class NoExpectation(Rule):
    """A task is in `ready` or in progress and nobody said what gain is expected of it, with what confidence.

    ## Why

    The backlog is pulled by expectation: gain times confidence over effort. A task without one is pulled by
    whoever speaks loudest.

    Where the definition of ready asks for an expectation, as it does unless you change it, this is an error,
    else a warning. A task that lacks its goal or its `smart` block too is told of all that by KB003, in one
    finding. What has ended need not be ranked any more.

    ## Bad

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: ready
    created: 2026-06-15
    goal: GOAL-0001
    smart:
      specific: compare hash encoding of the shop with its smoothed churn rate
    ---
    ```

    ## Good

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: ready
    created: 2026-06-15
    goal: GOAL-0001
    smart:
      specific: compare hash encoding of the shop with its smoothed churn rate
    expectation:
      gain: 3
      confidence: 0.5
    ---
    ```

    ## Configure

    `requires` under `[workflow.ready]` says what the definition of ready asks for.
    """

    code: ClassVar[str] = "SM006"
    name: ClassVar[str] = "no-expectation"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ("<task",)
    judges: ClassVar[tuple[str, ...] | None] = ("task",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Tasks on the board without an expectation, unless KB003 speaks of them."""
        workflow = context.workflow
        severity = Severity.ERROR if "expectation" in workflow.ready else Severity.WARNING
        for document, task in context.tasks:
            if task.expectation is not None or stage_of(workflow, task.status) is not Stage.PROMISED:
                continue
            absent = {m.requirement for m in absent_for_ready(context.graph, workflow, task)}
            if absent <= {"expectation"}:
                message = f"{task.id} is in {task.status} and nobody says what is expected of it"
                help_ = "Give `expectation` a `gain` from 1 to 5 and a `confidence` from 0 to 1."
                yield Finding(document, ("status",), message, help_, severity=severity)
