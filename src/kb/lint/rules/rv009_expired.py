"""RV009 expired: nothing in force rests on a review whose time is over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.reviews import decisions_on
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import few
from kb.records.review import Review
from kb.standing import in_force


class Expired(Rule):
    """A review is past its `valid_until` and still counts as reported.

    ## Why

    Versions, prices and licences change, and a comparison says for how long it trusts its own scores. After that day
    somebody looks again: the review is extended, or superseded by a new one. A review is left alone when every decision
    on it is history, and when its `review_by` is past as well, which is one reminder already.

    ## Bad

    ```record research/reviews/REV-0001-trackers.md
    ---
    id: REV-0001
    type: review
    title: Experiment trackers
    status: reported
    created: 2025-09-22
    valid_until: 2026-09-22
    ---
    ```

    ## Good

    ```record research/reviews/REV-0001-trackers.md
    ---
    id: REV-0001
    type: review
    title: Experiment trackers
    status: superseded
    created: 2025-09-22
    valid_until: 2026-09-22
    ---
    ```

    ```record research/reviews/REV-0002-trackers.md
    ---
    id: REV-0002
    type: review
    title: Experiment trackers, one year later
    status: reported
    created: 2026-09-20
    valid_until: 2027-09-20
    ---
    ```
    """

    code: ClassVar[str] = "RV009"
    name: ClassVar[str] = "expired"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ("<based_on <supersedes",)
    judges: ClassVar[tuple[str, ...] | None] = ("review",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Reported reviews past their last day."""
        for document, review in context.records(Review):
            if review.status != "reported" or review.valid_until is None:
                continue
            reminded = review.review_by is not None and review.review_by < context.today
            if review.valid_until < context.today and not reminded:
                yield from _judge(context, document, review)


def _judge(context: Context, document: Document, review: Review) -> Iterator[Finding]:
    decisions = decisions_on(context, review)
    standing = [decision.id for source, decision in decisions if in_force(context.graph, source)]
    if decisions and not standing and all(decision.status != "proposed" for _, decision in decisions):
        return
    rests = f"{few(standing)} {'rest' if len(standing) > 1 else 'rests'} on it" if standing else ""
    message = f"{review.id} was valid until {review.valid_until} and {rests or 'still counts as reported'}"
    help_ = "Look again: move `valid_until` if the scores still hold, or set its status to superseded."
    yield Finding(document, ("valid_until",), message, help_)
