"""Asks a base all that commands ask of it, and holds what rules say against the texts it is about."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from kb import boarding, grooming, lineage, news, review_scoring
from kb.audience import seen_by
from kb.base import Document, KnowledgeBase
from kb.citations import citations
from kb.cli.comment import comment
from kb.diagnostics import Diagnostic, Span
from kb.drafting import integration
from kb.exports.export import Request, exporters
from kb.graph import Graph
from kb.index import Index, as_json
from kb.lint.engine import all_rules, judge
from kb.lint.rule import Context
from kb.lint.select import select
from kb.notation import LANGUAGES, Part
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.records.review import Review
from kb.site import builder
from kb.site.material import Material
from kb.standing import flags
from tests.hostile.support import UNSHOWN

TODAY = date(2026, 11, 23)
EXPORTERS = [one for one in exporters() if one.name != "parquet"]
CODES = {rule.code for rule in all_rules()}


def judged(
    known: KnowledgeBase, previous: KnowledgeBase | None = None, today: date = TODAY
) -> tuple[Diagnostic, ...]:
    """What all rules find in a base; each place lies in its text, and each word can be printed."""
    context = Context(known, Graph(known), today, previous)
    found = judge(context, select(all_rules(), known.config.lint)).diagnostics
    for finding in found:
        assert finding.code in CODES
        assert lies_inside(known, finding.path, finding.span), finding
        assert finding.message
        assert finding.message.isprintable(), finding
        assert finding.help.isprintable(), finding
        for related in finding.related:
            there = previous if previous is not None and related.path not in known.by_path else known
            assert lies_inside(there, related.path, related.span), finding
        for edit in finding.edits:
            assert lies_inside(known, edit.path, edit.span), finding
    return found


def retold(before: KnowledgeBase, now: KnowledgeBase) -> None:
    """Tell what is new between two bases in every form, both ways; a base is no news to itself."""
    for one, other in ((before, now), (now, before)):
        found = news.gather(one, other)
        json.dumps(news.as_json(found, None, None))
        groups = news.tell(found, "A", "B")
        assert bool(groups) != found.empty
        told = comment(groups, "A", "B")
        assert len(told) < 65_536
        assert UNSHOWN.search(told) is None
    assert news.gather(now, now).empty


def lies_inside(known: KnowledgeBase, path: str, span: Span) -> bool:
    """Whether a place is one of a text of the base."""
    return 0 <= span.start <= span.end <= len(known.by_path[path].source.text)


def check(known: KnowledgeBase, today: date = TODAY) -> None:
    """Judge a base and ask it everything that commands ask."""
    judged(known, today=today)
    graph = Graph(known)
    workflow = known.config.workflow.workflow()
    boarding.board(graph, workflow, today)
    grooming.backlog(graph, workflow, today)
    index = Index(graph)
    for table in index.tables:
        index.query(f'select * from "{table}"')
    export(known, today)
    documents = list(known.by_id.values())
    for language in LANGUAGES.values():
        language(Part(documents, graph.edges(set(known.by_id))))
    for document in documents:
        ask(graph, document, today)


EXPORTS = {"issues": [{"for": "github"}, {"for": "gitlab"}], "ro-crate": [{"license": "MIT"}]}
EXPORTS["csv"] = [{}, {"columns": "course"}]


def export(known: KnowledgeBase, today: date = TODAY) -> None:
    """Hand a base out in every format that needs nothing else."""
    for audience in ("public", "restricted"):
        seen, _ = seen_by(known, audience)
        kept = {document.path for document in seen.documents}
        hidden = {d.path: d.id or "" for d in known.documents if d.path not in kept}
        for one in EXPORTERS:
            for options in EXPORTS.get(one.name, [{}]):
                asked = Request(Graph(seen), Path("/nowhere"), today, audience, hidden, options=options)
                assert isinstance(one.write(asked), bytes)


def draw(known: KnowledgeBase, today: date = TODAY) -> None:
    """Draw every page and every file of the site of a base."""
    material = Material(known, today)
    builder.files(material)
    for page in builder.pages(material):
        assert page.draw()
        if page.words is not None:
            page.words()


def ask(graph: Graph, document: Document, today: date) -> None:
    """Ask about one record what `kb show`, `kb why`, `kb impact` and `kb compare` ask."""
    for where in document.places:
        assert lies_inside(graph.base, document.path, document.span(where))
    assert (document.digest is None) is (document.record is None)
    flags(graph, document, today)
    assert all(
        citation.state != "suspect" or document.record.reviewed for citation in citations(graph, document)
    )
    if isinstance(document.record, Experiment | Review | Decision):
        assert integration(graph, [document.record.id], today).title
    lineage.as_json(lineage.why(graph, document.id or "", today))
    graph.impact(document.id or "")
    if document.record is not None:
        as_json(document.record)
    if isinstance(document.record, Review):
        review_scoring.compare(document.record)
