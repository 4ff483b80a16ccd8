"""The only way in: reads sources into documents and documents into a knowledge base, whatever the bytes were.

A file that cannot be read as a record is still a document, with problems that have places.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final, TypeVar

from kb import confirmation, disk
from kb.config import Config, Located
from kb.diagnostics import Position, Span
from kb.errors import Refused
from kb.nearest import Near
from kb.reading import read_record
from kb.record import ID_PATTERN, Link, Record
from kb.records import Registry, registry
from kb.text import frontmatter, markdown, queries, scalars, secrets
from kb.text.addresses import Sighting
from kb.text.frontmatter import KeyPath, Place, Problem
from kb.text.source import Source

R = TypeVar("R", bound=Record)

_ID: Final = re.compile(ID_PATTERN)
_ID_LINE: Final = re.compile(rf"^id:[ \t]*[\"']?({ID_PATTERN})[\"']?[ \t]*\r?$", re.MULTILINE)

Heard = Callable[[str, Mapping[str, Any]], None]
"""Takes a text and the values of its front matter."""
ReadAll = Callable[[Iterable[str]], Iterable["Document"]]
"""Reads some files, by path."""
Spread = Callable[[Sequence[str], ReadAll, Registry, Callable[[str], str]], Iterable["Document"]]
"""Has files read by somebody, given how they are read, what types there are and how a text is read again."""
MENTION: Final = Link("mentions", "mentioned_by")

_PATHS: dict[KeyPath, KeyPath] = {}  # key paths are few and come again in every record


class RawLink:
    """A link as written: nobody has looked yet whether its target exists.

    Bases hold tens of thousands, most of them mentions in bodies: those keep the number of their first
    character only, because the target is as long as what stands there.

    Attributes:
        link: its kind, its name the other way, and the types it may lead to.
        target: the id it names.
    """

    __slots__ = ("_at", "link", "target")

    def __init__(self, link: Link, target: str, at: KeyPath | Span | int) -> None:
        self.link = link
        self.target = target
        self._at = at

    def __repr__(self) -> str:
        return f"RawLink({self.kind!r}, {self.target!r}, {self.where!r})"

    @property
    def kind(self) -> str:
        """The name of the link in the graph."""
        return self.link.kind

    @property
    def at(self) -> KeyPath | Span | int:
        """Where it stands, as it is held."""
        return self._at

    @property
    def where(self) -> KeyPath | Span:
        """The key path of the id in the front matter, or the characters in the body."""
        at = self._at
        return Span(at, at + len(self.target)) if isinstance(at, int) else at


class Document:
    """One file of a record folder: the record if it could be read, and everything noticed on the way.

    Attributes:
        source: the text.
        id: the id as written, if there is one, even when the rest is not a record.
        type: the type as written, if it is one of the base's.
        record: the record, or None.
        links: typed links and mentions.
        hrefs: ordinary Markdown links of the body.
        queries: queries in the body, whose answers the site shows there.
        problems: what the reader refused.
        suspects: plain scalars that other readers take for something else.
        sightings: secrets and e-mail addresses, wherever they stand in the file.
        tidy: whether the keys stand in the usual order and no blanks or tabs are where none should be; False
            may also mean a block of text that ends a line in blanks on purpose.
        understood: whether the front matter could be read at all.
        body: where the Markdown begins.
    """

    __slots__ = (
        "_digest", "_places", "body", "hrefs", "id", "links", "problems", "queries", "record", "sightings",
        "source", "suspects", "tidy", "type", "understood",
    )  # fmt: skip

    def __init__(self, source: Source) -> None:
        self.source = source
        self.id: str | None = None
        self.type: str | None = None
        self.record: Record | None = None
        self.links: tuple[RawLink, ...] = ()
        self.hrefs: tuple[markdown.Href, ...] = ()
        self.queries: tuple[queries.Query, ...] = ()
        self.problems: tuple[Problem, ...] = ()
        self.suspects: tuple[Span | KeyPath, ...] = ()
        self.sightings: tuple[Sighting, ...] = ()
        self.tidy = True
        self.understood = False
        self.body = 0
        self._places: dict[KeyPath, Place] | None = None
        self._digest: str | None = None

    def __repr__(self) -> str:
        return f"Document({self.path!r}, id={self.id!r})"

    @property
    def path(self) -> str:
        """The file, relative to the root, with forward slashes."""
        return self.source.path

    @property
    def values(self) -> dict[str, Any]:
        """The front matter as read: leaves are text, None, lists and mappings."""
        return frontmatter.parse(self.source.text).values or {}

    @property
    def body_text(self) -> str:
        """The Markdown after the front matter."""
        return self.source.text[self.body :]

    @property
    def places(self) -> Mapping[KeyPath, Place]:
        """Where every key and value stands; looked up when somebody asks."""
        if self._places is None:
            self._places = frontmatter.locate(self.source.text)
        return self._places

    def span(self, where: Span | KeyPath, on: str = "value") -> Span:
        """The characters of a place; of a key path as far as it exists, or else the opening `---`."""
        if isinstance(where, Span):
            return where
        wanted = where
        while where:
            place = self.places.get(where)
            if place is not None:
                empty = place.value.start == place.value.end
                if on == "key" or where != wanted or place.style in ("map", "seq") or empty:
                    return place.key or self._first_line(place.value)
                return self._first_line(place.value)
            where = where[:-1]
        start = 1 if self.source.text.startswith("\ufeff") else 0
        return Span(start, min(start + 3, len(self.source.text)))

    def _first_line(self, span: Span) -> Span:
        line = self.source.text[span.start : span.end].partition("\n")[0]
        return Span(span.start, max(span.start + len(line.rstrip()), span.start + 1))

    @property
    def digest(self) -> str | None:
        """What a citation of this record is confirmed against; None while nobody can say what it says."""
        if self._digest is None and self.record is not None:
            self._digest = confirmation.digest(self.record, self.body_text)
        return self._digest

    def position(self, where: Span | KeyPath, on: str = "value") -> Position:
        """Line and column of a place."""
        return self.source.position(self.span(where, on).start)

    def release(self) -> None:
        """Forget the text; it is read again when somebody needs it."""
        self._places = None
        self.source.release()


def read(
    source: Source, types: Registry, problem: Problem | None = None, heard: Heard | None = None
) -> Document:
    """Read one source. Never raises for anything a text can hold.

    Args:
        source: the text.
        types: the record types.
        problem: why it is no usable text.
        heard: is told the values of a front matter that can be read, which nobody holds afterwards.
    """
    document = Document(source)
    text = source.text
    document.sightings = secrets.sightings(text)
    if problem is not None:
        document.problems = (problem,)
        _read_id_line(document, text)
        return document
    front = frontmatter.parse(text)
    document.body = front.body
    problems = front.problems
    if not any(problem.message == frontmatter.CONFLICT for problem in problems):  # once is enough
        problems.extend(_body_conflicts(text, front.body))
    if front.values is None:
        _read_id_line(document, text)
    else:
        values = front.values
        if heard is not None:
            heard(text, values)
        document.understood = True
        checked = read_record(values, types)
        document.id, document.type, document.record = checked.id, checked.type, checked.record
        document.tidy = checked.tidy and _no_stray_blanks(text, front.body)
        problems.extend(checked.problems)
        links = [RawLink(link, id_, _PATHS.setdefault(at, at)) for link, id_, at in checked.links]
        _read_body(document, text, types, links)
        if front.suspects or checked.lookalikes:
            document.suspects = (*front.suspects, *checked.lookalikes)
        document.links = tuple(links)
    if problems:
        document.problems = tuple(problems)
    return document


def _read_body(document: Document, text: str, types: Registry, links: list[RawLink]) -> None:
    code = markdown.code(text, document.body)
    body = markdown.blanked(text, code)
    links.extend(
        RawLink(MENTION, mention.id, mention.at)
        for mention in markdown.mentions(body, document.body, types.by_prefix)
        if mention.id != document.id
    )
    document.hrefs = tuple(markdown.hrefs(body, document.body))
    document.queries = queries.find(text, document.body) if queries.among(text, code) else ()


def _read_id_line(document: Document, text: str) -> None:
    """Find the id of a file whose front matter cannot be read, lest links to it are called dangling too."""
    found = _ID_LINE.search(text, 0, document.body or frontmatter.MAX_HEAD) if "---" in text[:4] else None
    document.id = found[1] if found is not None else None


def _no_stray_blanks(text: str, body: int) -> bool:
    if text.find("\t", 0, body) != -1 or text.find(" \n", 0, body) != -1:
        return False
    return text.find("\r", 0, body) == -1 or text.find(" \r", 0, body) == -1


def _body_conflicts(text: str, body: int) -> list[Problem]:
    """The first merge-conflict marker outside the fenced blocks, which stand in the order of the text as well."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return []
    blocks = iter([*markdown.fenced(text, body), Span(len(text), len(text) + 1)])
    block = next(blocks)
    for found in frontmatter.conflicts_in(text, body):
        at, _ = found.where
        assert isinstance(at, int)
        while block.end <= at:
            block = next(blocks)
        if at < block.start:
            return [found]
    return []


