"""EX010 reproducibility-incomplete: a result can be found again by somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.experiment import Experiment
from kb.reproducibility import QUESTIONS, Criterion, Reason, criteria, last_attempt
from kb.wording import listed


class ReproducibilityIncomplete(Rule):
    """A concluded experiment leaves some of the seven criteria of reproducibility open, or meets too few of them.

    ## Why

    Seven questions decide whether somebody else can get the same result: can the data be reached, does the code run
    from a fresh clone, are the settings fixed, is the code described, does a second run give the same output, are the
    metrics those of the others, is it written down what follows. They are asked once, when the experiment ends, by
    whoever still knows.

    Where the record shows the answer by itself, as a conclusion, comparable figures or an attempt to repeat it do,
    nobody has to give it. The finding is about the record alone: `kb show` and the page of the experiment look at the
    repository as well, and may see there what nobody answered. An honest `false` is an answer. It becomes a finding
    only when fewer criteria are met than the limit asks for. A `true` becomes one when the last attempt to repeat the
    experiment failed, or came out otherwise.

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
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("experiment",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Concluded experiments that say too little about how they can be repeated, or what is seen to be wrong."""
        least = context.config.limits.reproducibility_criteria
        for document, experiment in context.records(Experiment):
            if experiment.status != "concluded" or _all_is_said(experiment):
                continue
            seven = criteria(context.base, experiment)
            against = [c for c in seven if _against(c) is not None]
            for criterion in against:
                yield _contradicted(document, experiment, criterion)
            # What other rules say of an experiment (no conclusion, no command) is not held against its answers here.
            failed = [c.name for c in seven if c.attested is False or (c.attested is None and _refuted(c))]
            unsaid = [
                c.name for c in seven if c.attested is None and c.computed != "yes" and c.name not in failed
            ]
            open_ = len(unsaid) + len(failed)
            if unsaid or len(seven) - open_ < least:
                count = f"{open_} of the 7 criteria of reproducibility by its record alone"
                message = f"{experiment.id} does not meet {count}: {_why(unsaid, failed)}"
                help_ = "Answer each under `reproducibility` with true or false, and make true what can be."
                yield lacking(document, ("reproducibility",), message, help_)


def _all_is_said(experiment: Experiment) -> bool:
    """Whether seven times yes is answered and no attempt says otherwise: then there is nothing to look at."""
    said = experiment.reproducibility
    if said is None or said.fulfilled < len(QUESTIONS):
        return False
    last = last_attempt(experiment)
    return last is None or last.verdict == "match"


def _against(criterion: Criterion) -> Reason | None:
    """What an attempt to repeat it showed against an attested yes."""
    reason = criterion.contradiction
    return reason if reason is not None and reason.about == "reproduction" else None


def _refuted(criterion: Criterion) -> bool:
    """Whether an attempt to repeat it showed that it is not met, so that nobody need answer."""
    return any(reason.answer == "no" and reason.about == "reproduction" for reason in criterion.reasons)


def _contradicted(document: Document, experiment: Experiment, criterion: Criterion) -> Finding:
    reason = _against(criterion)
    assert reason is not None
    message = f"{experiment.id} is said to meet {criterion.name}, but {reason.words}"
    help_ = "Find out why and repeat it (`kb reproduce`), or answer false; what rests on it should know."
    return Finding(document, ("reproducibility", criterion.name), message, help_)


def _why(unsaid: list[str], failed: list[str]) -> str:
    if len(unsaid) == len(QUESTIONS):
        return "none is answered"
    said = ((unsaid, "not answered"), (failed, "not met"))
    return "; ".join(f"{listed(names)} {what}" for names, what in said if names)
