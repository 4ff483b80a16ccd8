"""The core stack: the ring into which the decisions in force put each technology, today or on an earlier day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple, get_args

from kb.base import Document
from kb.graph import Graph
from kb.records.decision import Decision, Ring
from kb.standing import amended, in_force

RINGS: Final[tuple[Ring, ...]] = get_args(Ring)
_ONCE_ACCEPTED: Final = ("accepted", "superseded", "deprecated")


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


def core_stack(graph: Graph, before: date | None = None) -> Mapping[str, Placement]:
    """Every technology on which decisions in force have a word, by slug; `adopt` makes the core.

    Args:
        graph: of the base.
        before: as it was at the beginning of this day, by the dates of the decisions.
    """
    words: dict[str, list[Word]] = {}
    for document, decision in graph.base.records(Decision):
        if decision.technologies and _stands(graph, document, decision, before):
            for technology, ring in decision.technologies.items():
                words.setdefault(technology, []).append(Word(document, decision, ring))
    return {name: Placement(name, _last(said, graph)) for name, said in sorted(words.items())}


def decided(decision: Decision) -> date:
    """The day of a decision: its own date, else the day the record was written."""
    return decision.date or decision.created


def _stands(graph: Graph, document: Document, decision: Decision, before: date | None) -> bool:
    """Whether a decision is in force, or was on an earlier day.

    When a decision was deprecated, or superseded by nothing that is named, no record tells: it has no word in the past
    either, rather than one that was taken back nobody knows when.
    """
    if before is None:
        return in_force(graph, document)
    if decided(decision) >= before or decision.status not in _ONCE_ACCEPTED:
        return False
    replaced = [link.source for link in graph.backlinks(decision.id, ("supersedes",))]
    days = [_replaced_on(source) for source in replaced if source is not document]
    if any(day is None or day < before for day in days if day != date.max):
        return False
    return decision.status == "accepted" or any(day != date.max for day in days)


def _replaced_on(document: Document) -> date | None:
    """When a decision replaced others: never yet (`date.max`) as a proposal; None where nobody can know."""
    record = document.record
    if not isinstance(record, Decision):
        return None
    return decided(record) if record.status in _ONCE_ACCEPTED else date.max


def _last(said: list[Word], graph: Graph) -> tuple[Word, ...]:
    if len(said) > 1:
        outdone = {id_ for word in said if word.decision.amends for id_ in amended(graph, word.decision.id)}
        left = [word for word in said if word.decision.id not in outdone]
        said = left or said  # decisions that amend each other in a ring leave nobody
        said.sort(key=lambda word: (decided(word.decision), word.decision.id), reverse=True)
    return tuple(said)
