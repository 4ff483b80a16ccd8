"""EX011 outcome-contradicts-metrics: what people say about a result agrees with its figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.comparison import asked
from kb.diagnostics import Related, Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.readiness import figure
from kb.records.experiment import Experiment
from kb.records.task import Measurable, Task
from kb.verdicts import Verdict, judge


class OutcomeContradictsMetrics(Rule):
    """A concluded experiment is called supported and missed the target of its task, or refuted and met it.

    ## Why

    The target was written down before the work, so that nobody has to argue about a result. `supported` for a figure on
    the wrong side of it is an error: others build on it. `refuted` for a target that was met is a warning, for people
    may have a reason; luck is `inconclusive`, and the conclusion says so.

    Each experiment is judged by its own figure, with the mean where there are several; equal is met.

    ## Bad

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: done
    created: 2026-06-15
    smart:
      measurable:
        metric: roc_auc
        dataset: test
        target: 0.79
    ---
    ```

    ```record research/experiments/EXP-0001-target.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding
    status: concluded
    created: 2026-07-27
    task: TASK-0001
    metrics:
      roc_auc:
        test: 0.7828
    outcome: supported
    ---
    ```

    ## Good

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: done
    created: 2026-06-15
    smart:
      measurable:
        metric: roc_auc
        dataset: test
        target: 0.79
    ---
    ```

    ```record research/experiments/EXP-0001-target.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding
    status: concluded
    created: 2026-07-27
    task: TASK-0001
    metrics:
      roc_auc:
        test: 0.7828
    outcome: refuted
    ---
    ```
    """

    code: ClassVar[str] = "EX011"
    name: ClassVar[str] = "outcome-contradicts-metrics"
    severity: ClassVar[Severity] = Severity.ERROR
    views: ClassVar[Views] = ("task",)
    judges: ClassVar[tuple[str, ...] | None] = ("experiment",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Outcomes of concluded experiments that their figures contradict."""
        for document, experiment in context.records(Experiment):
            if experiment.status != "concluded" or experiment.outcome not in ("supported", "refuted"):
                continue
            found = asked(context.base, experiment)
            verdict = judge(found[1], [experiment]) if found is not None else None
            wrong = "missed" if experiment.outcome == "supported" else "met"
            if found is not None and verdict is not None and verdict.name == wrong:
                yield _finding(context, document, experiment, *found, verdict)


def _finding(
    context: Context,
    document: Document,
    experiment: Experiment,
    task: Task,
    part: Measurable,
    verdict: Verdict,
) -> Finding:
    assert part.metric is not None  # a threshold has both, and was measured
    assert part.target is not None
    assert verdict.measured is not None
    sign = "≥" if part.direction == "higher" else "≤"
    value, split = figure(verdict.measured.value), verdict.measured.split
    message = (
        f"{experiment.id} is called {experiment.outcome} and {verdict.name} the target of {task.id}: "
        f"{part.metric} is {value} on {split} ({sign} {figure(part.target)})"
    )
    claimed = experiment.outcome == "supported"
    help_ = (
        "Call it refuted or inconclusive; a target is not moved once the result is known."
        if claimed
        else "Call it supported; or inconclusive, if it was luck, and say so in the conclusion."
    )
    there = context.base.by_id[task.id]
    related = (
        Related(document.path, document.span(("metrics", part.metric, split)), "the figure"),
        Related(there.path, there.span(("smart", "measurable", "target")), "the target"),
    )
    severity = Severity.ERROR if claimed else Severity.WARNING
    return Finding(document, ("outcome",), message, help_, severity=severity, related=related)
