"""RV001 score-out-of-range: no score is more than its criterion weighs, and none has to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Related
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.review import Review


class ScoreOutOfRange(Rule):
    """A candidate's score is above the weight of its criterion, or below 0; or a criterion asks for such a score.

    ## Why

    The weight of a criterion is the full score, so a score above it means that the list of criteria and the table of
    scores were written with different weights in mind. One of the two is wrong, and with it every sum that follows:
    until it is mended, `kb compare` counts such a score as the nearer end of what is allowed. A `pass_at` above
    the weight is the same mistake: no score can satisfy the criterion, and if it is mandatory, it knocks everybody out.

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
        weight: 1
    candidates:
      - name: Prophet
        scores:
          D3: 2
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

    code: ClassVar[str] = "RV001"
    name: ClassVar[str] = "score-out-of-range"
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("review",)

    def check(self, context: Context) -> Iterator[Finding]:
        """The scores that their criteria do not allow."""
        for document, review in context.records(Review):
            yield from _bars(document, review)
            weights = {c.id: (number, c.weight) for number, c in reversed(list(enumerate(review.criteria)))}
            for place, candidate in enumerate(review.candidates):
                for name, score in (candidate.scores or {}).items():
                    number, weight = weights.get(name, (0, None))
                    if weight is not None and not 0 <= score <= weight:
                        side = f"above {weight:g}, the weight of {name}" if score > weight else "below 0"
                        message = f"the score {score:g} of {candidate.name} for {name} is {side}"
                        weighed = document.span(("criteria", number, "weight"))
                        yield Finding(
                            document,
                            ("candidates", place, "scores", name),
                            message,
                            f"Score from 0 to {weight:g}, or correct the weight.",
                            related=(Related(document.path, weighed, f"the weight of {name}"),),
                        )


def _bars(document: Document, review: Review) -> Iterator[Finding]:
    """The criteria that no score satisfies."""
    for number, criterion in enumerate(review.criteria):
        if criterion.satisfied_from > criterion.weight:
            message = (
                f"{criterion.id} is satisfied from {criterion.satisfied_from:g}, which is above its weight "
                f"of {criterion.weight:g}"
            )
            help_ = f"Take at most {criterion.weight:g}, or correct the weight."
            yield Finding(document, ("criteria", number, "pass_at"), message, help_)
