"""What is to be looked at again: citations of records that have changed since, and records whose day has passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kb import confirmation
from kb.base import Document
from kb.citations import Citation, citations
from kb.confirmation import Difference
from kb.graph import Graph
from kb.history.states import State, states
from kb.standing import Due, due


class Looked(NamedTuple):
    """A citation, and what became of the cited record since somebody confirmed it.

    Attributes:
        citation: the citation.
        then: the state that was confirmed; None where nothing changed or git does not know it.
        fields: what says something else since then.
        text: whether the body does.
    """

    citation: Citation
    then: State | None = None
    fields: tuple[Difference, ...] = ()
    text: bool = False


class Stale(NamedTuple):
    """A record that was to be looked at again by a day that has passed."""

    document: Document
    due: Due


class History:
    """Finds the states of cited records that were confirmed; each record is looked up in git once.

    Args:
        graph: the base as it is.
        root: its folder.
    """

    def __init__(self, graph: Graph, root: Path) -> None:
        self._graph = graph
        self._root = root
        self._known: dict[str, list[State]] = {}

    def look(self, citation: Citation) -> Looked:
        """What changed in a cited record since it was confirmed."""
        then = self._confirmed(citation) if citation.state == "suspect" else None
        before = then.document.record if then is not None else None
        now = citation.target.record
        if then is None or before is None or now is None:
            return Looked(citation)
        text = not confirmation.same_words(then.document.body_text, citation.target.body_text)
        return Looked(citation, then, tuple(confirmation.differences(before, now)), text)

    def _confirmed(self, citation: Citation) -> State | None:
        path = citation.target.path
        if path not in self._known:
            self._known[path] = list(states(self._root, path, self._graph.base.types))
        return next((s for s in self._known[path] if s.document.digest == citation.confirmed), None)


def cited(graph: Graph, documents: Iterable[Document]) -> Iterator[Citation]:
    """What some records cite."""
    for document in documents:
        yield from citations(graph, document)


def stale(graph: Graph, documents: Iterable[Document], today: date) -> list[Stale]:
    """The records whose day has passed, the longest overdue first."""
    found = [Stale(d, last) for d in documents if (last := due(graph, d)) is not None and last.on < today]
    return sorted(found, key=lambda s: (s.due.on, s.document.id or s.document.path))
