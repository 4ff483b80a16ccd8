"""GO007 no-constraints: a goal has limits from outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.goal import Goal


class NoConstraints(Rule):
    """An active goal has neither a deadline nor a budget nor any other limit.

    ## Why

    Research can always go on. The date on which the business needs an answer, the days it pays for, the machine the
    result has to run on: such limits decide which ideas are worth a task, and the date of a task is held against
    the deadline (SM005).

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
    constraints:
      deadline: 2027-03-26
      budget_days: 70
    ---
    ```
    """

    code: ClassVar[str] = "GO007"
    name: ClassVar[str] = "no-constraints"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("goal",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Active goals without constraints."""
        for document, goal in context.records(Goal):
            limits = goal.constraints
            if goal.status == "active" and (
                limits is None
                or (limits.deadline is None and limits.budget_days is None and not limits.other)
            ):
                message = f"{goal.id} has neither a deadline nor a budget nor any other limit"
                help_ = "Give `deadline`, `budget_days` or `other` under `constraints`."
                yield lacking(document, ("constraints",), message, help_)
