"""Finds records that share an id and decides by history which keeps it, and which of them a reference means."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from kb.base import Document, KnowledgeBase
from kb.history.ages import NOW, Ages
from kb.history.past import Past
from kb.renumbering import Meant, Reference, line_key, references, words


def collisions(base: KnowledgeBase) -> Iterator[tuple[str, list[Document]]]:
    """The ids that several files have, with the files."""
    sharing: dict[str, list[Document]] = {}
    for document in base.documents:
        if document.id is not None:
            sharing.setdefault(document.id, []).append(document)
    for id, documents in sorted(sharing.items()):
        if len(documents) > 1:
            yield id, documents


def oldest(ages: Ages, id: str, documents: Sequence[Document]) -> Document | None:
    """The record that had an id first; None where the history cannot tell."""
    for one in documents:
        if all(other is one or ages.older(id, one.path, other.path) for other in documents):
            return one
    return None


class Sides:
    """Tells which of two records with one id a reference means, by what the two sides held before they met.

    Args:
        root: the folder of the base.
        base: as it is now.
        ages: its history.
    """

    def __init__(self, root: Path, base: KnowledgeBase, ages: Ages) -> None:
        self._base = base
        self._ages = ages
        self._past = Past(root, base)
        self._shared = frozenset(id for id, _ in collisions(base))

    def meant(self, mine: Document, others: Sequence[Document]) -> Meant:
        """Which references to the id that records share mean one of them."""
        judges = [self._between(mine, other) for other in others if other is not mine]

        def judge(document: Document, reference: Reference) -> bool | None:
            verdicts = [one(document, reference) for one in judges]
            if all(verdicts):
                return True
            return False if any(verdict is False for verdict in verdicts) else None

        return judge

    def _between(self, mine: Document, other: Document) -> Meant:
        """A reference that was on one side and not on the other means what that side had; the rest is unsure."""
        id = mine.id or ""
        met = self._ages.meeting(id, mine.path, other.path)
        here = self._at(met.mine) if met is not None else None
        there = self._at(met.other) if met is not None else None
        if met is None or here is None or there is None or (not met.late and _has(there, id) != 1):
            return lambda _document, _reference: None
        sides = _Names(here, id, self._shared), _Names(there, id, self._shared)
        late = met.late

        def judge(document: Document, reference: Reference) -> bool | None:
            with_mine, with_other = (side.had(document, reference) for side in sides)
            if with_mine and with_other and late:  # it was there before the one that came late
                return late == "other"
            return None if with_mine == with_other else with_mine

        return judge

    def _at(self, commit: str) -> KnowledgeBase | None:
        return self._base if commit == NOW else self._past.at(commit, commit[:10])


class _Names:
    """What the records of one side named by an id."""

    def __init__(self, base: KnowledgeBase, id: str, shared: Collection[str]) -> None:
        self._base = base
        self._id = id
        self._shared = shared
        self._known: dict[str, frozenset[tuple[str, ...]]] = {}

    def had(self, document: Document, reference: Reference) -> bool:
        """Whether the same reference stood in the same record then."""
        if document.path not in self._known:
            self._known[document.path] = self._keys(document)
        return reference.key in self._known[document.path]

    def _keys(self, document: Document) -> frozenset[tuple[str, ...]]:
        then = self._base.by_path.get(document.path)
        if then is None and document.id is not None and document.id not in self._shared:
            then = self._base.by_id.get(document.id)
        if then is None:
            return frozenset()
        found = references(then, self._id, self._base.types.by_prefix)
        text = then.source.text
        lines = {line_key(text, span) for span in words(text, self._id)}
        return frozenset(lines.union(reference.key for reference in found))


def _has(base: KnowledgeBase, id: str) -> int:
    return sum(document.id == id for document in base.documents)
