"""RV010 repeated-name: every criterion has an id, and every candidate a name, of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.review import Review
from kb.text.frontmatter import KeyPath


class RepeatedName(Rule):
    """Two criteria of a review have one id, or two candidates have one name.

    ## Why

    Scores name the criterion they belong to, `recommends` names the candidate. Where two have one name, a score counts
    for both, and nobody can tell who is recommended. Case and blanks around a name make no difference to a reader, so
    they make none here.

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
      - id: D3
        requirement: Handles gaps in the series
        weight: 3
    candidates:
      - name: Prophet
      - name: prophet
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
      - id: D4
        requirement: Handles gaps in the series
        weight: 3
    candidates:
      - name: Prophet 1.1
      - name: Prophet 1.2
    ---
    ```
    """

    code: ClassVar[str] = "RV010"
    name: ClassVar[str] = "repeated-name"
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("review",)

    def check(self, context: Context) -> Iterator[Finding]:
        """The second of two criteria, and of two candidates, that cannot be told apart."""
        for document, review in context.records(Review):
            criteria = _repeated(criterion.id for criterion in review.criteria)
            for place, first, name in criteria:
                message = f"{review.id} has a criterion {name} already, the {_nth(first)}"
                where: KeyPath = ("criteria", place, "id")
                yield Finding(document, where, message, "Give it another id, and its scores, too.")
            for place, first, name in _repeated(candidate.name for candidate in review.candidates):
                message = f"{review.id} has a candidate {name} already, the {_nth(first)}"
                where = ("candidates", place, "name")
                yield Finding(document, where, message, "Give each a name that tells them apart.")


def _repeated(names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Place, first place and name of those that are there already."""
    seen: dict[str, int] = {}
    for place, name in enumerate(names):
        first = seen.setdefault(name.strip().casefold(), place)
        if first != place:
            yield place, first, name.strip()


def _nth(place: int) -> str:
    number = place + 1
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
