"""What happened between two states of the same base: which record became which, which came, which went."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, NamedTuple

from kb.base import Document, KnowledgeBase

_TELLING: Final = 24  # characters from which a line is hardly the same in two records by accident
_ENOUGH: Final = 2  # telling lines without which a text says too little to be told from another


class Step(NamedTuple):
    """One record before and after."""

    old: Document
    new: Document


class Changes(NamedTuple):
    """What became of the records of a base.

    Attributes:
        edited: records whose file is no longer the same, renamed and renumbered ones among them.
        added: documents that nothing before became.
        removed: documents that became nothing.
        renumbered: old id → new id.
    """

    edited: tuple[Step, ...]
    added: tuple[Document, ...]
    removed: tuple[Document, ...]
    renumbered: dict[str, str]

    @property
    def reused(self) -> list[Step]:
        """New records that took the id of one that is gone."""
        gone = {document.id: document for document in self.removed if document.id is not None}
        return [Step(gone[new.id], new) for new in self.added if new.id in gone]


def between(before: KnowledgeBase, now: KnowledgeBase) -> Changes:
    """Find out which record became which: by file and id, by id, by file, by title and day.

    Documents that both bases hold as one object did not change and cost nothing.
    """
    unchanged = set(before.documents).intersection(now.documents)
    old = [document for document in before.documents if document not in unchanged]
    new = [document for document in now.documents if document not in unchanged]
    edited: list[Step] = []
    for key in (_both, _id, _file, _nature):
        found = list(_paired(old, new, key))
        edited += found
        unchanged.update(document for step in found for document in step)
        old = [document for document in old if document not in unchanged]
        new = [document for document in new if document not in unchanged]
    renumbered = {
        step.old.id: step.new.id
        for step in edited
        if step.old.id is not None and step.new.id is not None and step.old.id != step.new.id
    }
    return Changes(tuple(edited), tuple(new), tuple(old), renumbered)


def _paired(
    old: Iterable[Document], new: Iterable[Document], key: Callable[[Document], Any]
) -> Iterator[Step]:
    """The documents of both sides that have a key in common and are not two records, each once."""
    waiting: dict[Any, list[Document]] = {}
    for document in old:
        if (name := key(document)) is not None:
            waiting.setdefault(name, []).append(document)
    for document in new:
        for candidate in waiting.get(key(document), ()):
            if not is_another(candidate, document):
                waiting[key(document)].remove(candidate)
                yield Step(candidate, document)
                break


def _both(document: Document) -> tuple[str, str | None]:
    return document.path, document.id


def _file(document: Document) -> str:
    return document.path


def _id(document: Document) -> str | None:
    return document.id


def _nature(document: Document) -> tuple[object, ...] | None:
    """What a record keeps when it gets another number."""
    record = document.record
    return (record.type, record.created, record.title) if record is not None else None


def is_another(one: Document, other: Document) -> bool:
    """Whether two documents of one id are different records, not one that was edited, retitled or renamed."""
    if one.path == other.path or one.record is None or other.record is None:
        return False
    if one.record.title.casefold() == other.record.title.casefold():
        return False
    if one.type != other.type or one.record.created != other.record.created:
        return True
    lines, others = _telling_lines(one), _telling_lines(other)
    return min(len(lines), len(others)) >= _ENOUGH and not lines & others


def _telling_lines(document: Document) -> set[str]:
    """The lines that two records do not share by accident: a renamed record keeps most of them."""
    lines = (line.strip() for line in document.source.text.splitlines())
    return {line for line in lines if len(line) >= _TELLING and not line.startswith(("created:", "goal:"))}
