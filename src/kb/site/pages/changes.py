"""What happened, week by week, from the history alone; and the same as a feed for those who read elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from kb.days import day_in
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.site import atom
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, bundles
from kb.site.rendered import filled
from kb.site.timeline import KINDS, Event, Week
from kb.wording import plural

LISTED = 8
UNFOLDED = 40
SIZE = 150
"""Entries of a page; a week stays in one piece."""
# What a week is summed up by: kind → one, many.
_COUNTED = {
    "result": ("result", "results"),
    "decided": ("decision", "decisions"),
    "finished": ("task finished", "tasks finished"),
    "started": ("task started", "tasks started"),
    "dropped": ("task given up", "tasks given up"),
    "arrived": ("new record", "new records"),
    "gone": ("record gone", "records gone"),
}


class ChangesPage(PageMaker):
    """The weeks, newest first."""

    section, order, label, path = "Watch", 85, "Changes", "changes.md"

    def pages(self, material: Material) -> Iterator[Page]:
        weights = [
            sum(min(len(found), UNFOLDED) for found in week.events.values()) for week in material.weeks
        ]
        for part in bundles(self.path, material.weeks, weights, SIZE):
            values = partial(_values, material, part)
            yield filled(material, part.path, part.title("Changes"), "changes.html", values, wide=True)

    def files(self, material: Material) -> Mapping[str, str]:
        return {atom.PATH: atom.feed(material)} if material.address and material.events else {}


class Told(NamedTuple):
    """A week as the page tells it.

    Attributes:
        week: its days.
        summed_up: what happened, in a line.
        kinds: for each kind its heading, how many events there are, and the first of them.
    """

    week: Week
    summed_up: str
    kinds: list[tuple[str, int, list[tuple[Event, date, str]]]]


def _values(material: Material, part: Part[Week]) -> Mapping[str, Any]:
    return {
        "part": part.of([_told(material, week) for week in part.items]),
        "untold": material.chronicle.untold,
        "cut": material.chronicle.cut,
        "since": day_in(material.events[-1].at, material.zone) if material.events else None,
        "listed": LISTED,
        "feed": material.asset_url(atom.PATH, part.path) if material.address and material.events else None,
    }


def _told(material: Material, week: Week) -> Told:
    kinds = [
        (
            KINDS[kind],
            len(events),
            [(e, day_in(e.at, material.zone), note(material, e)) for e in events[:UNFOLDED]],
        )
        for kind, events in week.events.items()
    ]
    return Told(week, summed_up(week), kinds)


def summed_up(week: Week) -> str:
    """A week in a line: `2 results, 1 decision`; kinds that are rare speak for themselves below."""
    said = [plural(len(found), *_COUNTED[kind]) for kind, found in week.events.items() if kind in _COUNTED]
    return ", ".join(said)


def note(material: Material, event: Event) -> str:
    """What a line says beside the record: the choice of a decision, the figure of a result."""
    document = material.base.by_id.get(event.id) if event.shown else None
    record = document.record if document is not None else None
    if isinstance(record, Decision) and event.kind == "decided" and record.chosen:
        return record.chosen
    if isinstance(record, Experiment) and event.kind == "result":
        found = material.own_verdict(event.id)
        if found is not None and found.measured is not None:
            return f"{found.measured.value:.4g} on {found.measured.split}"
    return ""
