"""ST004 requirement-without-evidence: what is said to be met was shown to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import few
from kb.records.stack import Requirement, Stack

_UNDER_WAY: Final = {"experiment": "running", "review": "draft", "decision": "proposed", "privacy": "draft"}


class RequirementWithoutEvidence(Rule):
    """A requirement of an agreed stack is said to be met, and nothing shows it.

    ## Why

    “Met” is a claim like any other. A load test, a review or a task that delivered it makes it one that a
    reader can follow; without it, `unknown` is the honest word. Evidence that is still under way, an experiment
    that runs or a task that is not finished, shows nothing yet.

    ## Bad

    ```record research/stacks/STACK-0001-scoring.md
    ---
    id: STACK-0001
    type: stack
    title: Stack of the scoring service
    status: agreed
    created: 2026-09-21
    owner: data-lead
    requirements:
      - id: NFR1
        text: scores a million customers in an hour
        technologies: [lightgbm]
        met: true
    ---
    ```

    ## Good

    ```record research/stacks/STACK-0001-scoring.md
    ---
    id: STACK-0001
    type: stack
    title: Stack of the scoring service
    status: agreed
    created: 2026-09-21
    owner: data-lead
    requirements:
      - id: NFR1
        text: scores a million customers in an hour
        technologies: [lightgbm]
        evidence: [EXP-0001]
        met: true
      - id: NFR2
        text: starts within a minute
        technologies: [lightgbm]
        met: unknown
    ---
    ```

    ```record research/experiments/EXP-0001-load.md
    ---
    id: EXP-0001
    type: experiment
    title: Scoring a million customers on the planned server
    status: concluded
    created: 2026-10-05
    ---
    ```
    """

    code: ClassVar[str] = "ST004"
    name: ClassVar[str] = "requirement-without-evidence"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ("evidence",)
    judges: ClassVar[tuple[str, ...] | None] = ("stack",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Requirements of agreed stacks that count as met without evidence."""
        for document, stack in context.records(Stack):
            if stack.status != "agreed":
                continue
            for number, requirement in enumerate(stack.requirements):
                if requirement.met is not True:
                    continue
                message = _lack(context, requirement)
                if message is not None:
                    help_ = (
                        "Name under `evidence` what shows it, or set `met` to unknown until something does."
                    )
                    yield Finding(document, ("requirements", number, "met"), message, help_)


def _lack(context: Context, requirement: Requirement) -> str | None:
    said = f"{requirement.id} is said to be met, and "
    if not requirement.evidence:
        return said + "nothing is named that shows it"
    under_way = [_under_way(context, id_) for id_ in dict.fromkeys(requirement.evidence)]
    if all(under_way):
        return f"{said}what is to show it is not finished: {few([text for text in under_way if text])}"
    return None


def _under_way(context: Context, id_: str) -> str | None:
    """A record and its state if it shows nothing yet; None if it does, or if nobody can tell."""
    document = context.base.by_id.get(id_)
    record = document.record if document is not None else None
    if record is None:
        return None
    if record.type == "task":
        under_way = not context.workflow.ended(record.status)
    else:
        under_way = record.status == _UNDER_WAY.get(record.type)
    return f"{id_} is {record.status}" if under_way else None
