"""RV007 close-call: a recommendation that a small change of one weight turns round is called a close call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from kb.base import Document
from kb.diagnostics import Related, Severity
from kb.lint.reviews import decisions_on, plain, sound
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.decision import Decision
from kb.records.review import Candidate, Review
from kb.text.late import late

if TYPE_CHECKING:
    from kb.review_scoring import Flip

_SAYS_SO: Final = late(r"\bclose[ -]call\b", re.IGNORECASE)


class CloseCall(Rule):
    """A review recommends one candidate, and a small change of one weight would put another one first.

    ## Why

    Weights are estimates. When a step of one of them decides, the numbers have not decided anything, and whoever reads
    only the recommendation believes that they have. The same is said when points and requirements met put different
    candidates first. This is a remark and fails no run.

    It stops as soon as somebody has taken notice: the text of the review calls it a close call, both candidates are
    recommended, or a decision based on the review names the other one among its `options` or `technologies`. Drafts
    are left alone, and so are reviews that recommend nobody or a third. Candidates with scores missing or out of range
    are not compared.

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
        weight: 4
      - id: O1
        requirement: Works without a server
        weight: 3
    candidates:
      - name: a tracker
        scores: {U1: 4, O1: 0}
      - name: files in git
        scores: {U1: 0, O1: 3}
    recommends: [a tracker]
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
        weight: 4
      - id: O1
        requirement: Works without a server
        weight: 3
    candidates:
      - name: a tracker
        scores: {U1: 4, O1: 0}
      - name: files in git
        scores: {U1: 0, O1: 3}
    recommends: [a tracker]
    ---

    A close call: if working offline mattered as much as comparing, files in git would be as good. Two plants have no
    network, so this is looked at again when the third comes.
    ```

    ## Configure

    The share of a weight that counts as a small change, a quarter unless said otherwise; `kb compare` and the site
    use the same:

    ```toml
    [limits]
    close_call_share = 0.1
    ```
    """

    code: ClassVar[str] = "RV007"
    name: ClassVar[str] = "close-call"
    severity: ClassVar[Severity] = Severity.INFO
    views: ClassVar[Views] = ("<based_on",)
    judges: ClassVar[tuple[str, ...] | None] = ("review",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Reported reviews whose recommendation hangs on one weight."""
        share = context.config.limits.close_call_share
        for document, review in context.records(Review):
            if review.status != "reported" or not review.recommends or len(review.candidates) < 2:
                continue
            call = _call(review, share)
            if call is None or _noticed(context, document, review, call):
                continue
            message = f"{review.id} recommends {call.first}, but {call.says}"
            help_ = (
                "Say in its text that it is a close call, recommend both, or find out what tells them apart."
            )
            rival = next(n for n, candidate in enumerate(review.candidates) if candidate.name == call.rival)
            span = document.span(("candidates", rival, "name"))
            where = ("recommends", review.recommends.index(call.first))
            related = (Related(document.path, span, "the other one"),)
            yield Finding(document, where, message, help_, related=related)


class _Call(NamedTuple):
    """A candidate that is recommended, one that is not and might as well be, and why."""

    first: str
    rival: str
    says: str


def _call(review: Review, share: float) -> _Call | None:
    from kb.review_scoring import compare  # and the exact arithmetic behind it

    comparison = compare(review, share)
    first, best = comparison.first, comparison.best
    if first is None or best is None or not comparison.close_call:
        return None
    if first.name != best.name:
        found = [
            _Call(first.name, best.name, f"{best.name} has more points"),
            _Call(best.name, first.name, f"{first.name} satisfies more requirements"),
        ]
    else:
        small = [flip for flip in comparison.flips if flip.change <= comparison.close]
        found = [_Call(best.name, flip.winner, _turns(flip)) for flip in small]
    recommended = set(review.recommends)
    unsound = {c.name for place, c in enumerate(review.candidates) if not sound(review, place)}
    known = [call for call in found if unsound.isdisjoint((call.first, call.rival))]
    return next((c for c in known if c.first in recommended and c.rival not in recommended), None)


def _turns(flip: Flip) -> str:
    if flip.needs == flip.weight:
        return f"{flip.winner} has as many points"
    return f"{flip.winner} draws level if {flip.criterion} weighs {flip.needs:g} instead of {flip.weight:g}"


def _noticed(context: Context, document: Document, review: Review, call: _Call) -> bool:
    """Whether somebody who knew that it was close has said so or decided all the same."""
    rival = next(candidate for candidate in review.candidates if candidate.name == call.rival)
    decisions = [decision for _, decision in decisions_on(context, review) if decision.status != "proposed"]
    return any(_weighs(decision, rival) for decision in decisions) or (
        _SAYS_SO.search(document.body_text) is not None
    )


def _weighs(decision: Decision, rival: Candidate) -> bool:
    if rival.technology is not None and rival.technology in (decision.technologies or {}):
        return True
    name = f" {plain(rival.name)} "
    return any(name in f" {plain(option.name)} " for option in decision.options)
