"""Finds the links that records gained and lost, by looking at the records alone that are not what they were."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kb.base import MENTION, Document, KnowledgeBase
from kb.changes import Changes
from kb.text.hrefs import leads_to


class Connection(NamedTuple):
    """A link by ids."""

    source: str
    kind: str
    target: str


def gained_and_lost(
    before: KnowledgeBase, now: KnowledgeBase, changes: Changes
) -> tuple[tuple[Connection, ...], tuple[Connection, ...]]:
    """The links that came and those that went, each once; a link that follows a new id is neither.

    Of a file that cannot be read on one side nobody knows what it links to, so it gains and loses nothing.
    """
    gained: list[Connection] = []
    lost: list[Connection] = []
    for old, new in changes.edited:
        if old.record is None or new.record is None:
            continue
        was = {
            Connection(new.id or new.path, kind, changes.renumbered.get(target, target))
            for kind, target in _links(before, old)
        }
        is_ = {Connection(new.id or new.path, kind, target) for kind, target in _links(now, new)}
        gained += is_ - was
        lost += was - is_
    gained += _all(now, changes.added)
    lost += _all(before, changes.removed)
    return tuple(sorted(set(gained))), tuple(sorted(set(lost)))


def _all(base: KnowledgeBase, documents: tuple[Document, ...]) -> Iterator[Connection]:
    for document in documents:
        for kind, target in _links(base, document):
            yield Connection(document.id or document.path, kind, target)


def _links(base: KnowledgeBase, document: Document) -> Iterator[tuple[str, str]]:
    """Typed links, mentions, and ordinary links to the file of a record, which are mentions, too."""
    for raw in document.links:
        yield raw.kind, raw.target
    for href in document.hrefs:
        path = leads_to(document.path, href.target)
        target = base.by_path.get(path) if path is not None else None
        if target is not None and target.id is not None and target is not document:
            yield MENTION.kind, target.id
