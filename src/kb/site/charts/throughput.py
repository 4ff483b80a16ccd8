"""Throughput: how many tasks were done in each week, weeks without any included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Final

from kb.history.flow import Week
from kb.site.charts.look import ACCENT, HALF, Chart, Level, Spec, Table, amount, levels, values, whole
from kb.site.charts.vega import draw
from kb.site.charts.words import dated, tasks

WEEKS: Final = 52
"""So many of the last weeks are drawn."""
_ROOM: Final = 540  # between the ends of the axis
_FEWEST: Final = 12
ROWS: Final = 16
"""So many are listed."""


def throughput(weeks: Sequence[Week]) -> Chart:
    """The chart of the weeks of a flow, oldest first."""
    title = "Throughput"
    shown = weeks[-WEEKS:]
    entire = [week.done for week in shown if week.whole]
    done = sum(week.done for week in shown)
    if not shown:
        return Chart("throughput", title, "", "The history knows no week yet.")
    sentence = said(shown)
    drawing = draw(_spec(shown), "throughput", f"{title}: tasks done by ISO week", sentence) if done else None
    rows = [
        (week.name, dated(week.monday), str(week.done), str(week.dropped)) for week in shown[: -ROWS - 1 : -1]
    ]
    note = "Weeks are those of ISO 8601, from Monday to Sunday."
    if any(not week.whole for week in shown):
        note += " An outline is a week of which not all days are known; it is left out of the median."
    sample = f"n = {tasks(done)} in {len(entire)} whole {'week' if len(entire) == 1 else 'weeks'}"
    table = Table(("week", "from", "done", "given up"), rows, figures=2, more=len(weeks) - len(rows))
    return Chart("throughput", title, sample, sentence, drawing, table, note=note, latest=True)


def said(weeks: Sequence[Week]) -> str:
    """What a week brings, in words."""
    entire = sorted(week.done for week in weeks if week.whole)
    if not entire:
        return f"No whole week is over yet; this one has {weeks[-1].done} so far."
    middle, count = f"{median(entire):g}", len(entire)
    of = f"{middle} {'task' if middle == '1' else 'tasks'}"
    if count == 1:
        said = f"The one whole week brought {of}."
    elif entire[0] == entire[-1]:
        said = f"Each of {count} whole weeks brought {of}."
    else:
        said = (
            f"The median of {count} whole weeks is {of}; the fewest were {entire[0]}, the most {entire[-1]}."
        )
    last = weeks[-1]
    return said if last.whole else f"{said} This one has {last.done} so far."


def _spec(shown: Sequence[Week]) -> Spec:
    rows: list[Mapping[str, object]] = [
        {"week": week.name, "tasks": week.done, "whole": 1 if week.whole else 0} for week in shown
    ]
    most = max(week.done for week in shown)
    labels = {
        "labelExpr": "slice(datum.label, 5)",
        "labelOverlap": True,
        "labelAngle": 0,
        "grid": False,
        "ticks": False,
    }
    bars: Spec = {
        "data": values(rows),
        "mark": {"type": "bar", "fill": ACCENT, "stroke": ACCENT, "strokeWidth": 1.2, "size": _wide(len(rows))},
        "encoding": {
            "x": {"field": "week", "type": "ordinal", "title": "ISO week", "axis": labels, "sort": None,
                  "scale": {"paddingInner": 0.25}},
            "y": amount("tasks", "tasks done", most),
            "fillOpacity": {"condition": {"test": "datum.whole", "value": 0.8}, "value": 0},
        },
    }  # fmt: skip
    entire = [week.done for week in shown if week.whole]
    lines = levels([Level(median(entire), f"median {median(entire):g}")], most) if entire else []
    return whole([bars, *lines], width=HALF, height=300)


def _wide(weeks: int) -> int:
    """How wide a bar is: few weeks are no wider than a dozen would be."""
    return max(3, int(0.75 * _ROOM / max(weeks, _FEWEST)))
