"""RK003 not-reviewed: an open risk has a day on which it is looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import absent
from kb.records.risk import Risk
from kb.standing import is_stale


class NotReviewed(Rule):
    """An open risk is older than the limit and has no day on which it is looked at again.

    ## Why

    Likelihoods change with every week of work, and a risk that nobody looked at for a quarter of a year is
    either gone or close. A new risk may do without a date; one that stays open needs it. When the date has
    passed, FR001 says so.

    ## Bad

    ```record research/risks/RISK-0001-prices-of-the-provider.md
    ---
    id: RISK-0001
    type: risk
    title: The provider of embeddings doubles its prices
    status: open
    created: 2026-06-08
    owner: ml-engineer
    solution: keep the vectors, and measure a model of our own once a quarter
    ---
    ```

    ## Good

    ```record research/risks/RISK-0001-prices-of-the-provider.md
    ---
    id: RISK-0001
    type: risk
    title: The provider of embeddings doubles its prices
    status: open
    created: 2026-06-08
    owner: ml-engineer
    review_by: 2026-12-15
    solution: keep the vectors, and measure a model of our own once a quarter
    ---
    ```

    ## Configure

    `limits.review_age_days` holds the days for each type, 90 for risks; a type that is not in it has no limit.

    ```config
    [limits.review_age_days]
    risk = 180
    ```
    """

    code: ClassVar[str] = "RK003"
    name: ClassVar[str] = "not-reviewed"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("risk",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Open risks that are old and have no date."""
        for document, risk in context.records(Risk):
            if (
                risk.status == "open"
                and risk.review_by is None
                and is_stale(context.graph, document, context.today)
            ):
                days = (context.today - risk.created).days
                message = f"{risk.id} has been open for {days} days, and no day is set to look at it again"
                help_ = "Look at it now, then set `review_by` to the next such day."
                yield Finding(document, absent(document, ("review_by",), ("created",)), message, help_)
