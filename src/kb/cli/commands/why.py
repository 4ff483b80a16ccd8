"""`kb why`: the line of thought behind a record, with what is refuted, stale or superseded on the way."""

from __future__ import annotations

import click

from kb import lineage
from kb.citations import confirmed
from kb.cli import completion
from kb.cli.output import emit_json, format_option, today_option
from kb.cli.session import Session
from kb.cli.terminal import clean, say, style
from kb.graph import Graph
from kb.lineage import Reason

_WORDS = {"based_on": "based on", "part_of": "part of", "depends_on": "depends on"}
_BAD = {"refuted", "invalid", "superseded", "stale", "suspect"}


@click.command("why")
@click.argument("id", shell_complete=completion.ids)
@format_option("table", "json", "md")
@today_option
@click.pass_obj
def command(session: Session, id: str, format_: str) -> int:
    """Show what ID rests on, down through evidence, tasks and goals, with verdicts, dates and commits."""
    reason = lineage.why(session.graph, id, session.today)
    if format_ == "json":
        emit_json(lineage.as_json(reason))
    elif format_ == "md":
        _markdown(reason)
    else:
        _tree(reason)
        _closing(session.graph, reason)
    return 0


def _tree(root: Reason) -> None:
    work = [(root, "", "")]
    told: set[str] = set()
    while work:
        reason, lead, below = work.pop()
        say(lead + _line(reason, "above" if reason.id in told else "below"))
        if not reason.seen:
            told.add(reason.id)
        last = len(reason.because) - 1
        work += [
            (child, below + ("└─ " if n == last else "├─ "), below + ("   " if n == last else "│  "))
            for n, child in reversed(list(enumerate(reason.because)))
        ]


def _line(reason: Reason, told: str) -> str:
    kind = style(_WORDS.get(reason.kind, reason.kind.replace("_", " ")) + " ", "dim") if reason.kind else ""
    name = style(reason.id, "bold")
    record = reason.document.record
    if reason.seen:
        return f"{kind}{name} {style(f'({told})', 'dim')}"
    if record is None:
        return f"{kind}{name} {style('cannot be read', 'red')}"
    parts = [f"{kind}{name} {clean(record.title)}", style(f"[{record.status}]", "cyan")]
    if reason.verdict is not None:
        colour = {"met": "green", "missed": "red"}.get(reason.verdict, "yellow")
        parts.append(style(reason.verdict.replace("-", " "), colour))
    parts += [style(flag, "red" if flag in _BAD else "yellow") for flag in reason.flags]
    if reason.cut:
        parts.append(style("… and more below", "dim"))
    dated = " ".join(part for part in (str(reason.on or ""), (reason.commit or "")[:10]) if part)
    return " ".join((*parts, style(clean(dated), "dim")))


def _closing(graph: Graph, reason: Reason) -> None:
    doubtful = [r for r in reason.walk() if set(r.flags) & _BAD]
    for r in doubtful:
        say(f"  {r.id} is {', '.join(f for f in r.flags if f in _BAD)}{_changed(graph, r)}", err=True)


def _changed(graph: Graph, reason: Reason) -> str:
    """What a suspect record cites that has changed."""
    if "suspect" not in reason.flags:
        return ""
    changed = [c.target.id or "" for c in confirmed(graph, reason.document) if c.state == "suspect"]
    verb = "has" if len(changed) == 1 else "have"
    return f": {', '.join(changed)} {verb} changed since the citation was confirmed (`kb review {reason.id}`)"


def _markdown(root: Reason) -> None:
    work = [(root, 0)]
    while work:
        reason, depth = work.pop()
        say(f"{'  ' * depth}- {_item(reason)}")
        work += [(child, depth + 1) for child in reversed(reason.because)]


def _item(reason: Reason) -> str:
    record = reason.document.record
    title = "" if reason.seen or record is None else f" {clean(record.title)} ({record.status})"
    marks = [reason.verdict or "", *reason.flags]
    tail = f": {', '.join(mark for mark in marks if mark)}" if any(marks) else ""
    kind = f"{_WORDS.get(reason.kind, reason.kind.replace('_', ' '))} " if reason.kind else ""
    return f"{kind}[[{reason.id}]]{title}{tail}"
