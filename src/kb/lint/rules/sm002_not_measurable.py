"""SM002 not-measurable: a task states how anybody will see that it worked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.lint import letters
from kb.lint.facts import Edited
from kb.lint.rule import Context, Finding, Rule, Views


class NotMeasurable(Rule):
    """A task has neither metric and target nor a deliverable, asks for no gain, or uses an unknown metric.

    ## Why

    A threshold that is written down before the work begins is what later tells a result from a wish. The
    target has to be better than the baseline in the direction that counts as better (`higher` unless
    `direction` says otherwise), and the metric has to be one of the goal's, technical or business, or one
    that an experiment reports: `kb` compares the names exactly when it decides whether a target was met. A
    goal without technical metrics is not held against its tasks.

    From `ready` on it is an error. In the backlog what is wrong is a warning, and what is merely missing is
    none. Of tasks that are done, KB004 says whether their metric was measured.

    ## Bad

    ```record research/goals/GOAL-0001-churn.md
    ---
    id: GOAL-0001
    type: goal
    title: Keep customers
    status: active
    created: 2026-06-01
    owner: data-lead
    technical_metrics:
      - name: roc_auc
    ---
    ```

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: ready
    created: 2026-06-15
    goal: GOAL-0001
    smart:
      measurable:
        metric: ROC AUC
        baseline: 0.81
        target: 0.8
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
    technical_metrics:
      - name: roc_auc
    ---
    ```

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: ready
    created: 2026-06-15
    goal: GOAL-0001
    smart:
      measurable:
        metric: roc_auc
        dataset: test
        baseline: 0.78
        target: 0.8
    ---
    ```

    ```record backlog/TASK-0002-describe-the-data.md
    ---
    id: TASK-0002
    type: task
    title: Describe the churn data
    status: ready
    created: 2026-06-15
    goal: GOAL-0001
    smart:
      measurable:
        deliverable: a page with the churn rate by plan and channel
    ---
    ```
    """

    code: ClassVar[str] = "SM002"
    name: ClassVar[str] = "not-measurable"
    views: ClassVar[Views] = ("goal",)
    judges: ClassVar[tuple[str, ...] | None] = ("task",)

    def unmoved(self, edit: Edited) -> bool:
        """A metric is known if any experiment reports it."""
        return set(edit.before.metrics) <= set(edit.after.metrics)

    def check(self, context: Context) -> Iterator[Finding]:
        """What is wrong with, or missing from, `smart.measurable`."""
        return letters.findings(context, "measurable")
