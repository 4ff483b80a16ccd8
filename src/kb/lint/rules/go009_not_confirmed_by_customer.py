"""GO009 not-confirmed-by-customer: a goal is pursued once the customer has said that it is the right one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import ClassVar, Final

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.goal import Goal

_ELSEWHERE: Final = timedelta(days=1)  # where the customer sits it may be tomorrow already


class NotConfirmedByCustomer(Rule):
    """An active goal was not confirmed by the customer, or is said to have been on a day that has not come.

    ## Why

    The goal is the one thing the team cannot find out by itself. Who is it that wants this number moved, and when did
    they say so? Before that the goal is a draft, and work for it is a guess.

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
    confirmed:
      by: head of marketing
      on: 2026-06-19
    ---
    ```
    """

    code: ClassVar[str] = "GO009"
    name: ClassVar[str] = "not-confirmed-by-customer"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("goal",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Active goals without the customer's word, and words that were not given yet."""
        for document, goal in context.records(Goal):
            if goal.status != "active":
                continue
            if goal.confirmed is None:
                message = f"{goal.id} is active and nobody on the customer's side has confirmed it"
                help_ = "Put `by` and `on` under `confirmed` once they have; until then the goal is a draft."
                yield lacking(document, ("confirmed",), message, help_)
            elif goal.confirmed.on - context.today > _ELSEWHERE:
                message = f"{goal.confirmed.by} is said to have confirmed it on {goal.confirmed.on}, which has not come"
                yield Finding(document, ("confirmed", "on"), message, "Correct the day.")
