"""A drawing as data, for graphs so large that the explorer draws them itself: places, routes, and each word once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kb.site.drawing.palette import CUSTOM, ICONS, RECORD_TYPES
from kb.site.drawing.shapes import OUTLINES
from kb.site.drawing.svg import BOX_HEIGHT, BOX_WIDTH, TALL, DrawnEdge, DrawnNode, planned, row_names

# Links over more columns than this are drawn as one curve: their bends would be most of what is loaded.
_BENT = 5


class _Words:
    """Numbers for words that repeat."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}

    def __call__(self, word: Any) -> int:
        return self.numbers.setdefault(word, len(self.numbers))

    def __iter__(self) -> Any:
        return iter(self.numbers)


def _outlines(slug: str) -> list[str]:
    return [OUTLINES[slug](BOX_WIDTH, height) for height in (BOX_HEIGHT, TALL)]


def dataset(nodes: Sequence[DrawnNode], edges: Iterable[DrawnEdge]) -> dict[str, Any]:
    """The drawing that `svg.draw` makes of the same records, as what JSON can say.

    `nodes` are rows of id, title, type, state, verdict, flags, goals, tags, date, address, x, y, tall; `edges` of
    source, target, kind and the points of the route; words that repeat stand in lists of their own and are named by
    number.
    """
    known = {node.id: node for node in nodes}
    drawn = [e for e in edges if e.source in known and e.target in known and e.source != e.target]
    plan = planned(known.values(), drawn, full=True)
    types, states, verdicts, flags, goals, tags, kinds = (_Words() for _ in range(7))
    rows = [
        [
            node.id, node.title, types(node.type), states(node.status), verdicts(node.verdict or ""),
            [flags(each) for each in node.flags], [goals(each) for each in node.goals],
            [tags(each) for each in node.tags], node.date, node.href or "",
            round(plan.places[node.id].x), round(plan.places[node.id].y), int(plan.places[node.id].height > BOX_HEIGHT),
        ]
        for node in known.values()
    ]  # fmt: skip
    number = {each: at for at, each in enumerate(known)}
    links: dict[tuple[int, int, int], list[int]] = {}
    for edge in drawn:
        kind = kinds(
            (
                edge.kind,
                edge.label or edge.kind.replace("_", " "),
                int(edge.weak),
                int((edge.source, edge.target) in plan.implied),
            )
        )
        route = plan.routes.get((edge.source, edge.target), ())
        bent = [round(part) for point in route for part in point] if 2 < len(route) <= 2 * _BENT else []
        links.setdefault((number[edge.source], number[edge.target], kind), bent)
    return {
        "version": 3,
        "size": [round(plan.width), round(plan.height)],
        "box": [BOX_WIDTH, BOX_HEIGHT],
        "tall": TALL,
        "shapes": {slug: _outlines(slug) for slug in (*RECORD_TYPES, CUSTOM)},
        "icons": {slug: ICONS[slug] for slug in (*RECORD_TYPES, CUSTOM)},
        "types": list(types), "states": list(states), "verdicts": list(verdicts), "flags": list(flags),
        "goals": list(goals), "tags": list(tags), "kinds": list(kinds),
        "rows": [[round(top), round(end), name] for top, end, name in row_names(known.values(), plan)],
        "nodes": rows,
        "edges": [[*ends, route] for ends, route in links.items()],
    }  # fmt: skip
