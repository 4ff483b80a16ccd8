"""The page of a record: its facts, its text, its links both ways, its neighbourhood and its findings."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote

import nh3

from kb.base import Document
from kb.graph import CARRIES, RESTS_ON
from kb.history import since
from kb.record import Record
from kb.records.experiment import Experiment
from kb.records.review import Review
from kb.records.stack import Stack
from kb.records.task import Task
from kb.review_scoring import compare
from kb.site import addresses
from kb.site.drawing.html import Html
from kb.site.drawing.svg import draw as draw_graph
from kb.site.material import Material
from kb.site.measures import metric_rows
from kb.site.page import Page, PageMaker
from kb.site.templating import environment, render
from kb.site.timeline import life_of
from kb.technologies import sentences

NEIGHBOURS = 14
FEW = 8
LISTED = 12
UNFOLDED = 60
SEARCHED_WHOLE = 1000  # records; beyond that the search index would be too large for a browser to load
EXCERPT = 600
_WORDS = {
    "task": "Tests the task",
    "goal": "Serves the goal",
    "blocked_by": "Blocked by",
    "tested_by": "Tested by",
    "mentions": "Mentions",
}
# Links that the facts of a type already show.
_SHOWN = {"decision": ("based_on",)}
_SAID = (
    "question", "chosen", "hypothesis", "conclusion", "consequences", "problem", "approach", "process", "trigger",
    "solution", "subject", "project", "reason",
)  # fmt: skip


class LinkGroup(NamedTuple):
    """Links of one kind in one direction: the ids at the other end."""

    title: str
    ids: tuple[str, ...]


class RecordPages(PageMaker):
    """One page for every record the audience may see."""

    def pages(self, material: Material) -> Iterator[Page]:
        for document in material.base.documents:
            if document.record is not None and material.base.by_id.get(document.id or "") is document:
                yield _page(material, document, document.record)


def _page(material: Material, document: Document, record: Record) -> Page:
    path = addresses.record_path(record.id)
    body = cache(lambda: Html(material.bodies.draw(document, path)))
    return Page(
        path,
        f"{record.id} {record.title}",
        lambda: _draw(material, document, record, path, body()),
        wide=True,
        words=lambda: _words(material, record, body()),
        source=document.path,
    )


def _draw(material: Material, document: Document, record: Record, path: str, body: Html) -> str:
    return render(
        "record.html",
        m=material,
        here=path,
        r=record,
        document=document,
        file=quote(material.prefix + document.path),
        body=body,
        partial=_partial(record.type),
        groups=link_groups(material, record),
        listed=LISTED,
        unfolded=UNFOLDED,
        graph=_neighbourhood(material, record.id, path),
        findings=material.findings_by_path.get(document.path, []),
        position=document.source.position,
        found=material.verdict(record.id),
        flags=material.flags(record.id),
        stays=stays(material, document, record),
        **_details(material, record),
    )


def _words(material: Material, record: Record, body: Html) -> str:
    """What the search knows of a record: who and what it is about, what it says, and its text without marks."""
    said = [getattr(record, name, None) for name in _SAID]
    if isinstance(record, Task) and record.smart is not None:
        said.append(record.smart.specific)
    said += [record.type, record.status, record.owner, getattr(record, "assignee", None), *record.tags]
    said += [value for _, value in _own_fields(material, record)]
    text = html.unescape(nh3.clean(body, tags=set()))
    whole = " ".join([*(value for value in said if isinstance(value, str)), *text.split()])
    return whole if len(material.base.documents) <= SEARCHED_WHOLE else whole[:EXCERPT]


@cache
def _partial(type_: str) -> str:
    name = f"facts/{type_}.html"
    return name if name in environment().list_templates() else "facts/custom.html"


def _details(material: Material, record: Record) -> dict[str, Any]:
    """What only one type's facts need."""
    details: dict[str, Any] = {"own_fields": _own_fields(material, record)}
    if isinstance(record, Task):
        details["letters"] = material.smart.letters(record)
    elif isinstance(record, Experiment):
        details["metrics"] = metric_rows(material, record)
    elif isinstance(record, Review):
        details.update(review=record, result=compare(record, material.config.limits.close_call_share))
    elif isinstance(record, Stack):
        details.update(fit=material.fitting(record), sentences=sentences)
    return details


class Stay(NamedTuple):
    """A state that a record was in: since which day, for how many days, and whether it may be longer.

    ``days`` is None of the state that it is in.
    """

    state: str
    since: date | None
    days: int | None
    earlier: bool = False


def stays(material: Material, document: Document, record: Record) -> list[Stay]:
    """The states that a record was in, oldest first, as the history tells it; nothing where it tells nothing."""
    life = life_of(material, document.path, record.id)
    if life is None or not life.passages:
        return []
    told = since.stays(life, material.workflow, material.zone, material.today)
    found = [Stay(stay.state, stay.since, stay.days, not stay.certain) for stay in told]
    if found:
        found[-1] = found[-1]._replace(days=None)  # the page is read on later days as well
    if record.status != life.state:
        found.append(Stay(record.status, None, None))  # nobody has committed it
    return found


def _own_fields(material: Material, record: Record) -> list[tuple[str, Any]]:
    """The fields a team added to a type, or of a type of its own, for the general panel."""
    return [
        (name, value)
        for name in material.added_fields[record.type]
        if (value := getattr(record, name, None)) not in (None, ())
    ]


def link_groups(material: Material, record: Record) -> list[LinkGroup]:
    """The links of a record both ways: typed ones by kind first, mentions last, each record once a kind."""
    id, shown = record.id, _SHOWN.get(record.type, ())
    found: dict[str, dict[str, None]] = {}
    typed: set[str] = set()
    for title, other, kind in [
        *((_title(link.kind, record.type), link.target_id, link.kind) for link in material.graph.links(id)),
        *((_title(link.reverse), link.source_id, link.kind) for link in material.graph.backlinks(id)),
    ]:
        if kind != "mentions":
            typed.add(other)
        if other != id and not (kind in shown and title == _title(kind, record.type)):
            found.setdefault(title, {})[other] = None
    for title in ("Mentions", "Mentioned by"):
        found[title] = {other: None for other in found.pop(title, {}) if other not in typed}
    return [LinkGroup(title, tuple(ids)) for title, ids in found.items() if ids]


def _title(kind: str, type_: str = "") -> str:
    if (kind, type_) == ("task", "review"):
        return "Answers the task"
    return _WORDS.get(kind, kind.replace("_", " ").capitalize())


def _neighbourhood(material: Material, id: str, here: str) -> Html | None:
    """The drawing of the records around one, mentions only where there is room; the links are the same as a list."""
    kinds = {
        link.kind for links in (material.graph.links(id), material.graph.backlinks(id)) for link in links
    }
    near = list(material.graph.neighbourhood(id, 1, kinds - {"mentions"}))[:NEIGHBOURS]
    if len(near) < FEW:
        further = material.graph.neighbourhood(id, 2, RESTS_ON | CARRIES)
        near += [other for other in further if other not in near][: FEW - len(near)]
    nodes, edges = material.drawing(near, here)
    if len(nodes) < 2:
        return None
    return draw_graph(nodes, edges, title=f"Records around {id}", focus=id)
