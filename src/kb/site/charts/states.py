"""Time in state: how many days done tasks spent in each state, and how much of it was work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kb.history.flow import Flow, Percentiles
from kb.site.charts.look import ACCENT, HALF, QUIET, Chart, Spec, Table, amount, values, whole
from kb.site.charts.vega import draw
from kb.site.charts.words import days, tasks
from kb.workflow import Workflow

_RANKS: Final = (50, 85)


def states(flow: Flow, workflow: Workflow) -> Chart:
    """The chart of what was done in a flow."""
    title = "Time in state"
    sentence = said(flow)
    known = [each for each in flow.in_states if each.days.at.get(50) is not None]
    if not known:
        return Chart("states", title, f"n = {tasks(len(flow.done))}", sentence)
    drawing = draw(_spec(flow, workflow), "states", f"{title}: days in each state, of done tasks", sentence)
    rows = [
        (each.state, str(each.days.n), *(_cell(each.days.at.get(rank)) for rank in _RANKS))
        for each in flow.in_states
    ]
    note = (
        "Bars end at the median, ticks stand at the 85th percentile where enough tasks carry it. Light bars are states "
        "before the work starts."
    )
    table = Table(("state", "n", "median days", "85 % days"), rows, figures=3)
    return Chart("states", title, f"n = {tasks(len(flow.done))} done", sentence, drawing, table, note=note)


def said(flow: Flow) -> str:
    """The flow efficiency, in words."""
    efficiency = flow.efficiency
    if efficiency.share is None:
        return "No task is done yet of which the history shows the days between start and finish."
    was = "was" if efficiency.active == 1 else "were"
    said = (
        f"Flow efficiency is {100 * efficiency.share:.0f} %: of {days(efficiency.elapsed)} between start and finish of "
        f"{tasks(efficiency.n)}, {efficiency.active} {was} in a started state and not blocked"
    )
    return (
        f"{said}, {efficiency.blocked} blocked."
        if efficiency.blocked
        else f"{said}; none was lost to a block."
    )


def _cell(value: int | None) -> str:
    return "–" if value is None else str(value)


def _spec(flow: Flow, workflow: Workflow) -> Spec:
    rows: list[Mapping[str, object]] = [
        {
            "state": each.state,
            "half": each.days.at.get(50),
            "most": each.days.at.get(85),
            "end": max(each.days.at.get(50) or 0, each.days.at.get(85) or 0),
            "words": _words(each.days),
            "moving": int(workflow.in_progress(each.state)),
        }
        for each in flow.in_states
        if each.days.at.get(50) is not None
    ]
    most = max(max(each.days.at.get(85) or 0, each.days.at.get(50) or 0) for each in flow.in_states) or 1
    place = {
        "field": "state",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"domain": False, "ticks": False},
    }
    along = amount("half", "days", most, scale={"domain": [0, 1.28 * most], "nice": False})
    opacity = {"condition": {"test": "datum.moving", "value": 0.8}, "value": 0.25}
    bars: Spec = {
        "data": values(rows),
        "mark": {"type": "bar", "fill": ACCENT, "stroke": ACCENT, "strokeWidth": 1, "size": 20},
        "encoding": {"y": place, "x": along, "fillOpacity": opacity},
    }
    ticks: Spec = {
        "data": values([row for row in rows if row["most"] is not None]),
        "mark": {"type": "tick", "color": QUIET, "thickness": 2, "size": 26},
        "encoding": {"y": place, "x": {"field": "most", "type": "quantitative"}},
    }
    words: Spec = {
        "data": values(rows),
        "mark": {"type": "text", "align": "left", "dx": 7},
        "encoding": {"y": place, "x": {"field": "end", "type": "quantitative"}, "text": {"field": "words"}},
    }
    return whole([bars, ticks, words], width=HALF, height=max(140, 34 * len(rows) + 60))


def _words(found: Percentiles) -> str:
    """What stands behind both marks of a state, where it touches neither."""
    half, most = found.at.get(50), found.at.get(85)
    return f"{half} d" if most is None or most == half else f"{half} d, 85 %: {most} d"
