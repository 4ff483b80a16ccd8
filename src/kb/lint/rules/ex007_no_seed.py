"""EX007 no-seed: a result says what was left to chance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.experiment import Experiment

_WORDS: Final = ("seed", "random_state")


class NoSeed(Rule):
    """A concluded experiment does not say which seeds it used.

    ## Why

    Splits, initial weights and samples are drawn. With the seed on record a second run draws the same, and a
    difference is a finding; without it every difference may be chance. A seed among the parameters or in the
    command counts as well. Where nothing is drawn, `seeds: []` says so.

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
    seeds:
      - 7
    metrics:
      roc_auc:
        test: 0.7828
    ---
    ```
    """

    code: ClassVar[str] = "EX007"
    name: ClassVar[str] = "no-seed"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("experiment",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Concluded experiments that say nothing about seeds."""
        for document, experiment in context.records(Experiment):
            if experiment.status != "concluded" or experiment.seeds or _elsewhere(experiment):
                continue
            if ("seeds",) not in document.places:  # an empty list is an answer
                message = f"{experiment.id} does not say which seeds it used"
                help_ = "List them under `seeds`; `seeds: []` says that nothing is drawn at random."
                yield lacking(document, ("seeds",), message, help_)


def _elsewhere(experiment: Experiment) -> bool:
    """Whether a seed stands among the parameters or in the command."""
    params = (experiment.model.params if experiment.model is not None else None) or {}
    command = (experiment.code.command if experiment.code is not None else None) or ""
    said = (*map(str.lower, params), command.lower())
    return any(word in text for word in _WORDS for text in said)
