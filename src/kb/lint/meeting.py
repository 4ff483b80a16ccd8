"""Judges what a merge would bring: the findings that neither side has by itself, placed where people can see them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from kb.base import Document, KnowledgeBase
from kb.diagnostics import Diagnostic, Related, Span
from kb.graph import Graph
from kb.history.merging import Merged, Origin
from kb.lint.engine import Verdicts, judge
from kb.lint.rule import Context
from kb.lint.select import Selection
from kb.text.merge import Line
from kb.text.source import Source


def with_merge(
    own: Verdicts, ours: Context, theirs: KnowledgeBase, merged: Merged, revision: str, selection: Selection
) -> Verdicts:
    """Add to the findings of our side those that only the merge with the other side brings.

    What both sides brought along by themselves is not the merge's doing, and what stands in a file that has to
    be put together by hand is judged when somebody has done so.

    Args:
        own: the findings of our side.
        ours: our side.
        theirs: the other side.
        merged: both put together.
        revision: what people call the other side.
        selection: the rules.
    """
    found = _after(ours, theirs, merged, selection)
    known = _Known(own.diagnostics, ours.base)
    found = tuple(d for d in found if d.path not in merged.conflicts and not known.has(d, merged.base))
    if not found:
        return own
    codes = {d.code for d in found}
    rules = tuple(rule for rule in selection.rules if rule.code in codes)
    before = Context(theirs, Graph(theirs), ours.today)
    known = _Known(judge(before, dataclasses.replace(selection, rules=rules)).diagnostics, theirs)
    left = [d for d in found if not known.has(d, merged.base)]
    places = _Places(merged, revision)
    told = [places.moved(d, f"after merging with {revision}: {d.message}") for d in left]
    diagnostics = sorted([*own.diagnostics, *told], key=lambda d: d.sort_key)
    return dataclasses.replace(
        own, diagnostics=tuple(diagnostics), elsewhere={**own.elsewhere, **places.elsewhere}
    )


def _after(
    ours: Context, theirs: KnowledgeBase, merged: Merged, selection: Selection
) -> tuple[Diagnostic, ...]:
    """The findings of what was put together; of our own commits it is known what each of them moved."""
    graph = Graph(merged.base)
    moves = tuple(rule for rule in selection.rules if "previous" in rule.needs)
    others = tuple(rule for rule in selection.rules if rule not in moves)
    plain = Context(merged.base, graph, ours.today, theirs)
    past = Context(merged.base, graph, ours.today, theirs, history=ours.history, since=ours.since)
    found = judge(plain, dataclasses.replace(selection, rules=others)).diagnostics
    return found + judge(past, dataclasses.replace(selection, rules=moves)).diagnostics


class _Known:
    """The findings of one side, to recognise them again where lines have moved."""

    def __init__(self, diagnostics: Iterable[Diagnostic], base: KnowledgeBase) -> None:
        self._places = {(d.code, d.path, d.span) for d in diagnostics}
        self._found = tuple(diagnostics)
        self._base = base
        self._words: set[tuple[str, ...]] | None = None

    def has(self, diagnostic: Diagnostic, base: KnowledgeBase) -> bool:
        """Whether this side has a finding of another base, too: at the same place, or about the same words."""
        document = base.by_path[diagnostic.path]
        if self._base.by_path.get(diagnostic.path) is document:
            return (diagnostic.code, diagnostic.path, diagnostic.span) in self._places
        if self._words is None:
            self._words = {_words(d, self._base) for d in self._found}
        return _words(diagnostic, base) in self._words


def _words(diagnostic: Diagnostic, base: KnowledgeBase) -> tuple[str, ...]:
    text = base.by_path[diagnostic.path].source.text
    return diagnostic.code, diagnostic.record or diagnostic.path, text[slice(*diagnostic.span)]


class _Places:
    """Finds for a place in the merge result the place in a file that somebody has."""

    def __init__(self, merged: Merged, revision: str) -> None:
        self._merged = merged
        self._revision = revision
        self.elsewhere: dict[str, Source] = {}

    def moved(self, diagnostic: Diagnostic, message: str) -> Diagnostic:
        """A finding as it is told: in the work tree if its words stand there, else in the other revision."""
        path, span = self._place(diagnostic.path, diagnostic.span)
        related = tuple(
            Related(*self._place(other.path, other.span), other.message) for other in diagnostic.related
        )
        return dataclasses.replace(
            diagnostic, path=path, span=span, message=message, related=related, edits=(), moves=()
        )

    def _place(self, path: str, span: Span) -> tuple[str, Span]:
        origin = self._merged.origins[path]
        document = self._merged.base.by_path[path]
        for side in (origin.ours, origin.theirs):
            if side is None:
                continue
            found = _carried(document, span, side, origin)
            if found is not None:
                return (side.path, found) if side is origin.ours else (self._named(side), found)
        return self._named(document), span

    def _named(self, document: Document) -> str:
        name = f"{self._revision}:{document.path}"
        self.elsewhere[name] = Source(name, document.source.text, revision=self._revision)
        return name


def _carried(document: Document, span: Span, side: Document, origin: Origin) -> Span | None:
    """A span of the merge result in the text of one side; None when that side has other words there."""
    if not origin.lines:
        return span
    start = _at(document.source, span.start, side, origin)
    end = _at(document.source, span.end, side, origin)
    return Span(start, max(start, end)) if start is not None and end is not None else None


def _at(source: Source, offset: int, side: Document, origin: Origin) -> int | None:
    place = source.position(offset)
    line: Line | None = origin.lines[place.line - 1] if place.line <= len(origin.lines) else None
    number = None if line is None else (line.ours if side is origin.ours else line.theirs)
    return side.source.offset(number, place.column) if number is not None else None
