"""SM004 not-relevant: a task serves a goal that is pursued and that the business can count."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.lint import letters
from kb.lint.facts import Edited
from kb.lint.rule import Context, Finding, Rule, Views


class NotRelevant(Rule):
    """A task does not say why it matters, or its goal is not active or leads to no business metric.

    ## Why

    Work for a goal that was met, missed or dropped gains nothing, and work for a goal without a business
    metric gains nothing that anybody can count. A goal without a metric of its own is fine when a goal that
    depends on it has one. Tasks that bring a result into the product, or teach a decision, may go on after
    their goal was met.

    From `ready` on it is an error. In the backlog only a goal that has ended is a warning: a draft goal and a
    missing reason are still to come. Of tasks that are done, the present state of the goal is not asked. A
    task in `ready` that names no goal at all is told so by KB003, or here when the definition of ready does
    not ask for a goal.

    ## Bad

    ```record research/goals/GOAL-0001-churn.md
    ---
    id: GOAL-0001
    type: goal
    title: Keep customers
    status: dropped
    created: 2026-06-01
    owner: data-lead
    business_metric:
      name: revenue lost to customers who left
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
      relevant: the shop is the largest column the baseline ignores
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
      name: revenue lost to customers who left
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
      relevant: the shop is the largest column the baseline ignores
    ---
    ```
    """

    code: ClassVar[str] = "SM004"
    name: ClassVar[str] = "not-relevant"
    views: ClassVar[Views] = ("goal",)
    judges: ClassVar[tuple[str, ...] | None] = ("task",)

    def unmoved(self, edit: Edited) -> bool:
        """Tasks look along whole chains of goals."""
        return edit.after.type != "goal"

    def check(self, context: Context) -> Iterator[Finding]:
        """What is wrong with the goal of a task, and whether `smart.relevant` says why it matters."""
        return letters.findings(context, "relevant")
