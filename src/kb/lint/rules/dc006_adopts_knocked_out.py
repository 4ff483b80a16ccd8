"""DC006 adopts-knocked-out: what is adopted was not knocked out by the review behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from kb.base import Document
from kb.diagnostics import Related, Severity
from kb.lint.reviews import failed, plain, why_failed
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.decision import Decision
from kb.records.review import Candidate, Criterion, Review
from kb.standing import in_force


class AdoptsKnockedOut(Rule):
    """A decision adopts a technology that fails a mandatory requirement of a review it is based on.

    ## Why

    The review said that nothing makes up for this requirement, and the decision says that something does. One of them
    has to change. In a proposal this is a warning, and a trial may be made of anything. Nothing is said where another
    review behind the decision lets the technology pass, where the decision adopts another candidate of the review that
    passed, or where the review itself recommends what it knocks out, which RV005 tells.

    ## Bad

    ```record research/decisions/DEC-0001-lightgbm.md
    ---
    id: DEC-0001
    type: decision
    title: Forecast with LightGBM
    status: accepted
    created: 2026-08-03
    based_on: [REV-0001]
    technologies:
      lightgbm: adopt
    ---
    ```

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
      - name: LightGBM and tsfresh
        technology: lightgbm
        scores: {F1: 0}
    ---
    ```

    ## Good

    ```record research/decisions/DEC-0001-lightgbm.md
    ---
    id: DEC-0001
    type: decision
    title: Try LightGBM on one product
    status: accepted
    created: 2026-08-03
    based_on: [REV-0001]
    technologies:
      lightgbm: trial
    ---
    ```

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
      - name: LightGBM and tsfresh
        technology: lightgbm
        scores: {F1: 0}
    ---
    ```
    """

    code: ClassVar[str] = "DC006"
    name: ClassVar[str] = "adopts-knocked-out"
    views: ClassVar[Views] = ("based_on", "<supersedes")
    judges: ClassVar[tuple[str, ...] | None] = ("decision",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Technologies that decisions adopt against the reviews they cite."""
        for document, decision in context.records(Decision):
            adopted = [name for name, ring in (decision.technologies or {}).items() if ring == "adopt"]
            taken = in_force(context.graph, document)
            if not adopted or not (taken or decision.status == "proposed"):
                continue
            severity = Severity.ERROR if taken else Severity.WARNING
            for name, out in _knocked_out(context, decision, adopted).items():
                yield _finding(document, decision, name, out)._replace(severity=severity)


class _Out(NamedTuple):
    """A candidate that a review knocks out, and by which requirements."""

    where: Document
    review: Review
    place: int
    criteria: list[Criterion]


def _knocked_out(context: Context, decision: Decision, adopted: list[str]) -> dict[str, _Out]:
    """The adopted technologies that no review behind the decision lets pass, and that one of them knocks out."""
    found: dict[str, _Out] = {}
    passed: set[str] = set()
    for link in context.graph.links(decision.id, ("based_on",)):
        review = link.target.record
        if not isinstance(review, Review) or review.status != "reported":
            continue
        here: dict[str, _Out] = {}
        for place, candidate in enumerate(review.candidates):
            if (name := _slug(candidate)) in adopted:
                here[name] = _Out(link.target, review, place, failed(review, place))
        good = {name for name, out in here.items() if not out.criteria or _recommended(out)}
        passed |= good
        found |= {} if good else here
    return {name: out for name, out in found.items() if name not in passed}


def _recommended(out: _Out) -> bool:
    return out.review.candidates[out.place].name in out.review.recommends


def _slug(candidate: Candidate) -> str:
    return candidate.technology or plain(candidate.name).replace(" ", "-")


def _finding(document: Document, decision: Decision, name: str, out: _Out) -> Finding:
    where, review, place, criteria = out
    why = why_failed(review.candidates[place], criteria)
    message = f"{decision.id} adopts {name}, which {why} in {review.id}"
    help_ = f"Give it another ring, or correct {review.id}: what is mandatory there, and how it was scored."
    scored = where.span(("candidates", place, "scores", criteria[0].id))
    related = (Related(where.path, scored, "the score that knocks it out"),)
    return Finding(document, ("technologies", name), message, help_, related=related)
