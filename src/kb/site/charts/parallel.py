"""Parallel coordinates: what each experiment was run with, against what it measured, one line for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log10
from typing import Final, NamedTuple

from kb.site.charts.look import EDGE, INK, QUIET, SURFACE, WIDE, Chart, Spec, Table, apart, values, whole
from kb.site.charts.results import OUTCOMES
from kb.site.charts.vega import KEY, draw
from kb.site.charts.words import figure
from kb.site.drawing.html import Html
from kb.site.drawing.lettering import text_width
from kb.wording import listed, plural

LINES: Final = 50
"""So many are drawn, the best ones."""
ROWS: Final = 50
NAMED: Final = 20
"""So many of the best have their names at the end of their lines."""
FEW: Final = 10
"""With fewer nothing is said of what the best have in common."""
_HEIGHT: Final = 380
_LONGEST: Final = 18  # letters between two axes
_LONGEST_FIRST: Final = 28  # and before the first one
_LOGARITHMIC: Final = 50  # a positive axis whose ends are so many times apart
_DASHES: Final = {"supported": [1, 0], "refuted": [5, 3], "inconclusive": [2, 2], "no outcome": [1, 3]}
Cell = float | str


class Axis(NamedTuple):
    """A parameter or a metric.

    Attributes:
        name: of it.
        cells: what each line has there, in the order of the lines.
        metric: whether it was measured.
        direction: which way is good, for a metric.
    """

    name: str
    cells: tuple[Cell, ...]
    metric: bool = False
    direction: str = ""

    @property
    def numeric(self) -> bool:
        """Whether it holds numbers alone."""
        return all(isinstance(cell, int | float) for cell in self.cells)


class Line(NamedTuple):
    """An experiment: its id and outcome, how a table names it, and its page."""

    id: str
    outcome: str | None
    reference: str
    href: str | None


def parallel(
    name: str, title: str, lines: Sequence[Line], axes: Sequence[Axis], *, left_out: str = ""
) -> Chart:
    """The chart.

    Args:
        name: a word for ids.
        title: what it shows.
        lines: the experiments, the best by the last metric first.
        axes: parameters, then metrics; each has a cell for each line.
        left_out: what is not there and why, in a sentence.
    """
    shown = lines[:LINES]
    sentence = said(lines, axes)
    links = {str(n): line.href for n, line in enumerate(shown) if line.href is not None}
    drawing = draw(_spec(shown, axes), name, title, sentence, links)
    note = "On the axes of metrics better is up."
    if len(lines) > NAMED:
        note += f" The {NAMED} best by {axes[-1].name} have their names."
    if len(lines) > len(shown):
        note += f" Drawn are the {len(shown)} best of {len(lines)}."
    kinds = [kind for kind in OUTCOMES if any(_outcome(line) == kind for line in shown)]
    keys = tuple((_key(kind), kind) for kind in kinds)
    rows = [
        (line.reference, line.outcome or "–", *(_cell(axis.cells[n]) for axis in axes))
        for n, line in enumerate(lines[:ROWS])
    ]
    table = Table(
        ("experiment", "outcome", *(axis.name for axis in axes)), rows, figures=sum(axis.metric for axis in axes),
        more=max(len(lines) - ROWS, 0),
    )  # fmt: skip
    return Chart(
        name, title, f"n = {plural(len(lines), 'experiment')}", sentence, drawing, table,
        note=f"{note} {left_out}".strip(), keys=keys if drawing is not None else (),
    )  # fmt: skip


def said(lines: Sequence[Line], axes: Sequence[Axis]) -> str:
    """What can be read from it, and what cannot."""
    parameters = [axis for axis in axes if not axis.metric]
    n = len(lines)
    if n < FEW:
        best = listed([f"{axis.name} {_cell(axis.cells[0])}" for axis in parameters])
        changed = (
            "several parameters change at once" if len(parameters) > 1 else "each value was tried about once"
        )
        return (
            f"{lines[0].id} is the best by {axes[-1].name}, with {best}. {n} experiments are too few to say what a "
            f"parameter does: {changed}."
        )
    top = max(3, n // 5)
    common = [words for axis in parameters if (words := _common(axis, top))]
    if not common:
        return f"The {top} best by {axes[-1].name} have no parameter in common that the others lack."
    return (
        f"The {top} best by {axes[-1].name} have in common: {listed(common[:3])}. That is what they share, not what "
        "made them good."
    )


def _common(axis: Axis, top: int) -> str:
    """What the first lines have in common on an axis and all together have not."""
    best, every = axis.cells[:top], axis.cells
    if len(set(best)) == 1:
        return f"{axis.name} {_cell(best[0])}"
    if not axis.numeric:
        return ""
    numbers, all_ = [float(cell) for cell in best], [float(cell) for cell in every]
    low, high = min(numbers), max(numbers)
    if high - low > 0.4 * (max(all_) - min(all_)):
        return ""
    return (
        f"{axis.name} from {figure(low)} to {figure(high)} (all: {figure(min(all_))} to {figure(max(all_))})"
    )


def _key(kind: str) -> Html:
    """A piece of a line as it stands in a key."""
    dashes = " ".join(map(str, _DASHES[kind]))
    return Html(
        '<svg class="kb-glyph kb-glyph--line" viewBox="0 0 24 8" width="24" height="8" aria-hidden="true">'
        f'<path d="M0,4H24" fill="none" stroke="{OUTCOMES[kind].colour}" stroke-width="2" '
        f'stroke-dasharray="{dashes}"/></svg>'
    )


def _cell(cell: Cell) -> str:
    return cell if isinstance(cell, str) else figure(cell)


def _outcome(line: Line) -> str:
    return line.outcome if line.outcome is not None and line.outcome in OUTCOMES else "no outcome"


class _Scale(NamedTuple):
    """Where the cells of an axis stand, from 0 at the bottom to 1 at the top, and its labels."""

    places: tuple[float, ...]
    labels: tuple[tuple[float, str], ...]
    note: str = ""


def _scale(axis: Axis, longest: int = _LONGEST) -> _Scale:
    if not axis.numeric:
        words = sorted({_cell(cell) for cell in axis.cells})
        at = {word: (n + 0.5) / len(words) for n, word in enumerate(words)}
        return _Scale(
            tuple(at[_cell(cell)] for cell in axis.cells),
            tuple((at[word], _short(word, longest)) for word in words),
        )
    numbers = [float(cell) for cell in axis.cells]
    low, high = min(numbers), max(numbers)
    if low == high:
        return _Scale((0.5,) * len(numbers), ((0.5, figure(low)),))
    logarithmic = not axis.metric and low > 0 and high / low >= _LOGARITHMIC
    turned = axis.direction == "lower"

    def share(number: float) -> float:
        found = (
            (log10(number) - log10(low)) / (log10(high) - log10(low))
            if logarithmic
            else (number - low) / (high - low)
        )
        return 1 - found if turned else found

    middle = 10 ** ((log10(low) + log10(high)) / 2) if logarithmic else (low + high) / 2
    if all(isinstance(cell, int) for cell in axis.cells):
        middle = round(middle)
    marked = sorted(set(numbers)) if len(set(numbers)) <= 6 else [low, float(f"{middle:.3g}"), high]
    labels = [(share(number), figure(float(f"{number:.3g}"))) for number in marked]
    return _Scale(tuple(map(share, numbers)), _spaced(labels), "logarithmic" if logarithmic else "")


def _spaced(labels: Sequence[tuple[float, str]]) -> tuple[tuple[float, str], ...]:
    """Labels that do not touch: both ends, and between them those that have room."""
    ordered = sorted(labels)
    kept = [ordered[0]]
    for label in ordered[1:-1]:
        if label[0] - kept[-1][0] > 0.06 and ordered[-1][0] - label[0] > 0.06:
            kept.append(label)
    return (*kept, ordered[-1])


def _short(words: str, longest: int = _LONGEST) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def _spec(shown: Sequence[Line], axes: Sequence[Axis]) -> Spec:
    scales = [_scale(axis, _LONGEST if at else _LONGEST_FIRST) for at, axis in enumerate(axes)]
    rows: list[Mapping[str, object]] = [
        {
            "axis": at, "place": scale.places[n], "line": n, "outcome": _outcome(line), "to": f"{KEY}{n}",
            "words": f"{line.id}, {_outcome(line)}: {axes[-1].name} {_cell(axes[-1].cells[n])}",
        }
        for at, scale in enumerate(scales)
        for n, line in enumerate(shown)
    ]  # fmt: skip
    last = len(axes) - 1
    room = max(text_width(text, 11) for _, text in scales[0].labels) + 16
    left = last * max(room, text_width(axes[0].name, 11) / 2) / (WIDE - 90 - room)
    across: Spec = {"field": "axis", "type": "quantitative", "axis": None,
                    "scale": {"domain": [-left, last + 0.02], "nice": False, "zero": False}}  # fmt: skip
    up: Spec = {"field": "place", "type": "quantitative", "axis": None,
                "scale": {"domain": [-0.12, 1.1], "nice": False, "zero": False}}  # fmt: skip

    def by(of: str) -> Spec:
        ranges = {
            "stroke": [look.colour for look in OUTCOMES.values()],
            "strokeDash": [_DASHES[k] for k in OUTCOMES],
        }
        scale = {"domain": list(OUTCOMES), "range": ranges[of]}
        return {"field": "outcome", "type": "nominal", "legend": None, "scale": scale}

    def words(data: Sequence[Mapping[str, object]], **look: object) -> list[Spec]:
        """Text that is read over lines: once as a ground, once as itself."""
        place = {"x": across, "y": up, "text": {"field": "text"}}
        ground = {"type": "text", "fill": SURFACE, "stroke": SURFACE, "strokeWidth": 4, **look}
        return [
            {"data": values(data), "mark": mark, "encoding": place}
            for mark in (ground, {"type": "text", "fill": INK, **look})
        ]

    lines: Spec = {
        "data": values(rows),
        "mark": {"type": "line", "strokeWidth": 1.6, "opacity": 0.85 if len(shown) <= NAMED else 0.6},
        "encoding": {
            "x": across, "y": up, "detail": {"field": "line"}, "stroke": by("stroke"), "strokeDash": by("strokeDash"),
            "href": {"field": "to"}, "description": {"field": "words"},
        },
    }  # fmt: skip
    poles: Spec = {
        "data": values([{"axis": at, "place": 0, "top": 1} for at in range(len(axes))]),
        "mark": {"type": "rule", "stroke": EDGE, "strokeWidth": 1.2},
        "encoding": {"x": across, "y": up, "y2": {"field": "top"}},
    }
    labels = [
        {"axis": at, "place": place, "text": text}
        for at, scale in enumerate(scales)
        for place, text in scale.labels
    ]
    heads = [{"axis": at, "place": 1.07, "text": _short(axis.name)} for at, axis in enumerate(axes)]
    feet = [
        {"axis": at, "place": -0.07, "text": _foot(axis, scale)}
        for at, (axis, scale) in enumerate(zip(axes, scales, strict=True))
    ]
    centred = {"align": "center", "baseline": "middle"}
    layers = [poles, lines, *words(labels, align="right", dx=-6, baseline="middle"),
              *words(heads, **centred, fontWeight=600)]  # fmt: skip
    layers.append({
        "data": values(feet), "mark": {"type": "text", "fill": QUIET, **centred, "fontSize": 10},
        "encoding": {"x": across, "y": up, "text": {"field": "text"}},
    })  # fmt: skip
    layers.append(_ends(shown, scales[-1], across, up, last))
    return whole(layers, width=WIDE, height=_HEIGHT)


def _foot(axis: Axis, scale: _Scale) -> str:
    if not axis.metric:
        return scale.note
    return f"{axis.direction} is better" if axis.direction else "no direction"


def _ends(shown: Sequence[Line], scale: _Scale, across: Spec, up: Spec, last: int) -> Spec:
    """The names of the best lines, behind their ends."""
    best = sorted(range(min(len(shown), NAMED)), key=lambda n: scale.places[n])
    places = apart([scale.places[n] for n in best], 0.042, 1.0)
    rows = [
        {"axis": last, "place": place, "text": shown[n].id, "to": f"{KEY}{n}", "words": shown[n].id}
        for n, place in zip(best, places, strict=True)
    ]
    return {
        "data": values(rows),
        "mark": {"type": "text", "align": "left", "dx": 8, "baseline": "middle", "fill": INK},
        "encoding": {
            "x": across, "y": up, "text": {"field": "text"}, "href": {"field": "to"}, "description": {"field": "words"},
        },
    }  # fmt: skip
