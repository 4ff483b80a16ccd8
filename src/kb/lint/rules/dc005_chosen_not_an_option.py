"""DC005 chosen-not-an-option: what was chosen is one of the options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.diagnostics import Severity
from kb.lint.reviews import plain
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import Guesses
from kb.records.decision import Decision

_LONGEST: Final = 1000
"""As much of what was chosen is compared with the options."""


class ChosenNotAnOption(Rule):
    """`chosen` names none of the options of the decision.

    ## Why

    A decision is read by its options: what there was to choose from, and what was chosen. When the two do not meet,
    either the winner was never weighed against the others, or it has two names. Case and punctuation do not matter, and
    `chosen` may say more than the name or less. In a proposal this is a warning; decisions that are history are left
    alone, and so are those without options.

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
    chosen: Sacred
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
    chosen: MLflow, with local files
    ---
    ```
    """

    code: ClassVar[str] = "DC005"
    name: ClassVar[str] = "chosen-not-an-option"
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("decision",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Decisions, in force or proposed, that chose what was not to choose from."""
        for document, decision in context.records(Decision):
            if decision.chosen is None or not decision.options:
                continue
            if decision.status not in ("proposed", "accepted") or _among(decision, decision.chosen):
                continue
            severity = Severity.WARNING if decision.status == "proposed" else Severity.ERROR
            message = f"{decision.id} chose what is none of its options: {_short(decision.chosen)}"
            yield Finding(document, ("chosen",), message, _help(decision, decision.chosen), severity=severity)


def _among(decision: Decision, chosen: str) -> bool:
    said = f" {plain(chosen[:_LONGEST])} "
    for option in decision.options:
        name = f" {plain(option.name)} "
        if chosen == option.name or (name.strip() and said.strip() and (name in said or said in name)):
            return True
    return False


def _help(decision: Decision, chosen: str) -> str:
    names = [_short(option.name) for option in decision.options]
    said = Guesses(names, "The options are").help(chosen[:_LONGEST])
    return said if said.endswith("?") else f"{said} Add it, or choose one of them."


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59].rstrip()}…"
