"""PV005 legal-review-open: what was approved was reviewed, and what is in use was approved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from kb.diagnostics import Related, Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.privacy import Privacy
from kb.text.frontmatter import KeyPath

# The states in which what a note covers is used or relied on.
_IN_USE: Final = {
    "experiment": ("running", "concluded"),
    "review": ("reported",),
    "product": ("agreed",),
    "stack": ("agreed",),
}
_UNDECIDED: Final = re.compile(
    r"\W*(?:open|pending|outstanding|waiting|tbd|tba|todo|not yet|none|in review)?\W*", re.I
)


class LegalReviewOpen(Rule):
    """A privacy note is approved, or something it covers is in use, while its legal review is still open.

    ## Why

    An approval that nobody gave is worth nothing on the day it is asked for. A review is open while the note has no
    `legal_review`, while that has no verdict (or says `pending`), and until its day. In an approved note that is an
    error. A note that still waits is a warning as soon as it covers an experiment that runs or has concluded, a
    reported review, or an agreed product note or stack.

    ## Bad

    ```record research/privacy/PRIV-0001-orders.md
    ---
    id: PRIV-0001
    type: privacy
    title: Order history of the shop
    status: approved
    created: 2026-05-04
    owner: data-lead
    ---
    ```

    ## Good

    ```record research/privacy/PRIV-0001-orders.md
    ---
    id: PRIV-0001
    type: privacy
    title: Order history of the shop
    status: approved
    created: 2026-05-04
    owner: data-lead
    legal_review:
      by: legal
      'on': 2026-05-20
      verdict: approved for forecasting
    ---
    ```
    """

    code: ClassVar[str] = "PV005"
    name: ClassVar[str] = "legal-review-open"
    views: ClassVar[Views] = ("covers",)
    judges: ClassVar[tuple[str, ...] | None] = ("privacy",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Approved notes without a verdict, and notes without approval that cover something in use."""
        for document, note in context.records(Privacy):
            if note.status in ("refused", "expired"):
                continue
            if note.status == "approved":
                found = _open(note, context.today)
                if found is not None:
                    where, words = found
                    help_ = "Record who reviewed it, when, and the verdict; until then the note is `pending`."
                    yield Finding(document, where, f"{note.id} is approved and {words}", help_)
            elif covered := list(_in_use(context, note)):
                number, first, state, _ = covered[0]
                others = ", ".join(id_ for _, id_, _, _ in covered[1:4])
                message = f"{first} is {state}, and {note.id}, which covers it, is only {note.status}"
                if others:
                    message += f"; so it is with {others}"
                help_ = "Bring the legal review to its end, or stop using what it covers."
                related = tuple(place for _, _, _, place in covered[:4])
                where = ("covers", number)
                yield Finding(document, where, message, help_, severity=Severity.WARNING, related=related)


def _open(note: Privacy, today: date) -> tuple[KeyPath, str] | None:
    """Where and why the legal review of a note is open."""
    review = note.legal_review
    if review is None:
        return ("status",), "has no legal review"
    if review.verdict is None:
        return ("legal_review",), "its legal review has no verdict"
    if _UNDECIDED.fullmatch(review.verdict):
        return ("legal_review", "verdict"), f"the verdict of its legal review is “{review.verdict.strip()}”"
    if review.on > today:
        return ("legal_review", "on"), f"its legal review is planned for {review.on}"
    return None


def _in_use(context: Context, note: Privacy) -> Iterator[tuple[int, str, str, Related]]:
    for number, id_ in enumerate(note.covers):
        document = context.base.by_id.get(id_)
        record = document.record if document is not None else None
        if document is not None and record is not None and record.status in _IN_USE.get(record.type, ()):
            place = Related(document.path, document.span(("status",)), f"{id_} is {record.status}")
            yield number, id_, record.status, place
