"""KB003 not-ready: nothing is promised that does not meet the definition of ready."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.readiness import absent_for_ready
from kb.wording import listed


class NotReady(Rule):
    """A task is in `ready` or later and wholly lacks something that the definition of ready asks for.

    ## Why

    The definition of ready is the door between ideas and work. A task that slipped through without a goal,
    without a `smart` block or without anybody in charge costs more to repair the further it gets.

    One finding names everything that is absent. Parts of a `smart` block that are missing or do not hold are
    said by the rules of SMART, each at its place, and an expectation that alone is missing by SM006. Of tasks
    that are done, an expectation or an assignee is not asked.

    ## Bad

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: ready
    created: 2026-06-15
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

    ```record backlog/TASK-0002-weather.md
    ---
    id: TASK-0002
    type: task
    title: Use the weather
    status: idea
    created: 2026-06-15
    ---
    ```

    An exception that `kb move --override` recorded under `overrides` makes it a warning.

    ## Configure

    `requires` under `[workflow.ready]` lists what is asked for: `goal`, `smart`, `expectation`, `assignee`,
    `evidence`.
    """

    code: ClassVar[str] = "KB003"
    name: ClassVar[str] = "not-ready"
    views: ClassVar[Views] = ("<task",)
    judges: ClassVar[tuple[str, ...] | None] = ("task",)

    def check(self, context: Context) -> Iterator[Finding]:
        """One finding per task for all that is absent."""
        for document, task in context.tasks:
            absent = absent_for_ready(context.graph, context.workflow, task)
            if absent and [m.requirement for m in absent] != ["expectation"]:
                where = task.status if context.workflow.ended(task.status) else f"in {task.status}"
                message = f"{task.id} is {where} without {listed([m.what for m in absent])}"
                help_ = " ".join(m.help for m in absent)
                excused = Severity.WARNING if task.exception(self.code, self.name) else None
                yield Finding(document, ("status",), message, help_, severity=excused)
