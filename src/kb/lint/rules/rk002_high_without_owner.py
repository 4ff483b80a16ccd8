"""RK002 high-without-owner: somebody answers for every high risk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import absent
from kb.records.risk import Risk

_ALIVE: Final = ("open", "accepted", "occurred")


class HighWithoutOwner(Rule):
    """A high risk has no owner: likelihood × impact reaches the limit, and nobody answers for it.

    ## Why

    A high risk is watched by somebody or by nobody. The owner notices the trigger, starts the solution, and is
    whom one asks. This holds for an accepted risk as well: somebody accepted it.

    ## Bad

    ```record research/risks/RISK-0001-the-only-source-is-sold.md
    ---
    id: RISK-0001
    type: risk
    title: The only source of weather data is sold
    status: open
    created: 2026-10-05
    likelihood: 3
    impact: 5
    solution: keep a year of history and compare with a second source each month
    ---
    ```

    ## Good

    ```record research/risks/RISK-0001-the-only-source-is-sold.md
    ---
    id: RISK-0001
    type: risk
    title: The only source of weather data is sold
    status: open
    created: 2026-10-05
    owner: data-engineer
    likelihood: 3
    impact: 5
    solution: keep a year of history and compare with a second source each month
    ---
    ```

    ## Configure

    `limits.high_risk`, 12 unless you say otherwise, is the least product of likelihood and impact that counts
    as high. Both go up to 5.

    ```config
    [limits]
    high_risk = 15
    ```
    """

    code: ClassVar[str] = "RK002"
    name: ClassVar[str] = "high-without-owner"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("risk",)

    def check(self, context: Context) -> Iterator[Finding]:
        """High risks that are alive and have no owner."""
        limit = context.config.limits.high_risk
        for document, risk in context.records(Risk):
            if risk.owner is None and risk.status in _ALIVE and (risk.exposure or 0) >= limit:
                message = f"{risk.id} is high ({risk.exposure} of 25) and has no owner"
                help_ = "Name under `owner` who watches it and answers for it."
                yield Finding(document, absent(document, ("owner",), ("likelihood",)), message, help_)
