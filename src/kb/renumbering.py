"""Plans how records get other ids: every reference, name and confirmation in memory, and proof that all still fits."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kb import ids
from kb.base import Document, KnowledgeBase, read
from kb.diagnostics import Edit, Span
from kb.errors import KbError, Refused
from kb.record import ID_PATTERN
from kb.text.frontmatter import KeyPath
from kb.text.hrefs import following, leads_to, renamed
from kb.text.markdown import blank_code, mentions
from kb.text.pieces import apply
from kb.text.source import Source

EITHER = "{id} may mean either record here"
WORDS = "{id} stands here in words, which are left as they are"


class Reference(NamedTuple):
    """An id that a record names.

    Attributes:
        span: the id alone.
        key: what it is, so that it can be found again in another state of the file: the field or the line.
    """

    span: Span
    key: tuple[str, ...]


Meant = Callable[[Document, Reference], bool | None]
"""Whether a reference to the old id means the record that gets another; None where nobody can tell."""


@dataclass(frozen=True, slots=True)
class Step:
    """One record that gets another id.

    Attributes:
        document: the record.
        new: its new id.
        meant: which references are to it; all of them where nobody else has the id.
        alone: whether nobody else has the id.
    """

    document: Document
    new: str
    meant: Meant = lambda _document, _reference: True
    alone: bool = True

    @property
    def old(self) -> str:
        """The id that it has now."""
        return self.document.id or ""

    @property
    def to(self) -> str:
        """The path that it will have: the same words behind the new id."""
        folder, slash, name = self.document.path.rpartition("/")
        rest = name[len(self.old) :]
        if name.startswith(self.old) and (rest[0] == "-" or rest.lower() == ".md"):
            return f"{folder}{slash}{self.new}{rest}"
        record = self.document.record
        return f"{folder}{slash}{ids.file_name(self.new, record.title if record is not None else '')}"


class Left(NamedTuple):
    """A place that names an old id and stays as it is, and why."""

    source: Source
    span: Span
    why: str

    def __str__(self) -> str:
        at = self.source.position(self.span.start)
        return f"{at.line}:{at.column}: {self.why}"


@dataclass(slots=True)
class Plan:
    """What changes.

    Attributes:
        sources: the texts that the edits are for, by path.
        edits: by the paths that the files have now.
        moves: old path → new path.
        left: places that stay and that somebody should look at.
    """

    sources: dict[str, Source] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    moves: dict[str, str] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)


def references(document: Document, id: str, prefixes: Iterable[str]) -> list[Reference]:
    """Where a record names an id that links can be followed by: fields, confirmations, text, its own text too."""
    text, found = document.source.text, []
    for raw in document.links:
        if raw.target == id and isinstance(raw.where, Span):
            found.append(Reference(raw.where, line_key(text, raw.where)))
        elif raw.target == id and not isinstance(raw.where, Span):
            span = _written(document, raw.where, id)
            if span is not None:
                found.append(Reference(span, _field(raw.where)))
    confirmed = (
        document.places.get(("reviewed", id)) if document.record and document.record.reviewed else None
    )
    if confirmed is not None and confirmed.key is not None:
        span = _inside(text, confirmed.key, id)
        found += [Reference(span, ("reviewed",))] if span is not None else []
    if document.id == id and document.understood:
        body = blank_code(text, document.body)
        own = (m.span for m in mentions(body, document.body, tuple(prefixes)) if m.id == id)
        found += [Reference(span, line_key(text, span)) for span in own]
    return found


def plan(
    base: KnowledgeBase, steps: Sequence[Step], pages: Sequence[Source] = (), settings: Sequence[Edit] = ()
) -> Plan:
    """Everything that changes when records get other ids.

    Args:
        base: as it is.
        steps: which records get which ids; the new ids are free.
        pages: files that are no records and may name them: links to the files follow, words are told.
        settings: edits of pages that are made besides.

    Raises:
        Refused: something refers to a new id already, and would come to mean the record.
        KbError: there is no edit that is certain to be right.
    """
    made = Plan(moves={step.document.path: step.to for step in steps if step.to != step.document.path})
    for step in steps:
        _must_be_new(base, step)
    for document in base.documents:
        _record(made, base, document, steps)
    for page in pages:
        _page(made, page, steps, [edit for edit in settings if edit.path == page.path])
    after = _after(made, base)
    carried = list(_carried(made, base, after))
    made.edits += carried
    for edit in carried:
        made.sources[edit.path] = base.by_path[edit.path].source
    _prove(made, base, _after(made, base) if carried else after, steps)
    return made


def _must_be_new(base: KnowledgeBase, step: Step) -> None:
    for document in base.documents:
        named = references(document, step.new, base.types.by_prefix)
        hrefs = [h.span for h in document.hrefs if leads_to(document.path, h.target) == step.to]
        for span in (*(reference.span for reference in named), *hrefs):
            at = document.position(span)
            raise Refused(
                f"{step.new} is named already, and that link would lead to what is {step.old} now",
                where=f"{document.path}:{at.line}:{at.column}",
                hint="Choose another id, or correct the link first.",
            )


class _Sheet:
    """One record on its way: what is edited in it, what is settled and stays, and what nobody can tell."""

    def __init__(self, base: KnowledgeBase, document: Document) -> None:
        self.base = base
        self.document = document
        self.edits: dict[Span, str] = {}
        self.paths: set[Span] = set()
        self.settled: set[Span] = set()
        self.unsure: dict[Span, str] = {}

    def links(self, moves: Mapping[str, str]) -> None:
        """Ordinary links say by their path which file they mean."""
        path = self.document.path
        for href in self.document.hrefs:
            target = leads_to(path, href.target)
            if target in self.base.by_path:
                self.paths.add(href.span)
            if target is not None and target in moves:
                edit = renamed(path, href, posixpath.basename(moves[target]))
                self.edits[edit.span] = edit.text

    def identity(self, step: Step) -> None:
        """The id itself: of this record it changes, of another that has it it stays."""
        if self.document.id != step.old:
            return
        place = self.document.places.get(("id",))
        span = _inside(self.document.source.text, place.value, step.old) if place is not None else None
        if span is not None:
            self.settled.add(span)
        if self.document is step.document:
            if span is None:
                raise KbError(
                    "the id is written in a way that cannot be edited safely", where=self.document.path
                )
            self.edits[span] = step.new

    def references(self, step: Step) -> None:
        """What links to the record follows it."""
        for reference in references(self.document, step.old, self.base.types.by_prefix):
            span, meant = reference.span, _meant(step, self.document, reference)
            if span in self.unsure or _covered(span, self.paths):  # a path says by itself which file it means
                continue
            if meant is None or (meant and self.edits.get(span, step.new) != step.new):
                self.edits.pop(span, None)
                self.unsure[span] = EITHER.format(id=step.old)
            elif meant:
                self.edits[span] = step.new
            else:
                self.settled.add(span)

    def mentions(self, step: Step) -> None:
        """The id in words that are no links: told, and left as they are."""
        text = self.document.source.text
        done = [*self.edits, *self.paths, *self.settled, *self.unsure]
        for span in words(text, step.old):
            if not _covered(span, done):
                meant = _meant(step, self.document, Reference(span, line_key(text, span)))
                if meant is not False:
                    self.unsure[span] = (WORDS if meant else EITHER).format(id=step.old)


def _record(made: Plan, base: KnowledgeBase, document: Document, steps: Sequence[Step]) -> None:
    """The edits of one record, and what stays in it."""
    sheet = _Sheet(base, document)
    sheet.links(made.moves)
    linked = {raw.target for raw in document.links} | {document.id}
    named = [step for step in steps if step.old in linked or step.old in document.source.text]
    for step in named:
        sheet.identity(step)
        sheet.references(step)
    for step in named:
        sheet.mentions(step)
    made.left += [
        Left(document.source, span, why) for span, why in sheet.unsure.items() if span not in sheet.edits
    ]
    made.edits += [Edit(document.path, span, new) for span, new in sheet.edits.items()]
    if sheet.edits or document.path in made.moves:
        made.sources[document.path] = document.source


def _covered(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _meant(step: Step, document: Document, reference: Reference) -> bool | None:
    """What a reference means; a text that names the record it stands in means that, unless history says otherwise."""
    if step.alone:
        return True
    itself = document.id == step.old and reference.key[0] == "line"
    if itself and document is not step.document:
        return False
    meant = step.meant(document, reference)
    return True if itself and meant is None else meant


def _page(made: Plan, page: Source, steps: Sequence[Step], settings: Sequence[Edit]) -> None:
    edits = [*settings, *(following(page.path, page.text, made.moves) if page.path.endswith(".md") else [])]
    if edits:
        made.sources[page.path] = page
        made.edits += edits
    for step in steps:
        why = WORDS if step.alone else EITHER
        for span in words(page.text, step.old):
            if not _covered(span, (edit.span for edit in edits)):
                made.left.append(Left(page, span, why.format(id=step.old)))


def _after(made: Plan, base: KnowledgeBase) -> dict[str, Document]:
    """The records that change as they will be, by the paths that they have now."""
    by_path: dict[str, list[Edit]] = {}
    for edit in made.edits:
        by_path.setdefault(edit.path, []).append(edit)
    return {
        path: read(
            Source(made.moves.get(path, path), apply(base.by_path[path].source.text, edits)), base.types
        )
        for path, edits in by_path.items()
        if path in base.by_path
    }


def _carried(made: Plan, base: KnowledgeBase, after: Mapping[str, Document]) -> Iterator[Edit]:
    """The confirmations that held, renewed: a record that names another id has another digest, and says the same."""
    changed: dict[tuple[str, str], dict[str, str]] = {}
    for path, new in after.items():
        old = base.by_path[path]
        if old.id is not None and old.digest is not None and new.digest not in (None, old.digest):
            changed.setdefault((old.id, old.digest), {})[path] = new.digest or ""
    edited = {(edit.path, edit.span) for edit in made.edits}
    for document in base.documents if changed else ():
        reviewed = document.record.reviewed if document.record is not None else None
        for id, digest in (reviewed or {}).items():
            place = document.places.get(("reviewed", id))
            now = changed.get((id, digest))
            if place is None or place.key is None or now is None:
                continue
            key, value = (
                _inside(document.source.text, at, what)
                for at, what in ((place.key, id), (place.value, digest))
            )
            follows = (document.path, key) in edited
            found = {fresh for path, fresh in now.items() if (path in made.moves) == follows or len(now) == 1}
            if value is not None and len(found) == 1:
                yield Edit(document.path, value, found.pop())


def _prove(made: Plan, base: KnowledgeBase, after: Mapping[str, Document], steps: Sequence[Step]) -> None:
    """Each record reads as before, with the new ids where references to the old ones were.

    Raises:
        KbError: one does not.
    """
    new_ids = {step.document.path: step.new for step in steps}
    for path, new in after.items():
        old = base.by_path[path]
        edited = {edit.span: edit.text for edit in made.edits if edit.path == path}
        wanted = [(raw.kind, _becomes(old, raw.where, raw.target, edited)) for raw in old.links]
        found = [(raw.kind, raw.target) for raw in new.links]
        same = (old.record is None) == (new.record is None) and len(old.hrefs) == len(new.hrefs)
        if (
            new.id != new_ids.get(path, old.id)
            or wanted != found
            or not same
            or len(old.problems) != len(new.problems)
        ):
            raise KbError(
                "there is no edit of this file that is certain to be right; nothing was written", where=path
            )


def _becomes(document: Document, where: Span | KeyPath, target: str, edited: Mapping[Span, str]) -> str:
    """The id that stands at a link after the edits: of a link in the path of another, that of the path."""
    if isinstance(where, Span):
        around = next(
            (new for at, new in edited.items() if at.start <= where.start and where.end <= at.end), ""
        )
        found = re.match(ID_PATTERN, around)
        return found[0] if found is not None else target
    span = _written(document, where, target)
    return edited.get(span, target) if span is not None else target


def words(text: str, id: str) -> Iterator[Span]:
    """Wherever an id stands as a word, in code and values too."""
    if id not in text:
        return
    for found in re.finditer(rf"(?<![A-Za-z0-9_-]){re.escape(id)}(?![0-9A-Za-z_])(?!-[0-9])", text):
        yield Span(*found.span())


def _written(document: Document, at: KeyPath, id: str) -> Span | None:
    """The id in a field; the whole value where it is written in escapes."""
    place = document.places.get(at)
    return (_inside(document.source.text, place.value, id) or place.value) if place is not None else None


def _inside(text: str, around: Span, words: str) -> Span | None:
    at = text.find(words, around.start, around.end)
    return Span(at, at + len(words)) if at != -1 else None


def line_key(text: str, span: Span) -> tuple[str, ...]:
    """What tells a reference in a text: the line that it stands in."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return "line", text[start : end if end != -1 else len(text)].strip()


def _field(path: KeyPath) -> tuple[str, ...]:
    return "field", *("*" if isinstance(step, int) else str(step) for step in path)
