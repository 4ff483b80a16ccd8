"""Any numbers as a line, as bars or as points: one column against another, with names, groups and links.

What `x` holds decides on its axis: numbers, days, or words in the order in which they come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Literal, NamedTuple

from kb.site.charts.glyphs import SERIES, Glyph
from kb.site.charts.look import HALF, Chart, Spec, Table, day, quantity, span_of, values, whole
from kb.site.charts.naming import Spot, sides
from kb.site.charts.vega import KEY, draw
from kb.site.charts.words import dated, figure
from kb.site.drawing.html import Html, attribute, text
from kb.wording import plural

Kind = Literal["line", "bar", "scatter"]
X = float | date | str
POINTS: Final = 200
"""So many are drawn, the first ones."""
BARS: Final = 40
ROWS: Final = 50
"""So many are listed."""
GROUPS: Final = len(SERIES)
NAMED: Final = 24
"""So many points have names beside them, where there is room."""
_HEIGHT: Final = 300
_LONGEST: Final = 28  # letters of a name in a drawing


class Point(NamedTuple):
    """One point.

    Attributes:
        x: where it stands.
        y: how high; None is left out of the drawing and stays in the table.
        name: what it is.
        group: to which line or colour it belongs.
        href: the page it leads to.
    """

    x: X
    y: float | None
    name: str = ""
    group: str = ""
    href: str | None = None


def plot(  # noqa: PLR0913  # what is drawn, and each thing that a chart says of itself
    points: Sequence[Point],
    kind: Kind,
    *,
    name: str,
    title: str,
    across: str,
    up: str,
    sentence: str = "",
    of: tuple[str, str] = ("point", "points"),
) -> Chart:
    """The chart of some points.

    Args:
        points: in the order of the table.
        kind: a line through them by `x`, bars, or points alone.
        name: a word for ids and addresses; charts of one page have different ones.
        title: what it shows.
        across: what `x` is, with its unit.
        up: what `y` is, with its unit.
        sentence: what it means; by default the lowest and the highest are named.
        of: what a point is, one and several.
    """
    known = [point for point in points if point.y is not None]
    most = BARS if kind == "bar" else POINTS
    shown = known[:most]
    said = sentence or _range(known, up)
    groups = list(dict.fromkeys(point.group for point in shown))
    drawn = shown if len(groups) <= GROUPS else [p for p in shown if p.group in groups[:GROUPS]]
    drawing = draw(_spec(drawn, kind, across, up), name, title, said, _links(drawn)) if drawn else None
    looks = [
        (word, look._replace(shape="square") if kind == "bar" else look)
        for word, look in _looks(drawn).items()
    ]
    keys = tuple((look.key, word or "none") for word, look in looks) if any(groups) else ()
    notes = []
    if len(known) > len(drawn):
        notes.append(f"Drawn are the first {len(drawn)} of {len(known)}.")
    if len(points) > len(known):
        notes.append(f"Left out: {plural(len(points) - len(known), *of)} without a number.")
    return Chart(
        name, title, f"n = {plural(len(known), *of)}", said, drawing, _table(points, across, up),
        note=" ".join(notes), keys=keys if drawing is not None else (),
    )  # fmt: skip


def _range(known: Sequence[Point], up: str) -> str:
    if not known:
        return "There is no number to draw."
    low = min(known, key=lambda point: point.y or 0)
    high = max(known, key=lambda point: point.y or 0)
    if low.y == high.y:
        return (
            f"{up} is {figure(low.y or 0)} everywhere."
            if len(known) > 1
            else f"{up} is {figure(low.y or 0)}."
        )
    return f"{up} lies between {figure(low.y or 0)} ({_called(low)}) and {figure(high.y or 0)} ({_called(high)})."


def _called(point: Point) -> str:
    return point.name or _shown(point.x)


def _shown(x: X) -> str:
    if isinstance(x, date):
        return dated(x)
    return x if isinstance(x, str) else figure(x)


def _links(points: Sequence[Point]) -> dict[str, str]:
    return {str(n): point.href for n, point in enumerate(points) if point.href}


def _table(points: Sequence[Point], across: str, up: str) -> Table:
    named, grouped = any(p.name for p in points), any(p.group for p in points)
    rows: list[tuple[str, ...]] = []
    for point in points[:ROWS]:
        linked = Html(f"<a{attribute('href', point.href)}>{text(_called(point))}</a>") if point.href else None
        row = [linked or point.name] if named else []
        row += [point.group] if grouped else []
        row.append(linked if linked is not None and not named else _shown(point.x))
        row.append("–" if point.y is None else figure(point.y))
        rows.append(tuple(row))
    heads = (*(("name",) if named else ()), *(("group",) if grouped else ()), across, up)
    numbers = points and all(isinstance(p.x, int | float) for p in points)
    return Table(heads, rows, figures=2 if numbers else 1, more=max(len(points) - ROWS, 0))


def _looks(points: Sequence[Point]) -> dict[str, Glyph]:
    return dict(zip(dict.fromkeys(point.group for point in points), SERIES, strict=False))


def _sort(points: Sequence[Point]) -> Literal["number", "day", "word"]:
    if all(isinstance(p.x, int | float) and not isinstance(p.x, bool) for p in points):
        return "number"
    return "day" if all(isinstance(p.x, date) for p in points) else "word"


def _place(x: X, sort: str) -> object:
    if sort == "number":
        return x
    return x.isoformat() if sort == "day" and isinstance(x, date) else _short(_shown(x))


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _rows(points: Sequence[Point], sort: str) -> list[dict[str, object]]:
    return [
        {
            "x": _place(point.x, sort),
            "y": point.y,
            "group": point.group,
            "to": f"{KEY}{n}",
            "words": f"{_called(point)}: {figure(point.y or 0)}{f', {point.group}' if point.group else ''}",
        }
        for n, point in enumerate(points)
    ]


def _spec(points: Sequence[Point], kind: Kind, across: str, up: str) -> Spec:
    sort = _sort(points)
    rows = _rows(points, sort)
    if kind == "bar":
        return _bars(points, rows, sort, across, up)
    heights = [point.y for point in points if point.y is not None]
    place: Spec = {"x": _across(points, sort, across), "y": quantity("y", up, heights)}
    looks = _looks(points)
    domain = {"domain": list(looks)}

    def by(of: str) -> Spec:
        return {"field": "group", "type": "nominal", "legend": None, "sort": None, "scale": {
            **domain, "range": [look.symbol if of == "shape" else look.colour for look in looks.values()],
        }}  # fmt: skip

    marks: Spec = {
        "data": values(rows),
        "mark": {"type": "point", "size": 46, "strokeWidth": 1.3, "fillOpacity": 0.35},
        "encoding": {
            **place,
            "shape": by("shape"), "stroke": by("colour"), "fill": by("colour"),
            "description": {"field": "words"},
            **({"href": {"field": "to"}} if _links(points) else {}),
        },
    }  # fmt: skip
    layers = [marks]
    if kind == "line":
        order = {} if sort == "word" else {"order": {"field": "x"}}
        layers.insert(0, {
            "data": values(rows), "mark": {"type": "line", "strokeWidth": 1.6},
            "encoding": {**place, "stroke": by("colour"), "detail": {"field": "group"}, **order},
        })  # fmt: skip
    return whole([*layers, *_names(points, rows, sort, place, heights)], width=HALF, height=_HEIGHT)


def _across(points: Sequence[Point], sort: str, across: str) -> Spec:
    if sort == "number":
        return quantity("x", across, [p.x for p in points if isinstance(p.x, int | float)], grid=False)
    if sort == "day":
        days = [p.x for p in points if isinstance(p.x, date)]
        return day("x", across, (max(days) - min(days)).days, padding=8)
    axis = {"labelOverlap": True, "labelAngle": 0, "grid": False, "ticks": False, "labelLimit": 110}
    return {"field": "x", "type": "ordinal", "title": across, "sort": None, "axis": axis,
            "scale": {"type": "point", "padding": 0.5}}  # fmt: skip


def _names(
    points: Sequence[Point],
    rows: Sequence[Mapping[str, object]],
    sort: str,
    place: Spec,
    heights: Sequence[float],
) -> list[Spec]:
    """The names of points beside them."""
    if not 0 < len(points) <= POINTS or not any(point.name for point in points):
        return []
    width, height = HALF - 70.0, _HEIGHT - 50.0
    low, high = span_of(heights)
    at = _shares(points, sort)
    spots = [
        Spot(
            share * width,
            height * (high - (point.y or 0)) / (high - low),
            _short(point.name) if n < NAMED else "",
        )
        for n, (point, share) in enumerate(zip(points, at, strict=True))
    ]
    found: list[Spec] = []
    chosen = sides(spots, width, height)
    for side, align, off in (("right", "left", 9), ("left", "right", -9)):
        beside = [
            {**row, "name": spot.name}
            for row, spot, on in zip(rows, spots, chosen, strict=True)
            if on == side
        ]
        if beside:
            mark = {"type": "text", "align": align, "dx": off}
            found.append(
                {"data": values(beside), "mark": mark, "encoding": {**place, "text": {"field": "name"}}}
            )
    return found


def _shares(points: Sequence[Point], sort: str) -> list[float]:
    """How far from the left each point stands, as a share of the width."""
    if sort == "word":
        order = {word: n for n, word in enumerate(dict.fromkeys(_place(p.x, sort) for p in points))}
        return [(order[_place(p.x, sort)] + 0.5) / len(order) for p in points]
    if sort == "day":
        days = [p.x.toordinal() for p in points if isinstance(p.x, date)]
        first, wide = min(days), max(max(days) - min(days), 1)
        return [0.015 + 0.97 * (d - first) / wide for d in days]
    numbers = [float(p.x) for p in points if isinstance(p.x, int | float)]
    low, high = span_of(numbers)
    return [(number - low) / (high - low) for number in numbers]


def _bars(
    points: Sequence[Point], rows: Sequence[Mapping[str, object]], sort: str, across: str, up: str
) -> Spec:
    """Bars from nought: beside each other for days and numbers, below each other where words name them."""
    looks = _looks(points)
    colour = {
        "field": "group", "type": "nominal", "legend": None, "sort": None,
        "scale": {"domain": list(looks), "range": [look.colour for look in looks.values()]},
    }  # fmt: skip
    along = quantity("y", up, [p.y for p in points if p.y is not None], nought=True) | {"stack": None}
    axis: Spec = {"domain": False, "ticks": False, "grid": False, "labelLimit": 200, "labelOverlap": True}
    if sort == "day":
        axis["labelExpr"] = "utcFormat(toDate(datum.value), '%-d %b')"
    encoding: Spec = {
        "fill": colour,
        "description": {"field": "words"},
        **({"href": {"field": "to"}} if _links(points) else {}),
    }
    place = {"field": "x", "type": "ordinal", "sort": None, "title": across, "axis": axis}
    lying = sort == "word"
    if lying:
        encoding |= {"y": place, "x": along}
    else:
        encoding |= {"x": {**place, "axis": {**axis, "labelAngle": 0}}, "y": along}
    if len(looks) > 1:
        encoding["yOffset" if lying else "xOffset"] = {"field": "group", "sort": None}
    mark = {"type": "bar", "fillOpacity": 0.8}
    bands = len({row["x"] for row in rows}) * max(len(looks), 1)
    height = min(28 * bands + 60, 1200) if lying else _HEIGHT
    return whole(
        [{"data": values(_apart(rows)), "mark": mark, "encoding": encoding}], width=HALF, height=height
    )


def _apart(rows: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Bars of one name and group, each with a place of its own."""
    seen: Counter[tuple[object, object]] = Counter()
    found: list[Mapping[str, object]] = []
    for row in rows:
        key = (row["x"], row["group"])
        seen[key] += 1
        found.append({**row, "x": f"{row['x']} ({seen[key]})"} if seen[key] > 1 else row)
    return found
