"""Shows single values of an answer as the site shows them elsewhere: references, marks, days, numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from kb.site.drawing import marks
from kb.site.drawing.html import Html, text
from kb.site.templating import day, figure

if TYPE_CHECKING:
    from kb.record import Record
    from kb.site.material import Material

LONGEST: Final = 300
UNKNOWN: Final = Html('<span class="kb-unknown">–</span>')
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_ID = re.compile(r"[A-Z]{1,6}-[0-9]{1,9}")
_OUTCOMES: Final = ("supported", "refuted", "inconclusive")
_PEOPLE: Final = ("owner", "assignee", "author")


class Cells:
    """Shows values on the page at ``here``.

    Args:
        material: the site.
        here: the path of the page.
    """

    def __init__(self, material: Material, here: str) -> None:
        self.material, self.here = material, here

    def record(self, value: Any) -> Record | None:
        """The record whose id a value is, if the audience sees it."""
        document = self.material.base.by_id.get(value) if isinstance(value, str) else None
        return document.record if document is not None else None

    def is_id(self, value: Any) -> bool:
        """Whether a value is the id of a record, or of one that is kept from this audience."""
        if not isinstance(value, str) or not _ID.fullmatch(value):
            return False
        return self.record(value) is not None or value in self.material.hidden

    def whole(self, id_: str, *, with_status: bool = True) -> Html:
        """A reference with title and marks."""
        return self.material.ref(id_, self.here, with_status=with_status)

    def short(self, id_: str, *, with_status: bool = False) -> Html:
        """A reference by the id alone, for where the title stands elsewhere or would be too much."""
        record = self.record(id_)
        if record is None:
            return self.material.ref(id_, self.here)
        faded = self.material.faded(id_)
        status = record.status if with_status else ""
        url = self.material.url(id_, self.here)
        return marks.record_ref(id_, record.type, "", url, status=status, faded=faded)

    def shown(self, column: str, value: Any, record: Record | None = None) -> Html:
        """A value under its heading; ``record`` is the one that its row is about."""
        if value is None:
            return UNKNOWN
        if isinstance(value, bytes):
            return Html(f'<span class="kb-unknown">{len(value)} bytes</span>')
        if isinstance(value, int | float):
            return Html(text(figure(value)))
        if self.is_id(value):
            return self.short(value)
        if (found := self._mark(column, value, record)) is not None:
            return found
        moment = as_day(value)
        if moment is not None:
            return day(moment)
        return Html(text(value if len(value) <= LONGEST else f"{value[:LONGEST]}…"))

    def _mark(self, column: str, value: str, record: Record | None) -> Html | None:
        if column == "status":
            return marks.status_chip(value, record.type if record is not None else "")
        if column == "verdict" and value in marks.VERDICTS:
            return marks.verdict(value)
        if column == "outcome" and value in _OUTCOMES:
            return marks.outcome(value)
        if column == "type" and value in self.material.base.types:
            return marks.type_badge(value)
        if column in _PEOPLE:
            return Html(f'<span class="kb-person">{text(value)}</span>')
        return None


def as_day(value: Any) -> date | None:
    """The day of an ISO date or time; None for anything else."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def kind(column: Sequence[Any]) -> str:
    """What a column holds: ``number``, ``date`` or ``text``; what is not known counts as any."""
    known = [value for value in column if value is not None]
    if known and all(isinstance(value, int | float) for value in known):
        return "number"
    return "date" if known and all(as_day(value) is not None for value in known) else "text"
