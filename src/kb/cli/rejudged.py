"""Judges an edit by itself: if the records that see it cause no finding before and after, the answer stands.

Everything else is left to the run that reads the whole base. So nothing here makes an answer; it only says again what
was said of the same base before the edit.
"""

from __future__ import annotations

import gc
import marshal
import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kb import config, disk
from kb.base import Document, read
from kb.cache import code, facts, head
from kb.cache.answers import Answer, State
from kb.cache.listing import Listing
from kb.cli import imprints, reworded
from kb.lint.again import World
from kb.lint.facts import Shelf, Skeleton, facts_of, packed, plain
from kb.lint.late import Unsure
from kb.lint.reach import Reach, reach_of
from kb.records import Registry, registry
from kb.text import imprint

if TYPE_CHECKING:
    from kb.cli.linting import Asked
    from kb.cli.session import Session
    from kb.history.lives import Chronicle
    from kb.lint.memory import Memory


class Kept(NamedTuple):
    """Where the facts were found, and what they are."""

    folder: str
    question: bytes
    pieces: list[bytes]


def kept(session: Session, asked: Asked) -> Iterator[bytes]:
    """What is kept of a run: its day, its rules, where something was found, and the facts of all records.

    Nothing is kept of a base in which an id may name two files.
    """
    session.forget_graph()
    documents = session.base.documents
    told = [document.path for document in documents if document.source.told]
    rules = [tuple(reach_of(rule)) for rule in asked.selection.rules]
    if not plain(documents):
        return
    past = _past(session)
    yield marshal.dumps((session.today.isoformat(), rules, told, len(past)))
    yield from past
    yield from packed(map(facts_of, documents))


def _past(session: Session) -> list[bytes]:
    """The lives of the records, where rules were told of them."""
    found = session.__dict__.get("chronicle")
    if found is None:
        return []
    from kb.history.brief import Brief, brief

    if not isinstance(found, Brief):
        return brief(found)
    found.forget()  # its place is needed by what is kept
    return found.pieces


def now(
    known: State, answer: Answer, listing: Listing, rewritten: Sequence[int], beside: Kept
) -> State | None:
    """The state of the base as it is now; None when the answer may be another one.

    Args:
        known: the state for which the answer was given.
        answer: the answer.
        listing: a look at the files as they are.
        rewritten: the files that are no longer what they were, by their number in the look.
        beside: the facts that were kept with the state.
    """
    gc.disable()  # nothing here lives long
    try:
        return _Edit(known, answer, listing, beside).judged(rewritten)
    except Unsure:
        return None
    finally:
        gc.freeze()  # and what is left of it is not worth a look
        gc.enable()


class _Edit:
    """One edit of a base: what was kept, and what it has become."""

    def __init__(self, known: State, answer: Answer, listing: Listing, beside: Kept) -> None:
        self._known, self._answer, self._listing, self._beside = known, answer, listing, beside
        imprints, self._ids, self._prefixes, others, _ = marshal.loads(known.imprints)  # noqa: S302  # plain data of our own
        self._imprints, self._others = imprints, frozenset(others)
        today, rules, told, past = marshal.loads(beside.pieces[0])  # noqa: S302  # plain data of our own
        self._past = beside.pieces[1 : 1 + past]
        self._today = date.fromisoformat(today)
        self._rules, self._told = [Reach(*rule) for rule in rules], frozenset(told)
        located = config.read(Path(known.root))
        self._config = located.config
        self._types: Registry = registry(located.config)
        retired = {name: entry.type.retired for name, entry in self._types.items()}
        paths = sorted(path for path in listing.names() if path not in self._others)
        if len(paths) != len(self._ids):
            raise Unsure
        shelf = Shelf(beside.pieces[1 + past :], self._ids)
        self._skeleton = Skeleton(paths, shelf, located.config.workflow.workflow(), retired)

    def judged(self, rewritten: Sequence[int]) -> State | None:
        """The state after the edit, if the same is to be said of it."""
        if not self._listing.plain:
            return None
        names = self._listing.names()
        paths = [names[number] for number in rewritten]
        numbers = [number for path in paths if (number := self._skeleton.number_of(path)) is not None]
        if len(numbers) < len(paths):
            return None
        documents = {number: self._read(path) for number, path in zip(numbers, paths, strict=True)}
        texts = {document.path: document.source.text for document in documents.values()}
        if not reworded.rests_elsewhere(self._answer.rests, texts):
            return None
        if not all(self._names_the_same(number, document) for number, document in documents.items()):
            return None
        asked = reworded.asked(self._answer.rests)
        root, memory = Path(self._known.root), self._memory()
        world = World(root, self._config, self._types, self._skeleton, self._told, asked, memory)
        if not world.stands(documents, self._rules, self._today) or not self._same_code():
            return None
        if memory is not None and (memory.rests is None or not head.covers(self._answer.past, memory.rests)):
            return None
        return self._state(documents, texts)

    def _memory(self) -> Memory | None:
        """What the repository remembers, if it was asked when the answer was given."""
        if self._answer.past[1:] in (b"", head.NO_REPOSITORY):
            return None
        from kb.lint.memory import Memory

        return Memory(Path(self._known.root), self._config, self._chronicle)

    def _chronicle(self) -> Chronicle:
        """The lives of the records as they were kept; the commit that is checked out is still the same."""
        if not self._past:
            raise Unsure
        from kb.history.brief import Brief

        return Brief(self._past)

    def _same_code(self) -> bool:
        """Whether nothing was loaded that the kept answer does not know of, and whose change would go unnoticed."""
        folders = code.folders()
        return folders is not None and set(folders) <= set(self._known.code[0])

    def _read(self, path: str) -> Document:
        source, problem = disk.read_source(Path(self._known.root), path)
        return read(source, self._types, problem)

    def _names_the_same(self, number: int, document: Document) -> bool:
        """Whether the body names the same records and addresses as before."""
        said = self._imprints[number * reworded.NUMBERS : (number + 1) * reworded.NUMBERS]
        found = imprints.take(document)
        return found is not None and any(said) and said[-imprint.LINKS :] == found[-imprint.LINKS :]

    def _state(self, documents: dict[int, Document], texts: dict[str, str]) -> State | None:
        """The state after the edit, with its facts kept beside it."""
        fresh = reworded.fresh(self._known, self._listing, texts)
        if fresh is None:
            return None
        said = bytearray(self._imprints)
        for number, document in documents.items():
            body = document.body.to_bytes(reworded.OFFSET, "big")
            said[number * reworded.NUMBERS : (number + 1) * reworded.NUMBERS] = body + (
                imprints.take(document) or b""
            )
        token = os.urandom(16)
        pieces = [self._beside.pieces[0], *self._past, *self._skeleton.facts.again()]
        if not facts.save(self._beside.folder, token, self._beside.question, pieces):
            return None
        state = State(
            self._known.root, self._known.config, self._known.folders, self._known.timezone,
            begun=self._listing.begun, files=self._listing.data, fresh=fresh, code=self._known.code,
            imprints=marshal.dumps((said, self._ids, self._prefixes, sorted(self._others), token)),
        )  # fmt: skip
        state.answers[self._beside.question] = self._known.answers[self._beside.question]
        return state