class KnowledgeBase:
    """All documents of a base, as a value.

    Attributes:
        config: the configuration it was read with.
        types: the record types it knows.
        documents: every file of the record folders, by path.
        by_id: id → the first document that has it; a duplicate id is a finding, not a crash.
        by_path: path → document.
    """

    def __init__(self, config: Config, types: Registry, documents: Iterable[Document]) -> None:
        self.config = config
        self.types = types
        self.documents = tuple(sorted(documents, key=lambda d: d.path))
        self.by_path: Mapping[str, Document] = {d.path: d for d in self.documents}
        by_id: dict[str, Document] = {}
        for document in self.documents:
            if document.id is not None and document.id not in by_id:
                by_id[document.id] = document
        self.by_id: Mapping[str, Document] = by_id

    def get(self, id: str) -> Document:
        """The document of a record.

        Raises:
            Refused: there is none; the nearest ids are named.
        """
        if (document := self.by_id.get(id)) is not None:
            return document
        close = self.nearest(id)
        hint = f"Did you mean {' or '.join(close)}?" if close else "`kb list` shows what there is."
        raise Refused(f"there is no record {id}", hint=hint)

    def nearest(self, id: str, limit: int = 2) -> list[str]:
        """The ids that a person most likely meant, best first; empty when none is close."""
        return self._near.nearest(id, limit)

    @cached_property
    def _near(self) -> Near:
        return Near(self.by_id)

    @cached_property
    def unread(self) -> frozenset[str]:
        """The ids that files name whose front matter could not be read, their own among them.

        What such a file links to is not known, so nobody should be told that it links to nothing.
        """
        found: set[str] = set()
        for document in self.documents:
            if not document.understood:
                found.update(_ID.findall(document.source.text))
                found.update(_ID.findall(document.path.rsplit("/", 1)[-1]))
        return frozenset(found)

    def records(self, model: type[R]) -> Iterator[tuple[Document, R]]:
        """Every readable record of a type with its document, by path."""
        for document in self.documents:
            if isinstance(document.record, model):
                yield document, document.record

    def with_source(self, *sources: Source, gone: Collection[str] = ()) -> KnowledgeBase:
        """The same base with some texts replaced or added, and without the files that are gone."""
        new = {source.path for source in sources}.union(gone)
        others = (d for d in self.documents if d.path not in new)
        return KnowledgeBase(self.config, self.types, (*others, *(read(s, self.types) for s in sources)))


