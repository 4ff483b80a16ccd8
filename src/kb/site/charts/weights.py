"""How firmly a choice stands: the average of each candidate as the weight of the most sensitive requirement changes."""

from __future__ import annotations

from typing import Final

from kb.review_scoring import Comparison, Flip
from kb.site.charts.glyphs import SERIES
from kb.site.charts.look import QUIET, SMALL, Chart, Spec, Table, apart, quantity, span_of, values, whole
from kb.site.charts.vega import draw
from kb.site.charts.words import figure
from kb.wording import plural

LINES: Final = 6
"""So many candidates are drawn, the best, and whoever would win."""
_HEIGHT: Final = 230
_STEPS: Final = 24
_LONGEST: Final = 24


def weights(result: Comparison, name: str) -> Chart | None:
    """The chart of a comparison; None where no weight of a single requirement changes the choice.

    Args:
        result: the comparison.
        name: a word for ids.
    """
    if not result.flips or result.best is None:
        return None
    flip = result.flips[0]
    title = f"If {flip.criterion} weighed more or less"
    shown = _shown(result, flip)
    most = max(2 * flip.weight, 1.25 * flip.needs)
    drawing = draw(_spec(result, flip, shown, most), name, title, said(result, flip))
    at = sorted({0.0, flip.weight, flip.needs, most})
    rows = [(figure(w), *(f"{average(result, place, flip.criterion, w):.3f}" for place in shown)) for w in at]
    table = Table(
        (f"weight of {flip.criterion}", *(result.field.names[place] for place in shown)),
        rows,
        figures=len(shown) + 1,
    )
    sample = f"n = {plural(len(result.field.names), 'candidate')} not knocked out"
    note = (
        "The other weights stay as they are. The lines up and down are the weight as it is and the one that turns the "
        "choice."
    )
    if len(result.field.names) > len(shown):
        note += f" Drawn are {len(shown)} of {len(result.field.names)}."
    return Chart(name, title, sample, said(result, flip), drawing, table, note=note)


def said(result: Comparison, flip: Flip) -> str:
    """When the choice changes, in words."""
    best = result.best.name if result.best is not None else ""
    way = "more than" if flip.needs > flip.weight else "less than"
    told = (
        f"The choice changes if {flip.criterion} weighs {way} {figure(flip.needs)} instead of {figure(flip.weight)}: "
        f"then {flip.winner} passes {best}."
    )
    return f"{told} That is a close call." if flip.change <= result.close else told


def average(result: Comparison, place: int, criterion: str, weight: float) -> float:
    """The weighted average of one of the field if one criterion had another weight."""
    shares = result.field.shares[place]
    got = of = 0.0
    for each, share in zip(result.field.criteria, shares, strict=True):
        its = weight if each.id == criterion else each.weight
        got += its * share
        of += its
    return got / of if of else 0.0


def _shown(result: Comparison, flip: Flip) -> list[int]:
    """Who is drawn: the best by their averages, and in any case the one that would win."""
    names = result.field.names
    now = {place: average(result, place, flip.criterion, flip.weight) for place in range(len(names))}
    best = sorted(now, key=lambda place: (-now[place], place))
    chosen = best[:LINES]
    winner = names.index(flip.winner)
    return chosen if winner in chosen else [*chosen[:-1], winner]


def _spec(result: Comparison, flip: Flip, shown: list[int], most: float) -> Spec:
    steps = sorted({*(most * n / _STEPS for n in range(_STEPS + 1)), flip.weight, flip.needs})
    rows = [
        {"line": place, "weight": w, "average": average(result, place, flip.criterion, w)}
        for place in shown
        for w in steps
    ]
    heights = [float(row["average"]) for row in rows]
    across = quantity("weight", f"weight of {flip.criterion}", [0.0, most], grid=False)
    across["scale"]["domain"] = [0, most]
    up = quantity("average", "weighted average", heights)
    low, high = span_of(heights)
    scale = {"domain": shown, "range": [SERIES[n].colour for n in range(len(shown))]}
    dashes = {"domain": shown, "range": [[1, 0], [7, 3], [3, 2], [1, 2], [9, 2, 2, 2], [5, 2]][: len(shown)]}
    lines: Spec = {
        "data": values(rows),
        "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {
            "x": across, "y": up, "detail": {"field": "line"},
            "stroke": {"field": "line", "type": "nominal", "legend": None, "scale": scale},
            "strokeDash": {"field": "line", "type": "nominal", "legend": None, "scale": dashes},
        },
    }  # fmt: skip
    posts: Spec = {
        "data": values(
            [{"at": flip.weight, "words": "now"}, {"at": flip.needs, "words": figure(flip.needs)}]
        ),
        "mark": {"type": "rule", "color": QUIET, "strokeDash": [2, 3]},
        "encoding": {"x": {**across, "field": "at"}},
    }
    heads: Spec = {
        "data": values(_heads(flip, most, high)),
        "mark": {"type": "text", "align": "center", "baseline": "bottom", "dy": -2, "fontWeight": 600},
        "encoding": {"x": {**across, "field": "at"}, "y": {**up, "field": "top"}, "text": {"field": "words"}},
    }
    order = sorted(shown, key=lambda place: average(result, place, flip.criterion, most))
    ends = [average(result, place, flip.criterion, most) for place in order]
    beside = apart(ends, (high - low) / 13, high)
    names: Spec = {
        "data": values([
            {"at": most, "beside": at, "words": _short(result.field.names[place])}
            for place, at in zip(order, beside, strict=True)
        ]),
        "mark": {"type": "text", "align": "left", "dx": 6, "fontWeight": 600},
        "encoding": {"x": {**across, "field": "at"}, "y": {**up, "field": "beside"}, "text": {"field": "words"}},
    }  # fmt: skip
    return whole([posts, lines, heads, names], width=SMALL, height=_HEIGHT)


def _heads(flip: Flip, most: float, high: float) -> list[dict[str, object]]:
    """What stands above the lines up and down; nearer ones share a line of text."""
    now, then = f"now {figure(flip.weight)}", figure(flip.needs)
    if abs(flip.needs - flip.weight) < 0.32 * most:
        return [{"at": (flip.weight + flip.needs) / 2, "top": high, "words": f"{now}, turns at {then}"}]
    return [
        {"at": flip.weight, "top": high, "words": now},
        {"at": flip.needs, "top": high, "words": f"turns at {then}"},
    ]


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
