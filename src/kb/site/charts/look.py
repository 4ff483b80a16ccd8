"""What all charts share: colours of the site by name, the look of axes, and what a chart consists of.

Colours are custom properties, so that a page that turns dark takes its charts along.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from kb.history.flow import Item
from kb.site.charts.shades import Shade
from kb.site.drawing.html import Html

Spec = dict[str, Any]
"""A chart in the words of Vega-Lite."""

WIDE: Final = 1240
HALF: Final = 620
SMALL: Final = 430
_SHORT: Final = 14  # of so few days every one or other has a tick
_LONG: Final = 200  # of so many days the months are named
INK: Final = "var(--kb-ink)"
QUIET: Final = "var(--kb-ink-2)"
EDGE: Final = "var(--kb-edge)"
ACCENT: Final = "var(--kb-series-1)"
GOOD: Final = "var(--kb-good)"
BAD: Final = "var(--kb-bad)"
WAIT: Final = "var(--kb-wait)"
SURFACE: Final = "var(--kb-surface)"

_CONFIG: Final[Spec] = {
    "background": None,
    "font": "Roboto",  # the one that the library brings along: room is measured alike on every machine
    "view": {"stroke": None},
    "axis": {
        "domainColor": EDGE,
        "gridColor": "var(--kb-line)",
        "labelColor": QUIET,
        "labelFontSize": 11,
        "labelFontWeight": "normal",
        "labelPadding": 5,
        "tickColor": EDGE,
        "tickSize": 4,
        "titleColor": QUIET,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "titlePadding": 8,
    },
    "text": {"fontSize": 11, "color": QUIET},
    "rule": {"color": QUIET},
}


class Table(NamedTuple):
    """The numbers behind a chart.

    Attributes:
        heads: the names of the columns.
        rows: the cells, text or `Html`.
        figures: how many of the last columns hold numbers.
        more: how many rows are left out.
    """

    heads: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    figures: int = 1
    more: int = 0


class Chart(NamedTuple):
    """A chart as a page shows it.

    Attributes:
        name: a word, for ids and addresses.
        title: what it shows.
        sample: on how much it rests, such as `n = 23 tasks`.
        sentence: what it means, in words; raw text.
        drawing: the drawing; None where there is too little to draw, or nothing that draws.
        table: the numbers behind it; None where there are none.
        legend: what a band looks like and what it stands for.
        keys: what a mark looks like and what it stands for.
        note: how to read it, or what is left out; raw text.
        latest: whether what is newest stands at its right, so that a narrow window begins there.
    """

    name: str
    title: str
    sample: str
    sentence: str
    drawing: Html | None = None
    table: Table | None = None
    legend: tuple[tuple[Shade, str], ...] = ()
    note: str = ""
    keys: tuple[tuple[Html, str], ...] = ()
    latest: bool = False


def whole(layers: Sequence[Spec], *, width: int = HALF, height: int = 300, **more: Any) -> Spec:
    """Layers as a chart of a fixed size, axes and words included."""
    return {
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 2, "right": 8, "top": 6, "bottom": 2},
        "config": _CONFIG,
        "layer": list(layers),
        **more,
    }


def values(rows: Sequence[Mapping[str, object]]) -> Spec:
    """Rows as the data of a layer."""
    return {"values": list(rows)}


def amount(field: str, title: str, most: float, **more: Any) -> Spec:
    """A channel for counts or days, from nought to about ``most``, with whole numbers on its axis."""
    axis = {"tickCount": max(1, min(5, int(most))), "format": "d", "domain": False, "ticks": False}
    scale = {"zero": True, "nice": True, **more.pop("scale", {})}
    return {"field": field, "type": "quantitative", "title": title, "axis": axis, "scale": scale, **more}


def span_of(numbers: Sequence[float]) -> tuple[float, float]:
    """From where to where an axis reaches on which such numbers stand, none of them at an end."""
    low, high = min(numbers), max(numbers)
    room = 0.07 * (high - low) or 0.1 * abs(high) or 1.0
    return low - room, high + room


def quantity(
    field: str, title: str, numbers: Sequence[float], *, grid: bool = True, nought: bool = False
) -> Spec:
    """A channel for such numbers, of whatever size.

    Args:
        field: of the data.
        title: what they are, with their unit.
        numbers: all that stand on the axis.
        grid: whether its ticks have lines.
        nought: whether they are lengths from nought, which stands where the axis begins or within it.
    """
    low, high = span_of(numbers)
    if nought:
        low, high = min(0.0, low if min(numbers) < 0 else 0.0), max(0.0, high if max(numbers) > 0 else 0.0)
        high = high if high > low else low + 1
    axis = {"tickCount": 5, "grid": grid, "domain": not grid, "ticks": not grid}
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "axis": axis,
        "scale": {"domain": [low, high], "nice": False, "zero": False},
    }


def day(field: str, title: str, days: int, padding: int = 0) -> Spec:
    """A channel for days, which are the same days in every time zone; of so many of them the months are named."""
    shown = "%-d %b" if days < _LONG else "%b %Y"
    ticks = {"interval": "day", "step": max(1, days // 7)} if days <= _SHORT else 8
    axis = {"grid": False, "labelOverlap": True, "labelFlush": True, "format": shown, "tickCount": ticks}
    return {
        "field": field,
        "type": "temporal",
        "title": title,
        "axis": axis,
        "scale": {"type": "utc", "padding": padding},
    }


class Level(NamedTuple):
    """A height that a line marks, and the words at its end."""

    at: float
    words: str
    dash: tuple[int, int] = (6, 3)


def apart(places: Sequence[float], least: float, top: float = math.inf) -> list[float]:
    """Places from the lowest to the highest, moved so far from each other, up and where it ends at ``top`` down."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + least) if found else place)
    for at in reversed(range(len(found))):
        found[at] = min(found[at], top)
        top = found[at] - least
    return found


def levels(lines: Sequence[Level], most: float, least: float | None = None, rows: int = 17) -> list[Spec]:
    """Lines across with words behind their right end.

    Args:
        lines: from the lowest to the highest.
        most: the highest value that is drawn, by which words that would touch are moved apart.
        least: the lowest value that is drawn; by default nought.
        rows: how many lines of text the drawing is high.
    """
    tall = max(most, *(line.at for line in lines), 1) if least is None else (most - least) or 1.0
    places = apart([line.at for line in lines], tall / rows, math.inf if least is None else most)
    layers: list[Spec] = []
    for line, beside in zip(lines, places, strict=True):
        data = values([{"at": line.at, "beside": beside, "words": line.words}])
        rule = {"type": "rule", "color": QUIET, "strokeDash": list(line.dash)}
        words = {"type": "text", "align": "left", "dx": 5, "fontWeight": 600}
        layers += [
            {"data": data, "mark": rule, "encoding": {"y": {"field": "at", "type": "quantitative"}}},
            {
                "data": data,
                "mark": words,
                "encoding": {
                    "x": {"value": "width"},
                    "y": {"field": "beside", "type": "quantitative"},
                    "text": {"field": "words"},
                },
            },
        ]
    return layers


def leading(items: Sequence[Item], address: Callable[[str], str | None]) -> dict[str, str]:
    """Place → page, for marks that lead to items; those that are gone lead nowhere."""
    found = ((str(n), address(item.id)) for n, item in enumerate(items))
    return {key: href for key, href in found if href is not None}
