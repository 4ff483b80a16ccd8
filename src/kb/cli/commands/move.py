"""`kb move`: moves a record to another state, and a task only where the workflow lets it go."""

from __future__ import annotations

from datetime import date

import click

from kb.base import Document
from kb.changing import change
from kb.cli import completion
from kb.cli.output import today_option
from kb.cli.session import Session
from kb.cli.terminal import clean, note
from kb.cli.writing import Outcome, dry_run_option, report, result_option, save, sole_document, sole_writer
from kb.errors import KbError, Refused
from kb.moving import UNASSIGNED, Obstacle, move, obstacles
from kb.records import registry
from kb.records.task import Task


@click.command("move")
@click.argument("id", shell_complete=completion.ids)
@click.argument("state", shell_complete=completion.states)
@click.option(
    "--override",
    "reason",
    metavar="REASON",
    help="Move all the same, and record why in the task's `overrides`.",
)
@click.option(
    "--assignee", metavar="HANDLE", shell_complete=completion.handles, help="Who does it from now on."
)
@dry_run_option
@result_option
@today_option
@click.pass_obj
def command(
    session: Session,
    id: str,
    state: str,
    reason: str | None,
    assignee: str | None,
    dry_run: bool,
    format_: str,
) -> int:
    """Move a record to STATE.

    A task moves as the workflow says: an illegal move, an unmet definition of ready or done and an exceeded WIP
    limit are refused (exit code 1), and everything that is missing is named. Other records move to any of the
    states of their type.
    """
    if reason is not None and not reason.strip():
        raise KbError("an exception needs a reason", hint="Write --override 'why it is right here'.")
    with sole_writer(session, dry_run):
        document = sole_document(session, id)
        _known(session, document, state)
        record, found = document.record, []
        if isinstance(record, Task):
            workflow = session.config.workflow.workflow()
            found = obstacles(session.graph, workflow, record, state, today=session.today, assignee=assignee)
        elif assignee is not None:
            raise KbError(f"only tasks have an assignee, and {id} is none", hint="Leave --assignee out.")
        if found and (reason is None or any(obstacle.rule == UNASSIGNED for obstacle in found)):
            return _refused(document, state, found, format_)
        return _move(
            session, document, state, _Move(session.today, assignee, found, reason), format_, dry_run
        )


class _Move:
    """What goes with a move: the day, who does it, and the exceptions made with their reason."""

    def __init__(self, day: date, assignee: str | None, found: list[Obstacle], reason: str | None) -> None:
        self.day = day
        self.assignee = assignee
        self.found = found
        self.reason = reason or ""


def _known(session: Session, document: Document, state: str) -> None:
    if document.type is None or document.record is None:
        hint = "`kb lint` says what is wrong with it."
        raise KbError(f"{document.id} cannot be read as a record", where=document.path, hint=hint)
    states = registry(session.config)[document.type].type.states
    if state not in states:
        raise KbError(
            f"`{state}` is not a state of {document.id}",
            hint=f"A record of type {document.type} is one of: {', '.join(states)}.",
        )


def _move(session: Session, document: Document, state: str, how: _Move, format_: str, dry_run: bool) -> int:
    changes = move(document, state, how.day, assignee=how.assignee, overridden=how.found, reason=how.reason)
    changed = change(document, registry(session.config), changes)
    assert document.record is not None
    words = f"{document.id}: {document.record.status} → {state}"
    if how.found:
        rules = ", ".join(dict.fromkeys(obstacle.rule for obstacle in how.found))
        words += f" (recorded as an exception: {rules})"
    code = save(session, changed, format_, dry_run, words)
    blocked = isinstance(document.record, Task) and document.record.blocked is not None
    if blocked and changed.edits and session.config.workflow.workflow().ended(state):
        note(f"{document.id} is still marked as blocked; `kb unblock {document.id}` takes the mark away.")
    return code


def _refused(document: Document, state: str, found: list[Obstacle], format_: str) -> int:
    if format_ == "json":
        report(
            Outcome(refused=[{"path": document.path, "why": f"{o.rule}: {o.says}"} for o in found]), format_
        )
        return 1
    lines = [clean(f"{o.rule}: {o.says}. {o.help}".replace("..", ".").rstrip()) for o in found]
    if all(obstacle.rule != UNASSIGNED for obstacle in found):
        lines.append("`--override REASON` moves it all the same and records the exception.")
    raise Refused(f"{document.id} does not move to {state}", where=document.path, hint="\n  ".join(lines))
