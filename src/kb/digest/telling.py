"""Tells a digest in chapters: a sentence that sums up, then short lines; the same words in every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kb.base import Document
from kb.digest.goals import Attained, GoalNews
from kb.digest.values import Blocked, Digest, Doubt, Exposed, Moved
from kb.news import Entry
from kb.news.telling import number, told_result, told_scores
from kb.news.wording import short
from kb.records.change import Change
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.records.review import Review
from kb.records.risk import Risk
from kb.review_scoring import compare
from kb.wording import listed, plural


class Chapter(NamedTuple):
    """What belongs together: a heading, a sentence that sums it up, and a line for each record."""

    heading: str
    sentence: str
    entries: tuple[Entry, ...] = ()


def summary(digest: Digest) -> str:
    """The whole period in one sentence; empty where nothing happened."""
    verdicts = Counter(_outcome(result.record) for result in digest.results)
    refuted = f" ({verdicts['refuted']} refuted)" if verdicts["refuted"] else ""
    waiting = sum(one.new for one in digest.blocked)
    doubted = sum(one.new for one in digest.doubts)
    met = [_state(one.record) for one in digest.goals if one.was != _state(one.record)]
    told = (
        plural(len(digest.decided), "decision"),
        plural(len(digest.results), "result") + refuted,
        plural(met.count("met"), "goal") + " met",
        plural(met.count("missed"), "goal") + " missed",
        plural(len(digest.finished), "task") + " finished",
        plural(len(digest.started), "task") + " started",
        plural(len(digest.dropped), "task") + " dropped",
        plural(len(digest.fresh), "new task"),
        plural(waiting, "task") + " blocked",
        plural(len(digest.scope), "change") + " of scope",
        plural(len(digest.risks), "risk") + " with news",
        plural(doubted, "record") + " in doubt",
    )
    said = [words for words in told if not words.startswith("0 ")]
    if not said and not digest.empty:
        said = [f"{plural(len(digest.others), 'record')} new, changed or gone"]
    text = ", ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def tell(digest: Digest) -> list[Chapter]:
    """The chapters in which there is something, the most important one first."""
    found = (
        _decisions(digest),
        _results(digest),
        _comparisons(digest),
        _goals(digest),
        _doubts(digest),
        _waiting(digest),
        _scope(digest),
        _risks(digest),
        _ended("Finished", "finished", digest.finished),
        _ended("Started", "started", digest.started),
        Chapter(
            "Taken up again",
            f"Work goes on at {plural(len(digest.reopened), 'task')} that had ended.",
            tuple(_entry(one.record, f"{one.was} → {_state(one.record)}") for one in digest.reopened),
        ),
        _ended("Given up", "dropped", digest.dropped),
        _fresh(digest),
        _others(digest),
    )
    return [
        chapter for chapter in found if chapter.entries or (chapter.heading == "Goals" and chapter.sentence)
    ]


def _entry(document: Document, words: str = "", details: Sequence[str] = ()) -> Entry:
    title = document.record.title if document.record is not None else ""
    return Entry(document.id or document.path, title, words, tuple(details))


def _state(document: Document) -> str:
    return document.record.status if document.record is not None else ""


def _ended(heading: str, word: str, documents: Sequence[Document]) -> Chapter:
    """Tasks of which one word says what became of them."""
    said = f"{plural(len(documents), 'task')} {'was' if len(documents) == 1 else 'were'} {word}."
    return Chapter(heading, said, tuple(map(_entry, documents)))


def _fresh(digest: Digest) -> Chapter:
    one = len(digest.fresh) == 1
    said = f"{plural(len(digest.fresh), 'task')} {'is new and waits' if one else 'are new and wait'}."
    entries = tuple(_entry(document, _state(document)) for document in digest.fresh)
    return Chapter("New in the backlog", said, entries)


def _decisions(digest: Digest) -> Chapter:
    made = [_decided(document) for document in sorted(digest.decided, key=_when, reverse=True)]
    gone = [_entry(one.record, f"no longer in force: {_state(one.record)}") for one in digest.replaced]
    said = []
    if made:
        said.append(f"{plural(len(made), 'decision')} {'was' if len(made) == 1 else 'were'} made")
    if gone:
        said.append(f"{len(gone)} {'is' if len(gone) == 1 else 'are'} no longer in force")
    return Chapter("Decisions", f"{'; '.join(said)}.", (*made, *gone))


def _decided(document: Document) -> Entry:
    decision = document.record
    assert isinstance(decision, Decision)
    asked = f"{short(decision.question)} → " if decision.question else ""
    if decision.status == "rejected":
        return _entry(document, f"{asked}rejected")
    why = [f"because of {', '.join(decision.based_on)}"] if decision.based_on else []
    return _entry(document, f"{asked}{decision.chosen or 'accepted'}", why)


def _when(document: Document) -> tuple[int, int, str]:
    """The day on which it was decided or found; of one day, the id that was given later."""
    record, id = document.record, document.id or ""
    assert isinstance(record, Decision | Experiment)
    return (record.date or record.created).toordinal(), len(id), id


def _outcome(document: Document) -> str:
    record = document.record
    return (record.outcome or "without an outcome") if isinstance(record, Experiment) else ""


def _results(digest: Digest) -> Chapter:
    outcomes = Counter(_outcome(result.record) for result in digest.results)
    count = len(digest.results)
    said = []
    if count:
        told = ", ".join(f"{number_} {name}" for name, number_ in sorted(outcomes.items(), key=_largest))
        said.append(f"{plural(count, 'experiment')} {'was' if count == 1 else 'were'} concluded: {told}.")
    verdicts = Counter(one.verdict.name for one in digest.results if one.verdict is not None)
    if verdicts:
        met, missed, unknown = verdicts["met"], verdicts["missed"], verdicts["not-measured"]
        words = [f"{met} met", f"{missed} missed", *([f"{unknown} not measured"] if unknown else [])]
        said.append(f"Targets of their tasks: {', '.join(words)}.")
    if digest.withdrawn:
        said.append(f"{plural(len(digest.withdrawn), 'experiment')} turned out to be invalid.")
    entries = []
    for result in sorted(digest.results, key=lambda one: _when(one.record), reverse=True):
        entry = told_result(result)
        record = result.record.record
        conclusion = record.conclusion if isinstance(record, Experiment) else None
        entries.append(entry._replace(details=(short(conclusion, 160),) if conclusion else ()))
    entries += [_entry(one.record, "turned out to be invalid") for one in digest.withdrawn]
    return Chapter("Results", " ".join(said), tuple(entries))


def _largest(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]


def _comparisons(digest: Digest) -> Chapter:
    entries = [_reported(document) for document in digest.compared]
    entries += [told_scores(one) for one in digest.rescored]
    return Chapter("Comparisons", f"{plural(len(entries), 'comparison')} with news.", tuple(entries))


def _reported(document: Document) -> Entry:
    review = document.record
    assert isinstance(review, Review)
    first = compare(review).first
    return _entry(document, f"reported; first: {first.name}" if first is not None else "reported")


def _goals(digest: Digest) -> Chapter:
    quiet = [one.record.id or "" for one in digest.goals if one.quiet]
    told = [one for one in digest.goals if not one.quiet]
    said = f"Nothing is new of {listed(quiet)}." if quiet else ""
    if told:
        said = f"News of {plural(len(told), 'goal')}. {said}".rstrip()
    return Chapter("Goals", said, tuple(map(_goal, told)))


def _goal(news: GoalNews) -> Entry:
    state = _state(news.record)
    words = state if news.was == state else f"{news.was or 'new'} → {state}"
    done = f"{plural(news.finished, 'task')} finished, {news.open} open"
    if news.deadline is not None:
        done += f"; deadline {news.deadline.isoformat()}"
    told = [one for one in news.metrics if one.moved or one.aimed != one.metric.target]
    left = [one for one in news.metrics if one not in told]
    unmeasured = [one.metric.name for one in left if one.now is None]
    rest = []
    if len(unmeasured) < len(left):
        rest.append(f"as before: {', '.join(o.metric.name for o in left if o.now is not None)}")
    if unmeasured:
        rest.append(f"not measured yet: {', '.join(unmeasured)}")
    return _entry(news.record, words, [done, *map(_attained, told), *rest])


def _attained(one: Attained) -> str:
    metric = one.metric
    target = ""
    if metric.target is not None:
        sign = "≥" if metric.direction == "higher" else "≤"
        moved = f", was {number(one.aimed)}" if one.aimed not in (None, metric.target) else ""
        target = f" (target {sign} {number(metric.target)}{moved}"
        if one.now is not None:
            higher = metric.direction == "higher"
            met = one.now.value >= metric.target if higher else one.now.value <= metric.target
            target += f", {'met' if met else 'not met'}"
        target += ")"
    if one.now is None:
        return f"{metric.name}: not measured{target}"
    before = f"{number(one.before.value)} → " if one.before is not None and one.moved else ""
    return f"{metric.name}: {before}{number(one.now.value)}{target} by {one.now.id} on {one.now.split}"


def _waiting(digest: Digest) -> Chapter:
    new = sum(one.new for one in digest.blocked)
    said = []
    if digest.blocked:
        count = len(digest.blocked)
        since = _since(new, count) or ", as before"
        said.append(f"{plural(count, 'task')} {'is' if count == 1 else 'are'} blocked{since}.")
    if digest.freed:
        said.append(f"{plural(len(digest.freed), 'task')} no longer blocked.")
    entries = [*map(_blocked, digest.blocked), *(_entry(d, "no longer blocked") for d in digest.freed)]
    return Chapter("Blocked", " ".join(said), tuple(entries))


def _blocked(one: Blocked) -> Entry:
    mark = "new: " if one.new else ""
    return _entry(one.record, f"{mark}{plural(one.days, 'day')}: {short(one.reason)}")


def _scope(digest: Digest) -> Chapter:
    count = len(digest.scope)
    said = f"{plural(count, 'change')} of scope asked for or answered."
    return Chapter("Scope", said, tuple(map(_change, digest.scope)))


def _change(one: Moved) -> Entry:
    change = one.record.record
    assert isinstance(change, Change)
    said = [change.status]
    if change.adds:
        said.append(f"adds {', '.join(change.adds)}")
    if change.removes:
        said.append(f"removes {', '.join(change.removes)}")
    if change.effect_days is not None:
        said.append(f"{change.effect_days:+g} days")
    return _entry(one.record, "; ".join(said))


def _risks(digest: Digest) -> Chapter:
    return Chapter("Risks", f"News of {plural(len(digest.risks), 'risk')}.", tuple(map(_risk, digest.risks)))


def _risk(one: Exposed) -> Entry:
    risk = one.record.record
    assert isinstance(risk, Risk)
    said = [risk.status if one.was == risk.status else f"{one.was or 'new'} → {risk.status}"]
    if risk.exposure is not None:
        before = f"{one.exposure} → " if one.exposure not in (None, risk.exposure) else ""
        said.append(f"likelihood × impact {before}{risk.exposure}")
    return _entry(one.record, "; ".join(said))


def _doubts(digest: Digest) -> Chapter:
    count, new = len(digest.doubts), sum(one.new for one in digest.doubts)
    said = f"{plural(count, 'record')} {'needs' if count == 1 else 'need'} one{_since(new, count)}."
    return Chapter("A second look", said, tuple(map(_doubt, digest.doubts)))


def _doubt(one: Doubt) -> Entry:
    return _entry(one.record, f"{'new: ' if one.new else ''}{'; '.join(one.why)}")


def _others(digest: Digest) -> Chapter:
    counts = Counter(word for _, word in digest.others)
    said = [f"{counts[word]} {word}" for word in ("new", "changed", "gone") if counts[word]]
    entries = [_entry(document, word) for document, word in digest.others]
    if digest.renumbered:
        said.append(f"{len(digest.renumbered)} with another id")
        entries += [Entry(new, "", f"was {old}") for old, new in digest.renumbered.items()]
    if digest.unread:
        said.append(f"{len(digest.unread)} that cannot be read at one end or both")
        entries += [_entry(one.record, "cannot be compared") for one in digest.unread]
    return Chapter("Everything else", f"{listed(said)}.", tuple(entries))


def _since(new: int, count: int) -> str:
    """How many of some were not so at the beginning."""
    if new == count:
        return " since then" if new else ""
    return f", {new} of them since then" if new else ""
