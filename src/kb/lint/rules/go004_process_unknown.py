"""GO004 process-unknown: a goal says whose work it changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.goal import Goal


class ProcessUnknown(Rule):
    """An active goal does not say which process of the business it changes.

    ## Why

    A forecast that no order form has room for is not used. Who does what today, how often and with what, decides
    the form of the result, how fast it must come, and who has to agree.

    ## Bad

    ```record research/goals/GOAL-0001-churn.md
    ---
    id: GOAL-0001
    type: goal
    title: Keep customers
    status: active
    created: 2026-06-01
    owner: data-lead
    business_metric:
      name: customers lost
      unit: per cent a month
      baseline: 3.1
      target: 2.5
      direction: lower
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
    business_metric:
      name: customers lost
      unit: per cent a month
      baseline: 3.1
      target: 2.5
      direction: lower
    process: marketing picks by hand the customers it calls in the week
    ---
    ```
    """

    code: ClassVar[str] = "GO004"
    name: ClassVar[str] = "process-unknown"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("goal",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Active goals without a process."""
        for document, goal in context.records(Goal):
            if goal.status == "active" and goal.process is None:
                message = f"{goal.id} does not say which process of the business it changes"
                help_ = "Say under `process` who does what today, how often and with what."
                yield lacking(document, ("process",), message, help_)
