"""EX004 no-metrics: a result is a figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.experiment import Experiment
from kb.records.task import Task


class NoMetrics(Rule):
    """A concluded experiment reports no figure.

    ## Why

    *It worked* cannot be compared with anything. The figures of an experiment stand under `metrics` in the words of its
    task, so that its verdict is computed and not typed. An experiment whose task asks for a deliverable and not for
    a number need not report one.

    ## Bad

    ```record research/experiments/EXP-0001-target-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding of the shop
    status: concluded
    created: 2026-07-27
    metrics: {}
    ---
    ```

    ## Good

    ```record research/experiments/EXP-0001-target-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding of the shop
    status: concluded
    created: 2026-07-27
    metrics:
      roc_auc:
        test: 0.7828
    ---
    ```
    """

    code: ClassVar[str] = "EX004"
    name: ClassVar[str] = "no-metrics"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ("task",)
    judges: ClassVar[tuple[str, ...] | None] = ("experiment",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Concluded experiments without a figure."""
        for document, experiment in context.records(Experiment):
            if experiment.status != "concluded" or any((experiment.metrics or {}).values()):
                continue
            if not _for_a_deliverable(context, experiment):
                message = f"{experiment.id} is concluded and reports no figure"
                help_ = "Report metric, split and value under `metrics`, in the words of the task."
                yield lacking(document, ("metrics",), message, help_)


def _for_a_deliverable(context: Context, experiment: Experiment) -> bool:
    """Whether the task asks for no number; of a task that cannot be read nobody knows."""
    if experiment.task is None:
        return False
    document = context.base.by_id.get(experiment.task)
    if document is None:
        return experiment.task in context.base.unread
    task = document.record
    if not isinstance(task, Task):
        return task is None
    part = task.smart.measurable if task.smart is not None else None
    return part is not None and part.deliverable is not None and part.metric is None
