"""GO003 not-in-data-science-terms: a goal says what kind of problem it is to the team."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.goal import Goal


class NotInDataScienceTerms(Rule):
    """An active goal names no kind of problem, or `other` and not how it is approached.

    ## Why

    *Find customers who leave* becomes work once somebody has said that it is a classification, or a ranking, or a
    survival analysis that none of the usual words fits. The kind of problem decides which data, metrics and
    baselines are looked for; `other` is fine as long as `approach` says what is done instead.

    ## Bad

    ```record research/goals/GOAL-0001-churn.md
    ---
    id: GOAL-0001
    type: goal
    title: Keep customers
    status: active
    created: 2026-06-01
    owner: data-lead
    problem: other
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
    problem: classification
    approach: rank the active customers each week by their chance of a month without a purchase
    ---
    ```
    """

    code: ClassVar[str] = "GO003"
    name: ClassVar[str] = "not-in-data-science-terms"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("goal",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Active goals that are not put as a problem of data science."""
        for document, goal in context.records(Goal):
            if goal.status != "active" or goal.problem not in (None, "other"):
                continue
            if goal.problem is None:
                message = f"{goal.id} does not say what kind of problem it is"
                help_ = "Name it under `problem`: classification, forecasting, ranking …, or other with an `approach`."
                yield lacking(document, ("problem",), message, help_)
            elif goal.approach is None:
                message = f"{goal.id} is a problem of another kind and does not say how it is approached"
                yield Finding(
                    document, ("problem",), message, "Say under `approach` what is done with what data."
                )
