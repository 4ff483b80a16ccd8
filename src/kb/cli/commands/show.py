"""`kb show`: one record with its computed facts, links both ways and findings."""

from __future__ import annotations

from typing import Any

import click

from kb.base import Document
from kb.cli import completion
from kb.cli.output import emit_json, format_option, shown, today_option
from kb.cli.report import as_json as finding_as_json
from kb.cli.session import Session
from kb.cli.terminal import clean, say, style, table
from kb.days import age
from kb.graph import ResolvedLink
from kb.index import as_json
from kb.lint.engine import of_record
from kb.record import Record
from kb.records.experiment import Experiment
from kb.records.review import Review
from kb.records.task import Task
from kb.reproducibility import Criterion, criteria, fulfilled
from kb.standing import flags
from kb.verdicts import Verdict, verdict

_SPREAD = {"mean", "std", "n"}
_MENTIONS = ("mentions", "mentioned_by")


@click.command("show")
@click.argument("id", shell_complete=completion.ids)
@format_option("table", "json")
@today_option
@click.pass_obj
def command(session: Session, id: str, format_: str) -> int:
    """Show one record: fields, computed facts, links both ways, findings."""
    document = session.base.get(id)
    seven = _criteria(session, document)
    if seven is None:  # else the answer depends on what git and the files of data say as well
        session.vouch_history()
    found = _verdict(session, document)
    if format_ == "json":
        _json(session, document, found, seven)
    else:
        _page(session, document, found, seven)
    return 0


def _criteria(session: Session, document: Document) -> tuple[Criterion, ...] | None:
    """The criteria of reproducibility; of an experiment that still runs only where people attest some already."""
    record = document.record
    if not isinstance(record, Experiment) or (record.status == "running" and record.reproducibility is None):
        return None
    from kb import surroundings

    return criteria(session.base, record, surroundings.look(session.root, [record]))


def _verdict(session: Session, document: Document) -> Verdict | None:
    return verdict(session.graph, document.record) if isinstance(document.record, Task) else None


def _json(
    session: Session, document: Document, found: Verdict | None, seven: tuple[Criterion, ...] | None
) -> None:
    record, id = document.record, document.id or ""
    emit_json({
        "record": as_json(record) if record is not None else document.values,
        "path": document.path,
        "computed": {
            "score": record.score if isinstance(record, Task) else None,
            "verdict": found.name if found is not None else None,
            "measured": found.measured.value if found is not None and found.measured is not None else None,
            "measured_by": found.experiment if found is not None else None,
            "age_days": age(record.created, session.today) if record is not None else None,
            "state_age_days": _state_age(session, document),
            "reproducibility": fulfilled(seven) if seven is not None else None,
            "criteria": [_criterion_as_json(c) for c in seven] if seven is not None else None,
            "flags": flags(session.graph, document, session.today),
        },
        "links": [{"kind": k.kind, "target": k.target_id, "line": _line(k)} for k in session.graph.links(id)],
        "backlinks": [{"kind": k.kind, "source": k.source_id} for k in session.graph.backlinks(id)],
        "findings": [finding_as_json(d, document.source) for d in of_record(session.findings, document.path)],
    })  # fmt: skip


def _criterion_as_json(criterion: Criterion) -> dict[str, Any]:
    contradiction = criterion.contradiction
    return {
        "name": criterion.name,
        "question": criterion.question,
        "holds": criterion.holds,
        "attested": criterion.attested,
        "computed": criterion.computed,
        "contradiction": contradiction.words if contradiction is not None else None,
        "reasons": [reason._asdict() for reason in criterion.reasons],
    }


def _state_age(session: Session, document: Document) -> int | None:
    record = document.record
    return session.state_ages.get((document.path, record.status)) if record is not None else None


def _line(link: ResolvedLink) -> int:
    return link.source.position(link.where).line


def _page(
    session: Session, document: Document, found: Verdict | None, seven: tuple[Criterion, ...] | None
) -> None:
    record = document.record
    title = clean(record.title) if record is not None else "cannot be read as a record"
    say(style(f"{document.id} {title}", "bold"))
    say(style(clean(document.path), "dim"))
    say()
    if record is not None:
        _facts(session, document, record, found, seven)
    if seven is not None:
        _seven(seven)
    _states(session, document)
    if isinstance(record, Review):
        say(f"`kb compare {document.id}` works out how the candidates compare.")
        say()
    _links(session, document)
    findings = of_record(session.findings, document.path)
    if findings:
        say(style("Findings", "bold"))
        for d in findings:
            start = document.source.position(d.span.start)
            say(f"  {start.line}:{start.column} {d.severity} {d.code} {clean(d.message)}")


