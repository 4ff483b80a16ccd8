"""The page of a record: its facts, its text, its links both ways, its neighbourhood and its findings."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from hashlib import blake2b
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import quote

from kb.base import Document
from kb.graph import CARRIES, RESTS_ON
from kb.history import since
from kb.record import Record
from kb.records.decision import Decision
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
from kb.site.nodes import edge
from kb.site.overturning import overturning
from kb.site.page import Page, PageMaker
from kb.site.templating import environment, render
from kb.site.timeline import life_of
from kb.site.window import Window
from kb.technologies import sentences
from kb.wording import listed

NEIGHBOURS = 14
FEW = 8
LISTED = 12
UNFOLDED = 60
SEARCHED_WHOLE = 1000  # records; beyond that the search index would be too large for a browser to load
EXCERPT = 600
_BEGINNING = 3000  # characters of HTML
_CUT = 40  # more than what may be left of an entity in the middle of which it ends
_TAG = re.compile(r"<[^>]*(?:>|\Z)")
_WORDS = {
    "task": "Tests the task",
    "goal": "Serves the goal",
    "blocked_by": "Blocked by",
    "tested_by": "Tested by",
    "mentions": "Mentions",
}
_EVIDENCE = RESTS_ON | CARRIES
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


class Beside(NamedTuple):
    """The ids of the records of one type before and after one; empty where there is none."""

    before: str
    after: str


class RecordPages(PageMaker):
    """One page for every record the audience may see."""

    def pages(self, material: Material) -> Iterator[Page]:
        shown = [
            (document, document.record)
            for document in material.base.documents
            if document.record is not None and material.base.by_id.get(document.id or "") is document
        ]
        beside = _beside(record for _, record in shown)
        for document, record in shown:
            yield _page(material, document, record, beside[record.id])


def _beside(records: Iterable[Record]) -> dict[str, Beside]:
    """For each record those of its type before and after it, in the order of their numbers."""
    ids: dict[str, list[str]] = {}
    for record in records:
        ids.setdefault(record.type, []).append(record.id)
    found = {}
    for same in ids.values():
        same.sort(key=lambda id: (len(id), id))
        for before, id, after in zip(["", *same], same, [*same[1:], ""], strict=False):
            found[id] = Beside(before, after)
    return found


def _page(material: Material, document: Document, record: Record, beside: Beside) -> Page:
    window = _RecordWindow(material, document, record, beside)
    return Page(
        window.here,
        f"{record.id} {record.title}",
        window.draw,
        wide=True,
        words=window.words,
        source=document.path,
        window=window,
    )


class _RecordWindow(Window):
    """All of one record's page, which is little until it is drawn: those of all records are there from the first on.

    Nothing that it holds may lead back to it: a page that was drawn goes at once, without a look for rubbish.
    """

    __slots__ = ("_beside", "_body", "_document", "_record")

    def __init__(self, material: Material, document: Document, record: Record, beside: Beside) -> None:
        super().__init__(material, addresses.record_path(record.id), record.id)
        self._document = document
        self._record = record
        self._beside = beside
        self._body: Html | None = None

    def draw(self) -> str:
        """The content of the page."""
        return _draw(self._material, self, self._document, self._record, self._drawn())

    def words(self) -> str:
        """What the search knows of it."""
        return _words(self._material, self, self._record, self._drawn())

    def source(self) -> bytes:
        text = self._document.source.text
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def _drawn(self) -> Html:
        """The body, drawn once for both."""
        if self._body is None:
            self._body = Html(self._material.bodies.draw(self._document, self.here, self))
        return self._body

    def _give(self) -> Mapping[str, Callable[[], Any]]:
        """What the page asks about its own record; whatever else it shows it asks as any page does."""
        material, document, record, beside = self._material, self._document, self._record, self._beside
        id, here = record.id, self.here
        return {
            "details": lambda: _details(material, record),
            "fit": lambda: material.fitting(record) if isinstance(record, Stack) else None,
            "beside": lambda: beside,
            "groups": lambda: link_groups(material, record),
            "near": lambda: _near(material, id),
            "findings": lambda: material.findings_by_path.get(document.path, []),
            "verdict": lambda: material.verdict(id),
            "flags": lambda: material.flags(id),
            "stays": lambda: stays(material, document, record),
            "whole": lambda: len(material.base.documents) <= SEARCHED_WHOLE,
            "suspects": lambda: material.suspects(id),
            "answers": lambda: material.bodies.queries.fragments(document.body_text, here),
            "successors": lambda: [link.source_id for link in material.graph.backlinks(id, ("supersedes",))],
            "criteria": lambda: material.criteria(record) if isinstance(record, Experiment) else (),
        }


def _draw(material: Material, window: Window, document: Document, record: Record, body: Html) -> str:
    return render(
        "record.html",
        m=window,
        here=window.here,
        r=record,
        document=document,
        file=quote(material.prefix + document.path),
        body=body,
        address=f"{material.address or '/'}{addresses.address(window.here, directories=material.directories)}",
        around=window["beside"],
        partial=_partial(record.type),
        groups=window["groups"],
        listed=LISTED,
        unfolded=UNFOLDED,
        graph=_neighbourhood(window, *window["near"]),
        findings=window["findings"],
        position=document.source.position,
        found=window["verdict"],
        flags=window["flags"],
        stays=window["stays"],
        **_judged(material, record),
        **window["details"],
        **({"fit": window["fit"]} if isinstance(record, Stack) else {}),
    )


def _words(material: Material, window: Window, record: Record, body: Html) -> str:
    """What the search knows of a record: who and what it is about, what it says, and its text without marks."""
    said = [getattr(record, name, None) for name in _SAID]
    if isinstance(record, Task) and record.smart is not None:
        said.append(record.smart.specific)
    said += [record.type, record.status, record.owner, getattr(record, "assignee", None), *record.tags]
    said += [value for _, value in _own_fields(material, record)]
    known = [value for value in said if isinstance(value, str)]
    if not window[
        "whole"
    ]:  # the beginning tells as much; only of a text that is nearly all marks it does not
        begun = " ".join([*known, *_plain(body[:_BEGINNING]).split()])
        if len(begun) > EXCERPT + _CUT:
            return begun[:EXCERPT]
    whole = " ".join([*known, *_plain(body).split()])
    return whole if window["whole"] else whole[:EXCERPT]


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text))


@cache
def _partial(type_: str) -> str:
    name = f"facts/{type_}.html"
    return name if name in environment().list_templates() else "facts/custom.html"


def _details(material: Material, record: Record) -> dict[str, Any]:
    """What only one type's facts need, and other records have a say in."""
    if isinstance(record, Task):
        return {"letters": material.smart.letters(record)}
    if isinstance(record, Experiment):
        found = material.base.by_id.get(record.task or "")
        tested = found.record if found is not None else None
        hypothesis = tested.hypothesis if isinstance(tested, Task) else None
        return {"metrics": metric_rows(material, record), "hypothesis": hypothesis}
    if isinstance(record, Decision):
        return {
            "grounds": [(id, _found(material, id)) for id in record.based_on],
            "turns": overturning(material, record) if material.in_force(record) else [],
        }
    return {}


