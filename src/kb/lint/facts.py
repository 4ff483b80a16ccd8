"""What is kept of each record for the run after the next edit: what others see of it without looking closer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from kb.base import MENTION, Document
from kb.records.experiment import Experiment
from kb.records.task import Task
from kb.workflow import Workflow


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


class Skeleton:
    """What is seen of all records of a base.

    Args:
        paths: of the files, in order.
        facts: of the same files.
        workflow: of the base.
        retired: type → states in which nothing in force should rest on a record.

    Attributes:
        by_id: id → number of the first file that has it.
        into: id → (number of the file, kind) of every typed link that leads to it.
    """

    def __init__(
        self,
        paths: Sequence[str],
        facts: list[Facts],
        workflow: Workflow,
        retired: Mapping[str, frozenset[str]],
    ) -> None:
        self.paths, self.facts, self.workflow, self.retired = paths, facts, workflow, retired
        self.by_id: dict[str, int] = {}
        self.into: dict[str, list[tuple[int, str]]] = {}
        for number, seen in enumerate(facts):
            if seen.id is not None:
                self.by_id.setdefault(seen.id, number)
            links = seen.links
            for kind, target in zip(links[::2], links[1::2], strict=True):
                self.into.setdefault(target, []).append((number, kind))

    @property
    def plain(self) -> bool:
        """Whether every front matter could be read and no id is taken twice, so that an id names one file."""
        ids = sum(seen.id is not None for seen in self.facts)
        return len(self.by_id) == ids and all(seen.understood for seen in self.facts)

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
            yield from (source for source, kind in self.into.get(seen.id or "", ()) if kind == step)
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
