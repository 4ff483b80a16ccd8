"""DC001 without-evidence: a decision that was accepted rests on something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import few
from kb.records.decision import EVIDENCE, Decision
from kb.standing import in_force


class WithoutEvidence(Rule):
    """A decision was accepted and names nothing under `based_on`.

    ## Why

    Whoever doubts the decision later has to find what it rests on, and `kb why` and `kb impact` follow links, not
    sentences. A decision that only amends another one rests on that one; proposals are left alone until they are
    accepted.

    ## Bad

    ```record research/decisions/DEC-0001-boosting.md
    ---
    id: DEC-0001
    type: decision
    title: Use boosted trees
    status: accepted
    created: 2026-05-04
    ---

    [[EXP-0001]] was better by far.
    ```

    ```record research/experiments/EXP-0001-boosting.md
    ---
    id: EXP-0001
    type: experiment
    title: Boosted trees on the basic columns
    status: concluded
    created: 2026-05-04
    ---
    ```

    ## Good

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
    status: concluded
    created: 2026-05-04
    ---
    ```
    """

    code: ClassVar[str] = "DC001"
    name: ClassVar[str] = "without-evidence"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ("<supersedes",)
    judges: ClassVar[tuple[str, ...] | None] = ("decision",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Decisions in force that name no evidence."""
        for document, decision in context.records(Decision):
            if decision.based_on or decision.amends or not in_force(context.graph, document):
                continue
            message = f"{decision.id} is accepted and rests on nothing"
            yield Finding(document, ("status",), message, _help(context, decision))


def _help(context: Context, decision: Decision) -> str:
    links = context.graph.links(decision.id, ("mentions",))
    mentioned = dict.fromkeys(link.target_id for link in links if link.target.type in EVIDENCE)
    if mentioned:
        return f"Its text mentions {few(mentioned)}: name under `based_on` what it rests on."
    return "Name under `based_on` the experiments, reviews or notes that it rests on."
