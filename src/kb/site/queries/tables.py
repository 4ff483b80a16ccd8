"""An answer as a table that scrolls in its own box, sorts by its headings and filters where it is long."""

from __future__ import annotations

from typing import Any

from kb.index import Answer
from kb.queries.asking import Asked
from kb.record import Record
from kb.site.drawing.html import Html, text
from kb.site.queries.cells import Cells, kind
from kb.site.templating import words

FEW = 12
"""Values of a column among which one may choose."""
_FACETS = frozenset({"status", "type", "verdict", "outcome", "severity", "owner", "assignee", "goal"})


def table(asked: Asked, answer: Answer, cells: Cells, number: int) -> str:
    """The rows of an answer.

    Args:
        asked: the query.
        answer: its rows.
        cells: shows single values.
        number: which query of the page it is.
    """
    rows = answer.rows[: asked.limit]
    names = answer.columns
    kinds = [kind([row[n] for row in rows]) for n in range(len(names))]
    titled = "title" in names
    identity = names.index("id") if "id" in names else None
    heads = "".join(
        f'<th scope="col"{_kind(of)}{_facet(name, [row[n] for row in rows])}>{text(words(name))}</th>'
        for n, (name, of) in enumerate(zip(names, kinds, strict=True))
    )
    lines = []
    for row in rows:
        record = cells.record(row[identity]) if identity is not None else None
        shown = []
        for n, (name, of, value) in enumerate(zip(names, kinds, row, strict=True)):
            if n == identity and cells.is_id(value):
                cell = _identity(value, names, cells, titled=titled)
            else:
                cell = cells.shown(name, value, record or _other(row, cells))
            shown.append(f"<td{_kind(of)}{_sort(of, value)}>{cell}</td>")
        lines.append(f"<tr>{''.join(shown)}</tr>")
    label = text(asked.title or "Answer of a query")
    return (
        f'<div class="kb-table-wrap" role="region" tabindex="0" aria-label="{label}">'
        f'<table class="kb-table" id="kb-q{number}" data-kb-table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )


def _identity(value: str, names: list[str], cells: Cells, *, titled: bool) -> Html:
    with_status = "status" not in names and "outcome" not in names
    if titled:
        return cells.short(value, with_status=with_status)
    return cells.whole(value, with_status=with_status)


def _other(row: tuple[Any, ...], cells: Cells) -> Record | None:
    """The record that a row is about which has no column `id`: the first that it names."""
    return next((found for value in row[:2] if (found := cells.record(value)) is not None), None)


def _kind(of: str) -> str:
    return f' data-kind="{of}"' if of != "text" else ""


def _sort(of: str, value: Any) -> str:
    """What a cell sorts by, where that is not what it shows."""
    if value is None or isinstance(value, bytes):
        return ' data-sort=""'
    return f' data-sort="{text(value)}"' if of in ("number", "date") else ""


def _facet(name: str, column: list[Any]) -> str:
    few = 1 < len({value for value in column if value is not None}) <= FEW
    return " data-facet" if name in _FACETS and few else ""
