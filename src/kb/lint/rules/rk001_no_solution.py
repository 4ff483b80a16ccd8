"""RK001 no-solution: somebody has said what is done about a risk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import absent
from kb.records.risk import Risk

_HELP: Final = (
    "Say under `solution` what is done about it, name under `mitigated_by` what does it, or accept it."
)


class NoSolution(Rule):
    """A risk says neither what is done about it nor what mitigates it.

    ## Why

    A list of worries protects nobody. What makes a risk a record is the answer: what is done so that it does
    not come about, or what is done when it does. An open risk is asked once somebody has weighed it, with a
    likelihood or an impact; before that it is a note. One that is called mitigated, or has occurred, is always
    asked. Whoever accepts a risk says that nothing is done, and is left alone.

    ## Bad

    ```record research/risks/RISK-0001-labels-come-late.md
    ---
    id: RISK-0001
    type: risk
    title: Labels come late
    status: open
    created: 2026-10-05
    owner: data-lead
    likelihood: 4
    impact: 2
    ---
    ```

    ## Good

    ```record research/risks/RISK-0001-labels-come-late.md
    ---
    id: RISK-0001
    type: risk
    title: Labels come late
    status: open
    created: 2026-10-05
    owner: data-lead
    likelihood: 4
    impact: 2
    solution: train on the labels of the month before until the new ones are there
    ---
    ```
    """

    code: ClassVar[str] = "RK001"
    name: ClassVar[str] = "no-solution"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("risk",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Risks without an answer."""
        for document, risk in context.records(Risk):
            if risk.solution is None and not risk.mitigated_by and _asked(risk):
                state = "has occurred" if risk.status == "occurred" else f"is {risk.status}"
                message = f"{risk.id} {state}, and nothing says what is done about it"
                yield Finding(document, absent(document, ("solution",)), message, _HELP)


def _asked(risk: Risk) -> bool:
    if risk.status == "open":
        return risk.likelihood is not None or risk.impact is not None
    return risk.status in ("mitigated", "occurred")
