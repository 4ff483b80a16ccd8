"""GO002 no-technical-metric: a goal of the business has a metric that the team can work on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.goal import Goal


class NoTechnicalMetric(Rule):
    """An active goal names no technical metric, or one without a word on why it moves the business metric.

    ## Why

    A team cannot train a model on revenue. It needs a number that it can measure in an afternoon, and the reason
    why the business gains when that number gets better: the metrics of tasks and experiments are looked up here.
    A metric that moves nothing is optimised all the same, for months.

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
    technical_metrics:
      - name: roc_auc
        target: 0.85
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
    technical_metrics:
      - name: roc_auc
        target: 0.85
        why: says how often a customer who leaves is ranked above one who stays
    ---
    ```
    """

    code: ClassVar[str] = "GO002"
    name: ClassVar[str] = "no-technical-metric"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("goal",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Active goals without technical metrics, and technical metrics without a reason."""
        for document, goal in context.records(Goal):
            if goal.status != "active":
                continue
            if not goal.technical_metrics:
                message = f"{goal.id} names no technical metric"
                help_ = (
                    "Name under `technical_metrics` what an experiment can measure, its target, and `why`."
                )
                yield lacking(document, ("technical_metrics",), message, help_)
            moved = goal.business_metric.name if goal.business_metric is not None else "the business"
            for place, metric in enumerate(goal.technical_metrics):
                if metric.why is None:
                    message = f"nothing says why {metric.name} moves {moved}"
                    help_ = "Say under `why` what a better value changes for the business."
                    yield Finding(document, ("technical_metrics", place, "name"), message, help_)
