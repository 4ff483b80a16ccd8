"""LK004 orphan: a way leads from every record to a goal, a task or a decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.base import Document, KnowledgeBase
from kb.diagnostics import Severity
from kb.graph import Graph
from kb.lint.facts import Edited
from kb.lint.rule import SKELETON, Context, Finding, Rule, Views
from kb.record import Record
from kb.records import Entry

# What gives the others their reason to be there. A document whose type cannot be read may be one of them.
_REASONS: Final = ("goal", "task", "decision", None)
# States in which a record is still being written, or was given up before it was. A risk is open from its first day,
# so it is not among them.
_ALONE: Final = {
    "experiment": ("running", "invalid"),
    "review": ("draft",),
    "product": ("draft",),
    "privacy": ("draft",),
    "stack": ("draft",),
    "change": ("requested",),
}


class Orphan(Rule):
    """No goal, task or decision leads to the record.

    ## Why

    An experiment without a task answers no question, and a risk that threatens nothing is looked at by nobody.
    A link field in either direction counts, directly or through other records, and so does a goal, task or
    decision that names the record in its text. Goals, tasks and decisions themselves are never orphans. A record
    that has only been begun, a draft or an experiment that is running, need not be linked yet, nor an experiment
    that is invalid: a run that failed is evidence of nothing.

    ## Bad

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    ---
    ```

    ## Good

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    mitigated_by: [TASK-0001]
    ---
    ```

    ```record backlog/TASK-0001-split-by-customer.md
    ---
    id: TASK-0001
    type: task
    title: Split train and test by customer
    status: idea
    created: 2026-05-04
    ---
    ```
    """

    code: ClassVar[str] = "LK004"
    name: ClassVar[str] = "orphan"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = SKELETON

    def unmoved(self, edit: Edited) -> bool:
        """Links are what they were; what had just been begun was excused."""
        alone = _ALONE.get(edit.after.type or "", ())
        same = (edit.before.status in alone) == (edit.after.status in alone)
        return same or edit.skeleton.leads_to(edit.after, "goal", "task", "decision")

    def check(self, context: Context) -> Iterator[Finding]:
        """The records that nothing leads to."""
        base, graph = context.base, context.graph
        alone = {
            document.id: document
            for document in base.documents
            if document.type not in _REASONS
            and document.id is not None
            and not any(near.type in _REASONS for near in _leading_to(graph, document.id))
        }
        for id_ in _connected(graph, alone):
            alone.pop(id_, None)
        for id_, document in alone.items():
            if (
                document.record is not None
                and not _may_stand_alone(document.record)
                and not _excused(base, document)
            ):
                fields = _fields(base.types[document.record.type])
                help_ = (
                    f"Fill in {fields}, or name it where it matters."
                    if fields
                    else "Name it where it matters."
                )
                yield Finding(document, ("id",), f"no goal, task or decision leads to {id_}", help_)


def _leading_to(graph: Graph, id_: str) -> Iterator[Document]:
    """The records next to one, over links that count for it."""
    for link in graph.out.get(id_, ()):
        if link.kind != "mentions":
            yield link.target
    for link in graph.into.get(id_, ()):
        yield link.source


def _connected(graph: Graph, alone: dict[str, Document]) -> set[str]:
    """Those of the lonely that are reached through another record, which is reached itself."""
    queue = [id_ for id_ in alone if any(near.id not in alone for near in _leading_to(graph, id_))]
    reached = set(queue)
    while queue:
        here = queue.pop()
        near = [link.target_id for link in graph.out.get(here, ())]
        near += [link.source_id for link in graph.into.get(here, ()) if link.kind != "mentions"]
        for id_ in near:
            if id_ in alone and id_ not in reached:
                reached.add(id_)
                queue.append(id_)
    return reached


def _may_stand_alone(record: Record) -> bool:
    return record.status in _ALONE.get(record.type, ())


def _excused(base: KnowledgeBase, document: Document) -> bool:
    """Whether a file that cannot be read may lead to the record, or its type has no field to say what for."""
    if document.id in base.unread or any(link.target in base.unread for link in document.links):
        return True
    entry = base.types[document.type or ""]
    return entry.custom and not _fields(entry)


def _fields(entry: Entry) -> str:
    names = dict.fromkeys(field.path[0] for field in entry.links if field.link.kind != "related")
    return " or ".join(f"`{name}`" for name in names)
