"""The text alternative of a drawing: the same records and links as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kb.site.drawing.html import Html, text
from kb.site.drawing.marks import record_ref, type_badge
from kb.site.drawing.svg import DrawnEdge, DrawnNode


def outline(
    nodes: Sequence[DrawnNode], edges: Iterable[DrawnEdge], *, others: Iterable[DrawnNode] = ()
) -> Html:
    """A table with one row per record: what it is, its state, and what it leads to.

    `others` have no row, but something may lead to them. Edges that name a node not given are left out, as on
    the drawing.
    """
    known = {node.id: node for node in (*others, *nodes)}
    leads: dict[str, list[DrawnEdge]] = {}
    for edge in edges:
        if edge.source in known and edge.target in known:
            leads.setdefault(edge.source, []).append(edge)
    rows = "".join(_row(node, leads.get(node.id, []), known) for node in nodes)
    return Html(
        '<table class="kb-table kb-table--compact"><thead><tr><th scope="col">Record</th><th scope="col">Type</th>'
        f'<th scope="col">Leads to</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _row(node: DrawnNode, edges: list[DrawnEdge], known: dict[str, DrawnNode]) -> str:
    reference = record_ref(
        node.id, node.type, node.title, node.href, status=node.status, verdict=node.verdict, flags=node.flags
    )
    leads = ", ".join(_lead(edge, known[edge.target]) for edge in edges)
    return f"<tr><td>{reference}</td><td>{type_badge(node.type)}</td><td>{leads}</td></tr>"


def _lead(edge: DrawnEdge, target: DrawnNode) -> str:
    words = text(edge.label or edge.kind.replace("_", " "))
    identity = f'<code class="kb-id">{text(target.id)}</code>'
    return f'{words} <a href="{text(target.href)}">{identity}</a>' if target.href else f"{words} {identity}"
