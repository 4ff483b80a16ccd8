"""Which links are citations, and whether what is cited still says what it said when a person confirmed it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, Literal, NamedTuple

from kb import confirmation
from kb.base import Document
from kb.graph import CARRIES, NEUTRAL, Graph

State = Literal["unconfirmed", "confirmed", "suspect", "unknown", "unreadable"]

# In which order work is done says nothing about what it rests on; the rest of the kinds that are none is the graph's.
_ORDER_OF_WORK: Final = frozenset({"depends_on", "part_of"})


class Citation(NamedTuple):
    """What one record relies on in another.

    Attributes:
        source: the record that cites.
        target: the record that is cited.
        kinds: by which links, as the graph names them.
        confirmed: the digest that stands under `reviewed`, if somebody has confirmed the citation.
    """

    source: Document
    target: Document
    kinds: tuple[str, ...]
    confirmed: str | None

    @property
    def state(self) -> State:
        """How the citation stands.

        `unconfirmed`: nobody has confirmed it, which is no reproach. `suspect`: the target says something else by
        now. `unknown`: what stands under `reviewed` cannot be compared. `unreadable`: the target cannot be read.
        """
        if self.confirmed is None:
            return "unconfirmed"
        if not confirmation.is_known(self.confirmed):
            return "unknown"
        if self.target.digest is None:
            return "unreadable"
        return "confirmed" if self.target.digest == self.confirmed else "suspect"


def is_citation(kind: str) -> bool:
    """Whether a record relies on what it names by this kind of link; kinds of the team's own count."""
    return kind not in NEUTRAL and kind not in CARRIES and kind not in _ORDER_OF_WORK


def citations(graph: Graph, document: Document, also: Collection[str] = ()) -> list[Citation]:
    """What a record cites, in the order written; also what it only mentions, once somebody has confirmed that.

    Args:
        graph: the links.
        document: the record.
        also: ids that count as cited by whatever kind of link.
    """
    record = document.record
    if record is None:
        return []
    reviewed = record.reviewed or {}
    found: dict[str, list[str]] = {}
    for link in graph.links(record.id):
        cited = link.target_id
        own = link.source is document and link.target is not document
        if own and (is_citation(link.kind) or cited in reviewed or cited in also):
            kinds = found.setdefault(cited, [])
            if link.kind not in kinds:
                kinds.append(link.kind)
    by_id = graph.base.by_id
    return [
        Citation(document, by_id[id], tuple(filter(is_citation, kinds)) or tuple(kinds), reviewed.get(id))
        for id, kinds in found.items()
    ]


def confirmed(graph: Graph, document: Document) -> list[Citation]:
    """The citations of a record that somebody has confirmed; quick where nobody has confirmed any."""
    if document.record is None or not document.record.reviewed:
        return []
    return [citation for citation in citations(graph, document) if citation.confirmed is not None]


def is_suspect(graph: Graph, document: Document) -> bool:
    """Whether a record cites something that has changed since the citation was confirmed."""
    return any(citation.state == "suspect" for citation in confirmed(graph, document))


def uncited(graph: Graph, document: Document) -> list[str]:
    """The ids that a record confirms and does not name anywhere else."""
    record = document.record
    if record is None or not record.reviewed:
        return []
    named = {link.target for link in document.links}
    named.update(link.target_id for link in graph.links(record.id) if link.source is document)
    return [id for id in record.reviewed if id not in named]
