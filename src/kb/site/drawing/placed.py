"""A layout as text, so that the one of a large graph can be remembered: JSON gives back every number as it was."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kb.site.drawing.layout import Direction, Layout, NodeBox, Place, Point, layered
from kb.site.remembered import remembered


def placed(
    nodes: Sequence[NodeBox], edges: Sequence[tuple[str, str]], *, direction: Direction = "LR"
) -> Layout:
    """As :func:`kb.site.drawing.layout.layered`, once for the same boxes and edges."""
    made_of = json.dumps([direction, [(n.id, n.width, n.height) for n in nodes], edges])
    return _read(remembered("layout", made_of, lambda: _written(layered(nodes, edges, direction=direction))))


def _written(layout: Layout) -> str:
    places = [(id, p.x, p.y, p.width, p.height) for id, p in layout.places.items()]
    routes = [(*ends, route) for ends, route in layout.routes.items()]
    said = [layout.width, layout.height, places, routes, sorted(layout.back_edges), sorted(layout.loops)]
    return json.dumps(said, separators=(",", ":"))


def _read(text: str) -> Layout:
    width, height, places, routes, back, loops = json.loads(text)
    return Layout(
        width,
        height,
        {id: Place(*corner) for id, *corner in places},
        {(source, target): tuple(Point(*each) for each in route) for source, target, route in routes},
        frozenset((a, b) for a, b in back),
        frozenset(loops),
    )
