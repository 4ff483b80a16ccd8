"""ST003 violates-core-stack: a stack is not made of what the team has put on hold or dropped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Related, Severity
from kb.lint.facts import Edited
from kb.lint.rule import SKELETON, Context, Finding, Rule, Views
from kb.records.stack import Stack
from kb.technologies import Placement, core_stack
from kb.text.frontmatter import KeyPath


class ViolatesCoreStack(Rule):
    """A stack relies on a technology that a decision in force has dropped or put on hold.

    ## Why

    Two agreements exclude each other: the team no longer uses a technology, and a project is built on it. One of
    them is out of date. An agreed stack with something dropped is an error; what is on hold may stay where it
    is, so that is a warning, as is everything in a draft. Where two decisions in force disagree about a
    technology there is nothing to violate, and DC004 tells of the two.

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
      - id: FR1
        text: keeps the scores of a year
        technologies: [hbase]
    ---
    ```

    ```record research/decisions/DEC-0001-no-cluster.md
    ---
    id: DEC-0001
    type: decision
    title: Run no cluster of our own
    status: accepted
    created: 2026-10-12
    technologies: {hbase: drop, postgres: adopt}
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
      - id: FR1
        text: keeps the scores of a year
        technologies: [postgres]
    ---
    ```

    ```record research/decisions/DEC-0001-no-cluster.md
    ---
    id: DEC-0001
    type: decision
    title: Run no cluster of our own
    status: accepted
    created: 2026-10-12
    technologies: {hbase: drop, postgres: adopt}
    ---
    ```
    """

    code: ClassVar[str] = "ST003"
    name: ClassVar[str] = "violates-core-stack"
    views: ClassVar[Views] = SKELETON

    def unmoved(self, edit: Edited) -> bool:
        """The core stack comes from all decisions in force."""
        return edit.after.type not in ("decision", "stack") and not edit.after.holds("supersedes", "amends")

    def check(self, context: Context) -> Iterator[Finding]:
        """Technologies of drafted and agreed stacks that the team keeps away from; each once in a stack."""
        stacks = [(d, stack) for d, stack in context.records(Stack) if stack.status in ("draft", "agreed")]
        if not stacks:
            return
        shunned = {
            name: placement
            for name, placement in core_stack(context.graph).items()
            if placement.ring in ("hold", "drop")
        }
        for document, stack in stacks:
            seen: set[str] = set()
            for name, who, where in _technologies(stack):
                if name in shunned and name not in seen:
                    seen.add(name)
                    yield _finding(document, stack, shunned[name], who, where)


def _technologies(stack: Stack) -> Iterator[tuple[str, str, KeyPath]]:
    """Every technology with who relies on it, and where that stands."""
    for number, requirement in enumerate(stack.requirements):
        for place, name in enumerate(requirement.technologies):
            yield name, requirement.id, ("requirements", number, "technologies", place)
    for place, name in enumerate(stack.cross_cutting):
        yield name, stack.id, ("cross_cutting", place)


def _finding(document: Document, stack: Stack, placement: Placement, who: str, where: KeyPath) -> Finding:
    name, word = placement.technology, placement.words[0]
    dropped = placement.ring == "drop"
    message = (
        f"{who} relies on {name}, which {word.decision.id} has {'dropped' if dropped else 'put on hold'}"
    )
    help_ = f"Choose another technology, or decide anew: a decision that amends {word.decision.id}."
    severity = Severity.ERROR if dropped and stack.status == "agreed" else Severity.WARNING
    decided = Related(word.document.path, word.document.span(("technologies", name)), "decided here")
    return Finding(document, where, message, help_, severity=severity, related=(decided,))