def nearest(id: str, known: Collection[str], limit: int = 2) -> list[str]:
    """The ids of a collection that a person most likely meant; a base answers more cheaply."""
    return Near(known).nearest(id, limit)


def load(
    located: Located,
    *,
    keep_text: bool = True,
    paths: Sequence[str] | None = None,
    kept: Collection[str] = (),
    seen: Callable[[Document], None] | None = None,
    heard: Heard | None = None,
    spread: Spread | None = None,
) -> KnowledgeBase:
    """Read the base that a configuration describes.

    Args:
        located: the configuration and its folder.
        keep_text: hold every text in memory; without it a text is read again when a finding needs its place.
        paths: the record files, where somebody has looked already.
        kept: paths whose text is held in any case.
        seen: is shown each document while its text is in memory.
        heard: is told what stands in each front matter that can be read.
        spread: has the files read; without it they are read one after the other.
    """
    types = registry(located.config)
    enabled = gc.isenabled()
    gc.disable()  # nothing here makes cycles, and a full collection walks every record again
    try:
        if paths is None:
            paths = disk.record_paths(located.root, located.config.records)
        if located.config.exclude:
            paths = [path for path in paths if not located.config.excludes(path)]
        held = set(paths if keep_text else kept)
        root = located.root
        read_all = partial(_documents, root, types, kept=held, seen=seen, heard=heard)
        found = spread(paths, read_all, types, disk.reloader(root)) if spread is not None else read_all(paths)
        return KnowledgeBase(located.config, types, found)
    finally:
        scalars.drain()
        if enabled:
            gc.enable()


def _documents(
    root: Path,
    types: Registry,
    paths: Iterable[str],
    *,
    kept: Collection[str],
    seen: Callable[[Document], None] | None,
    heard: Heard | None,
) -> Iterator[Document]:
    for path in paths:
        source, problem = disk.read_source(root, path)
        document = read(source, types, problem, heard)
        if seen is not None:
            seen(document)
        if path not in kept:
            document.release()
        source.settle()
        yield document
