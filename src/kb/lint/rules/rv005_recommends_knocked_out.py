"""RV005 recommends-knocked-out: who is recommended is a candidate that satisfies what is mandatory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Related, Severity
from kb.lint.reviews import failed, why_failed
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import Guesses
from kb.records.review import Review


class RecommendsKnockedOut(Rule):
    """A review recommends a candidate that fails a mandatory requirement, or one that is not among its candidates.

    ## Why

    Mandatory means that nothing makes up for it. If the candidate is the right one all the same, the requirement was
    not mandatory, and the review should say so before anybody decides on it. In a draft this is a warning.

    ## Bad

    ```record research/reviews/REV-0001-frameworks.md
    ---
    id: REV-0001
    type: review
    title: Forecasting frameworks
    status: reported
    created: 2026-07-27
    criteria:
      - id: F1
        requirement: Needs no settings chosen by hand
        weight: 3
        priority: mandatory
    candidates:
      - name: Prophet
        scores: {F1: 3}
      - name: LightGBM
        scores: {F1: 0}
    recommends:
      - LightGBM
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
      - id: F1
        requirement: Needs no settings chosen by hand
        weight: 3
        priority: mandatory
    candidates:
      - name: Prophet
        scores: {F1: 3}
      - name: LightGBM
        scores: {F1: 0}
    recommends:
      - Prophet
    ---
    ```
    """

    code: ClassVar[str] = "RV005"
    name: ClassVar[str] = "recommends-knocked-out"
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("review",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Recommendations of candidates that are out, or not there at all."""
        for document, review in context.records(Review):
            if review.recommends and review.candidates and review.status != "superseded":
                yield from _judge(document, review)


def _judge(document: Document, review: Review) -> Iterator[Finding]:
    severity = Severity.WARNING if review.status == "draft" else Severity.ERROR
    places: dict[str, int] = {}
    for place, candidate in enumerate(review.candidates):
        places.setdefault(candidate.name, place)
    guesses = Guesses(places, "The candidates are")
    for number, name in enumerate(review.recommends):
        where = ("recommends", number)
        if name not in places:
            message = f"{review.id} recommends {name}, which is none of its candidates"
            yield Finding(document, where, message, guesses.help(name), severity=severity)
            continue
        place = places[name]
        missed = failed(review, place)
        if missed:
            message = f"{review.id} recommends {name}, which {why_failed(review.candidates[place], missed)}"
            help_ = (
                f"Recommend who satisfies it; or if {missed[0].id} is not mandatory after all, say so there."
            )
            scored = document.span(("candidates", place, "scores", missed[0].id))
            related = (Related(document.path, scored, "the score that knocks it out"),)
            yield Finding(document, where, message, help_, severity=severity, related=related)