def _states(session: Session, document: Document) -> None:
    """The states that it went through, as the history tells."""
    life = session.chronicle.at.get(document.path)
    if life is None or not life.passages:
        return
    from kb.history.since import stays

    rows = [
        [
            stay.state,
            f"{stay.since}" if stay.certain else f"{stay.since} or before",
            f"{stay.days} {'day' if stay.days == 1 else 'days'}",
            stay.author,
            stay.commit[:8],
        ]
        for stay in stays(life, session.config.workflow.workflow(), session.zone, session.today)
    ]
    say(style("States", "bold"))
    for line in table(("state", "since", "for", "by", "commit"), rows, flexible=3):
        say(f"  {line}".rstrip())
    record = document.record
    if record is not None and record.status != rows[-1][0]:
        say(f"  {record.status} is not committed yet.")
    say()


_SAID = {True: "yes", False: "no", None: "–"}


def _seven(seven: tuple[Criterion, ...]) -> None:
    """What people attest and what is seen of each criterion; what is seen against their word is marked."""
    say(style("Reproducibility", "bold"))
    rows = [
        [
            c.name,
            _SAID[c.attested],
            "!" if c.contradiction is not None else "",
            c.computed.replace("-", " "),
            "; ".join(r.words for r in c.reasons if r.answer == c.computed),
        ]
        for c in seven
    ]
    for line in table(("", "people", "", "seen", "why"), rows, flexible=4):
        say(f"  {line}".rstrip())
    say()


def _facts(
    session: Session,
    document: Document,
    record: Record,
    found: Verdict | None,
    seven: tuple[Criterion, ...] | None,
) -> None:
    facts: list[tuple[str, str]] = []
    if found is not None:
        facts.append(("verdict", _verdict_words(record, found)))
    if isinstance(record, Task) and record.score is not None:
        facts.append(("score", f"{record.score:.3g}"))
    if seven is not None:
        facts.append(("reproducibility", f"{fulfilled(seven)} of 7"))
    days = age(record.created, session.today)
    facts.append(("age", f"{days} {'day' if days == 1 else 'days'}"))
    noted = flags(session.graph, document, session.today)
    if noted:
        facts.append(("careful", ", ".join(noted)))
    values = as_json(record)
    for key in session.base.types[record.type].order:
        if key in values and key not in ("id", "title"):
            facts.extend(_flat(key, values[key]))
    width = max(len(key) for key, _ in facts)
    for key, value in facts:
        say(f"  {style(key.ljust(width), 'dim')}  {clean(value)}")
    say()


def _verdict_words(record: Record, found: Verdict) -> str:
    name = found.name.replace("-", " ")
    measurable = record.smart.measurable if isinstance(record, Task) and record.smart else None
    if found.measured is None or measurable is None:
        return name
    sign = "≥" if measurable.direction == "higher" else "≤"
    target = f"{sign} {shown(measurable.target)}"
    return f"{name}: {measurable.metric} {shown(found.measured.value)} ({target}) by {found.experiment}"


def _flat(key: str, value: Any) -> list[tuple[str, str]]:
    """A value as lines of `key value`, nested keys joined by dots."""
    if isinstance(value, dict) and set(value) <= _SPREAD and "mean" in value:
        return [(key, _spread(value))]
    if isinstance(value, dict):
        return [line for inner, item in value.items() for line in _flat(f"{key}.{inner}", item)]
    if isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        return [(key if number == 0 else "", _item(item)) for number, item in enumerate(value)]
    return [(key, shown(value))]


def _spread(value: dict[str, Any]) -> str:
    """A figure that was measured several times."""
    std = f" ± {shown(value['std'])}" if "std" in value else ""
    times = f" (n = {shown(value['n'])})" if "n" in value else ""
    return f"{shown(value['mean'])}{std}{times}"


def _item(value: Any) -> str:
    """An item of a list on one line: what it is called first, then the other values with their keys."""
    if not isinstance(value, dict):
        return shown(value)
    parts = [
        shown(inner) if n == 0 else f"{key} {_inner(inner)}" for n, (key, inner) in enumerate(value.items())
    ]
    return " · ".join(parts)


def _inner(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_inner(inner)}" for key, inner in value.items())
    return shown(value)


def _links(session: Session, document: Document) -> None:
    """What it links to and what links to it, each once; a mention beside a typed link says nothing new."""
    id = document.id or ""
    lines = [(k.kind, k.target) for k in session.graph.links(id)]
    lines += [(k.reverse, k.source) for k in session.graph.backlinks(id)]
    typed = {other.id for kind, other in lines if kind not in _MENTIONS}
    lines = [(kind, other) for kind, other in lines if kind not in _MENTIONS or other.id not in typed]
    if not lines:
        return
    say(style("Links", "bold"))
    told: set[tuple[str, str | None]] = set()
    width = max(len(kind) for kind, _ in lines)
    for kind, other in lines:
        if (kind, other.id) not in told:
            told.add((kind, other.id))
            title = clean(other.record.title) if other.record is not None else ""
            state = style(f"[{other.record.status}]", "cyan") if other.record is not None else ""
            say(f"  {style(kind.replace('_', ' ').ljust(width), 'dim')}  {other.id} {title} {state}")
    say()
