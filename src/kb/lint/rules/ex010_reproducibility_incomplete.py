"""EX010 reproducibility-incomplete: a result can be found again by somebody else."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import ClassVar, Final

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule
from kb.lint.saying import lacking, listed
from kb.records.experiment import Experiment, Reproducibility

_CRITERIA: Final = tuple(f.name for f in dataclasses.fields(Reproducibility))


class ReproducibilityIncomplete(Rule):
    """A concluded experiment leaves some of the seven criteria of reproducibility open, or meets too few of them.

    ## Why

    Seven questions decide whether somebody else can get the same result: can the data be reached, does the code run
    from a fresh clone, are the settings fixed, is the code described, does a second run give the same output, are the
    metrics those of the others, is it written down what follows. They are asked once, when the experiment ends, by
    whoever still knows.

    An honest `false` is an answer. It becomes a finding only when fewer criteria are met than the limit asks for.

    ## Bad

    ```record research/experiments/EXP-0001-target-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding of the shop
    status: concluded
    created: 2026-07-27
    reproducibility:
      data_accessible: true
      runs_clean: true
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
    reproducibility:
      data_accessible: true
      runs_clean: true
      config_fixed: true
      code_documented: true
      output_consistent: false
      metrics_comparable: true
      conclusions_written: true
    ---
    ```

    ## Configure

    `reproducibility_criteria` under `[limits]` says how many have to be met.
    """

    code: ClassVar[str] = "EX010"
    name: ClassVar[str] = "reproducibility-incomplete"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Concluded experiments that say too little about how they can be repeated."""
        least = context.config.limits.reproducibility_criteria
        for document, experiment in context.records(Experiment):
            if experiment.status != "concluded":
                continue
            said = experiment.reproducibility or Reproducibility()
            unsaid = [name for name in _CRITERIA if getattr(said, name) is None]
            if unsaid or said.fulfilled < least:
                count = f"{said.fulfilled} of the 7 criteria of reproducibility"
                message = f"{experiment.id} meets {count}: {_why(said, unsaid)}"
                help_ = "Answer each under `reproducibility` with true or false, and make true what can be."
                yield lacking(document, ("reproducibility",), message, help_)


def _why(said: Reproducibility, unsaid: list[str]) -> str:
    if len(unsaid) == len(_CRITERIA):
        return "none is answered"
    parts = [f"{listed(unsaid)} not answered"] if unsaid else []
    failed = [name for name in _CRITERIA if getattr(said, name) is False]
    parts += [f"{listed(failed)} not met"] if failed else []
    return "; ".join(parts)
