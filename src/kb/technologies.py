"""Technologies: the core stack, that is the ring into which the decisions in force put each of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kb.base import Document
from kb.graph import Graph
from kb.records.decision import Decision, Ring
from kb.standing import amended, in_force


class Word(NamedTuple):
    """What one decision in force says of a technology."""

    document: Document
    decision: Decision
    ring: Ring


class Placement(NamedTuple):
    """A technology and what is in force about it.

    Attributes:
        technology: its slug.
        words: the newest first; a decision that another one amends, near or far, has no word where both speak.
    """

    technology: str
    words: tuple[Word, ...]

    @property
    def ring(self) -> Ring | None:
        """The ring, or None when the decisions in force contradict each other."""
        rings = {word.ring for word in self.words}
        return rings.pop() if len(rings) == 1 else None


def core_stack(graph: Graph) -> Mapping[str, Placement]:
    """Every technology on which accepted, unsuperseded decisions have a word, by slug; `adopt` makes the core."""
    words: dict[str, list[Word]] = {}
    for document, decision in graph.base.records(Decision):
        if decision.technologies and in_force(graph, document):
            for technology, ring in decision.technologies.items():
                words.setdefault(technology, []).append(Word(document, decision, ring))
    return {name: Placement(name, _last(said, graph)) for name, said in sorted(words.items())}


def _last(said: list[Word], graph: Graph) -> tuple[Word, ...]:
    if len(said) > 1:
        outdone = {id_ for word in said if word.decision.amends for id_ in amended(graph, word.decision.id)}
        left = [word for word in said if word.decision.id not in outdone]
        said = left or said  # decisions that amend each other in a ring leave nobody
        said.sort(
            key=lambda word: (word.decision.date or word.decision.created, word.decision.id), reverse=True
        )
    return tuple(said)
