"""The only way in: reads sources into documents and documents into a knowledge base, whatever the bytes were.

A file that cannot be read as a record is still a document, with problems that have places.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from kb import disk
from kb.config import Config, Located
from kb.diagnostics import Position, Span
from kb.errors import Refused
from kb.reading import read_record
from kb.record import Record
from kb.records import Registry, registry
from kb.text import frontmatter, markdown
from kb.text.frontmatter import KeyPath, Place, Problem
from kb.text.source import Source

R = TypeVar("R", bound=Record)


class RawLink(NamedTuple):
    """A link as written: nobody has looked yet whether its target exists.

    ``where`` is the key path of the id in the front matter, or the characters in the body. ``to`` are the
    types that may stand there (empty: any).
    """

    kind: str
    reverse: str
    target: str
    where: KeyPath | Span
    to: tuple[str, ...] = ()


class Document:
    """One file of a record folder: the record if it could be read, and everything noticed on the way.

    Attributes:
        source: the text.
        id: the id as written, if there is one, even when the rest is not a record.
        type: the type as written, if it is one of the base's.
        record: the record, or None.
        links: typed links and mentions.
        hrefs: ordinary Markdown links of the body.
        problems: what the reader refused.
        suspects: plain scalars that other readers take for something else.
        tidy: whether the keys stand in the usual order.
        body: where the Markdown begins.
    """

    __slots__ = (
        "_places", "body", "hrefs", "id", "links", "problems", "record", "source", "suspects", "tidy", "type",
    )  # fmt: skip

    def __init__(self, source: Source) -> None:
        self.source = source
        self.id: str | None = None
        self.type: str | None = None
        self.record: Record | None = None
        self.links: tuple[RawLink, ...] = ()
        self.hrefs: tuple[markdown.Href, ...] = ()
        self.problems: tuple[Problem, ...] = ()
        self.suspects: tuple[Span, ...] = ()
        self.tidy = True
        self.body = 0
        self._places: dict[KeyPath, Place] | None = None

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
        """The characters of a place; a key path is followed as far as it exists, the root being the opening `---`."""
        if isinstance(where, Span):
            return where
        wanted = where
        while where:
            place = self.places.get(where)
            if place is not None:
                whole = where == wanted
                if on == "key" or not whole or place.style in ("map", "seq") or place.value.start == place.value.end:
                    return place.key or Span(place.value.start, place.value.start + 1)
                return self._first_line(place.value)
            where = where[:-1]
        start = 1 if self.source.text.startswith("\ufeff") else 0
        return Span(start, min(start + 3, len(self.source.text)))

    def _first_line(self, span: Span) -> Span:
        end = self.source.text.find("\n", span.start, span.end)
        return span if end == -1 else Span(span.start, len(self.source.text[:end].rstrip("\r")))

    def position(self, where: Span | KeyPath, on: str = "value") -> Position:
        """Line and column of a place."""
        return self.source.position(self.span(where, on).start)

    def release(self) -> None:
        """Forget the text; it is read again when somebody needs it."""
        self._places = None
        self.source.release()


def read(source: Source, types: Registry, problem: Problem | None = None) -> Document:
    """Read one source. Never raises for anything a text can hold."""
    document = Document(source)
    if problem is not None:
        document.problems = (problem,)
        return document
    text = source.text
    front = frontmatter.parse(text)
    document.body = front.body
    problems = front.problems
    if (conflict := _body_conflict(text, front.body)) is not None:
        problems.append(conflict)
    if front.values is not None:
        values = front.values
        checked = read_record(values, types)
        document.id, document.type, document.record = checked.id, checked.type, checked.record
        document.tidy = checked.tidy
        problems.extend(checked.problems)
        links = [RawLink(*found) for found in checked.links]
        _read_body(document, text, types, links)
        document.suspects = tuple(front.suspects)
        document.links = tuple(links)
    if problems:
        document.problems = tuple(problems)
    return document


def _read_body(document: Document, text: str, types: Registry, links: list[RawLink]) -> None:
    body = markdown.blank_code(text, document.body)
    own = document.id
    links.extend(
        RawLink("mentions", "mentioned_by", mention.id, mention.span)
        for mention in markdown.mentions(body, document.body, types.by_prefix)
        if mention.id != own
    )
    document.hrefs = tuple(markdown.hrefs(body, document.body))


def _body_conflict(text: str, body: int) -> Problem | None:
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return None
    found = frontmatter.conflict_in(text, body)
    if found is None:
        return None
    blocks = markdown.fenced(text, body)
    at = int(found.where[0])
    return None if any(b.start <= at < b.end for b in blocks) else found


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
        self.by_path = {d.path: d for d in self.documents}
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
        close = nearest(id, self.by_id)
        hint = f"Did you mean {' or '.join(close)}?" if close else "`kb list` shows what there is."
        raise Refused(f"there is no record {id}", hint=hint)

    def records(self, model: type[R]) -> Iterator[tuple[Document, R]]:
        """Every readable record of a type with its document, by path."""
        for document in self.documents:
            if isinstance(document.record, model):
                yield document, document.record

    def with_source(self, source: Source) -> KnowledgeBase:
        """The same base with one text replaced or added."""
        others = (d for d in self.documents if d.path != source.path)
        return KnowledgeBase(self.config, self.types, (*others, read(source, self.types)))


def nearest(id: str, known: Iterable[str], limit: int = 2) -> list[str]:
    """The ids that a person most likely meant: same number or prefix with a slip, best first."""
    prefix, _, number = id.upper().partition("-")
    digits = number.lstrip("0")
    ids = list(known)
    exact = [k for k in ids if k.upper() == id.upper() or _same_number(k, prefix, digits)]
    if exact:
        return exact[:limit]
    import difflib

    pool = [k for k in ids if k.startswith(prefix[:2])][:5000] or ids[:2000]
    return difflib.get_close_matches(id, pool, n=limit, cutoff=0.75)


def _same_number(known: str, prefix: str, digits: str) -> bool:
    known_prefix, _, known_number = known.partition("-")
    return known_prefix == prefix and known_number.lstrip("0") == digits


def load(located: Located, *, keep_text: bool = True) -> KnowledgeBase:
    """Read the base that a configuration describes.

    Args:
        located: the configuration and its folder.
        keep_text: hold every text in memory; without it a text is read again when a finding needs its place.
    """
    types = registry(located.config)
    enabled = gc.isenabled()
    gc.disable()  # nothing here makes cycles, and a full collection walks every record again
    try:
        documents = list(_documents(located.root, located.config, types, keep_text=keep_text))
        return KnowledgeBase(located.config, types, documents)
    finally:
        if enabled:
            gc.enable()


def _documents(root: Path, config: Config, types: Registry, *, keep_text: bool) -> Iterator[Document]:
    for path in disk.record_paths(root, config.records):
        source, problem = disk.read_source(root, path)
        document = read(source, types, problem)
        if not keep_text:
            document.release()
        yield document
