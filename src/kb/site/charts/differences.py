"""The differences of results to their baselines, each with the interval in which it may lie, around nought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from kb.deltas import WORDS, Judged
from kb.site.charts.glyphs import Glyph
from kb.site.charts.look import SMALL, Chart, Spec, Table, quantity, values, whole
from kb.site.charts.vega import KEY, draw
from kb.site.charts.words import figure
from kb.wording import listed, plural

LOOKS: Final[Mapping[Judged, Glyph]] = {
    "better": Glyph("triangle", "var(--kb-good)"),
    "worse": Glyph("drop", "var(--kb-bad)"),
    "different": Glyph("square", "var(--kb-active)"),
    "within-spread": Glyph("circle", "var(--kb-idle)", filled=False),
    "same": Glyph("circle", "var(--kb-idle)", filled=False),
    "not-known": Glyph("diamond", "var(--kb-edge)", filled=False),
}
"""What may be said of a difference, as a mark."""
BARS: Final = 20
"""So many are drawn."""
_HIGH: Final = 24
_SHARED: Final = {"same": "within-spread"}


class Gap(NamedTuple):
    """A difference.

    Attributes:
        id: of the experiment.
        amount: its result minus that of its baseline.
        interval: where the difference may lie; None where nobody can know.
        judged: what may be said of it.
        single: whether one of the two is a single run.
        baseline: the id of the baseline.
        reference: names the experiment in the table.
        href: the page of the experiment.
    """

    id: str
    amount: float
    interval: tuple[float, float] | None
    judged: Judged
    single: bool
    baseline: str
    reference: str
    href: str | None


def differences(
    name: str, title: str, gaps: Sequence[Gap], *, metric: str, direction: str, sure: str
) -> Chart:
    """The chart.

    Args:
        name: a word for ids.
        title: what it shows.
        gaps: in the order of the leaderboard.
        metric: the name of the metric.
        direction: which way is good; empty where nobody said so.
        sure: the confidence of the intervals, such as `95 %`.
    """
    shown = gaps[:BARS]
    sentence = said(gaps, direction, sure)
    links = {str(n): gap.href for n, gap in enumerate(shown) if gap.href is not None}
    drawing = draw(_spec(shown, metric, direction), name, title, sentence, links) if shown else None
    rows = [_row(gap) for gap in gaps[:BARS]]
    table = Table(
        ("experiment", "baseline", "what may be said", "difference", "from", "to"), rows, figures=3,
        more=max(len(gaps) - BARS, 0),
    )  # fmt: skip
    kinds = [
        k for k in LOOKS if k != "same" and any(_SHARED.get(gap.judged, gap.judged) == k for gap in shown)
    ]
    note = f"Bars are the interval of {sure} of the difference; the line is the baseline."
    if len(gaps) > len(shown):
        note += f" Drawn are the first {len(shown)} of {len(gaps)}."
    keys = tuple((LOOKS[kind].key, WORDS[kind]) for kind in kinds)
    sample = f"n = {plural(len(gaps), 'comparison')}"
    return Chart(name, title, sample, sentence, drawing, table, note=note, keys=keys if drawing else ())


def said(gaps: Sequence[Gap], direction: str, sure: str) -> str:
    """What the spread supports, in words."""
    if not gaps:
        return "No result names a baseline on the same data."
    kinds = ("better", "worse") if direction else ("different",)
    beyond = [(kind, [gap.id for gap in gaps if gap.judged == kind]) for kind in kinds]
    parts = [
        f"{_few(ids)} {'is' if len(ids) == 1 else 'are'} {kind} than the baseline"
        for kind, ids in beyond
        if ids
    ]
    parts = [part.replace("different than", "different from") for part in parts]
    within = sum(gap.judged in ("within-spread", "same") for gap in gaps)
    unknown = sum(gap.judged == "not-known" for gap in gaps)
    first = listed(parts) if parts else "No difference is beyond the spread"
    rest = []
    if within:
        rest.append(
            f"{within} {'is' if within == 1 else 'are'} within the spread, which is no difference that counts"
        )
    if unknown:
        rest.append(f"of {unknown} no spread is on record, so nobody can say")
    tail = f"; {'; '.join(rest)}" if rest else f", all beyond the interval of {sure}" if parts else ""
    return f"{first}{tail}."


def _few(ids: Sequence[str]) -> str:
    return listed(ids) if len(ids) < 4 else str(len(ids))


def _row(gap: Gap) -> tuple[str, ...]:
    low, high = gap.interval or (None, None)
    words = "single run" if gap.judged == "not-known" and gap.single else WORDS[gap.judged]
    return (
        gap.reference, gap.baseline, words, _signed(gap.amount),
        "–" if low is None else _signed(low), "–" if high is None else _signed(high),
    )  # fmt: skip


def _signed(value: float) -> str:
    """A difference for people, as rough as an interval is."""
    rounded = float(f"{value:.3g}")
    return f"+{figure(rounded)}" if rounded > 0 else figure(rounded)


def _spec(shown: Sequence[Gap], metric: str, direction: str) -> Spec:
    rows: list[dict[str, object]] = []
    for n, gap in enumerate(shown):
        low, high = gap.interval or (gap.amount, gap.amount)
        rows.append({
            "id": gap.id, "at": gap.amount, "low": low, "high": high,
            "kind": _SHARED.get(gap.judged, gap.judged), "to": f"{KEY}{n}",
            "words": f"{gap.id}: {_signed(gap.amount)} to {gap.baseline}, {WORDS[gap.judged]}",
        })  # fmt: skip
    ends = [0.0, *(float(str(row[end])) for row in rows for end in ("low", "high"))]
    better = f", {direction} is better" if direction else ""
    along = quantity("at", f"difference in {metric}{better}", ends)
    place: Spec = {
        "field": "id", "type": "nominal", "sort": None, "title": None, "axis": {"domain": False, "ticks": False},
    }  # fmt: skip

    def by(of: str) -> Spec:
        looks = {
            "shape": [look.symbol for look in LOOKS.values()],
            "stroke": [look.colour for look in LOOKS.values()],
            "fill": [look.colour if look.filled else "var(--kb-surface)" for look in LOOKS.values()],
        }
        scale = {"domain": list(LOOKS), "range": looks[of]}
        return {"field": "kind", "type": "nominal", "legend": None, "scale": scale}

    known = [row for row, gap in zip(rows, shown, strict=True) if gap.interval is not None]
    bars: Spec = {
        "data": values(known),
        "mark": {"type": "rule", "strokeWidth": 2.4, "opacity": 0.55},
        "encoding": {
            "y": place,
            "x": {**along, "field": "low"},
            "x2": {"field": "high"},
            "stroke": by("stroke"),
        },
    }
    marks: Spec = {
        "data": values(rows),
        "mark": {"type": "point", "size": 55, "strokeWidth": 1.6},
        "encoding": {
            "y": place, "x": along, "shape": by("shape"), "stroke": by("stroke"), "fill": by("fill"),
            "href": {"field": "to"}, "description": {"field": "words"},
        },
    }  # fmt: skip
    nought: Spec = {
        "data": values([{"at": 0}]), "mark": {"type": "rule", "strokeDash": [2, 3]}, "encoding": {"x": along},
    }  # fmt: skip
    return whole([nought, *([bars] if known else []), marks], width=SMALL, height=_HIGH * len(rows) + 60)
