"""RV008 too-few-candidates: a review that was reported compared something with something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.review import Review


class TooFewCandidates(Rule):
    """A review was reported with fewer candidates than a comparison takes.

    ## Why

    A single candidate wins every comparison. What the team has today, or doing without, is a candidate too, and most
    often the one that the others have to beat. Drafts are left alone.

    ## Bad

    ```record research/reviews/REV-0001-trackers.md
    ---
    id: REV-0001
    type: review
    title: Experiment trackers
    status: reported
    created: 2026-09-22
    candidates:
      - name: a tracker
    ---
    ```

    ## Good

    ```record research/reviews/REV-0001-trackers.md
    ---
    id: REV-0001
    type: review
    title: Experiment trackers
    status: reported
    created: 2026-09-22
    candidates:
      - name: a tracker
      - name: the shared table we have
    ---
    ```

    ## Configure

    How many candidates are enough, two unless said otherwise:

    ```toml
    [limits]
    review_candidates = 3
    ```
    """

    code: ClassVar[str] = "RV008"
    name: ClassVar[str] = "too-few-candidates"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("review",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Reported reviews with too few names among their candidates."""
        fewest = context.config.limits.review_candidates
        for document, review in context.records(Review):
            names = {candidate.name for candidate in review.candidates}
            if review.status != "reported" or len(names) >= fewest:
                continue
            has = f"only {len(names)} candidate{'s' * (len(names) > 1)}" if names else "no candidates"
            message = f"{review.id} is reported and compares {has}"
            help_ = (
                f"Compare at least {fewest}; what you have today is a candidate, too." if fewest > 1 else ""
            )
            help_ = help_ or "Name under `candidates` what was looked at."
            where = ("candidates",) if names else ("status",)
            yield Finding(document, where, message, help_, on="key" if names else "value")
