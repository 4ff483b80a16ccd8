"""A metric over time: every result on one set of data with its spread, the baseline and what was aimed at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from kb.site.charts.glyphs import Glyph
from kb.site.charts.look import (
    GOOD,
    QUIET,
    SMALL,
    Chart,
    Level,
    Spec,
    Table,
    day,
    levels,
    quantity,
    values,
    whole,
)
from kb.site.charts.vega import KEY, draw
from kb.site.charts.words import dated, figure
from kb.site.drawing.lettering import text_width
from kb.wording import plural

OUTCOMES: Final[Mapping[str, Glyph]] = {
    "supported": Glyph("circle", "var(--kb-good)"),
    "refuted": Glyph("cross", "var(--kb-bad)"),
    "inconclusive": Glyph("diamond", "var(--kb-idle)", filled=False),
    "no outcome": Glyph("square", "var(--kb-ink-2)", filled=False),
}
"""What the outcomes of experiments look like, in every chart."""
DOTS: Final = 60
"""So many of the last results are drawn."""
ROWS: Final = 20
FEW: Final = 8
"""So many are listed; so many below a small drawing."""
_HEIGHTS: Final = {False: 230, True: 200}
_FEW_DAYS: Final = 3  # of fewer the results stand beside each other in their order


class Result(NamedTuple):
    """A result.

    Attributes:
        id: of the experiment.
        on: the day it was measured.
        value: the figure.
        std: the spread of its runs; None where nobody recorded it.
        n: how many runs, as far as is known.
        outcome: of the experiment.
        reference: names it in the table.
        href: the page of the experiment.
    """

    id: str
    on: date
    value: float
    std: float | None
    n: int | None
    outcome: str | None
    reference: str
    href: str | None


class Aim(NamedTuple):
    """A height to compare results with: `baseline` or `target`, and who says so."""

    kind: str
    at: float
    said: str = ""


def over_time(  # what is drawn, and each thing that a chart says of itself
    name: str,
    title: str,
    results: Sequence[Result],
    aims: Sequence[Aim],
    *,
    metric: str,
    direction: str,
    small: bool = False,
) -> Chart:
    """The chart.

    Args:
        name: a word for ids.
        title: what it shows.
        results: oldest first.
        aims: baseline and targets.
        metric: the name of the metric.
        direction: which way is good; empty where nobody said so.
        small: whether several stand beside each other.
    """
    shown = results[-DOTS:]
    sentence = said(results, aims, direction)
    sample = f"n = {plural(len(results), 'result')}"
    links = {str(n): each.href for n, each in enumerate(shown) if each.href is not None}
    drawing = (
        draw(_spec(shown, aims, metric, direction, small=small), name, title, sentence, links)
        if shown
        else None
    )
    kinds = [kind for kind in OUTCOMES if any(_outcome(each) == kind for each in shown)]
    note = "Bars are the standard deviation of the runs; a result without one has none on record."
    if all(each.std is None for each in shown):
        note = "No spread is on record."
    elif all(each.std is not None for each in shown):
        note = "Bars are the standard deviation of the runs."
    if _ordered(shown):
        note += " Results stand in the order in which they were measured."
    if len(results) > len(shown):
        note += f" Drawn are the last {len(shown)} of {len(results)}."
    rows = FEW if small else ROWS
    listed = [_row(each) for each in reversed(results[-rows:])]
    table = Table(
        ("experiment", "measured", "outcome", metric, "±", "runs"),
        listed,
        figures=3,
        more=max(len(results) - rows, 0),
    )
    keys = tuple((OUTCOMES[kind].key, kind) for kind in kinds)
    told = keys if drawing else ()
    return Chart(name, title, sample, sentence, drawing, table, note=note, keys=told, latest=True)


def said(results: Sequence[Result], aims: Sequence[Aim], direction: str) -> str:
    """What the results come to, in words."""
    if not results:
        return "Nothing is measured yet."
    first, last = results[0], results[-1]
    if not direction:
        low, high = min(r.value for r in results), max(r.value for r in results)
        return f"Results lie between {figure(low)} and {figure(high)}; nobody said which way is good."
    best = (max if direction == "higher" else min)(results, key=lambda r: r.value)
    parts = [f"The best result is {figure(best.value)} ({best.id})"]
    targets = {aim.at for aim in aims if aim.kind == "target"}
    if len(targets) == 1:
        target = next(iter(targets))
        reached = best.value >= target if direction == "higher" else best.value <= target
        parts[0] += f", which {'reaches' if reached else 'misses'} the target of {figure(target)}"
    if best.id != first.id:
        parts.append(f"the first was {figure(first.value)} on {dated(first.on)}")
    elif len(results) > 1:
        parts.append("it was the first; none since was better")
    if last.id not in (best.id, first.id):
        parts.append(f"the last {figure(last.value)}")
    refuted = sum(each.outcome == "refuted" for each in results)
    tail = (
        f" {refuted} of {plural(len(results), 'hypothesis', 'hypotheses')} {'was' if refuted == 1 else 'were'} refuted."
        if refuted
        else ""
    )
    return f"{'; '.join(parts)}.{tail}"


def _outcome(each: Result) -> str:
    return each.outcome if each.outcome is not None and each.outcome in OUTCOMES else "no outcome"


def _row(each: Result) -> tuple[str, ...]:
    return (
        each.reference,
        dated(each.on),
        each.outcome or "–",
        figure(each.value),
        "–" if each.std is None else figure(float(f"{each.std:.2g}")),
        "–" if each.n is None else str(each.n),
    )


def _ordered(shown: Sequence[Result]) -> bool:
    """Whether they stand in their order, because they were measured on hardly more than one day."""
    return len({each.on for each in shown}) < _FEW_DAYS


def by_outcome(of: str) -> Spec:
    """The channel that gives marks the shape, or the colour, of their outcome."""
    looks = {
        "shape": [look.symbol for look in OUTCOMES.values()],
        "stroke": [look.colour for look in OUTCOMES.values()],
        "fill": [look.colour if look.filled else "var(--kb-surface)" for look in OUTCOMES.values()],
    }
    scale = {"domain": list(OUTCOMES), "range": looks[of]}
    return {"field": "outcome", "type": "nominal", "legend": None, "scale": scale}


def _spec(shown: Sequence[Result], aims: Sequence[Aim], metric: str, direction: str, *, small: bool) -> Spec:
    rows: list[Mapping[str, object]] = [
        {
            "day": each.on.isoformat(),
            "id": each.id,
            "value": each.value,
            "low": each.value - (each.std or 0),
            "high": each.value + (each.std or 0),
            "outcome": _outcome(each),
            "to": f"{KEY}{n}",
            "words": f"{each.id}: {figure(each.value)}"
            f"{f' ± {each.std:.2g}' if each.std is not None else ''}, {_outcome(each)}",
        }
        for n, each in enumerate(shown)
    ]
    heights = [float(str(row[end])) for row in rows for end in ("low", "high")] + [aim.at for aim in aims]
    across: Spec = (
        {"field": "id", "type": "ordinal", "sort": None, "title": "experiment, in order",
         "axis": {"labelAngle": 0, "labelOverlap": True, "grid": False, "ticks": False},
         "scale": {"type": "point", "padding": 0.5}}
        if _ordered(shown)
        else day("day", "day", (shown[-1].on - shown[0].on).days, padding=10)
    )  # fmt: skip
    height = _HEIGHTS[small]
    titled = f"{metric}, {direction} is better" if direction else metric
    up = quantity("value", titled if text_width(titled, 11) < height - 95 else metric, heights)
    up["axis"]["titleLimit"] = height - 60
    place: Spec = {"x": across, "y": up}
    spread: Spec = {
        "data": values([row for row, each in zip(rows, shown, strict=True) if each.std]),
        "mark": {"type": "rule", "strokeWidth": 1.4, "opacity": 0.7},
        "encoding": {
            "x": across,
            "y": {**up, "field": "low"},
            "y2": {"field": "high"},
            "stroke": by_outcome("stroke"),
        },
    }
    marks: Spec = {
        "data": values(rows),
        "mark": {"type": "point", "size": 52, "strokeWidth": 1.7},
        "encoding": {
            **place,
            "shape": by_outcome("shape"), "stroke": by_outcome("stroke"), "fill": by_outcome("fill"),
            "href": {"field": "to"}, "description": {"field": "words"},
        },
    }  # fmt: skip
    lines = aim_lines(aims, heights, height)
    return whole(
        [*lines, *([spread] if any(each.std for each in shown) else []), marks],
        height=height,
        width=SMALL,
    )


def aim_lines(aims: Sequence[Aim], heights: Sequence[float], height: int) -> list[Spec]:
    """Lines across for baseline and targets, which differ by their dashes, with words behind their right end."""
    told = sorted(aims, key=lambda aim: aim.at)
    lines = [
        Level(aim.at, f"{aim.kind} {figure(aim.at)}", (8, 3) if aim.kind == "target" else (2, 3))
        for aim in told
    ]
    if not lines:
        return []
    low, high = min(heights), max(heights)
    drawn = levels(lines, high, low, rows=max(4, (height - 60) // 14))
    for number, aim in enumerate(told):
        colour = GOOD if aim.kind == "target" else QUIET
        drawn[2 * number]["mark"]["color"] = colour
        drawn[2 * number + 1]["mark"]["color"] = colour
    return drawn
