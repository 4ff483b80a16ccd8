"""The decision graph: the drawing of every record with real links, which a script makes searchable and zoomable."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from kb.records.task import Task
from kb.site.drawing.listing import outline
from kb.site.drawing.svg import draw as draw_graph
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.templating import render

INLINE = 250


class GraphPage(PageMaker):
    """The explorer. Beyond :data:`INLINE` records the drawing is a file of its own, so that the page stays light."""

    section, order, label, path = "Evidence", 60, "Graph", "graph.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield Page(self.path, "Graph", lambda: _draw(material), wide=True, search=False)

    def files(self, material: Material) -> Mapping[str, str]:
        nodes = [
            {
                "id": document.id,
                "title": record.title,
                "summary": _summary(record),
                "owner": record.owner or "",
            }
            for document in material.base.documents
            if (record := document.record) is not None
        ]
        found = {
            _beside(material, "graph.json"): json.dumps({"version": 1, "nodes": nodes}, ensure_ascii=False)
        }
        if len(nodes) > INLINE:
            drawn_nodes, edges = material.drawing(material.base.by_id, self.path)
            found[_beside(material, "graph.svg")] = str(
                draw_graph(drawn_nodes, edges, title="Decision graph", data=True, standalone=True)
            )
        return found


def _beside(material: Material, name: str) -> str:
    """A file in the folder of the page's address, so that links in it hold."""
    return f"graph/{name}" if material.directories else name


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


def _draw(material: Material) -> str:
    here = GraphPage.path
    nodes, edges = material.drawing(material.base.by_id, here)
    large = len(nodes) > INLINE
    return render(
        "graph.html",
        m=material,
        here=here,
        drawing=None if large or not nodes else draw_graph(nodes, edges, title="Decision graph", data=True),
        outline=None if large else outline(nodes, edges),
        nodes=len(nodes),
        edges=len(edges),
        types=sorted({node.type for node in nodes}),
    )
