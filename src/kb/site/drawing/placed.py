"""A layout as text, so that the one of a large graph can be remembered: JSON gives back every number as it was."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kb.site.drawing.lanes import Lanes
from kb.site.drawing.layout import Direction, Layout, NodeBox, Place, Point, layered
from kb.site.remembered import remembered


def placed(
    nodes: Sequence[NodeBox],
    edges: Sequence[tuple[str, str]],
    *,
    direction: Direction = "LR",
    lanes: Lanes | None = None,
) -> Layout:
    """As :func:`kb.site.drawing.layout.layered`, once for the same boxes, edges and lanes."""
    rows = [list(lanes.of.items()), lanes.heads] if lanes else None
    made_of = json.dumps([direction, [(n.id, n.width, n.height) for n in nodes], edges, rows])
    return _read(
        remembered(
            "layout", made_of, lambda: _written(layered(nodes, edges, direction=direction, lanes=lanes))
        )
    )


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
