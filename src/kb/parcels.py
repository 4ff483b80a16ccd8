"""Reads the files of a large base in two processes: the second one hands over its documents as bytes."""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Sequence
from copyreg import dispatch_table
from functools import cache
from typing import Any, Final, Protocol

from kb import beside
from kb.base import MENTION, Document, RawLink, ReadAll
from kb.record import Link
from kb.records import Registry
from kb.text.scalars import of_id, shared
from kb.text.source import Source

FEW: Final = 4000
"""With fewer files a second process cost more than it gave: with 2,000, a sixth more CPU."""
PIECE: Final = 500
"""Files that are handed over at once: fewer repeat more of what they have in common, more are held twice for longer."""


class Ledger(Protocol):
    """What is noted while files are read, whoever reads them."""

    def told(self) -> Any:
        """What was noted since somebody asked last, to be handed to the same ledger of another process."""

    def take(self, told: Any) -> None:
        """Note what the same ledger of another process was told."""


def read_shared(
    paths: Sequence[str],
    read_all: ReadAll,
    types: Registry,
    reload: Callable[[str], str],
    ledgers: Sequence[Ledger] = (),
) -> list[Document]:
    """Read files, some of them in a second process, in any order.

    Args:
        paths: the files.
        read_all: reads some of them.
        types: the record types.
        reload: reads the text of a path again.
        ledgers: what is noted on the way.
    """
    if len(paths) < FEW:
        return list(read_all(paths))
    size = max(PIECE, -(-len(paths) // beside.MOST))
    found: list[Document] = []

    def files(number: int) -> Sequence[str]:
        return paths[number * size : (number + 1) * size]

    def make(number: int) -> bytes:
        return _dumped((pack(read_all(files(number))), [ledger.told() for ledger in ledgers]))

    def take(said: bytes) -> None:
        documents, noted = pickle.loads(said)  # noqa: S301  # of a process of our own, through a pipe of our own
        found.extend(unpack(documents, types, reload))
        for ledger, told in zip(ledgers, noted, strict=True):
            ledger.take(told)

    beside.share(-(-len(paths) // size), make, lambda number: found.extend(read_all(files(number))), take)
    return found


Packed = tuple[Any, ...]


def pack(documents: Iterable[Document]) -> list[Packed]:
    """Documents as values that can be written as bytes; a record as the values of its fields."""
    return [
        (
            (d.path, d.id, d.source.lasting, d.source.fingerprint, d.source.text if d.source.held else None),
            None if d.record is None else d.record.__getstate__(),
            [(raw.link, raw.target, raw.at) for raw in d.links],
            tuple([getattr(d, name) for name in _PLAIN]),
        )
        for d in documents
    ]


_PLAIN: Final = (
    "type", "hrefs", "problems", "queries", "suspects", "sightings", "tidy", "understood", "body",
)  # fmt: skip


def unpack(packed: Iterable[Packed], types: Registry, reload: Callable[[str], str]) -> list[Document]:
    """The documents again."""
    found = []
    for (path, id_, lasting, fingerprint, text), state, links, plain in packed:
        again = reload if lasting else None
        source = Source(path, text, again) if text is not None else Source.released(path, reload, fingerprint)
        document = Document(source)
        document.id = None if id_ is None else of_id(id_)
        for name, value in zip(_PLAIN, plain, strict=True):
            setattr(document, name, value)
        if state is not None:
            assert document.type is not None
            document.record = object.__new__(types[document.type].model)
            values = [shared(value) if value.__class__ is str else value for value in state]
            document.record.__setstate__(values)  # type: ignore[attr-defined]  # every class of fields has it
        document.links = tuple([RawLink(link, of_id(target), _place(at)) for link, target, at in links])
        found.append(document)
    return found


def _place(at: Any) -> Any:
    return at if at.__class__ is int else _PATHS.setdefault(at, at)


_PATHS: Final[dict[Any, Any]] = {}  # key paths are few and come again in every record


@cache
def _link(*parts: Any) -> Link:
    """A kind of link: one for all that are equal, and of mentions the one that everybody knows."""
    found = Link(*parts)
    return MENTION if found == MENTION else found


_REDUCED: Final = {**dispatch_table, Link: lambda link: (_link, tuple(link))}


def _dumped(value: Any) -> bytes:
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, pickle.HIGHEST_PROTOCOL)
    pickler.dispatch_table = _REDUCED
    pickler.dump(value)
    return stream.getvalue()
