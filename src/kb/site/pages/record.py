"""The page of a record: its facts, its text, its links both ways, its neighbourhood and its findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from kb.base import Document
from kb.graph import CARRIES, RESTS_ON, ResolvedLink
from kb.readiness import SmartJudge
from kb.record import COMMON_FIELDS, Record, field_order
from kb.records import built_in
from kb.records.experiment import Experiment
from kb.records.review import Review
from kb.records.task import Task
from kb.review_scoring import compare
from kb.site import addresses
from kb.site.drawing.html import Html
from kb.site.drawing.listing import outline
from kb.site.drawing.svg import draw as draw_graph
from kb.site.material import Material
from kb.site.measures import metric_rows
from kb.site.page import Page, PageMaker
from kb.site.templating import environment, render

NEIGHBOURS = 14
FEW = 8
_WORDS = {
    "task": "Tests the task",
    "goal": "Serves the goal",
    "blocked_by": "Blocked by",
    "tested_by": "Tested by",
    "mentions": "Mentions",
}


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

    def draw() -> str:
        return render(
            "record.html",
            m=material,
            here=path,
            r=record,
            document=document,
            body=Html(material.bodies.draw(document, path)),
            partial=_partial(record),
            groups=link_groups(material, record.id),
            graph=_neighbourhood(material, record.id, path),
            findings=material.findings_by_path.get(document.path, []),
            position=document.source.position,
            found=material.verdict(record.id),
            flags=material.flags(record.id),
            **_details(material, record),
        )

    return Page(path, f"{record.id} {record.title}", draw, source=document.path, tags=record.tags)


def _partial(record: Record) -> str:
    name = f"facts/{record.type}.html"
    return name if name in environment().list_templates() else "facts/custom.html"


def _details(material: Material, record: Record) -> dict[str, Any]:
    """What only one type's facts need."""
    details: dict[str, Any] = {"own_fields": _own_fields(material, record)}
    if isinstance(record, Task):
        details["letters"] = SmartJudge(material.graph, material.today).letters(record)
    elif isinstance(record, Experiment):
        details["metrics"] = metric_rows(material, record)
    elif isinstance(record, Review):
        details.update(review=record, result=compare(record))
    return details


def _own_fields(material: Material, record: Record) -> list[tuple[str, Any]]:
    """The fields a team added to a type, or of a type of its own, for the general panel."""
    entry = material.base.types[record.type]
    known = set(COMMON_FIELDS) if entry.custom else set(field_order(built_in()[record.type]))
    links = {field.path[0] for field in entry.links}
    return [
        (name, value)
        for name in entry.order
        if name not in known
        and name not in links
        and (value := getattr(record, name, None)) not in (None, ())
    ]


def link_groups(material: Material, id: str) -> list[LinkGroup]:
    """The links of a record both ways: typed ones by kind first, mentions last, each record once a kind."""
    found: dict[str, list[str]] = {}
    typed: set[str] = set()
    for title, other, kind in [
        *((_title(link.kind), link.target_id, link.kind) for link in _links(material, id)),
        *((_title(link.reverse), link.source_id, link.kind) for link in material.graph.backlinks(id)),
    ]:
        if kind != "mentions":
            typed.add(other)
        ids = found.setdefault(title, [])
        if other not in ids and other != id:
            ids.append(other)
    for title in ("Mentions", "Mentioned by"):
        found[title] = [other for other in found.pop(title, []) if other not in typed]
    return [LinkGroup(title, tuple(ids)) for title, ids in found.items() if ids]


def _links(material: Material, id: str) -> list[ResolvedLink]:
    return material.graph.links(id)


def _title(kind: str) -> str:
    return _WORDS.get(kind, kind.replace("_", " ").capitalize())


def _neighbourhood(material: Material, id: str, here: str) -> tuple[Html, Html] | None:
    """The drawing of the records around one, and the same as a list; mentions only where there is room."""
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
    return draw_graph(nodes, edges, title=f"Records around {id}", focus=id), outline(nodes, edges)
