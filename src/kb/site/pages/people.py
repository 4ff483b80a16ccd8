"""The people: who owns, decides and does what, what waits, and a page for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from kb.boarding import waits_for
from kb.diagnostics import Diagnostic
from kb.record import Record
from kb.records.decision import Decision
from kb.records.task import Task
from kb.site.addresses import handle, rule_path
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part
from kb.site.roster import Shelf, pages
from kb.site.templating import render

LISTED = 20


class Load(NamedTuple):
    """What lies with a person: tasks in work, those that stand still, those to come; what they decide and own."""

    work: Sequence[Task]
    still: Sequence[Task]
    next: Sequence[Task]
    decided: Sequence[Decision]
    owned: int
    ended: int


class PeoplePages(PageMaker):
    """An index of the people, and one page for each."""

    section, order, label, path = "Work", 43, "People", "people.md"

    def pages(self, material: Material) -> Iterator[Page]:
        shelves = list(material.people.values())
        yield from pages(self, shelves, partial(_index, material), partial(_person, material))


def load(material: Material, shelf: Shelf) -> Load:
    """What lies with a person today; what is late or due first comes first."""
    workflow = material.workflow
    tasks = sorted(shelf.tasks(), key=_urgency)
    open_ = [task for task in tasks if not workflow.ended(task.status)]
    still = [task for task in open_ if _stands(material, task)]
    return Load(
        [task for task in open_ if workflow.in_progress(task.status)],
        still,
        [task for task in open_ if not workflow.in_progress(task.status)],
        [record for record in shelf.as_("decides") if isinstance(record, Decision)],
        len(shelf.as_("owner")),
        len(tasks) - len(open_),
    )


def _urgency(task: Task) -> tuple[str, str]:
    due = task.smart.time_bound if task.smart is not None else None
    return (due.isoformat() if due is not None else "9999", task.id)


def _stands(material: Material, task: Task) -> bool:
    """Whether a task is blocked, or waits for another one that is open."""
    return task.blocked is not None or bool(_waits(material, task))


def _waits(material: Material, task: Task) -> tuple[str, ...]:
    return waits_for(material.graph, task, material.workflow)


def _index(material: Material, part: Part[Shelf]) -> str:
    return render(
        "people.html", m=material, here=part.path, part=part,
        rows=[(shelf, load(material, shelf)) for shelf in part.items],
    )  # fmt: skip


def _person(material: Material, shelf: Shelf, part: Part[Record]) -> str:
    return render(
        "person.html", m=material, here=part.path, part=part, shelf=shelf, load=load(material, shelf),
        findings=_findings(material, shelf) if part.first else (),
        waits={task.id: _waits(material, task) for task in shelf.tasks()},
        listed=LISTED, words=_words, rule_path=rule_path,
    )  # fmt: skip


def _findings(material: Material, shelf: Shelf) -> list[Diagnostic]:
    """What the linter finds in the records that somebody answers for: tasks by who does them, the rest by owner."""
    found: list[Diagnostic] = []
    for record in shelf.records:
        assignee = record.assignee if isinstance(record, Task) else None
        if handle(assignee or record.owner or "") == shelf.name:
            found += material.findings_by_path.get(material.base.by_id[record.id].path, ())
    return found


def _words(roles: Sequence[str]) -> str:
    """What somebody is to a record, in words."""
    said = {"assignee": "does it", "decides": "decided", "owner": "owns it", "with": "takes part"}
    return ", ".join(said[role] for role in roles)