def _found(material: Material, id: str) -> str:
    """What a decision learns from a record on which it rests; empty where that does not say it in a sentence."""
    document = material.base.by_id.get(id)
    record = document.record if document is not None else None
    if isinstance(record, Experiment):
        return record.conclusion or ""
    if isinstance(record, Review) and record.recommends:
        return f"recommends {listed(record.recommends)}"
    return ""


def _judged(material: Material, record: Record) -> dict[str, Any]:
    """What only one type's facts need, and follows from the record and the configuration alone."""
    details: dict[str, Any] = {"own_fields": _own_fields(material, record)}
    if isinstance(record, Review):
        noted = sum(len(candidate.notes or {}) for candidate in record.candidates)
        result = compare(record, material.config.limits.close_call_share)
        details.update(review=record, result=result, noted=noted)
    elif isinstance(record, Stack):
        details["sentences"] = sentences
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


def _near(material: Material, id: str) -> tuple[list[str], list[tuple[str, str, str, str]]]:
    """The records around one, and their links as an edge is made of them; mentions only where there is room."""
    graph = material.graph
    typed = {link.kind for links in (graph.links(id), graph.backlinks(id)) for link in links} - {"mentions"}
    near = dict.fromkeys(graph.neighbourhood(id, 1, typed, NEIGHBOURS))
    if len(near) < FEW:
        further = (each for each in graph.neighbourhood(id, 2, _EVIDENCE, FEW) if each not in near)
        near |= dict.fromkeys(islice(further, FEW - len(near)))
    found = graph.edges(near)
    return [*near], [(link.target_id, link.source_id, link.kind, link.reverse) for link in found]


def _neighbourhood(window: Window, ids: list[str], links: Iterable[tuple[str, str, str, str]]) -> Html | None:
    """The drawing of the records around one; the links are the same as a list."""
    if len(ids) < 2:
        return None
    nodes = [window.node(id) for id in ids]
    edges = [edge(*link) for link in links]
    return draw_graph(nodes, edges, title=f"Records around {window.id}", focus=window.id)
