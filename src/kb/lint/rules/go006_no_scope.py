"""GO006 no-scope: a goal has an inside and an outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.goal import Goal


class NoScope(Rule):
    """An active goal does not say what belongs to it and what does not.

    ## Why

    What is left out is the half that nobody writes down and everybody remembers differently. A change of scope can
    only be seen, and its effect on the deadline agreed on, where there is a scope.

    ## Bad

    ```record research/goals/GOAL-0001-churn.md
    ---
    id: GOAL-0001
    type: goal
    title: Keep customers
    status: active
    created: 2026-06-01
    owner: data-lead
    scope:
      included: []
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
    scope:
      included:
        - customers with a purchase in the last thirty days
      excluded:
        - customers of the trade counter
    ---
    ```
    """

    code: ClassVar[str] = "GO006"
    name: ClassVar[str] = "no-scope"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("goal",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Active goals without a scope."""
        for document, goal in context.records(Goal):
            scope = goal.scope
            if goal.status == "active" and (scope is None or not (scope.included or scope.excluded)):
                message = f"{goal.id} does not say what belongs to it and what does not"
                help_ = "List both under `scope`: `included` and `excluded`."
                yield lacking(document, ("scope",), message, help_)
