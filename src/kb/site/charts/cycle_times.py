"""Cycle times: when tasks were done and how many days each had taken, with the percentiles as lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kb.history.flow import Flow, Item, Percentiles
from kb.site.charts.look import (
    ACCENT,
    HALF,
    Chart,
    Level,
    Spec,
    Table,
    amount,
    day,
    leading,
    levels,
    values,
    whole,
)
from kb.site.charts.vega import KEY, draw
from kb.site.charts.words import dated, days, tasks
from kb.wording import listed

DOTS: Final = 80
"""So many of the last finished tasks are drawn; the percentiles are those of all."""
ROWS: Final = 20
"""So many are listed."""
_DASHES: Final[Mapping[int, tuple[int, int]]] = {50: (2, 3), 70: (4, 3), 85: (7, 3), 95: (11, 3)}
_DRAWN: Final = (50, 85, 95)


def cycle_times(flow: Flow, reference: Callable[[str], str], address: Callable[[str], str | None]) -> Chart:
    """The chart.

    Args:
        flow: what the flow comes to.
        reference: names a record in a table, by its id.
        address: the page of a record, by its id; None for one that is gone.
    """
    title = "Cycle time"
    known = sorted(_known(flow.done), key=lambda item: (item.finished, item.id), reverse=True)
    shown = known[:DOTS]
    sentence = said(flow)
    if not known:
        return Chart("cycle", title, "n = 0", sentence)
    drawing = draw(
        _spec(shown, flow.cycle),
        "cycle",
        f"{title}: days in progress by the day on which a task was done",
        sentence,
        leading(shown, address),
    )
    rows = [
        (reference(item.id), dated(item.started), dated(item.finished), str(item.cycle_days))
        for item in shown[:ROWS]
        if item.started is not None and item.finished is not None
    ]
    note = "Each dot is a task and leads to it. A cycle time counts the first and the last day."
    if len(known) > len(shown):
        note += f" Drawn are the last {len(shown)} of {len(known)}; the percentiles are those of all."
    unknown = len(flow.done) - len(known)
    if unknown:
        note += f" Of {tasks(unknown)} more the history does not show when the work began."
    table = Table(("task", "started", "done", "days"), rows, more=len(known) - len(rows))
    return Chart("cycle", title, f"n = {tasks(len(known))}", sentence, drawing, table, note=note, latest=True)


def said(flow: Flow) -> str:
    """What the percentiles mean, in words, and which of them the sample does not carry."""
    n = flow.cycle.n
    if not n or flow.first is None:
        return "No task is done yet whose start and end the history shows."
    at = {rank: value for rank, value in flow.cycle.at.items() if rank in _DRAWN and value is not None}
    since = f"the {tasks(n)} done since {dated(flow.first)}"
    if not at:
        return f"The history shows {tasks(n)} done, too few for a percentile."
    parts = [
        f"{rank} %{f' of {since}' if rank == max(at) else ''} took {days(value)}{' or less' if value > 1 else ''}"
        for rank, value in sorted(at.items(), reverse=True)
    ]
    refused = [
        f"the {rank}th takes {least}" for rank, least in sorted(flow.cycle.refused.items()) if rank in _DRAWN
    ]
    rest = f" {n} are too few for more percentiles: {listed(refused)}." if refused else ""
    return f"{listed(parts)}.{rest}"


def _known(done: Sequence[Item]) -> list[Item]:
    return [item for item in done if item.cycle_days is not None and item.finished is not None]


def _spec(shown: Sequence[Item], cycle: Percentiles) -> Spec:
    rows: list[Mapping[str, object]] = [
        {
            "day": item.finished.isoformat() if item.finished is not None else None,
            "days": item.cycle_days,
            "to": f"{KEY}{n}",
            "words": f"{item.id}: {days(item.cycle_days or 0)}, done {dated(item.finished) if item.finished else ''}",
        }
        for n, item in enumerate(shown)
    ]
    layers: list[Spec] = [
        {
            "data": values(rows),
            "mark": {
                "type": "point",
                "size": 38,
                "stroke": ACCENT,
                "fill": ACCENT,
                "fillOpacity": 0.25,
                "strokeWidth": 1.2,
            },
            "encoding": {
                "x": day("day", "day on which a task was done", _span(shown), padding=8),
                "y": amount("days", "days in progress", max(item.cycle_days or 0 for item in shown)),
                "href": {"field": "to"},
                "description": {"field": "words"},
            },
        }
    ]
    return whole([*layers, *_lines(shown, cycle)], width=HALF, height=300)


def _span(shown: Sequence[Item]) -> int:
    """How many days lie between the first and the last finish."""
    on = [item.finished for item in shown if item.finished is not None]
    return (max(on) - min(on)).days


def _lines(shown: Sequence[Item], cycle: Percentiles) -> list[Spec]:
    """The percentiles; those at the same height share a line."""
    at: dict[int, list[int]] = {}
    for rank in _DRAWN:
        value = cycle.at.get(rank)
        if value is not None:
            at.setdefault(value, []).append(rank)
    lines = [
        Level(value, f"{', '.join(map(str, ranks))} %: {value} d", _DASHES[ranks[-1]])
        for value, ranks in sorted(at.items())
    ]
    return levels(lines, max(item.cycle_days or 0 for item in shown)) if lines else []
