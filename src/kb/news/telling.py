"""Tells news in words, grouped by what matters to people: the same on a terminal, in a merge request and on a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kb.base import MENTION, Document
from kb.news.gathering import Change, Move, News, Rescored, Result, Unread
from kb.news.links import Connection
from kb.news.wording import lines
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.review_scoring import Points


class Entry(NamedTuple):
    """What is told of one record: its id, its title, what became of it, and the details line by line."""

    id: str
    title: str
    words: str = ""
    details: tuple[str, ...] = ()


class Group(NamedTuple):
    """What belongs together: a heading, the word that counts it, the entries, and whether people want it at once."""

    heading: str
    word: str
    entries: tuple[Entry, ...]
    first: bool = False


def tell(news: News, start: str, end: str) -> list[Group]:
    """The groups in which there is something, the most important one first.

    Args:
        news: what is new.
        start: what people call the revision that it begins at.
        end: what people call the one that it ends at.
    """
    told = {*news.decided, *(result.record for result in news.results), *(one.record for one in news.unread)}
    fresh = set(news.added)
    found = (
        Group("Decided", "decided", tuple(_decided(d, d in fresh) for d in news.decided), first=True),
        Group("Results in", "with a result", tuple(told_result(r) for r in news.results), first=True),
        Group("Scores", "scored anew", tuple(told_scores(r) for r in news.rescored), first=True),
        Group("Moved", "moved", tuple(_moved(m) for m in news.moved if m.record not in told), first=True),
        Group("New", "new", tuple(_standing(d) for d in news.added if d not in told)),
        Group("Changed", "changed", tuple(_changed(news))),
        Group("Other ids and files", "renamed", tuple(_renamed(news))),
        Group("Gone", "gone", tuple(_standing(d) for d in news.removed if d not in told)),
        Group("Written otherwise, and nothing else", "written otherwise", tuple(map(_plain, news.rewritten))),
        Group(
            "Unreadable",
            "unreadable",
            tuple(_unread(one, one.record in fresh, start, end) for one in news.unread),
        ),
    )
    return [group for group in found if group.entries]


def _plain(document: Document, words: str = "", details: Iterable[str] = ()) -> Entry:
    title = document.record.title if document.record is not None else ""
    return Entry(document.id or document.path, title, words, tuple(details))


def _standing(document: Document) -> Entry:
    return _plain(document, document.record.status if document.record is not None else "not a valid record")


def _moved(move: Move) -> Entry:
    return _plain(move.record, f"{move.old} → {move.new}")


def _decided(document: Document, fresh: bool) -> Entry:
    decision = document.record
    assert isinstance(decision, Decision)
    chosen = f": {decision.chosen}" if decision.chosen else ""
    return _plain(document, f"{decision.status}{chosen}{' (new)' if fresh else ''}")


def told_result(result: Result) -> Entry:
    """A result: its outcome, and what it says to the target of its task."""
    experiment = result.record.record
    assert isinstance(experiment, Experiment)
    said: list[str] = [experiment.outcome] if experiment.outcome is not None else []
    task, verdict = result.task, result.verdict
    part = task.smart.measurable if task is not None and task.smart is not None else None
    if task is not None and verdict is not None and part is not None:
        sign = "≥" if part.direction == "higher" else "≤"
        wanted = f"{part.metric} {sign} {number(part.target or 0.0)}"
        if verdict.measured is None:
            said.append(f"{task.id} wants {wanted}, not measured here")
        else:
            got = number(verdict.measured.value)
            said.append(f"{task.id} wants {wanted}, {verdict.name} with {got} on {verdict.measured.split}")
    elif task is not None:
        said.append(f"of {task.id}")
    return _plain(result.record, "; ".join(said))


def told_scores(one: Rescored) -> Entry:
    """Other scores: who is first now and was before, and which candidates have other points."""
    old, new = one.first
    words = (
        f"first: {old or 'nobody'} → {new or 'nobody'}"
        if old != new
        else f"first: {new or 'nobody'}, as before"
    )
    details = [f"{name}: {_points(was)} → {_points(is_)}" for name, (was, is_) in one.totals.items()]
    return _plain(one.record, words, details)


def _points(points: Points | None) -> str:
    return f"{number(points.got)}/{number(points.of)}" if points is not None else "–"


def number(value: float) -> str:
    """A figure as people read it: six digits at most."""
    return f"{value:.6g}"


def _changed(news: News) -> Iterator[Entry]:
    """Records whose fields, text or links are others."""
    changes = {change.record: change for change in news.changed}
    came, went = _by_source(news.gained), _by_source(news.lost)
    for document, change in changes.items():
        name = document.id or document.path
        yield _plain(document, "", _details(change, came.get(name, []), went.get(name, [])))


def _details(change: Change, came: list[Connection], went: list[Connection]) -> Iterator[str]:
    for name, was in change.fields.items():
        yield from lines(name, was)
    if change.body:
        yield "text below the fields"
    # typed links stand in the fields
    yield from (f"now mentions {link.target}" for link in came if link.kind == MENTION.kind)
    yield from (f"no longer mentions {link.target}" for link in went if link.kind == MENTION.kind)


def _by_source(links: Iterable[Connection]) -> dict[str, list[Connection]]:
    found: dict[str, list[Connection]] = {}
    for link in links:
        found.setdefault(link.source, []).append(link)
    return found


def _renamed(news: News) -> Iterator[Entry]:
    before = {new: old for old, new in news.renumbered.items()}
    for step in news.relocated:
        was = f"was {before.pop(step.new.id)}; " if step.new.id in before else ""
        yield _plain(step.new, f"{was}{step.old.path} → {step.new.path}")
    for new, old in before.items():
        yield Entry(new, "", f"was {old}")


def _unread(one: Unread, fresh: bool, start: str, end: str) -> Entry:
    sides = [name for name, so in ((start, one.before), (end, one.now)) if so]
    words = f"{'new, and ' if fresh else ''}cannot be read in {' and '.join(sides)}, so what it says is not compared"
    return Entry(one.record.path, "", words)
