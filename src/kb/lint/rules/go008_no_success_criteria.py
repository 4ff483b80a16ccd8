"""GO008 no-success-criteria: a goal says how everybody will see that it was met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.goal import Goal


class NoSuccessCriteria(Rule):
    """An active goal does not say what will count as having reached it.

    ## Why

    A target that was reached on a test set is not a goal that was met: the list has to run four weeks without a
    person touching it, the customer has to have used it. What the customer will check is agreed on before the
    work, not at its end.

    ## Bad

    ```record research/goals/GOAL-0001-churn.md
    ---
    id: GOAL-0001
    type: goal
    title: Keep customers
    status: active
    created: 2026-06-01
    owner: data-lead
    success_criteria: []
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
    success_criteria:
      - the weekly job runs four weeks in a row without a person touching it
      - marketing confirms that the list changed whom they called
    ---
    ```
    """

    code: ClassVar[str] = "GO008"
    name: ClassVar[str] = "no-success-criteria"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("goal",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Active goals without criteria of success."""
        for document, goal in context.records(Goal):
            if goal.status == "active" and not goal.success_criteria:
                message = f"{goal.id} does not say what counts as having reached it"
                help_ = "List under `success_criteria` what the customer will look at in the end."
                yield lacking(document, ("success_criteria",), message, help_)
