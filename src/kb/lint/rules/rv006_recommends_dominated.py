"""RV006 recommends-dominated: nobody is recommended whom another candidate beats and who beats it nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.base import Document
from kb.diagnostics import Related, Severity
from kb.lint.reviews import failed, sound
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import few
from kb.records.review import Review
from kb.review_scoring import dominators

_MOST: Final = 20
"""Recommendations of one review that are compared with everybody; nobody makes more."""


class RecommendsDominated(Rule):
    """A review recommends a candidate although another one is as good in every criterion and better in some.

    ## Why

    No weights make the dominated candidate win, so either a score is wrong, or the reason for the recommendation is
    missing from the criteria. Where the better one is recommended as well, there is nothing to say.

    ## Bad

    ```record research/reviews/REV-0001-trackers.md
    ---
    id: REV-0001
    type: review
    title: Experiment trackers
    status: reported
    created: 2026-09-22
    criteria:
      - id: U1
        requirement: Compares runs side by side
        weight: 3
      - id: O1
        requirement: Works without a server
        weight: 2
    candidates:
      - name: a tracker
        scores: {U1: 3, O1: 2}
      - name: a shared table
        scores: {U1: 1, O1: 2}
    recommends: [a shared table]
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
    criteria:
      - id: U1
        requirement: Compares runs side by side
        weight: 3
      - id: O1
        requirement: Works without a server
        weight: 2
      - id: O2
        requirement: Needs nothing that is not installed already
        weight: 3
    candidates:
      - name: a tracker
        scores: {U1: 3, O1: 2, O2: 0}
      - name: a shared table
        scores: {U1: 1, O1: 2, O2: 3}
    recommends: [a shared table]
    ---
    ```
    """

    code: ClassVar[str] = "RV006"
    name: ClassVar[str] = "recommends-dominated"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("review",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Recommendations of candidates that another one dominates."""
        for document, review in context.records(Review):
            if review.recommends and review.status != "superseded":
                yield from _judge(document, review)


def _judge(document: Document, review: Review) -> Iterator[Finding]:
    places: dict[str, int] = {}
    for place, candidate in enumerate(review.candidates):
        places.setdefault(candidate.name, place)
    recommended = set(review.recommends)
    for number, name in enumerate(review.recommends[:_MOST]):
        worse = places.get(name)
        if worse is None or not sound(review, worse) or failed(review, worse):
            continue
        by_whom = dominators(review, worse)
        better = by_whom[0] if by_whom and recommended.isdisjoint(by_whom) else None
        if better is None or not sound(review, places[better]):
            continue
        by = places[better]
        message = (
            f"{review.id} recommends {name}, and {better} is as good in every criterion "
            f"and better in {few(_ahead(review, by, worse))}"
        )
        help_ = "Look at the scores again, or add the criterion that speaks for it."
        related = (Related(document.path, document.span(("candidates", by, "name")), "the better one"),)
        yield Finding(document, ("recommends", number), message, help_, related=related)


def _ahead(review: Review, better: int, worse: int) -> list[str]:
    """The criteria in which one candidate has more points than another."""
    more, less = review.candidates[better].scores or {}, review.candidates[worse].scores or {}
    return [c.id for c in review.criteria if more[c.id] > less[c.id]]
