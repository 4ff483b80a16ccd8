"""RV003 unknown-criterion: whatever is scored is one of the criteria."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import ClassVar

from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import Guesses
from kb.records.review import Candidate, Review


class UnknownCriterion(Rule):
    """A candidate has a score or a note for something that is not among the criteria of the review.

    ## Why

    A score for a criterion that is not there is counted nowhere, and most often another criterion then lacks its score.

    ## Bad

    ```record research/reviews/REV-0001-frameworks.md
    ---
    id: REV-0001
    type: review
    title: Forecasting frameworks
    status: draft
    created: 2026-07-27
    criteria:
      - id: D3
        requirement: Is well documented
        weight: 2
    candidates:
      - name: Prophet
        scores:
          D-3: 2
    ---
    ```

    ## Good

    ```record research/reviews/REV-0001-frameworks.md
    ---
    id: REV-0001
    type: review
    title: Forecasting frameworks
    status: draft
    created: 2026-07-27
    criteria:
      - id: D3
        requirement: Is well documented
        weight: 2
    candidates:
      - name: Prophet
        scores:
          D3: 2
    ---
    ```
    """

    code: ClassVar[str] = "RV003"
    name: ClassVar[str] = "unknown-criterion"
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("review",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Scores and notes under the id of no criterion."""
        for document, review in context.records(Review):
            known = {criterion.id: None for criterion in review.criteria}
            guesses = Guesses(known, "The criteria are")
            for place, candidate in enumerate(review.candidates):
                for field, name in _strangers(candidate, known):
                    message = f"{candidate.name} has {field} for {name}, which is no criterion of {review.id}"
                    key = "scores" if field == "a score" else "notes"
                    where = ("candidates", place, key, name)
                    yield Finding(document, where, message, guesses.help(name), on="key")


def _strangers(candidate: Candidate, known: Collection[str]) -> Iterator[tuple[str, str]]:
    fields: Mapping[str, Mapping[str, object] | None] = {
        "a score": candidate.scores,
        "a note": candidate.notes,
    }
    for field, given in fields.items():
        for name in given or ():
            if name not in known:
                yield field, name
