"""The decision graph: the drawing of every record with real links, which a script makes searchable and zoomable."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from kb.records.task import Task
from kb.site.drawing.dataset import dataset
from kb.site.drawing.lanes import MOST
from kb.site.drawing.legend import legend
from kb.site.drawing.listing import outline
from kb.site.drawing.svg import DrawnEdge, planned
from kb.site.drawing.svg import draw as draw_graph
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.rendered import filled

INLINE = 250
_PIECE = 250  # summaries that are loaded at once
_LISTED = 200
_LIST = "graph/list.md"
SCRIPTS = ("model", "gather", "vector", "ink", "canvas", "stage", "controls", "panel", "explorer")


class GraphPage(PageMaker):
    """The explorer.

    Beyond :data:`INLINE` records the page holds no drawing: the explorer loads the graph as data and draws it itself,
    and without scripts there are the drawing as a file and the records as lists.
    """

    section, order, label, path = "Evidence", 60, "Graph", "graph.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield filled(material, self.path, "Graph", "graph.html", partial(_values, material), wide=True)
        if _is_large(material):
            for part in parts(_LIST, list(material.base.by_id), _LISTED):
                title = part.title("The graph as a list")
                values, about = partial(_list, material, part), partial(_ends, material, part)
                yield filled(material, part.path, title, "graph.html", values, wide=True, about=about)

    def files(self, material: Material) -> Mapping[str, str]:
        found = {
            _beside(material, f"summaries-{at}.json"): _json({"version": 1, "summaries": summaries})
            for at, summaries in enumerate(_summaries(material))
        }
        if _is_large(material):
            nodes, edges = material.drawing(material.base.by_id, self.path)
            found[_beside(material, "graph.json")] = _json({**dataset(nodes, edges), "piece": _PIECE})
            found[_beside(material, "graph.svg")] = str(
                draw_graph(nodes, edges, title="Decision graph", standalone=True, full=True)
            )
        return found


def _is_large(material: Material) -> bool:
    return len(material.base.by_id) > INLINE


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _beside(material: Material, name: str) -> str:
    """A file in the folder of the page's address, so that links in it hold."""
    return f"graph/{name}" if material.directories else name


def _summaries(material: Material) -> Iterator[dict[str, str]]:
    """What records say in a sentence, in pieces, in the order of the data; one piece while the graph is small."""
    ids = list(material.base.by_id)
    size = _PIECE if _is_large(material) else max(1, len(ids))
    for start in range(0, len(ids), size):
        piece = ids[start : start + size]
        yield {id: said for id in piece if (said := _summary(material.base.by_id[id].record))}


def _summary(record: object) -> str:
    for name in (
        "conclusion",
        "question",
        "trigger",
        "problem",
        "hypothesis",
        "process",
        "subject",
        "reason",
    ):
        value = getattr(record, name, None)
        if isinstance(value, str) and len(value) > 20:
            return value
    if isinstance(record, Task) and record.smart is not None and record.smart.specific:
        return record.smart.specific
    return ""


def _values(material: Material) -> Mapping[str, Any]:
    here = GraphPage.path
    nodes, edges = material.drawing(material.base.by_id, here)
    large = _is_large(material)
    rows = bool(planned(nodes, edges, full=True).rows)
    return {
        "list_path": _LIST,
        "part": None,
        "drawing": None
        if large or not nodes
        else draw_graph(nodes, edges, title="Decision graph", data=True, full=True),
        "outline": None if large else outline(nodes, edges),
        "legend": legend(nodes, edges, rows=rows),
        "rows": rows,
        "goals": sum(node.type == "goal" for node in nodes),
        "most_goals": MOST,
        "nodes": len(nodes),
        "edges": len(edges),
        "scripts": [material.asset_url(f"assets/kb/graph/{name}.js", here) for name in SCRIPTS],
    }


def _list(material: Material, part: Part[str]) -> Mapping[str, Any]:
    """A part of the list: its records, each with what it leads to, wherever that stands."""
    here = part.path
    nodes = [material.node(id, here) for id in part.items]
    edges = [edge for id in part.items for edge in _leads(material, id)]
    ends = dict.fromkeys(edge.target for edge in edges)
    table = outline(nodes, edges, others=[material.node(id, here) for id in ends])
    return {"part": part, "outline": table}


def _ends(material: Material, part: Part[str]) -> set[str]:
    """The records of a part of the list, and those that they lead to."""
    return {*part.items, *(link.source_id for id in part.items for link in material.graph.backlinks(id))}


def _leads(material: Material, id: str) -> Iterator[DrawnEdge]:
    """What a record leads to; a mention beside a typed link says nothing."""
    edges = [material.edge(link) for link in material.graph.backlinks(id)]
    typed = {edge.target for edge in edges if not edge.weak}
    yield from dict.fromkeys(edge for edge in edges if not (edge.weak and edge.target in typed))
