"""The feed of what happened: an Atom document by RFC 4287 with absolute addresses, the latest entries only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.site import addresses
from kb.site.drawing.html import attribute
from kb.site.timeline import TOLD, Event

if TYPE_CHECKING:
    from kb.site.material import Material

PATH: Final = "changes/feed.xml"
TYPE: Final = "application/atom+xml"
LATEST: Final = 50
_LONG: Final = 500
_WORDS: Final = {
    "result": "Result",
    "withdrawn": "Invalid",
    "decided": "Decision",
    "replaced": "No longer in force",
    "compared": "Comparison",
    "goal": "Goal",
    "finished": "Finished",
    "reopened": "Taken up again",
    "dropped": "Given up",
    "scope": "Change of scope",
    "risk": "Risk",
}
# What XML 1.0 cannot hold, escaped or not.
_FORBIDDEN: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def feed(material: Material) -> str:
    """The document; built anew from the same commit it has the same bytes."""
    return "\n".join(_lines(material)) + "\n"


def _lines(material: Material) -> Iterator[str]:
    told = [event for event in material.events if event.kind in TOLD][:LATEST]
    here = urljoin(material.address, PATH)
    page = urljoin(material.address, addresses.address("changes.md", directories=material.directories))
    latest = told[0].at if told else material.events[0].at
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom">'
    yield f"<id>{_text(here)}</id>"
    yield f"<title>{_text(material.config.name or 'Knowledge base')}</title>"
    yield "<subtitle>What was decided, found and finished</subtitle>"
    yield f"<updated>{_moment(latest)}</updated>"
    yield f"<author><name>{_text(material.config.name or 'Knowledge base')}</name></author>"
    yield _link("self", TYPE, here)
    yield _link("alternate", "text/html", page)
    for event in told:
        yield from _entry(material, event)
    yield "</feed>"


def _entry(material: Material, event: Event) -> Iterator[str]:
    record = addresses.address(addresses.record_path(event.id), directories=material.directories)
    state, summary = _said(material, event)
    yield "<entry>"
    yield f"<id>{event.name}</id>"
    yield f"<title>{_text(f'{_WORDS[event.kind]}: {event.id} {event.title} ({state})')}</title>"
    yield f"<updated>{_moment(event.at)}</updated>"
    yield f"<published>{_moment(event.at)}</published>"
    yield _link("alternate", "text/html", urljoin(material.address, record))
    yield f"<category{attribute('term', event.type)}/>"
    if summary:
        yield f'<summary type="text">{_text(summary)}</summary>'
    yield "</entry>"


def _link(relation: str, type_: str, to: str) -> str:
    return f'<link rel="{relation}" type="{type_}"{attribute("href", to)}/>'


def _said(material: Material, event: Event) -> tuple[str, str]:
    """What an entry says of a record: the state or the outcome, and what matters of it in a sentence."""
    document = material.base.by_id.get(event.id)
    record = document.record if document is not None else None
    if isinstance(record, Experiment) and event.kind == "result":
        found = material.own_verdict(event.id)
        verdict = f", target {found.name}" if found is not None and found.name != "not-measured" else ""
        return f"{record.outcome or 'no outcome'}{verdict}", record.conclusion or ""
    if isinstance(record, Decision) and event.kind == "decided":
        return event.state, " → ".join(filter(None, (record.question, record.chosen)))
    return event.state, ""


def _text(text: str) -> str:
    """Text of which XML takes nothing for markup, on one line, cut where it is long."""
    line = " ".join(_FORBIDDEN.sub("\ufffd", text).split())
    return escape(line if len(line) <= _LONG else f"{line[: _LONG - 1]}…", quote=False)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
