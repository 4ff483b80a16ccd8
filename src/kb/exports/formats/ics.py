"""Dates of the base as a calendar (RFC 5545): deadlines, days on which tasks are due, days of reviews, ends of terms.

Each is an event of a whole day that blocks no time. The same date of the same record has the same UID in every
export, so that a calendar that reads the file again moves the event and does not double it.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar, Final, NamedTuple

from kb.exports.export import Exporter, Request
from kb.exports.prose import line
from kb.record import Record
from kb.records.goal import Goal
from kb.records.privacy import Privacy
from kb.records.review import Review
from kb.records.task import Task

_SPACE: Final = uuid.UUID("6f1d5f0e-52ba-5a3b-9d0c-6e6f0c5f6b1a")
_ESCAPED: Final = re.compile(r"[\\;,]")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f]")
_OCTETS: Final = 75


class Event(NamedTuple):
    """A day on which something is due: what, and which record says so."""

    record: Record
    kind: str
    on: date
    words: str


class Ics(Exporter):
    """One VCALENDAR."""

    name: ClassVar[str] = "ics"
    summary: ClassVar[str] = "deadlines and days of reviews, for calendars"

    def write(self, request: Request) -> bytes:
        """The calendar."""
        name = request.graph.base.config.name
        lines = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//research-kb//kb export ics//EN",
            "CALSCALE:GREGORIAN",
            f"X-WR-CALNAME:{_text(name)}",
        ]
        for event in _events(request):
            lines += _event(event, name, request.today)
        lines.append("END:VCALENDAR")
        return "".join(f"{_folded(one)}\r\n" for one in lines).encode("utf-8", "replace")


def _events(request: Request) -> Iterator[Event]:
    base = request.graph.base
    workflow = base.config.workflow.workflow()
    for _, record in request.records():
        if isinstance(record, Task):
            over = workflow.ended(record.status)
        else:
            over = record.status in base.types[record.type].type.retired or record.status in (
                "met",
                "missed",
                "closed",
            )
        if not over:
            yield from _dates(record)


def _dates(record: Record) -> Iterator[Event]:
    if isinstance(record, Task) and record.smart is not None and record.smart.time_bound is not None:
        yield Event(record, "due", record.smart.time_bound, "due")
    if (
        isinstance(record, Goal)
        and record.constraints is not None
        and record.constraints.deadline is not None
    ):
        yield Event(record, "deadline", record.constraints.deadline, "deadline")
    if isinstance(record, Review) and record.valid_until is not None:
        yield Event(record, "valid-until", record.valid_until, "valid until this day")
    if isinstance(record, Privacy):
        for number, asset in enumerate(record.assets):
            if asset.nda_until is not None:
                yield Event(record, f"nda-{number}", asset.nda_until, f"non-disclosure of {asset.name} ends")
            if asset.retention_until is not None:
                yield Event(
                    record, f"retention-{number}", asset.retention_until, f"{asset.name} is to be deleted"
                )
    if record.review_by is not None:
        yield Event(record, "review", record.review_by, "to be looked at again")


def _event(event: Event, name: str, today: date) -> Iterator[str]:
    record = event.record
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(_SPACE, f'{name}/{record.id}/{event.kind}')}"
    yield f"DTSTAMP:{_day(today)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(event.on)}"
    if event.on < date.max:
        yield f"DTEND;VALUE=DATE:{_day(event.on + timedelta(days=1))}"
    yield f"SUMMARY:{_text(f'{record.id} {event.words}: {record.title}')}"
    yield f"CATEGORIES:{_text(record.type)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    """A TEXT value: one line here, backslashes before what separates."""
    return _ESCAPED.sub(lambda found: f"\\{found[0]}", _CONTROL.sub("", line(text)))


def _folded(text: str) -> str:
    """A content line in pieces of at most 75 octets, none of which cuts a character."""
    pieces: list[str] = []
    piece, size, room = "", 0, _OCTETS
    for sign in text:
        octets = len(sign.encode("utf-8", "replace"))
        if size + octets > room:
            pieces.append(piece)
            piece, size, room = "", 0, _OCTETS - 1
        piece += sign
        size += octets
    return "\r\n ".join((*pieces, piece))
