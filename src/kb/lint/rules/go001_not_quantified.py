"""GO001 not-quantified: a goal says in numbers what the business has and what it wants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.base import Document
from kb.diagnostics import Related, Severity
from kb.lint.facts import Edited
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.readiness import Stage, no_gain, stage_of
from kb.records.goal import BusinessMetric, Goal
from kb.wording import listed

_ASKED: Final = ("baseline", "target", "unit")


class NotQuantified(Rule):
    """An active goal has no business metric with a baseline, a target and a unit, or a goal asks for no gain.

    ## Why

    Without the number the business looks at, as it is today and as it shall be, nobody can say whether a better
    model was worth anything. A target that is the baseline or worse, in the direction that counts as better, is
    an error in whatever state the goal is; what is missing is a warning once the goal is active.

    A goal that another goal depends on may leave the business metric to that one. Of a goal without any that has
    tasks in `ready` or later SM004 speaks, once for each task.

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
      baseline: 3.1
      target: 3.5
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
    ---
    ```
    """

    code: ClassVar[str] = "GO001"
    name: ClassVar[str] = "not-quantified"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ("<goal",)
    judges: ClassVar[tuple[str, ...] | None] = ("goal",)

    def unmoved(self, edit: Edited) -> bool:
        """Goals look along whole chains of goals."""
        return edit.after.type != "goal"

    def check(self, context: Context) -> Iterator[Finding]:
        """Business metrics that are absent, incomplete or ask for no gain."""
        for document, goal in context.records(Goal):
            metric, active = goal.business_metric, goal.status == "active"
            if metric is not None and goal.status != "dropped":
                yield from _no_gain(document, metric)
            if metric is not None and active:
                yield from _incomplete(document, metric)
            elif active and not _told_or_above(context, goal):
                message = f"{goal.id} names no number that the business looks at"
                help_ = "Give name, unit, baseline, target and direction under `business_metric`."
                yield lacking(document, ("business_metric",), message, help_)


def _no_gain(document: Document, metric: BusinessMetric) -> Iterator[Finding]:
    said = no_gain(metric.name, metric.baseline, metric.target, metric.direction)
    if said is not None:
        help_ = "Ask for more than there is, or correct `direction`."
        baseline = document.span(("business_metric", "baseline"))
        related = (Related(document.path, baseline, "the baseline"),)
        where = ("business_metric", "target")
        yield Finding(document, where, said, help_, severity=Severity.ERROR, related=related)


def _incomplete(document: Document, metric: BusinessMetric) -> Iterator[Finding]:
    lacks = [key for key in _ASKED if getattr(metric, key) is None]
    if lacks:
        message = f"{metric.name} has {listed([f'no {key}' for key in lacks])}"
        help_ = "Ask the people who look at it today: what it is now, and what would be enough."
        yield Finding(document, ("business_metric", lacks[0]), message, help_)


def _told_or_above(context: Context, goal: Goal) -> bool:
    """Whether a goal above has the metric, a task that is told so already serves this one, or nobody can know."""
    if goal.id in context.base.unread:
        return True
    for link in context.graph.backlinks(goal.id, ("goal",)):
        task = link.source.record
        if link.source.type == "task" and (
            task is None or stage_of(context.workflow, task.status) is Stage.PROMISED
        ):
            return True
    return _leads_up(context, goal.id, {goal.id})


def _leads_up(context: Context, id_: str, seen: set[str]) -> bool:
    for link in context.graph.backlinks(id_, ("depends_on",)):
        above = link.source.record
        if link.source.type == "goal" and link.source_id not in seen:
            seen.add(link.source_id)
            if not isinstance(above, Goal) or above.business_metric is not None:
                return True
            if _leads_up(context, above.id, seen):
                return True
    return False
