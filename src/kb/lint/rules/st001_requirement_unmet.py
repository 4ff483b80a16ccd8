"""ST001 requirement-unmet: what an agreed stack does not meet, somebody has taken up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.readiness.smart import quoted
from kb.records.stack import Stack
from kb.technologies import taken_up

_HELP: Final = (
    "Name under its `evidence` the task, the risk or the change that takes it up, or choose otherwise."
)


class RequirementUnmet(Rule):
    """A requirement of an agreed stack is not met, and neither a task, a risk nor a change takes that up.

    ## Why

    A stack is agreed on because it does what was asked for. Where it does not, three things are honest: to work
    on it, to name the risk of living with it, or to change what is asked for. One of them, still open, stands
    among the evidence of the requirement; then the gap is known, and is no finding. Drafts are left alone.

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
        text: answers within a tenth of a second
        technologies: [fastapi]
        met: false
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
        text: answers within a tenth of a second
        technologies: [fastapi]
        evidence: [TASK-0001]
        met: false
    ---
    ```

    ```record backlog/TASK-0001-keep-features-in-memory.md
    ---
    id: TASK-0001
    type: task
    title: Keep the features of active customers in memory
    status: ready
    created: 2026-10-05
    ---
    ```
    """

    code: ClassVar[str] = "ST001"
    name: ClassVar[str] = "requirement-unmet"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ("evidence",)
    judges: ClassVar[tuple[str, ...] | None] = ("stack",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Requirements that are not met and that nobody has taken up."""
        for document, stack in context.records(Stack):
            if stack.status != "agreed":
                continue
            for number, requirement in enumerate(stack.requirements):
                if requirement.met is False and not taken_up(context.base, context.workflow, requirement):
                    message = f"{stack.id} does not meet {requirement.id}, {quoted(requirement.text)}"
                    yield Finding(document, ("requirements", number, "met"), message, _HELP)
