"""An answer in a sentence: the values of its one column."""

from __future__ import annotations

from typing import Final

from kb.index import Answer
from kb.site.drawing.html import Html
from kb.site.queries.cells import Cells

MOST: Final = 10


def value(answer: Answer, cells: Cells) -> Html:
    """The values, separated by commas; after so many the number of those that are left."""
    column = answer.columns[0]
    if not answer.rows:
        return Html('<span class="kb-unknown">none</span>')
    shown = [cells.shown(column, row[0]) for row in answer.rows[:MOST]]
    rest = len(answer.rows) - len(shown)
    more = f" and {rest} more" if rest and not answer.more else " and more" if rest else ""
    return Html(f'<span class="kb-query__value">{", ".join(shown)}{more}</span>')
