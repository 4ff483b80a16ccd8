"""Merges two sides of a base in memory: what git would make of them, without its work tree, index or objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kb import base
from kb.base import Document, KnowledgeBase
from kb.changes import Changes, between
from kb.records import Registry
from kb.text.merge import Line, merge
from kb.text.source import Source


class Merged(NamedTuple):
    """The merge result of two sides.

    Attributes:
        base: as it would be.
        conflicts: files that both sides changed in ways that cannot be put together; ours stand for them.
        origins: path → the documents of both sides that were put together there, with the lines of the result.
    """

    base: KnowledgeBase
    conflicts: tuple[str, ...]
    origins: dict[str, Origin]


class Origin(NamedTuple):
    """Where a document of a merge result comes from."""

    ours: Document | None
    theirs: Document | None
    lines: Sequence[Line] = ()


class _Result(NamedTuple):
    path: str
    origin: Origin
    conflict: bool = False


def merged(ours: KnowledgeBase, ancestor: KnowledgeBase, theirs: KnowledgeBase, revision: str) -> Merged:
    """Put together what both sides made of an ancestor, record by record: a renamed file is followed by its id.

    Args:
        ours: the work tree.
        ancestor: what both come from.
        theirs: the other side.
        revision: what people call the other side.
    """
    settings = theirs if ours.config is ancestor.config else ours
    documents: dict[str, Document] = {}
    origins: dict[str, Origin] = {}
    conflicts: set[str] = set()
    for result in _results(ours, ancestor, theirs):
        path, origin = result.path, result.origin
        if path in documents:  # where two results claim a path, the file that is there keeps it
            conflicts.add(path)
            continue
        if result.conflict:
            conflicts.add(path)
        documents[path] = _document(result, settings.types, ours.types, theirs.types, revision)
        origins[path] = origin
    together = KnowledgeBase(settings.config, settings.types, documents.values())
    return Merged(together, tuple(sorted(conflicts)), origins)


def _results(ours: KnowledgeBase, ancestor: KnowledgeBase, theirs: KnowledgeBase) -> Iterator[_Result]:
    """What stands in the result; what our side holds comes first."""
    here, there = between(ancestor, ours), between(ancestor, theirs)
    mine, other = _became(here), _became(there)
    kept = [(mine.get(old, old), other.get(old, old), old) for old in ancestor.documents]
    news = {document.path: document for document in there.added}
    for document in here.added:
        yield _both_new(document, news.pop(document.path, None))
    for our, their, old in sorted(kept, key=lambda sides: sides[0] is None):
        found = _three_ways(our, their, old)
        if found is not None:
            yield found
    for document in news.values():
        yield _Result(document.path, Origin(None, document))


def _became(changes: Changes) -> dict[Document, Document | None]:
    return {**dict.fromkeys(changes.removed), **{step.old: step.new for step in changes.edited}}


def _both_new(our: Document, their: Document | None) -> _Result:
    clash = their is not None and not _same(our, their)
    return _Result(our.path, Origin(our, None if clash else their), clash)


def _three_ways(our: Document | None, their: Document | None, old: Document) -> _Result | None:
    if our is None or their is None:
        left = our or their
        if left is None or _same(left, old):
            return None
        return _Result(left.path, Origin(our, their), conflict=True)
    if _same(our, their) or _same(their, old):
        return _Result(our.path, Origin(our, None))
    if _same(our, old):
        return _Result(their.path, Origin(None, their))
    path = their.path if our.path == old.path else our.path
    apart = old.path not in (our.path, their.path) and our.path != their.path
    lines = None if apart else merge(old.source.text, our.source.text, their.source.text)
    if lines is None:
        return _Result(our.path, Origin(our, None), conflict=True)
    return _Result(path, Origin(our, their, lines))


def _same(one: Document, other: Document) -> bool:
    return one is other or (one.path == other.path and one.source.text == other.source.text)


def _document(
    result: _Result, types: Registry, our_types: Registry, their_types: Registry, revision: str
) -> Document:
    """The document of a result: one of a side as it is, wherever it was read in the same way."""
    our, their, lines = result.origin
    if lines:
        return base.read(Source(result.path, "".join(line.text for line in lines), revision=revision), types)
    document, read_with = (our, our_types) if our is not None else (their, their_types)
    assert document is not None
    if read_with is types:
        return document
    return base.read(Source(result.path, document.source.text, revision=document.source.revision), types)
