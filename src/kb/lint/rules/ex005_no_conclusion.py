"""EX005 no-conclusion: a result says what was learnt from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import lacking
from kb.records.experiment import Experiment


class NoConclusion(Rule):
    """A concluded experiment says nothing about what was learnt, or an invalid one does not say why it is invalid.

    ## Why

    The figure says what came out. The sentence that the next person needs says what that means: what to try, and what
    not to try again. It is what lists, `kb why` and the site show. Of an invalid experiment a word in its body is
    enough, as long as there is one: a mistake that is not written down is made twice.

    ## Bad

    ```record research/experiments/EXP-0001-target-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding of the shop
    status: concluded
    created: 2026-07-27
    outcome: refuted
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
    outcome: refuted
    conclusion: the shop's churn rate gains less than two runs differ by
    ---
    ```
    """

    code: ClassVar[str] = "EX005"
    name: ClassVar[str] = "no-conclusion"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("experiment",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Experiments that have ended without a word on what came of them."""
        for document, experiment in context.records(Experiment):
            if experiment.conclusion is not None:
                continue
            if experiment.status == "concluded":
                message = f"{experiment.id} is concluded and does not say what was learnt"
                help_ = "Write under `conclusion` the one sentence that the next person needs."
                yield lacking(document, ("conclusion",), message, help_)
            elif experiment.status == "invalid" and not document.body_text.strip():
                message = f"{experiment.id} is invalid and does not say why"
                help_ = "Write under `conclusion` what went wrong, so that nobody does it again."
                yield lacking(document, ("conclusion",), message, help_)
