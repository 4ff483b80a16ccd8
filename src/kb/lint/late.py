"""A base of which few documents are judged, and the others are read when somebody looks at them.

The questions of a graph about any record are answered as the whole graph would; what would need the whole base is
refused by :class:`Unsure`, so that whoever asks reads all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kb import disk
from kb.base import Document, KnowledgeBase, RawLink, read
from kb.config import Config
from kb.graph import Graph, Misfit, ResolvedLink
from kb.lint.facts import Facts, Skeleton
from kb.records import Registry

_LATE: Final = frozenset(Document.__slots__) - {"_digest", "_places", "id", "type"}


class Unsure(Exception):
    """The question needs the whole base."""


class LateDocument(Document):
    """A document that is read when more than its path, id and type is asked for."""

    __slots__ = ("_path", "_root", "_types", "loaded")

    def __init__(self, root: Path, path: str, seen: Facts, types: Registry) -> None:  # not that of the base
        self._root, self._path, self._types = root, path, types
        self.id, self.type = seen.id, seen.type
        self.loaded = False
        self._digest = None
        self._places = None

    @property
    def path(self) -> str:
        """The file, relative to the root, with forward slashes."""
        return self._path

    def __getattr__(self, name: str) -> Any:
        """Read the file; asked for only while an attribute is not there."""
        if name not in _LATE:
            raise AttributeError(name)
        source, problem = disk.read_source(self._root, self._path)
        found = read(source, self._types, problem)
        if (found.id, found.type) != (self.id, self.type):
            raise Unsure
        source.settle()
        for slot in _LATE:
            setattr(self, slot, getattr(found, slot))
        self.loaded = True
        return getattr(self, name)


class _ByName(Mapping[str, Document]):
    """Name → document, each made when it is first asked for."""

    def __init__(
        self, base: LateBase, names: Collection[str], number_of: Callable[[str], int | None]
    ) -> None:
        self._base, self._names, self._number_of = base, names, number_of

    def __getitem__(self, name: str) -> Document:
        number = self._number_of(name)
        if number is None:
            raise KeyError(name)
        return self._base.document(number)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._number_of(name) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class LateBase(KnowledgeBase):
    """A base whose ``documents`` are those that are judged; by id and by path it knows them all.

    Args:
        root: its folder.
        config: its configuration.
        types: the record types it knows.
        skeleton: what is seen of all records.
        known: documents that were read already, by number.
        judged: the numbers of those that are judged.
    """

    def __init__(
        self,
        root: Path,
        config: Config,
        types: Registry,
        skeleton: Skeleton,
        known: Mapping[int, Document],
        judged: Collection[int],
    ) -> None:
        self.config, self.types = config, types
        self.skeleton = skeleton
        self._root = root
        self._made = dict(known)
        self.by_path = _ByName(self, skeleton.paths, skeleton.number_of)
        self.by_id = _ByName(self, skeleton.by_id, skeleton.by_id.get)
        self.documents = tuple(self.document(number) for number in sorted(judged))

    def document(self, number: int) -> Document:
        """The document of a file."""
        if number not in self._made:
            path, seen = self.skeleton.paths[number], self.skeleton.facts[number]
            self._made[number] = LateDocument(self._root, path, seen, self.types)
        return self._made[number]

    def asked(self) -> set[str]:
        """The files whose text somebody asked for."""
        read = [d for d in self._made.values() if not isinstance(d, LateDocument) or d.loaded]
        return {document.path for document in read if document.source.asked}

    @property
    def unread(self) -> frozenset[str]:
        """Nothing: every front matter could be read."""
        return frozenset()


class _LateLink(ResolvedLink):
    """A link that another file holds, whose place there is looked up when it is asked for."""

    __slots__ = ("_nth",)

    def __init__(
        self, source: Document, kind: str, target: Document, nth: int
    ) -> None:  # not that of the graph
        self.source, self.kind, self.target = source, kind, target
        self._nth = nth

    def __getattr__(self, name: str) -> RawLink:
        if name != "_raw":
            raise AttributeError(name)
        same = [r for r in self.source.links if r.kind == self.kind and r.target == self.target.id]
        self._raw = same[self._nth]
        return self._raw


class LateGraph(Graph):
    """The links of a late base: those of the judged documents, and the typed links of any other when asked for."""

    def __init__(self, base: LateBase) -> None:
        self._late = base
        self._out: dict[str, list[ResolvedLink]] = {}
        super().__init__(base)

    def _add(self, document: Document, raw: RawLink, target: Document) -> None:
        link = ResolvedLink(document, raw, target)
        self._out.setdefault(document.id or document.path, []).append(link)
        to = raw.link.to
        if to and target.type is not None and target.type not in to:
            self.misfits.append(Misfit(link, to))

    @property
    def out(self) -> dict[str, list[ResolvedLink]]:
        """Refused."""
        raise Unsure

    @out.setter
    def out(self, value: object) -> None:
        """Nothing is kept there."""

    into = out

    def links(self, id: str, kinds: Collection[str] | None = None) -> list[ResolvedLink]:
        """The links a record holds, of some kinds or of all."""
        document = self._late.by_id.get(id)
        if document is not None and id not in self._out:
            self._out[id] = []
            told = self.dangling, self.misfits, self.strays
            self.dangling, self.misfits, self.strays = [], [], []  # those of a document that is not judged
            self._links_of(document)
            self.dangling, self.misfits, self.strays = told
        found = self._out.get(id, [])
        return [link for link in found if link.kind in kinds] if kinds is not None else found

    def backlinks(self, id: str, kinds: Collection[str] | None = None) -> list[ResolvedLink]:
        """The links of some kinds that lead to a record.

        Raises:
            Unsure: mentions are among them, which are known of no file that was not read.
        """
        if kinds is None or "mentions" in kinds:
            raise Unsure
        skeleton = self._late.skeleton
        target = self._late.by_id.get(id)
        if target is None:
            return []
        found: list[ResolvedLink] = []
        counted: dict[tuple[int, str], int] = {}
        for number, kind in skeleton.into(id):
            nth = counted[number, kind] = counted.get((number, kind), -1) + 1
            if kind in kinds:
                found.append(_LateLink(self._late.document(number), kind, target, nth))
        return found
