"""EX012 no-outputs: a result leaves something to look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.experiment import Experiment


class NoOutputs(Rule):
    """A concluded experiment names nothing that it left behind.

    ## Why

    The model, the predictions, the log: whoever doubts a figure wants to look at what it was computed from, and whoever
    builds on it wants to start there. A run in a tracker (`run`) counts, for there they are. If nothing was kept,
    `outputs: []` says so.

    ## Bad

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
    outputs:
      - uri: out/churn-target.csv
        digest: sha256:794dce1a63792360bd42e530efb5ac0fcab31648f8385a2434e44e2cd6b7e1eb
        what: chance of churn for each test customer
    ---
    ```
    """

    code: ClassVar[str] = "EX012"
    name: ClassVar[str] = "no-outputs"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("experiment",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Concluded experiments without outputs."""
        for document, experiment in context.records(Experiment):
            if experiment.status != "concluded" or experiment.outputs or _tracked(experiment):
                continue
            if ("outputs",) not in document.places:  # an empty list is an answer
                message = f"{experiment.id} names nothing that it left behind"
                help_ = "List uri, digest and what it is under `outputs`; `outputs: []` says that nothing was kept."
                yield lacking(document, ("outputs",), message, help_)


def _tracked(experiment: Experiment) -> bool:
    run = experiment.run
    return run is not None and (run.id is not None or run.uri is not None)
