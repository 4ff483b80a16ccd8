"""Cumulative flow: how many tasks were in each state at the end of each day, as areas on top of each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from kb.history.flow import Tally
from kb.site.charts.look import SURFACE, WIDE, Chart, Spec, Table, amount, apart, day, values, whole
from kb.site.charts.shades import Shade, shades
from kb.site.charts.vega import draw
from kb.site.charts.words import dated, tasks
from kb.wording import listed
from kb.workflow import Workflow

POINTS: Final = 90
"""About so many days are drawn; of a longer history every so many."""
ROWS: Final = 20
OTHER: Final = "other states"
"""What the states are called that the workflow of today does not have."""


def step_for(days: int) -> int:
    """How many days lie between those that are drawn: a few, or as many weeks as it takes."""
    step = -(-days // POINTS)
    return step if step < 7 else 7 * -(-step // 7)


def cumulative_flow(tallies: Sequence[Tally], workflow: Workflow) -> Chart:
    """The chart.

    Args:
        tallies: the ends of days, oldest first.
        workflow: the states in their order; what was given up is not flow and is left out.
    """
    title = "Cumulative flow"
    if not tallies:
        return Chart("cumulative", title, "", "The history knows no task yet.")
    tallies = [_of_today(tally, workflow) for tally in tallies]
    last = tallies[-1]
    out = {state for state in workflow.finished if state != workflow.done_state}
    known = [
        state
        for state in (*workflow.states, OTHER)
        if state not in out and any(t.counts.get(state) for t in tallies)
    ]
    total = sum(last.counts.get(state, 0) for state in known)
    sample = f"n = {tasks(total)}, {dated(tallies[0].on)} to {dated(last.on)}"
    sentence = _sentence(tallies, workflow)
    stacked = list(reversed(known))  # what is done lies at the bottom
    looks = shades(known, workflow)
    spec = _spec(tallies, stacked, looks)
    dropped = sum(last.counts.get(state, 0) for state in out)
    note = "A band that grows wider is a queue that grows; the slope of the lowest one is what gets done."
    if dropped:
        note += f" Left out: {tasks(dropped)} given up."
    return Chart(
        "cumulative",
        title,
        sample,
        sentence,
        draw(spec, "cumulative", f"{title}: tasks in each state by day", sentence)
        if len(tallies) > 1
        else None,
        _table(tallies, known),
        tuple((looks[state], state) for state in known),
        note,
        latest=True,
    )


def _of_today(tally: Tally, workflow: Workflow) -> Tally:
    """The states of the workflow; all others, which the history may have had, as one."""
    counts = {state: tally.counts.get(state, 0) for state in workflow.states}
    other = sum(n for state, n in tally.counts.items() if state not in counts)
    return tally._replace(counts={**counts, OTHER: other} if other else counts)


def _sentence(tallies: Sequence[Tally], workflow: Workflow) -> str:
    last = tallies[-1]
    now = [f"{n} in {state}" for state, n in last.counts.items() if n and workflow.in_progress(state)]
    moving = last.moving(workflow)
    said = f"On {dated(last.on)} {tasks(moving)} {'was' if moving == 1 else 'were'} in progress"
    said += f" ({listed(now)})" if len(now) > 1 else ""
    before = next((t for t in reversed(tallies) if last.on - t.on >= timedelta(days=28)), None)
    if before is not None:
        said += f"; it was {before.moving(workflow)} on {dated(before.on)}"
    done = last.counts.get(workflow.done_state or "", 0)
    return f"{said}. {tasks(done)} {'is' if done == 1 else 'are'} done."


def _spec(tallies: Sequence[Tally], stacked: Sequence[str], looks: Mapping[str, Shade]) -> Spec:
    rows: list[Mapping[str, object]] = []
    for tally in tallies:
        height = 0
        for state in stacked:
            top = height + tally.counts.get(state, 0)
            rows.append({"day": tally.on.isoformat(), "state": state, "from": height, "to": top})
            height = top
    most = max(sum(tally.counts.get(state, 0) for state in stacked) for tally in tallies) or 1
    colours = _scale(looks, [look.colour for look in looks.values()])
    densities = _scale(looks, [look.opacity for look in looks.values()])
    on = day("day", "day", (tallies[-1].on - tallies[0].on).days)
    layers: list[Spec] = [
        {
            "data": values(rows),
            "mark": {"type": "area", "stroke": SURFACE, "strokeWidth": 1},
            "encoding": {
                "x": on,
                "y": amount("from", "tasks", most, stack=None),
                "y2": {"field": "to"},
                "fill": colours,
                "fillOpacity": densities,
            },
        },
        {
            "data": values(_names(tallies[-1], stacked, most)),
            "mark": {"type": "text", "align": "left", "dx": 6, "fontWeight": 600},
            "encoding": {"x": on, "y": {"field": "at", "type": "quantitative"}, "text": {"field": "state"}},
        },
    ]
    return whole(layers, width=WIDE, height=340)


def _scale(looks: Mapping[str, Shade], looked: Sequence[object]) -> Spec:
    return {
        "field": "state",
        "type": "nominal",
        "legend": None,
        "scale": {"type": "ordinal", "domain": list(looks), "range": list(looked)},
    }


def _names(last: Tally, stacked: Sequence[str], most: int) -> list[Mapping[str, object]]:
    """Where the name of each band stands: in the middle of its right end, moved where two would touch."""
    middles: dict[str, float] = {}
    height = 0
    for state in stacked:
        n = last.counts.get(state, 0)
        if n:
            middles[f"{state} {n}"] = height + n / 2
        height += n
    places = apart(list(middles.values()), most / 19, most)
    return [
        {"day": last.on.isoformat(), "at": at, "state": words}
        for words, at in zip(middles, places, strict=True)
    ]


def _table(tallies: Sequence[Tally], known: Sequence[str]) -> Table:
    """The ends of weeks, the last one first."""
    chosen: list[Tally] = []
    for tally in reversed(tallies):
        if not chosen or chosen[-1].on - tally.on >= timedelta(days=7):
            chosen.append(tally)
    rows = [
        (dated(tally.on), *(str(tally.counts.get(state, 0)) for state in known)) for tally in chosen[:ROWS]
    ]
    return Table(("end of", *known), rows, figures=len(known), more=max(len(chosen) - ROWS, 0))
