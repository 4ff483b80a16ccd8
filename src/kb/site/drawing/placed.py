"""Layouts that are made once: a large one is remembered as text, a small one is shared by graphs of the same form."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any, TypeVar

from kb.site.drawing.lanes import Lanes
from kb.site.drawing.layout import Direction, Layout, NodeBox, Place, Point, layered
from kb.site.drawing.ordering import order_layers
from kb.site.remembered import current, remembered

T = TypeVar("T")

_FORMS = 2048
_MOST = 1 << 16
_ones: dict[Any, Any] = {}
_MANY = (
    500  # nodes and bends of a part: putting fewer in order takes no time that is worth a place in the memory
)
_EDGE = 1 << 20  # more than there are edges; of nodes with as many, the one that leads to fewer comes first


def placed(
    nodes: Sequence[NodeBox],
    edges: Sequence[tuple[str, str]],
    *,
    direction: Direction = "LR",
    lanes: Lanes | None = None,
) -> Layout:
    """As :func:`kb.site.drawing.layout.layered`, once for the same boxes, edges and lanes.

    It is remembered as text, of which JSON gives back every number as it was.
    """
    rows = [list(lanes.of.items()), lanes.heads] if lanes else None
    name = f"layout\0{json.dumps([direction, nodes, edges, rows])}"
    known = current().find(name)
    enabled = gc.isenabled()
    gc.disable()  # nothing here makes cycles, and there are a million small things
    try:
        if known is not None:
            return _read(known)
        layout = layered(nodes, edges, direction=direction, lanes=lanes, order=_ordered)
        current().keep(name, _written(layout))
    finally:
        if enabled:
            gc.enable()
    return layout


def alike(
    ids: Iterable[str],
    size: tuple[float, float],
    edges: Iterable[tuple[str, str]],
    *,
    direction: Direction = "LR",
) -> Layout:
    """As :func:`kb.site.drawing.layout.layered`, once for all graphs of the same form, whatever their nodes are called.

    The records around one are few, and those of many records hang together in the same way. Nodes with many edges come
    first: that shows of more graphs that they have one form, and makes for shorter edges. All boxes are of one size.
    """
    ranks = dict.fromkeys(ids, 0)
    links = dict.fromkeys([link for link in edges if link[0] in ranks and link[1] in ranks])
    for source, target in links:
        ranks[source] += 1 - _EDGE
        ranks[target] -= _EDGE
    order = sorted(ranks, key=ranks.__getitem__)
    number = {id: at for at, id in enumerate(order)}
    form = _form(len(order), size, tuple(sorted([(number[a], number[b]) for a, b in links])), direction)
    return Layout(
        form.width,
        form.height,
        dict(zip(order, form.places.values(), strict=True)),
        {(order[int(a)], order[int(b)]): route for (a, b), route in form.routes.items()},
        frozenset([(order[int(a)], order[int(b)]) for a, b in form.back_edges]),
        frozenset([order[int(at)] for at in form.loops]),
    )


@lru_cache(maxsize=_FORMS)
def _form(
    count: int, size: tuple[float, float], ends: tuple[tuple[int, int], ...], direction: Direction
) -> Layout:
    """The layout of a graph whose nodes are called by their numbers."""
    names = [_one(str(at)) for at in range(count)]
    nodes = [NodeBox(name, *size) for name in names]
    made = layered(nodes, [(names[a], names[b]) for a, b in ends], direction=direction)
    return replace(
        made,
        places={name: _one(place) for name, place in made.places.items()},
        routes={_one(ends): _one(route) for ends, route in made.routes.items()},
    )


def _one(value: T) -> T:
    """The same value, of which one is there: boxes and ways of one form stand at the same places in many others."""
    if len(_ones) > _MOST:
        _ones.clear()
    found: T = _ones.setdefault(value, value)
    return found


def forget_forms() -> None:
    """Forget the layouts of all forms."""
    _form.cache_clear()
    _ones.clear()


def _ordered(
    layers: list[list[int]],
    before: list[list[int]],
    after: list[list[int]],
    lines: list[list[int]],
    lanes: list[int] | None,
) -> list[list[int]]:
    """The order of all layers, which is the same when only the boxes become larger or smaller."""
    if len(before) < _MANY:
        return order_layers(layers, before, after, lines, lanes)
    made_of = json.dumps([layers, before, after, lines, lanes])
    make = partial(order_layers, layers, before, after, lines, lanes)
    found: list[list[int]] = json.loads(remembered("order", made_of, lambda: json.dumps(make())))
    return found


def _written(layout: Layout) -> str:
    places = [(id, p.x, p.y, p.width, p.height) for id, p in layout.places.items()]
    routes = [(*ends, route) for ends, route in layout.routes.items()]
    ends = [sorted(layout.back_edges), sorted(layout.loops), sorted(layout.implied)]
    said = [layout.width, layout.height, places, routes, *ends, layout.rows]
    return json.dumps(said, separators=(",", ":"))


def _read(text: str) -> Layout:
    width, height, places, routes, back, loops, implied, rows = json.loads(text)
    return Layout(
        width,
        height,
        {id: Place(*corner) for id, *corner in places},
        {(source, target): tuple(Point(*each) for each in route) for source, target, route in routes},
        frozenset((a, b) for a, b in back),
        frozenset(loops),
        tuple((top, end) for top, end in rows),
        frozenset((a, b) for a, b in implied),
    )
