"""FR001 past-review-date: what somebody relies on was looked at again by the day that was set for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.standing import is_relied_on


class PastReviewDate(Rule):
    """The day by which a record was to be looked at again has passed, and the record is still relied on.

    ## Why

    Whoever set the day knew that the record would not hold for ever: versions change, prices, data. After it,
    readers see a mark saying that the record is stale. Look at it: if it still holds, move the day; if not,
    change it or retire it. Drafts, and what is over, need not be looked at.

    ## Bad

    ```record research/decisions/DEC-0001-tracker.md
    ---
    id: DEC-0001
    type: decision
    title: Track runs in the version control
    status: accepted
    created: 2026-02-02
    review_by: 2026-08-03
    ---
    ```

    ## Good

    ```record research/decisions/DEC-0001-tracker.md
    ---
    id: DEC-0001
    type: decision
    title: Track runs in the version control
    status: accepted
    created: 2026-02-02
    review_by: 2027-02-01
    ---
    ```
    """

    code: ClassVar[str] = "FR001"
    name: ClassVar[str] = "past-review-date"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """Records relied on whose day has passed."""
        today, types = context.today, context.base.types
        for document in context.base.documents:
            record = document.record
            if record is None or record.review_by is None or record.review_by >= today:
                continue
            if is_relied_on(document, context.workflow) or types[record.type].custom:
                message = f"{record.id} was to be looked at again by {record.review_by}"
                help_ = "If it still holds, move `review_by`; if not, change it or retire it."
                yield Finding(document, ("review_by",), message, help_)
