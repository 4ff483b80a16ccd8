"""DC002 evidence-unfinished: a decision that was accepted rests on what has come to an end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.decision import Decision
from kb.standing import in_force, is_unfinished


class EvidenceUnfinished(Rule):
    """A decision was accepted on an experiment that is still running, or on a draft, a pending note, a mere request.

    ## Why

    Either the decision came before its reasons, or somebody forgot to conclude what it rests on. It is an error when
    nothing that has ended supports the decision, and a warning beside other evidence. A proposal may wait for results.

    ## Bad

    ```record research/decisions/DEC-0001-boosting.md
    ---
    id: DEC-0001
    type: decision
    title: Use boosted trees
    status: accepted
    created: 2026-05-04
    based_on:
      - EXP-0001
    ---
    ```

    ```record research/experiments/EXP-0001-boosting.md
    ---
    id: EXP-0001
    type: experiment
    title: Boosted trees on the basic columns
    status: running
    created: 2026-05-04
    ---
    ```

    ## Good

    ```record research/decisions/DEC-0001-boosting.md
    ---
    id: DEC-0001
    type: decision
    title: Use boosted trees
    status: proposed
    created: 2026-05-04
    based_on:
      - EXP-0001
    ---
    ```

    ```record research/experiments/EXP-0001-boosting.md
    ---
    id: EXP-0001
    type: experiment
    title: Boosted trees on the basic columns
    status: running
    created: 2026-05-04
    ---
    ```
    """

    code: ClassVar[str] = "DC002"
    name: ClassVar[str] = "evidence-unfinished"
    views: ClassVar[Views] = ("based_on", "<supersedes")
    judges: ClassVar[tuple[str, ...] | None] = ("decision",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Links of decisions in force to what is still being worked on."""
        for document, decision in context.records(Decision):
            if decision.based_on and in_force(context.graph, document):
                yield from _judge(context, document, decision)


def _judge(context: Context, document: Document, decision: Decision) -> Iterator[Finding]:
    links = context.graph.links(decision.id, ("based_on",))
    open_ones = [link for link in links if is_unfinished(link.target)]
    alone = len(open_ones) == len(decision.based_on)
    for link in open_ones:
        record = link.target.record
        assert record is not None
        message = f"{decision.id} is accepted and rests on {record.id}, which is {_still(record.status)}"
        help_ = f"Bring {record.id} to its end, or set {decision.id} back to proposed until then."
        severity = Severity.ERROR if alone else Severity.WARNING
        yield Finding(document, link.where, message, help_, severity=severity)


def _still(status: str) -> str:
    return {"draft": "still a draft", "requested": "only requested"}.get(status, f"still {status}")
