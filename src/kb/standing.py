"""How a record stands today: in force, refuted, invalid, superseded, stale, suspect, unfinished, blocked, late.

The same words in `kb why`, on the board, in the graph and on every page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Final, NamedTuple

from kb.base import Document
from kb.citations import is_suspect
from kb.graph import Graph
from kb.record import Record
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.records.goal import Goal
from kb.records.privacy import Privacy
from kb.records.review import Review
from kb.records.task import Task
from kb.workflow import Workflow

_DOUBTFUL: Final = frozenset({"superseded", "stale", "suspect", "invalid"})  # a refuted result is a result
FLAGS = ("refuted", "invalid", "superseded", "stale", "suspect", "unfinished")

# States in which somebody relies on a record; a draft may still be put right, history need not be.
_RELIED_ON: Final[Mapping[str, tuple[str, ...]]] = {
    "goal": ("active",),
    "experiment": ("running", "concluded"),
    "review": ("reported",),
    "decision": ("accepted",),
    "risk": ("open", "mitigated", "accepted", "occurred"),
    "product": ("agreed",),
    "privacy": ("approved",),
    "stack": ("agreed",),
    "change": ("approved",),
}
# States after which nobody has to look at a record again although it was not retired.
_OVER: Final[Mapping[str, tuple[str, ...]]] = {"goal": ("met", "missed"), "risk": ("closed",)}


def is_relied_on(document: Document, workflow: Workflow) -> bool:
    """Whether somebody relies on a record; of a type of the team's own nobody can tell."""
    record = document.record
    if record is None:
        return False
    if record.type == "task":
        return workflow.position(record.status) > 0 and not workflow.ended(record.status)
    return record.status in _RELIED_ON.get(record.type, ())


def flags(graph: Graph, document: Document, today: date) -> list[str]:
    """What somebody who relies on this record must know, in the order of :data:`FLAGS`."""
    found: list[str] = []
    record = document.record
    if record is None:
        return found
    if isinstance(record, Experiment) and record.outcome == "refuted":
        found.append("refuted")
    if record.status in ("invalid", "rejected", "refused"):
        found.append("invalid")
    if _superseded(graph, document):
        found.append("superseded")
    if is_stale(graph, document, today):
        found.append("stale")
    if is_suspect(graph, document):
        found.append("suspect")
    if _unfinished(record.status, document.type):
        found.append("unfinished")
    return found


def _superseded(graph: Graph, document: Document) -> bool:
    record = document.record
    if record is not None and record.status in ("superseded", "deprecated", "expired"):
        return True
    for link in graph.backlinks(document.id or "", ("supersedes",)):
        other = link.source.record
        if isinstance(other, Decision) and other.status == "accepted":
            return True
    return False


def in_force(graph: Graph, document: Document) -> bool:
    """Whether a document is a decision that was accepted and that no other decision has replaced since."""
    record = document.record
    if not isinstance(record, Decision) or record.status != "accepted":
        return False
    replaced = graph.backlinks(record.id, ("supersedes",))
    return all(link.source is document or not _replaces(link.source) for link in replaced)


def _replaces(document: Document) -> bool:
    """A proposal replaces nothing yet, and a rejected one never did; of one that cannot be read nobody knows."""
    record = document.record
    return record is None or record.status not in ("proposed", "rejected")


def amended(graph: Graph, id: str, *, by: bool = False) -> set[str]:
    """What a decision amends, by itself or by way of others; with ``by``, the decisions that amend it."""
    found: set[str] = set()
    waiting = [id]
    while waiting:
        here = waiting.pop()
        if by:
            near = [link.source_id for link in graph.backlinks(here, ("amends",))]
        else:
            near = [link.target_id for link in graph.links(here, ("amends",))]
        new = {name for name in near if name not in found}
        found |= new
        waiting += new
    return found


def is_unfinished(document: Document) -> bool:
    """Whether a record is still being worked on, so that nothing that was decided should rest on it."""
    record = document.record
    return record is not None and _unfinished(record.status, record.type)


def doubts(
    document: Document, retired: Collection[str], flags_of: Callable[[str], Collection[str]]
) -> list[str]:
    """Why a record on which somebody may rely needs a second look; nothing of one that does not count any more.

    Args:
        document: the record.
        retired: the states of its type in which nothing should rest on it.
        flags_of: id → how that record stands.
    """
    record = document.record
    if record is None or record.status in retired:
        return []
    found = [flag for flag in flags_of(record.id) if flag in ("stale", "suspect")]
    if isinstance(record, Decision) and record.status == "accepted":
        for id in record.based_on:
            found += [f"rests on {id}: {flag}" for flag in flags_of(id) if flag in _DOUBTFUL]
    return found


class Due(NamedTuple):
    """The last day on which nobody has to look at a record again, and the setting or field that says so."""

    on: date
    because: str


def due(graph: Graph, document: Document) -> Due | None:
    """Until when a record need not be looked at again; None where nothing says so, or nobody has to any more."""
    record = document.record
    if record is None or _over(graph, record):
        return None
    days: list[Due] = []
    if record.review_by is not None:
        days.append(Due(record.review_by, "review_by"))
    if isinstance(record, Review) and record.valid_until is not None:
        days.append(Due(record.valid_until, "valid_until"))
    limit = graph.base.config.limits.review_age_days.get(record.type)
    if not days and limit is not None:
        last = min(record.created.toordinal() + limit, date.max.toordinal())
        days.append(Due(date.fromordinal(last), f"limits.review_age_days.{record.type}"))
    return min(days, default=None)


def is_stale(graph: Graph, document: Document, today: date) -> bool:
    """Whether the day on which the record was to be looked at again has passed."""
    last = due(graph, document)
    return last is not None and last.on < today


def _over(graph: Graph, record: Record) -> bool:
    if record.status in graph.base.types[record.type].type.retired:
        return True
    finished = graph.base.config.workflow.finished if record.type == "task" else _OVER.get(record.type, ())
    return record.status in finished


def _unfinished(status: str, type_: str | None) -> bool:
    return (type_, status) in {
        ("experiment", "running"),
        ("review", "draft"),
        ("decision", "proposed"),
        ("product", "draft"),
        ("privacy", "draft"),
        ("privacy", "pending"),
        ("stack", "draft"),
        ("change", "requested"),
        ("goal", "draft"),
    }


def is_late(document: Document, workflow: Workflow, today: date) -> bool:
    """Whether an open task's date, or an active goal's deadline, has passed."""
    record = document.record
    if isinstance(record, Task):
        due = record.smart.time_bound if record.smart else None
        return due is not None and due < today and not workflow.ended(record.status)
    if isinstance(record, Goal):
        due = record.constraints.deadline if record.constraints else None
        return due is not None and due < today and record.status in ("draft", "active")
    return False


def expires_on(document: Document) -> date | None:
    """The next day on which something in a privacy note ends: an NDA or a retention period."""
    record = document.record
    if not isinstance(record, Privacy):
        return None
    days = [
        day for asset in record.assets for day in (asset.nda_until, asset.retention_until) if day is not None
    ]
    return min(days, default=None)
