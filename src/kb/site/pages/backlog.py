"""The backlog: entries in the groomed order, with what each lacks, waits for and keeps waiting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from kb.days import age, day_in
from kb.grooming import Entry, backlog
from kb.records.task import Task
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.rendered import filled
from kb.site.timeline import life_of

SIZE = 200


class Tile(NamedTuple):
    """How many entries there are of a kind that matters when a backlog is groomed."""

    value: int
    label: str
    tone: str


class BacklogPage(PageMaker):
    """The groomed backlog."""

    section, order, label, path = "Work", 30, "Backlog", "backlog.md"

    def pages(self, material: Material) -> Iterator[Page]:
        entries = backlog(material.graph, material.workflow, material.today)
        for part in parts(self.path, entries, SIZE):
            values = partial(_values, material, part, entries)
            yield filled(material, part.path, part.title("Backlog"), "backlog.html", values, wide=True)


def _values(material: Material, part: Part[Entry], entries: Sequence[Entry]) -> Mapping[str, Any]:
    return {
        "part": part.of([(entry, untouched(material, entry)) for entry in part.items]),
        "ended": any(material.workflow.ended(task.status) for _, task in material.base.records(Task)),
        "tiles": _tiles(material, entries) if part.first else (),
        "limit": material.config.limits.backlog_untouched_days,
    }


def _tiles(material: Material, entries: Sequence[Entry]) -> list[Tile]:
    """The backlog at a glance: what can be pulled, and what somebody should look at."""
    limit = material.config.limits.backlog_untouched_days
    ready = sum(
        entry.task.status == material.workflow.ready_state and not entry.missing and not _stands(entry)
        for entry in entries
    )
    lacking = sum(bool(entry.missing) for entry in entries)
    still = sum(_stands(entry) for entry in entries)
    old = sum((untouched(material, entry) or 0) > limit for entry in entries)
    gone = sum(bool(entry.obsolete) for entry in entries)
    return [
        Tile(ready, "can be pulled now", "good" if ready else "idle"),
        Tile(lacking, "lack something to be ready", "wait" if lacking else "idle"),
        Tile(still, "wait or are blocked", "wait" if still else "idle"),
        Tile(old, f"untouched for more than {limit} days", "wait" if old else "idle"),
        Tile(gone, "could be dropped", "wait" if gone else "idle"),
    ]


def _stands(entry: Entry) -> bool:
    return entry.card.blocked is not None or bool(entry.card.waits_for)


def untouched(material: Material, entry: Entry) -> int | None:
    """For how many days nobody has touched an entry: by its last commit, else by its age; None if it is not known."""
    life = life_of(material, entry.card.document.path, entry.task.id)
    if life is None:
        return entry.card.age_days
    if life.cut and life.touched == life.begun:
        return None
    return age(day_in(life.touched.at, material.zone), material.today)
