"""What the history says happened to the records that an audience sees: events for the change pages and the feed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from kb.audience import LEVELS
from kb.days import day_in
from kb.history.calendar import monday
from kb.history.lives import Life, Moment

if TYPE_CHECKING:
    from kb.site.material import Material

KINDS: Final[Mapping[str, str]] = {
    "result": "Results",
    "withdrawn": "Turned out to be invalid",
    "decided": "Decisions",
    "replaced": "No longer in force",
    "compared": "Comparisons",
    "goal": "Goals",
    "finished": "Finished",
    "started": "Started",
    "reopened": "Taken up again",
    "dropped": "Given up",
    "scope": "Changes of scope",
    "risk": "Risks",
    "moved": "Moved",
    "arrived": "New",
    "gone": "Gone",
}
"""The kinds of events in the order in which people want them, with their headings."""
TOLD: Final = frozenset(KINDS) - {"started", "moved", "arrived", "gone"}
"""The kinds of which people want to hear when they come."""
_ENTERED: Final = {
    ("experiment", "concluded"): "result",
    ("experiment", "invalid"): "withdrawn",
    ("decision", "accepted"): "decided",
    ("decision", "rejected"): "decided",
    ("decision", "superseded"): "replaced",
    ("decision", "deprecated"): "replaced",
    ("review", "reported"): "compared",
}
_WHOLE_TYPE: Final = {"goal": "goal", "change": "scope", "risk": "risk"}
_NAMES: Final = uuid.UUID("3f1f2c1e-6d0c-5b8e-9a53-0c8f5f5d9a11")  # of the events of all bases


class Event(NamedTuple):
    """Something that happened to a record.

    Attributes:
        kind: one of :data:`KINDS`.
        at: when.
        id: of the record, today or at last.
        type: likewise.
        title: likewise.
        shown: whether there is a page of it.
        state: what it is in since then; empty where it went.
        was: what it was in before; None where it was not there.
        name: a name for ever, whatever the record is called later and however often the site is built.
    """

    kind: str
    at: datetime
    id: str
    type: str
    title: str
    shown: bool
    state: str
    was: str | None
    name: str


class Week(NamedTuple):
    """A week from Monday to Sunday.

    Attributes:
        year: to which it belongs by ISO 8601.
        number: of the week there.
        first: its Monday.
        events: by kind, in the order of :data:`KINDS`; each newest first.
    """

    year: int
    number: int
    first: date
    events: Mapping[str, tuple[Event, ...]]

    @property
    def last(self) -> date:
        """Its Sunday."""
        return date.fromordinal(min(self.first.toordinal() + 6, date.max.toordinal()))

    @property
    def tone(self) -> str:
        """What is the most of it: evidence and decisions, work that ended, or the usual."""
        if not self.events.keys().isdisjoint(("result", "decided", "goal")):
            return "good"
        return "active" if not self.events.keys().isdisjoint(("finished", "started")) else "idle"

    @property
    def anchor(self) -> str:
        """The name of the place on the page where it stands."""
        return f"kb-{self.year}-w{self.number:02d}"


def events(material: Material) -> list[Event]:
    """What happened, newest first; of what the audience may not see nothing at all."""
    found = [event for life in material.history.lives for event in _of(material, life)]
    return sorted(found, key=lambda event: (event.at, event.name), reverse=True)


def weeks(material: Material, happened: list[Event]) -> list[Week]:
    """The weeks in which something happened, newest first; days are those of the base's time zone."""
    by_week: dict[date, dict[str, list[Event]]] = {}
    for event in happened:
        first = monday(day_in(event.at, material.zone))
        by_week.setdefault(first, {}).setdefault(event.kind, []).append(event)
    return [
        Week(
            *first.isocalendar()[:2],
            first,
            {kind: tuple(by_kind[kind]) for kind in KINDS if kind in by_kind},
        )
        for first, by_kind in sorted(by_week.items(), reverse=True)
    ]


def life_of(material: Material, path: str, id: str) -> Life | None:
    """The life of a record that is there: by its file, or by its id where a move of the file is not committed."""
    found = material.chronicle.at.get(path)
    return found if found is not None and found.id == id else material.chronicle.alive.get(id)


def is_seen(material: Material, life: Life) -> bool:
    """Whether the audience sees a record: there, as it is now; gone, as it was said last, if that could be read."""
    if life.gone is None:
        return _document_shown(material, life)
    gone = life.gone.at
    unreadable = any(
        spell.since < gone and (spell.until is None or spell.until >= gone) for spell in life.unread
    )
    level = LEVELS.index(life.visibility) if life.visibility in LEVELS else len(LEVELS) - 1
    named = {life.id, *life.former}
    return not unreadable and level <= LEVELS.index(material.audience) and named.isdisjoint(material.hidden)


def _document_shown(material: Material, life: Life) -> bool:
    document = material.base.by_id.get(life.id)
    if document is None or document.path == life.path:
        return document is not None
    # A chronicle may lay out a life anew for everyone who asks: the place tells which it is, not the object.
    found = life_of(material, document.path, life.id)
    return found is not None and found.path == life.path


def _of(material: Material, life: Life) -> Iterator[Event]:
    seen: dict[tuple[str, datetime], int] = {}
    for was, passage in life.moves():
        if was is None and life.cut:
            continue  # it may have been there before
        kind = _kind(material, life.type, was, passage.state)
        if kind is not None:
            again = seen.setdefault((passage.state, passage.when.at), 0)
            seen[passage.state, passage.when.at] = again + 1
            yield _event(material, life, kind, passage.when, passage.state, was, again)
    if life.gone is not None and life.passages:
        yield _event(material, life, "gone", life.gone, "", life.state, 0)


def _event(
    material: Material, life: Life, kind: str, when: Moment, state: str, was: str | None, again: int
) -> Event:
    document = material.base.by_id.get(life.id) if life.gone is None else None
    title = document.record.title if document is not None and document.record is not None else life.title
    first = life.former[0] if life.former else life.id
    said = (first, life.begun.at.isoformat(), state, when.at.isoformat(), str(again), kind == "gone")
    name = uuid.uuid5(_NAMES, "\x1f".join(map(str, said)))
    return Event(kind, when.at, life.id, life.type, title, document is not None, state, was, name.urn)


def _kind(material: Material, type_: str, was: str | None, state: str) -> str | None:
    """What a passage is to people; None where it is none of their business."""
    if (entered := _ENTERED.get((type_, state))) is not None:
        return entered
    if type_ == "task":
        return _of_task(material, was, state)
    if was is None:
        return "arrived"
    return _WHOLE_TYPE.get(type_, "moved")


def _of_task(material: Material, was: str | None, state: str) -> str | None:
    workflow = material.workflow
    if was is None:
        return "started" if workflow.in_progress(state) else "arrived"
    if workflow.ended(state) and not workflow.ended(was):
        return "finished" if state == workflow.done_state else "dropped"
    if workflow.ended(was) and not workflow.ended(state):
        return "reopened"
    if workflow.in_progress(state) and not workflow.in_progress(was):
        return "started"
    return None
