"""FR002 untouched-too-long: what is relied on is looked at now and then, even if nobody set a day for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.ages import on, untouched
from kb.lint.rule import Context, Finding, Rule, Views
from kb.lint.saying import absent
from kb.record import Record
from kb.standing import due, is_relied_on

_LIMIT: Final = "limits."


class UntouchedTooLong(Rule):
    """A record that is relied on sets no day to look at it again, and nobody has touched it for the limit of its type.

    ## Why

    Versions, prices, laws and people change, and a record does not notice. Whoever relies on one that nobody has
    opened for long should know that. Look at it: if it still holds, set `review_by` to the next day on which somebody
    will; if not, change it or retire it.

    What counts is the last commit that changed anything in the file, a tidying of all files included; only in its own
    date of creation would a record that is kept up look older than it is. Where `review_by` or `valid_until` is set,
    FR001 and RV009 watch over that day, RK003 over open risks, KB006 and KB008 over tasks. A file that is not as it was
    committed counts as touched today, and where a clone does not hold the commit, nothing is said.

    ## Bad

    ```commit 2026-01-12 research/reviews/REV-0001-trackers.md
    ---
    id: REV-0001
    type: review
    title: Experiment trackers
    status: reported
    created: 2026-01-12
    ---
    ```

    ## Good

    ```commit 2026-01-12 research/reviews/REV-0001-trackers.md
    ---
    id: REV-0001
    type: review
    title: Experiment trackers
    status: reported
    created: 2026-01-12
    ---
    ```

    ```commit 2026-10-12 research/reviews/REV-0001-trackers.md
    ---
    id: REV-0001
    type: review
    title: Experiment trackers
    status: reported
    created: 2026-01-12
    review_by: 2027-04-12
    ---
    ```

    ## Configure

    `limits.review_age_days` holds the days for each type, 270 for reviews and 90 for risks; a type that is not in it
    has no limit.

    ```config
    [limits.review_age_days]
    decision = 365
    ```
    """

    code: ClassVar[str] = "FR002"
    name: ClassVar[str] = "untouched-too-long"
    severity: ClassVar[Severity] = Severity.WARNING
    needs: ClassVar[tuple[str, ...]] = ("history",)
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """Records in force that nobody has touched for long."""
        if context.history is None:
            return
        limits = context.config.limits.review_age_days
        for document in context.base.documents:
            record = document.record
            if record is None or record.type not in limits or record.type == "task":
                continue
            life = context.life(document)
            days = untouched(context, life) if life is not None else None
            if life is None or days is None or days <= limits[record.type] or not context.saved(document):
                continue
            if _is_watched(context, document, record):
                since = on(context, life.touched)
                message = f"{record.id} is {record.status}, and nobody has touched it for {days} days, since {since}"
                help_ = "If it still holds, set `review_by` to the next day to look at it; if not, change or retire it."
                yield Finding(document, absent(document, ("review_by",), ("status",)), message, help_)


def _is_watched(context: Context, document: Document, record: Record) -> bool:
    """Whether somebody relies on a record for which only the limit of its type says when to look at it again."""
    if (record.type, record.status) == ("risk", "open"):
        return False  # RK003 counts from the day on which the risk was seen
    last = due(context.graph, document)
    if last is None or not last.because.startswith(_LIMIT):
        return False
    return is_relied_on(document, context.workflow) or context.base.types[record.type].custom
