"""`kb stack`: the core technology stack from the decisions in force, and how it fits one project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import click

from kb import disk, ids
from kb.base import Document
from kb.changing import Assignment, assign
from kb.cli import completion
from kb.cli.output import emit_json, emit_rows, format_option, today_option
from kb.cli.session import Session
from kb.cli.terminal import clean, say, style
from kb.cli.writing import Outcome, dry_run_option, report, show_diff, sole_writer
from kb.diagnostics import Edit, Span
from kb.drafting import Wish, draft
from kb.errors import KbError, Refused
from kb.records import registry
from kb.records.stack import Stack
from kb.technologies import (
    KEY,
    RINGS,
    Fitting,
    FollowUp,
    Move,
    Placement,
    core_json,
    core_stack,
    decided,
    fit,
    fitting_json,
    follow_ups,
    known,
    moves,
    quarter,
    sentences,
    steps,
)
from kb.text.source import Source

_SPAN = re.compile(r"([1-9][0-9]{0,3})([dw])")


@click.command("stack")
@click.option(
    "--for", "id", metavar="STACK", shell_complete=completion.ids, help="Fit it to the stack of one project."
)
@click.option(
    "--since",
    metavar="DAY",
    help="Show what moved since: YYYY-MM-DD, 90d, 12w, or `quarter` for what the last quarter ended with.",
)
@click.option("--write-tasks", is_flag=True, help="With --for: write the tasks that follow.")
@dry_run_option
@format_option("table", "json", "csv", "md")
@today_option
@click.pass_obj
def command(
    session: Session, id: str | None, since: str | None, write_tasks: bool, dry_run: bool, format_: str
) -> int:
    """Show the core technology stack: what the decisions in force adopt, try, assess, hold and drop.

    With --for it is fitted to one project in five steps: the requirements; which of them the core satisfies; which it
    violates, with alternatives; which need an addition, with candidates; and which additions to evaluate for the core
    when the project ends. --write-tasks writes a task for each gap that nobody has taken up and for each addition; a
    task that is there already, whatever became of it, is not written again.
    """
    if id is None:
        if write_tasks or dry_run:
            raise KbError("tasks follow from one project", hint="Name its stack: kb stack --for STACK-0001.")
        _core(session, since, format_)
        return 0
    if since is not None:
        raise KbError(
            "--since shows what moved in the core; --for looks at one project", hint="Call it twice."
        )
    if write_tasks:
        return _write(session, id, format_, dry_run)
    if dry_run:
        raise KbError("there is nothing to write", hint="Add --write-tasks.")
    document, fitting = _fitting(session, id)
    if format_ == "json":
        emit_json(fitting_json(fitting, known(session.base)))
    elif format_ == "csv":
        _table(fitting)
    else:
        _steps(document, fitting, format_)
    return 0


# -- the core ------------------------------------------------------------------------------------------


def _since(session: Session, text: str) -> date:
    if text == "quarter":
        return quarter(session.today)
    span = _SPAN.fullmatch(text)
    try:
        if span is not None:
            return session.today - timedelta(days=int(span[1]) * (7 if span[2] == "w" else 1))
        return date.fromisoformat(text) if len(text) == 10 else date.fromisoformat("")
    except (ValueError, OverflowError):
        raise KbError(f"`{text}` is no day", hint="Write YYYY-MM-DD, 90d, 12w or quarter.") from None


def _core(session: Session, since: str | None, format_: str) -> None:
    day = _since(session, since) if since is not None else None
    core = core_stack(session.graph)
    moved = moves(session.graph, day, core) if day is not None else {}
    if format_ == "json":
        emit_json(core_json(core, moved, session.today, day))
        return
    rows = sorted(_rows(core, moved), key=lambda row: (row[0], row[1]))
    headers = ["ring", "technology", "decided", "decision", "title"]
    if format_ == "table" and not rows:
        say("No decision in force has a word on a technology; `technologies: {NAME: adopt}` in one has.")
        return
    shown = [[_ring(rank), *rest] for rank, *rest in rows]
    emit_rows(format_, [*headers, *(["moved"] if day else [])], shown if day else [r[:5] for r in shown])
    if format_ != "csv":
        _contradictions(core, format_)


def _ring(rank: int) -> str:
    return RINGS[rank] if rank < len(RINGS) else "?" if rank == len(RINGS) else "gone"


def _rows(core: Mapping[str, Placement], moved: Mapping[str, Move]) -> Iterator[list[Any]]:
    for name, placement in core.items():
        newest = placement.words[0].decision
        rank = len(RINGS) if placement.ring is None else RINGS.index(placement.ring)
        ids_ = [word.decision.id for word in placement.words]
        days = decided(newest).isoformat()
        yield [rank, name, days, ids_, newest.title, _moved(moved.get(name))]
    for name, move in moved.items():
        if name not in core:
            yield [len(RINGS) + 1, name, None, [], None, _moved(move)]


def _moved(move: Move | None) -> str:
    if move is None or move.how == "same":
        return ""
    if move.how is None:
        return "contradicted" if move.before is None else f"contradicted, was in {move.before}"
    return move.how if move.before is None else f"{move.how} from {move.before}"


def _contradictions(core: Mapping[str, Placement], format_: str) -> None:
    open_ = [placement for placement in core.values() if placement.ring is None]
    if open_:
        say()
    for placement in open_:
        says = ", ".join(f"{word.decision.id} says {word.ring}" for word in placement.words)
        line = f"{placement.technology} is in no ring: {says}, and both are in force."
        say(_bullet(line) if format_ == "md" else clean(line))


# -- one project ---------------------------------------------------------------------------------------


def _fitting(session: Session, id: str) -> tuple[Document, Fitting]:
    document = session.base.get(id)
    stack = document.record
    if not isinstance(stack, Stack):
        what = f"is a {document.type}, not a stack" if stack is not None else "cannot be read"
        raise Refused(f"{id} {what}", hint="`kb list --type stack` shows the stacks.")
    workflow = session.config.workflow.workflow()
    return document, fit(session.graph, workflow, core_stack(session.graph), stack)


def _table(fitting: Fitting) -> None:
    headers = ["id", "requirement", "state", "technologies", "met", "evidence", "why"]
    rows = [
        [
            each.requirement.id,
            each.requirement.text,
            each.state,
            [used.name for used in each.used],
            each.requirement.met,
            list(each.requirement.evidence),
            "; ".join(sentences(each)),
        ]
        for each in fitting.fits
    ]
    emit_rows("csv", headers, rows)


def _steps(document: Document, fitting: Fitting, format_: str) -> None:
    stack = fitting.stack
    project = f", {stack.project}" if stack.project else ""
    heading = f"{document.id} {stack.title} [{stack.status}]{project}"
    say(f"## {_escaped(heading)}" if format_ == "md" else style(clean(heading), "bold"))
    for number, (title, items) in enumerate(steps(fitting), start=1):
        say()
        said = f"{number}. {title}"
        say(f"### {_escaped(said)}" if format_ == "md" else style(clean(said), "bold"))
        if format_ == "md" and items:
            say()
        for text, more in items:
            say(_bullet(text) if format_ == "md" else f"   {clean(text)}")
            for line in more:
                say(f"    {_bullet(line)}" if format_ == "md" else f"      {clean(line)}")


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#~" else sign for sign in clean(text))


def _bullet(text: str) -> str:
    """An item of a Markdown list in which nothing from a record is taken for markup."""
    return f"- {_escaped(text)}"


# -- the tasks that follow -----------------------------------------------------------------------------


def _write(session: Session, id: str, format_: str, dry_run: bool) -> int:
    """Write the tasks and name them in the evidence of the requirements: all of it, or nothing."""
    if format_ not in ("table", "json"):
        raise KbError("what was written is said as text or JSON", hint="Leave --format out, or take json.")
    with sole_writer(session, dry_run):
        document, fitting = _fitting(session, id)
        there, outcome = known(session.base), Outcome()
        counter = ids.Counter(session.root, session.config, ids.in_tree(session.base))
        prefix = registry(session.config)["task"].type.prefix
        new: dict[str, str] = {}
        evidence: list[Assignment] = []
        taken: list[str] = []
        try:
            for follow_up in follow_ups(fitting):
                task = there.get(follow_up.key)
                if task is None:
                    task = counter.peek(prefix) if dry_run else counter.take(prefix)
                    taken.append(task)
                    counter = replace(counter, known=counter.known | {task})
                    made = _drafted(session, fitting, follow_up, task)
                    new[made.path] = made.source.text
                    outcome.written.append({"path": made.path, "id": task})
                else:
                    outcome.unchanged.append(task)
                if follow_up.requirement is not None:
                    steps = ("requirements", follow_up.requirement, "evidence")
                    evidence.append(Assignment(steps, "+=", task))
            change = assign(document, registry(session.config), evidence)
            if dry_run:
                _show(new, disk.unified_diff(document.source, change.edits) if change.edits else "")
                return 0
            paths = disk.write_edits(session.root, {document.path: document.source}, change.edits, new=new)
        except BaseException:
            for task in () if dry_run else taken:
                counter.give_back(task)
            raise
    if document.path in paths:
        outcome.written.append({"path": document.path, "id": document.id})
    elif not outcome.written and not outcome.unchanged and format_ != "json":
        say("Nothing follows: every requirement is satisfied, met by an addition or taken up.")
        return 0
    report(outcome, "json" if format_ == "json" else "text")
    return 0


def _drafted(session: Session, fitting: Fitting, follow_up: FollowUp, id: str) -> Document:
    types = registry(session.config)
    values: dict[str, Any] = {
        "related": [fitting.stack.id],
        "research": "technology",
        **({"goal": fitting.stack.goal} if fitting.stack.goal else {}),
        "smart": {
            "specific": follow_up.specific,
            "measurable": {"deliverable": follow_up.deliverable},
            "relevant": follow_up.relevant,
        },
        KEY: follow_up.key,
    }
    if fitting.stack.visibility == "restricted":  # its requirements are told in the task
        values["visibility"] = fitting.stack.visibility
    wish = Wish(follow_up.title, session.today, values=values, body=follow_up.body)
    return draft(types["task"], types, session.config, id, wish)


def _show(new: Mapping[str, str], edits: str) -> None:
    for path, text in new.items():
        diff = disk.unified_diff(Source(path, ""), [Edit(path, Span(0, 0), text)])
        show_diff(diff.replace(f"--- a/{path}", "--- /dev/null", 1))
    if edits:
        show_diff(edits)
