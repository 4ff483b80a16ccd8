"""RV004 no-rationale: every criterion of a review that was reported says why it matters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.reviews import plain
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.review import Review


class NoRationale(Rule):
    """A review was reported with a criterion that does not say why it matters.

    ## Why

    The weights decide who wins, and the reasons are all that a reader has to judge the weights by. A year later they
    also tell whether the review still applies. The requirement said again is no reason. Drafts are left alone.

    ## Bad

    ```record research/reviews/REV-0001-frameworks.md
    ---
    id: REV-0001
    type: review
    title: Forecasting frameworks
    status: reported
    created: 2026-07-27
    criteria:
      - id: D3
        requirement: Is well documented
        weight: 2
    ---
    ```

    ## Good

    ```record research/reviews/REV-0001-frameworks.md
    ---
    id: REV-0001
    type: review
    title: Forecasting frameworks
    status: reported
    created: 2026-07-27
    criteria:
      - id: D3
        requirement: Is well documented
        rationale: new colleagues learn it from the manual
        weight: 2
    ---
    ```
    """

    code: ClassVar[str] = "RV004"
    name: ClassVar[str] = "no-rationale"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("review",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Criteria of reported reviews without a reason."""
        for document, review in context.records(Review):
            if review.status == "reported":
                yield from _judge(document, review)


def _judge(document: Document, review: Review) -> Iterator[Finding]:
    help_ = "Say under `rationale` what it is needed for."
    bare = [place for place, criterion in enumerate(review.criteria) if criterion.rationale is None]
    if len(bare) == len(review.criteria) > 1:
        message = f"none of the {len(bare)} criteria of {review.id} says why it matters"
        yield Finding(document, ("criteria",), message, help_, on="key")
        return
    for place in bare:
        criterion = review.criteria[place]
        message = f"{criterion.id} weighs {criterion.weight:g} in {review.id} and does not say why it matters"
        yield Finding(document, ("criteria", place, "id"), message, help_)
    for place, criterion in enumerate(review.criteria):
        if criterion.rationale is not None and plain(criterion.rationale) == plain(criterion.requirement):
            message = f"the reason for {criterion.id} is its requirement once more"
            yield Finding(document, ("criteria", place, "rationale"), message, help_)
