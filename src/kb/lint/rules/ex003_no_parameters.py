"""EX003 no-parameters: a result says with which settings it was found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.experiment import Experiment
from kb.reproducibility import says_parameters


class NoParameters(Rule):
    """A concluded experiment does not say with which parameters it ran.

    ## Why

    Every default that was taken silently is a parameter, and a new version of a library may take another. What counts
    as said: `model.params`, the file of settings under `code.config`, or options in `code.command`. Where there is
    nothing to set, `params: {}` says so.

    ## Bad

    ```record research/experiments/EXP-0001-target-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding of the shop
    status: concluded
    created: 2026-07-27
    model:
      name: churn-target
      type: gradient-boosted stumps
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
    model:
      name: churn-target
      type: gradient-boosted stumps
      params:
        rounds: 80
        rate: 0.15
    ---
    ```
    """

    code: ClassVar[str] = "EX003"
    name: ClassVar[str] = "no-parameters"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("experiment",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Concluded experiments without parameters."""
        for document, experiment in context.records(Experiment):
            if experiment.status == "concluded" and not says_parameters(experiment):
                message = f"{experiment.id} does not say with which parameters it ran"
                help_ = "List them under `model.params`, or name the file under `code.config`; `params: {}` if none."
                yield lacking(document, ("model", "params"), message, help_)
