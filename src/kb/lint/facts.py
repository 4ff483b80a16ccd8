"""What is kept of each record for the run after the next edit: what others see of it without looking closer."""

from __future__ import annotations

import marshal
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kb.base import MENTION, Document
from kb.records.experiment import Experiment
from kb.records.task import Task
from kb.workflow import Workflow

EACH: Final = 64
"""Facts that are kept together: few enough to lay out some for one edit, enough for what repeats to be kept once."""


class Facts(NamedTuple):
    """What others see of a record.

    Attributes:
        id: its id, even if the rest is no record.
        type: its type.
        understood: whether its front matter could be read.
        readable: whether it is a record; what follows is empty if not.
        status: its state.
        title: its title.
        visibility: who may see it.
        assignee: of a task, who does it.
        metrics: of an experiment, which it reports.
        allows: whether a rule is silent about it.
        links: its typed links in the order written: kind, target, kind, target …
    """

    id: str | None
    type: str | None
    understood: bool
    readable: bool
    status: str
    title: str
    visibility: str
    assignee: str | None
    metrics: tuple[str, ...]
    allows: bool
    links: tuple[str, ...]

    def holds(self, *kinds: str) -> bool:
        """Whether it holds a link of one of these kinds."""
        return not set(self.links[::2]).isdisjoint(kinds)


def facts_of(document: Document) -> Facts:
    """What others see of a document."""
    links = tuple(
        part for raw in document.links if raw.link is not MENTION for part in (raw.link.kind, raw.target)
    )
    record = document.record
    if record is None:
        return Facts(
            document.id, document.type, document.understood, False, "", "", "", None, (), False, links
        )
    return Facts(
        document.id,
        document.type,
        document.understood,
        True,
        record.status,
        record.title,
        record.visibility,
        record.assignee if isinstance(record, Task) else None,
        tuple(record.metrics or ()) if isinstance(record, Experiment) else (),
        bool(record.allow),
        links,
    )


class Shelf:
    """The facts of all records as bytes, some hundred to a piece, of which those are laid out that are asked for.

    Args:
        pieces: as :func:`packed` made them.
        ids: of the records, in the same order.
        each: how many facts a full piece holds.
    """

    def __init__(self, pieces: Sequence[bytes], ids: Sequence[str | None], each: int = EACH) -> None:
        self.pieces = list(pieces)
        self.ids = ids
        self._each = each
        self._laid: dict[int, list[Facts]] = {}
        self._changed: set[int] = set()
        if len(self.pieces) != -(-len(ids) // each):
            raise ValueError("there are not as many facts as records")

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, number: int) -> Facts:
        piece, at = divmod(number, self._each)
        return self._piece(piece)[at]

    def __setitem__(self, number: int, facts: Facts) -> None:
        piece, at = divmod(number, self._each)
        self._piece(piece)[at] = facts
        self._changed.add(piece)

    def __iter__(self) -> Iterator[Facts]:
        for piece in range(len(self.pieces)):
            yield from self._piece(piece)

    def naming(self, id_: str) -> Iterator[tuple[int, Facts]]:
        """Those among which a record may be named, with their numbers: an id stands as it is in the bytes."""
        name = id_.encode()
        for piece, data in enumerate(self.pieces):
            if piece in self._changed or name in data:
                yield from enumerate(self._piece(piece), piece * self._each)

    def again(self) -> Iterator[bytes]:
        """The bytes of all facts as they are now."""
        for piece, data in enumerate(self.pieces):
            yield marshal.dumps([tuple(one) for one in self._laid[piece]]) if piece in self._changed else data

    def _piece(self, piece: int) -> list[Facts]:
        if piece not in self._laid:
            self._laid[piece] = [Facts(*one) for one in marshal.loads(self.pieces[piece])]  # noqa: S302  # plain data of our own
        return self._laid[piece]


def packed(found: Iterable[Facts], each: int = EACH) -> Iterator[bytes]:
    """Facts as bytes, some hundred at a time, so that there are never all of them twice."""
    piece: list[tuple[object, ...]] = []
    for one in found:
        piece.append(tuple(one))
        if len(piece) == each:
            yield marshal.dumps(piece)
            piece.clear()
    if piece:
        yield marshal.dumps(piece)


def plain(documents: Iterable[Document]) -> bool:
    """Whether every front matter could be read and no id is taken twice, so that an id names one file."""
    seen: set[str] = set()
    for document in documents:
        if not document.understood or document.id in seen:
            return False
        if document.id is not None:
            seen.add(document.id)
    return True


class Skeleton:
    """What is seen of all records of a base, in which an id names one file.

    Args:
        paths: of the files, in order.
        facts: of the same files.
        workflow: of the base.
        retired: type → states in which nothing in force should rest on a record.

    Attributes:
        by_id: id → number of its file.
    """

    def __init__(
        self,
        paths: Sequence[str],
        facts: Shelf,
        workflow: Workflow,
        retired: Mapping[str, frozenset[str]],
    ) -> None:
        self.paths, self.facts, self.workflow, self.retired = paths, facts, workflow, retired
        self.by_id = {id_: number for number, id_ in enumerate(facts.ids) if id_ is not None}
        self._into: dict[str, list[tuple[int, str]]] = {}

    def number_of(self, path: str) -> int | None:
        """The number of a file."""
        number = bisect_left(self.paths, path)
        return number if number < len(self.paths) and self.paths[number] == path else None

    def into(self, id_: str) -> list[tuple[int, str]]:
        """The typed links that lead to a record: number of the file that holds it, and kind."""
        if id_ not in self._into:
            self._into[id_] = [
                (number, kind)
                for number, seen in self.facts.naming(id_)
                for kind, target in zip(seen.links[::2], seen.links[1::2], strict=True)
                if target == id_
            ]
        return self._into[id_]

    def leads_to(self, seen: Facts, *types: str) -> bool:
        """Whether a typed link of a record leads to one of some types."""
        targets = (self.by_id.get(target) for target in seen.links[1::2])
        return any(number is not None and self.facts[number].type in types for number in targets)

    def others(self, type_: str, than: str | None) -> Iterator[Facts]:
        """The readable records of a type but for one, by its id."""
        return (f for f in self.facts if f.type == type_ and f.readable and f.id != than)

    def seen_by(self, id_: str, ways: Collection[tuple[str, ...]]) -> set[int]:
        """The files that see a record along chains of links, as :data:`kb.lint.rule.Views` has them."""
        found: set[int] = set()
        start = {self.by_id[id_]}
        for way in ways:
            here = start
            for step in reversed(way):
                here = {number for one in here for number in self._against(one, step)}
            found |= here
        return found

    def _against(self, number: int, step: str) -> Iterator[int]:
        """The files from which one step leads to a file."""
        seen = self.facts[number]
        if step[0] != "<":
            yield from (source for source, kind in self.into(seen.id or "") if kind == step)
            return
        for kind, target in zip(seen.links[::2], seen.links[1::2], strict=True):
            if kind == step[1:] and target in self.by_id:
                yield self.by_id[target]


class Edited(NamedTuple):
    """An edit of a record that left its id, its type and all its links as they were.

    Attributes:
        before: what others saw of it.
        after: what they see of it now.
        skeleton: what is seen of all records.
    """

    before: Facts
    after: Facts
    skeleton: Skeleton
