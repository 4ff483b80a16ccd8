"""Writes a part of the graph in the languages of other programs: DOT, Mermaid, GraphML, JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from kb.base import Document
from kb.errors import KbError
from kb.graph import ResolvedLink


class Part(NamedTuple):
    """Some records and the links among them."""

    documents: Sequence[Document]
    links: Sequence[ResolvedLink]


def as_json(part: Part) -> dict[str, Any]:
    """Nodes and edges as JSON can hold them."""
    return {
        "nodes": [_facts(document) for document in part.documents],
        "edges": [{"source": k.source_id, "kind": k.kind, "target": k.target_id} for k in part.links],
    }


def _facts(document: Document) -> dict[str, str | None]:
    record = document.record
    return {
        "id": document.id,
        "type": document.type,
        "title": record.title if record is not None else None,
        "status": record.status if record is not None else None,
        "path": document.path,
    }


_SHAPES = {
    "goal": "doubleoctagon",
    "task": "box",
    "experiment": "ellipse",
    "review": "note",
    "decision": "diamond",
    "risk": "triangle",
}


def dot(part: Part) -> str:
    """Graphviz; evidence flows from left to right, so an arrow leads from what is named to what names it."""
    lines = ["digraph kb {", "  rankdir=LR;", '  node [fontname="sans-serif" fontsize=11];']
    for document in part.documents:
        shape = _SHAPES.get(document.type or "", "box")
        label = f"{document.id}\n{document.record.title if document.record is not None else ''}"
        lines.append(f"  {_dot(document.id or document.path)} [label={_dot(label)} shape={shape}];")
    for link in part.links:
        style = " style=dotted" if link.kind == "mentions" else ""
        label = link.reverse.replace("_", " ")
        lines.append(f"  {_dot(link.target_id)} -> {_dot(link.source_id)} [label={_dot(label)}{style}];")
    return "\n".join([*lines, "}"])


def _dot(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def mermaid(part: Part) -> str:
    """A Mermaid flow chart; arrows as in :func:`dot`."""
    lines = ["flowchart LR"]
    names = {(document.id or document.path): f"n{n}" for n, document in enumerate(part.documents)}
    brackets = {"goal": ("([", "])"), "decision": ("{{", "}}"), "experiment": ("(", ")")}
    for document in part.documents:
        opening, closing = brackets.get(document.type or "", ("[", "]"))
        title = document.record.title if document.record is not None else ""
        lines.append(
            f'  {names[document.id or document.path]}{opening}"{_mermaid(f"{document.id} {title}")}"{closing}'
        )
    for link in part.links:
        arrow = "-.->" if link.kind == "mentions" else "-->"
        label = _mermaid(link.reverse.replace("_", " "))
        lines.append(f'  {names[link.target_id]} {arrow}|"{label}"| {names[link.source_id]}')
    return "\n".join(lines)


def _mermaid(text: str) -> str:
    """Text as Mermaid reads it inside quotes: entities by number with `#` for `&`."""
    return "".join(c if c.isalnum() or c in " -_.,:/" else f"#{ord(c)};" for c in text)


def graphml(part: Part) -> str:
    """GraphML, for Gephi, yEd and the like; edges lead from the record that holds the link to the one it names."""
    try:
        import networkx
    except ImportError:
        hint = 'Install it: pip install "research-kb[graphml]".'
        raise KbError("GraphML is written by networkx, which is not installed", hint=hint) from None
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for document in part.documents:
        facts = {key: _xml(value) for key, value in _facts(document).items() if value is not None}
        graph.add_node(document.id or document.path, **facts)
    for link in part.links:
        graph.add_edge(link.source_id, link.target_id, key=link.kind, kind=link.kind)
    return "\n".join(networkx.generate_graphml(graph, named_key_ids=True))


def _xml(text: str) -> str:
    """The text without characters that XML 1.0 cannot hold."""
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))


LANGUAGES: Mapping[str, Callable[[Part], str]] = {"dot": dot, "mermaid": mermaid, "graphml": graphml}
