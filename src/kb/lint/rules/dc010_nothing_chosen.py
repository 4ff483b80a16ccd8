"""DC010 nothing-chosen: a decision that was taken says which of its options it took."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.decision import Decision


class NothingChosen(Rule):
    """An accepted decision weighs options and does not say which was chosen.

    ## Why

    Who reads a decision wants to know what holds. A list of options without `chosen` leaves it to the title, and the
    comparison with the review that the decision rests on cannot be made. Proposals are still open, and a decision
    without options has nothing to choose from.

    ## Bad

    ```record research/decisions/DEC-0001-tracking.md
    ---
    id: DEC-0001
    type: decision
    title: Track runs
    status: accepted
    created: 2026-05-04
    options:
      - name: MLflow
      - name: DVC metric files
    ---
    ```

    ## Good

    ```record research/decisions/DEC-0001-tracking.md
    ---
    id: DEC-0001
    type: decision
    title: Track runs
    status: accepted
    created: 2026-05-04
    options:
      - name: MLflow
      - name: DVC metric files
    chosen: MLflow
    ---
    ```
    """

    code: ClassVar[str] = "DC010"
    name: ClassVar[str] = "nothing-chosen"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("decision",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Decisions in force with options, of which none is chosen."""
        for document, decision in context.records(Decision):
            if decision.status != "accepted" or len(decision.options) < 2 or decision.chosen:
                continue
            options = f"its {len(decision.options)} options"
            message = f"{decision.id} is accepted and does not say which of {options} was chosen"
            yield Finding(document, ("options",), message, "Name it in `chosen`.", on="key")
