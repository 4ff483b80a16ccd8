"""RV002 missing-score: in a review that was reported, every candidate is scored on every criterion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.reviews import failed
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import few
from kb.records.review import Review


class MissingScore(Rule):
    """A review was reported although a candidate has no score for one of its criteria.

    ## Why

    A score that is missing counts as 0 and satisfies nothing, so the candidate looks worse than anybody found it to be.
    Whoever looked and found nothing writes 0, and why under `notes`. A candidate that fails a mandatory requirement is
    out, and need not be scored on the rest; scores under the id of no criterion are RV003's, and drafts are left alone.

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
      - id: F4
        requirement: Gives confidence bounds
        weight: 2
    candidates:
      - name: Prophet
        scores:
          D3: 2
          F4: 2
      - name: pmdarima
        scores:
          D3: 0
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
        weight: 2
      - id: F4
        requirement: Gives confidence bounds
        weight: 2
    candidates:
      - name: Prophet
        scores:
          D3: 2
          F4: 2
      - name: pmdarima
        scores:
          D3: 0
          F4: 2
    ---
    ```
    """

    code: ClassVar[str] = "RV002"
    name: ClassVar[str] = "missing-score"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("review",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Candidates of reported reviews without all of their scores."""
        for document, review in context.records(Review):
            if review.status == "reported" and review.candidates:
                if review.criteria:
                    yield from _unscored(document, review)
                else:
                    message = f"{review.id} is reported, and has no criteria to score its candidates by"
                    help_ = "Write down under `criteria` what was asked of them, and what each point weighs."
                    yield Finding(document, ("candidates",), message, help_, on="key")


def _unscored(document: Document, review: Review) -> Iterator[Finding]:
    ids = list(dict.fromkeys(criterion.id for criterion in review.criteria))
    for place, candidate in enumerate(review.candidates):
        given = candidate.scores or {}
        missing = [name for name in ids if name not in given]
        strangers = len(given) - (len(ids) - len(missing))
        if len(missing) <= strangers or failed(review, place):
            continue
        what = few(missing, "or") if given else "any criterion"
        message = f"{candidate.name} has no score for {what} in {review.id}"
        help_ = "Score it, also with 0; until then it counts as 0 and satisfies nothing."
        if given:
            yield Finding(document, ("candidates", place, "scores"), message, help_, on="key")
        else:
            yield Finding(document, ("candidates", place, "name"), message, help_)
