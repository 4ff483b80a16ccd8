"""Records as nodes of drawings: a record is drawn on the pages of all its neighbours, and only the link differs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kb.lineage import Reason
from kb.site.drawing.svg import DrawnEdge, DrawnNode

if TYPE_CHECKING:
    from kb.site.material import Material


def node(material: Material, id: str, here: str) -> DrawnNode:
    """A record as a node of a drawing on a page."""
    key = ("node", id)
    if key not in material.answers:
        material.answers[key] = (_node(material, id), b"")
    known: DrawnNode = material.answers[key][0]
    return replace(known, href=material.url(id, here))


def edge(named: str, naming: str, kind: str, reverse: str) -> DrawnEdge:
    """A link as an edge of a drawing: from the record that is named to the record that names it."""
    return DrawnEdge(named, naming, kind, reverse.replace("_", " "), weak=kind in ("mentions", "related"))


def _node(material: Material, id: str) -> DrawnNode:
    document = material.base.by_id[id]
    record = document.record
    assert record is not None
    found = material.verdict(id)
    goals = [link.target_id for link in material.graph.links(id, ("goal", "serves"))]
    return DrawnNode(
        id,
        record.type,
        record.title,
        None,
        status=record.status,
        verdict=found.name if found is not None else None,
        flags=tuple(material.flags(id)),
        goals=tuple(goals),
        date=str(Reason(document).on),
        tags=tuple(record.tags),
    )
