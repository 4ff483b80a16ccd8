"""An answer as a chart: two of its columns, with a third for groups and the records as names."""

from __future__ import annotations

from typing import Any, Literal, cast

from kb.index import Answer
from kb.queries.asking import Asked
from kb.site.charts.plot import Point, X, plot
from kb.site.queries.cells import Cells, as_day
from kb.site.templating import render, words


def chart(asked: Asked, answer: Answer, cells: Cells, number: int) -> str:
    """The chart of an answer.

    Args:
        asked: the query; columns that it does not name are the first for x, the second for y, the third for series.
        answer: its rows.
        cells: knows the records that are named.
        number: which query of the page it is.
    """
    names = answer.columns
    free = [n for n in range(len(names)) if names[n] not in asked.columns.values() and names[n] != "id"]
    x, y = (_place(asked, name, names, free) for name in ("x", "y"))
    series = names.index(asked.columns["series"]) if "series" in asked.columns else None
    if series is None and not asked.columns and free:
        series = free[0]
    identity = names.index("id") if "id" in names else None
    named = identity if asked.shape == "scatter" and identity != x else None  # a line runs through names
    rows = answer.rows[: asked.limit]
    days = all(as_day(row[x]) is not None for row in rows)
    points = [
        Point(
            _across(row[x], days=days),
            row[y] if isinstance(row[y], int | float) else None,
            str(row[named]) if named is not None else "",
            "" if series is None or row[series] is None else str(row[series]),
            _href(row[identity] if identity is not None else row[x], cells),
        )
        for row in rows
    ]
    title = asked.title or f"{words(names[y])} by {words(names[x])}"
    drawn = plot(
        points,
        cast(Literal["line", "bar", "scatter"], asked.shape),
        name=f"q{number}",
        title=title,
        across=words(names[x]),
        up=words(names[y]),
        of=("row", "rows"),
    )
    return render("query_chart.html", c=drawn)


def _place(asked: Asked, name: str, names: list[str], free: list[int]) -> int:
    """The number of the column for x or y; the first that is left, where none was named."""
    if name in asked.columns:
        return names.index(asked.columns[name])
    return free.pop(0) if free else 0


def _across(value: Any, *, days: bool) -> X:
    if days and (found := as_day(value)) is not None:
        return found
    if isinstance(value, int | float):
        return float(value)
    return "none" if value is None else str(value)


def _href(value: Any, cells: Cells) -> str | None:
    return cells.material.url(value, cells.here) if cells.record(value) is not None else None
