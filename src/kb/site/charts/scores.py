"""The scores of a review: what each candidate got in each group of requirements, on top of each other."""

from __future__ import annotations

from typing import Final

from kb.review_scoring import Comparison, Scored
from kb.site.charts.glyphs import Glyph
from kb.site.charts.look import INK, SMALL, Chart, Spec, Table, quantity, values, whole
from kb.site.charts.vega import draw
from kb.site.charts.words import figure
from kb.wording import listed, plural

CANDIDATES: Final = 12
GROUPS: Final = 8
_HIGH: Final = 34
_LEAST: Final = 0.05
"""A piece of less than this share of the width has no number in it."""


def scores(result: Comparison, name: str) -> Chart:
    """The chart of a comparison; ``name`` is a word for ids."""
    title = "Scores by group"
    shown = result.ranking[:CANDIDATES]
    groups = _groups(result)
    weighed = plural(len(result.review.criteria), "criterion", "criteria")
    sample = f"n = {plural(len(result.candidates), 'candidate')}, {weighed}"
    drawing = draw(_spec(result, shown, groups), name, f"{title}: points of each candidate", said(result))
    rows = [
        (
            c.name, "knocked out" if c.knocked_out else "", *(figure(c.groups[g].got) for g in result.groups),
            f"{figure(c.total.got)}/{figure(c.total.of)}",
        )
        for c in result.ranking
    ]  # fmt: skip
    table = Table(("candidate", "", *result.groups, "total"), rows, figures=len(result.groups) + 1)
    note = "Candidates stand in the order of the ranking, which goes by requirements satisfied first."
    if any(c.knocked_out for c in shown):
        note += " A pale bar is knocked out, whatever its sum."
    if len(result.ranking) > len(shown):
        note += f" Drawn are the first {len(shown)} of {len(result.ranking)}."
    keys = tuple((_look(n).key, group) for n, group in enumerate(groups))
    return Chart(
        name, title, sample, said(result), drawing, table, note=note, keys=keys if drawing is not None else ()
    )


def said(result: Comparison) -> str:
    """Who is first, by how much, and who is out."""
    out = [c.name for c in result.ranking if c.knocked_out]
    tail = f" {listed(out)} {'is' if len(out) == 1 else 'are'} knocked out." if out else ""
    first, best = result.first, result.best
    if first is None or best is None:
        return f"Nobody satisfies all that is mandatory.{tail}"
    told = f"{first.name} is first with {figure(first.total.got)} of {figure(first.total.of)} points"
    alive = [c for c in result.ranking if not c.knocked_out and c is not first]
    if alive:
        told += f", {alive[0].name} second with {figure(alive[0].total.got)}"
    if best is not first:
        told += f"; {best.name} has the most points, and satisfies fewer requirements"
    return f"{told}.{tail}"


def _groups(result: Comparison) -> list[str]:
    """The groups as they are drawn; those beyond the last colour as one."""
    names = list(result.groups)
    return names if len(names) <= GROUPS else [*names[: GROUPS - 1], "other groups"]


def _look(number: int) -> Glyph:
    return Glyph("square", f"var(--kb-series-{number % GROUPS + 1})")


def _spec(result: Comparison, shown: tuple[Scored, ...], groups: list[str]) -> Spec:
    of = max((c.total.of for c in shown), default=1.0) or 1.0
    rows: list[dict[str, object]] = []
    ends: list[dict[str, object]] = []
    for c in shown:
        height = 0.0
        for group in groups:
            inside = [group] if group in result.groups else result.groups[GROUPS - 1 :]
            got = sum(c.groups[each].got for each in inside)
            rows.append({
                "name": c.name, "group": group, "from": height, "to": height + got,
                "middle": height + got / 2, "got": figure(got) if got >= _LEAST * of else "", "out": int(c.knocked_out),
            })  # fmt: skip
            height += got
        ends.append({
            "name": c.name, "at": height, "words": f"{figure(c.total.got)}{' out' if c.knocked_out else ''}",
        })  # fmt: skip
    along = quantity("from", f"points of {figure(of)}", [0.0, of], nought=True) | {"stack": None}
    place_: Spec = {
        "field": "name", "type": "nominal", "sort": None, "title": None,
        "axis": {"domain": False, "ticks": False, "labelLimit": 190},
    }  # fmt: skip
    colours = {"domain": groups, "range": [_look(n).colour for n in range(len(groups))]}
    bars: Spec = {
        "data": values([row for row in rows if row["to"] != row["from"]]),
        "mark": {"type": "bar", "size": 20, "stroke": "var(--kb-surface)", "strokeWidth": 1},
        "encoding": {
            "y": place_, "x": along, "x2": {"field": "to"},
            "fill": {"field": "group", "type": "nominal", "legend": None, "sort": None, "scale": colours},
            "fillOpacity": {"condition": {"test": "datum.out", "value": 0.25}, "value": 0.55},
        },
    }  # fmt: skip
    inside_: Spec = {
        "data": values([row for row in rows if row["got"]]),
        "mark": {"type": "text", "fill": INK, "fontSize": 10},
        "encoding": {"y": place_, "x": {**along, "field": "middle"}, "text": {"field": "got"}},
    }
    totals: Spec = {
        "data": values(ends),
        "mark": {"type": "text", "align": "left", "dx": 6, "fontWeight": 600},
        "encoding": {"y": place_, "x": {**along, "field": "at"}, "text": {"field": "words"}},
    }
    return whole([bars, inside_, totals], width=SMALL, height=_HIGH * len(shown) + 60)
