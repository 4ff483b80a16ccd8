"""The people: who owns, decides and does what, what waits, and a page for each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from markupsafe import escape

from kb.boarding import waits_for
from kb.diagnostics import Diagnostic
from kb.record import Record
from kb.records.decision import Decision
from kb.records.task import Task
from kb.site.addresses import handle, rule_path
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part
from kb.site.roster import Shelf
from kb.site.shelves import pages, rows

LISTED = 20


class Load(NamedTuple):
    """What lies with a person: tasks in work, those that stand still, those to come; what they decide and own."""

    work: Sequence[Task]
    still: Sequence[Task]
    next: Sequence[Task]
    decided: Sequence[Decision]
    owned: int
    ended: int


class Shown(NamedTuple):
    """The first of some records, and how many there are."""

    many: int
    first: Sequence[Record]


class PeoplePages(PageMaker):
    """An index of the people, and one page for each."""

    section, order, label, path = "Work", 43, "People", "people.md"

    def pages(self, material: Material) -> Iterator[Page]:
        loads: dict[str, Load] = {}  # of a person, whose pages all say it

        def lying(shelf: Shelf) -> Load:
            if shelf.name not in loads:
                loads[shelf.name] = load(material, shelf)
            return loads[shelf.name]

        index, person = partial(_index, lying), partial(_person, material, lying)
        shelves = list(material.people.values())
        yield from pages(material, self, shelves, ("people.html", index), ("person.html", person))


def load(material: Material, shelf: Shelf) -> Load:
    """What lies with a person today; what is late or due first comes first."""
    workflow = material.workflow
    tasks = sorted(shelf.tasks(), key=_urgency)
    open_ = [task for task in tasks if not workflow.ended(task.status)]
    still = [task for task in open_ if _stands(material, task)]
    return Load(
        [task for task in open_ if workflow.in_progress(task.status)],
        still,
        [task for task in open_ if not workflow.in_progress(task.status) and task not in still],
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


def _index(lying: Callable[[Shelf], Load], part: Part[Shelf]) -> Mapping[str, Any]:
    found = []
    for shelf in part.items:
        its = lying(shelf)
        lists = len(its.work), len(its.still), len(its.next), its.ended, len(its.decided), its.owned
        found.append((shelf.name, (*lists, len(shelf.records))))
    return {"part": part.of(found)}


def _person(
    material: Material, lying: Callable[[Shelf], Load], shelf: Shelf, part: Part[Record]
) -> Mapping[str, Any]:
    its = lying(shelf)
    listed = LISTED if part.first else 0
    lists = {
        name: Shown(len(found), found[:listed])
        for name, found in (
            ("work", its.work),
            ("still", its.still),
            ("next", its.next),
            ("decided", its.decided),
        )
    }
    findings = _findings(material, shelf) if part.first else []
    named = [task for name in ("work", "still", "next") for task in lists[name].first]
    return {
        "part": rows(material, part, lambda record: str(escape(_words(shelf.roles[record.id])))),
        "name": shelf.name,
        "load": {**lists, "ended": its.ended, "owned": its.owned},
        "findings": findings[:LISTED],
        "more_findings": max(len(findings) - LISTED, 0),
        "waits": {task.id: _waits(material, task) for task in named if isinstance(task, Task)},
        "rule_path": rule_path,
    }


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
