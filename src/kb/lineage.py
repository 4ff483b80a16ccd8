"""The line of thought behind a record: down through evidence, tasks and goals, each record told once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kb.base import Document
from kb.graph import Graph
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.records.task import Task
from kb.standing import flags
from kb.verdicts import verdict

DEEPEST = 100
"""Links from the record asked about to the furthest that is told: beyond, nobody follows, and no printer can."""
# What answers a risk or teaches a decision came after it: it is no reason for it.
_NO_REASON = frozenset({"mitigated_by", "teaches", "covers", "privacy"})


@dataclass(slots=True)
class Reason:
    """A record in a line of thought.

    Attributes:
        document: the record.
        kind: the link by which the record above names it; empty for the record that was asked about.
        verdict: of a task with a target: met, missed, not-measured.
        flags: what somebody who relies on it must know.
        because: what it rests on in turn.
        seen: it is told elsewhere, no further from the record that was asked about; ``because`` is then empty.
        cut: it rests on more, which is further away than :data:`DEEPEST` and not told.
    """

    document: Document
    kind: str = ""
    verdict: str | None = None
    flags: list[str] = field(default_factory=list)
    because: list[Reason] = field(default_factory=list)
    seen: bool = False
    cut: bool = False

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.document.id or self.document.path

    @property
    def on(self) -> date | None:
        """The day of the decision or the experiment, else the day the record was created."""
        record = self.document.record
        if isinstance(record, Decision) and record.date is not None:
            return record.date
        if isinstance(record, Experiment) and record.date is not None:
            return record.date.date()
        return record.created if record is not None else None

    @property
    def commit(self) -> str | None:
        """The commit an experiment ran at."""
        record = self.document.record
        return record.code.commit if isinstance(record, Experiment) and record.code is not None else None

    def walk(self) -> Iterator[Reason]:
        """This record and everything below it, as told."""
        stack = [self]
        while stack:
            here = stack.pop()
            yield here
            stack.extend(reversed(here.because))


def why(graph: Graph, id: str, today: date) -> Reason:
    """The line of thought behind a record.

    Raises:
        Refused: there is no such record.
    """
    root = _reason(graph, graph.base.get(id), "", today)
    told = {root.id}
    queue = deque([(root, 0)])
    while queue:
        here, depth = queue.popleft()
        if depth == DEEPEST:
            here.cut = any(kind not in _NO_REASON for kind, _ in graph.rests_on(here.id))
            continue
        for kind, document in graph.rests_on(here.id):
            if kind in _NO_REASON:
                continue
            name = document.id or document.path
            if name in told:
                here.because.append(Reason(document, kind, seen=True))
                continue
            told.add(name)
            below = _reason(graph, document, kind, today)
            here.because.append(below)
            queue.append((below, depth + 1))
    return root


def _reason(graph: Graph, document: Document, kind: str, today: date) -> Reason:
    record = document.record
    found = verdict(graph, record) if isinstance(record, Task) else None
    return Reason(document, kind, found.name if found is not None else None, flags(graph, document, today))


def as_json(reason: Reason) -> dict[str, Any]:
    """The tree as the contract of `kb why` describes it."""
    tree: dict[str, Any] = {}
    work = [(reason, tree)]
    while work:
        here, into = work.pop()
        into["id"] = here.id
        if here.kind:
            into["kind"] = here.kind
        if here.seen:
            into["seen"] = True
            continue
        record = here.document.record
        into |= {
            "type": here.document.type,
            "title": record.title if record is not None else None,
            "status": record.status if record is not None else None,
            "verdict": here.verdict,
            "flags": here.flags,
            "kind": here.kind or None,
            "date": here.on.isoformat() if here.on is not None else None,
            "commit": here.commit,
            "because": [],
        } | ({"cut": True} if here.cut else {})
        for below in here.because:
            child: dict[str, Any] = {}
            into["because"].append(child)
            work.append((below, child))
    return tree
