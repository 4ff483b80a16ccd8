"""Blocked time: which tasks stood still between start and finish, and for how long."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from kb.history.flow import Flow, Item
from kb.site.charts.look import BAD, HALF, Chart, Spec, Table, amount, leading, values, whole
from kb.site.charts.vega import KEY, draw
from kb.site.charts.words import days, tasks

BARS: Final = 10
ROWS: Final = 10


def blocked(
    flow: Flow, stuck: Collection[str], reference: Callable[[str], str], address: Callable[[str], str | None]
) -> Chart:
    """The chart of tasks that are done or in progress.

    Args:
        flow: what the flow comes to.
        stuck: the ids of what is blocked now.
        reference: names a record in a table, by its id.
        address: the page of a record, by its id; None for one that is gone.
    """
    title = "Blocked time"
    known = [item for item in (*flow.done, *flow.moving) if item.blocked_days is not None]
    stood = sorted(
        (item for item in known if item.blocked_days), key=lambda i: (-(i.blocked_days or 0), i.id)
    )
    sample = f"n = {tasks(len(known))} started"
    sentence = said(stood, len(known))
    if not stood:
        return Chart("blocked", title, sample, sentence)
    shown = stood[:BARS]
    drawing = draw(
        _spec(shown, stuck), "blocked", f"{title}: days blocked by task", sentence, leading(shown, address)
    )
    rows = [
        (
            reference(item.id),
            "still blocked" if item.id in stuck else item.state or "",
            str(item.blocked_days),
        )
        for item in stood[:ROWS]
    ]
    table = Table(("task", "now", "days blocked"), rows, more=max(len(stood) - ROWS, 0))
    note = f"The {len(shown)} longest of {len(stood)}." if len(stood) > len(shown) else ""
    return Chart("blocked", title, sample, sentence, drawing, table, note=note)


def said(stood: Sequence[Item], among: int) -> str:
    """How much time went by blocked, in words."""
    if not among:
        return "No task was started yet whose start the history shows."
    if not stood:
        return f"None of {tasks(among)} was blocked for a day between start and finish."
    total = sum(item.blocked_days or 0 for item in stood)
    first = stood[0]
    least = f"; {first.id} alone {first.blocked_days}" if len(stood) > 1 else ""
    return f"{len(stood)} of {tasks(among)} stood blocked for {days(total)} in all between start and finish{least}."


def _spec(shown: Sequence[Item], stuck: Collection[str]) -> Spec:
    rows: list[Mapping[str, object]] = [
        {
            "task": item.id,
            "days": item.blocked_days,
            "words": f"{item.blocked_days} d{', still' if item.id in stuck else ''}",
            "label": f"{item.id}: blocked {days(item.blocked_days or 0)}",
            "to": f"{KEY}{n}",
        }
        for n, item in enumerate(shown)
    ]
    place = {
        "field": "task",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"domain": False, "ticks": False},
    }
    bars: Spec = {
        "data": values(rows),
        "mark": {"type": "bar", "fill": BAD, "fillOpacity": 0.7, "size": 16},
        "encoding": {
            "y": place,
            "x": amount("days", "days blocked", shown[0].blocked_days or 0),
            "href": {"field": "to"},
            "description": {"field": "label"},
        },
    }
    words: Spec = {
        "data": values(rows),
        "mark": {"type": "text", "align": "left", "dx": 5},
        "encoding": {"y": place, "x": {"field": "days", "type": "quantitative"}, "text": {"field": "words"}},
    }
    return whole([bars, words], width=HALF, height=28 * len(rows) + 56)
