"""`kb block`: marks a task as blocked, with the reason, on the day it happens."""

from __future__ import annotations

import click

from kb.changing import change
from kb.cli import completion
from kb.cli.output import today_option
from kb.cli.session import Session
from kb.cli.terminal import note
from kb.cli.writing import document_of, dry_run_option, result_option, save, sole_writer
from kb.errors import KbError, Refused
from kb.records import registry
from kb.records.task import Task


@click.command("block")
@click.argument("id", shell_complete=completion.ids)
@click.argument("reason")
@click.option(
    "--by", multiple=True, metavar="ID", shell_complete=completion.ids, help="A record it waits for."
)
@dry_run_option
@result_option
@today_option
@click.pass_obj
def command(session: Session, id: str, reason: str, by: tuple[str, ...], dry_run: bool, format_: str) -> int:
    """Mark a task as blocked, and say why.

    A task that is blocked already keeps the day since when; its reason and what it waits for are replaced.
    """
    if not reason.strip():
        raise KbError("a block needs a reason", hint="Say what is missing, so that somebody can help.")
    with sole_writer(session, dry_run):
        document = document_of(session, id)
        task = document.record
        if not isinstance(task, Task):
            raise Refused(f"{id} is no task that could be blocked", where=document.path)
        if session.config.workflow.workflow().ended(task.status):
            raise Refused(f"{id} is {task.status}: nothing can block it any more", where=document.path)
        _look_at(session, by)
        since = task.blocked.since if task.blocked is not None else session.today
        blocked = {"since": since, "reason": reason, **({"by": list(by)} if by else {})}
        changed = change(document, registry(session.config), {("blocked",): blocked})
        return save(session, changed, format_, dry_run, f"{id} is blocked since {since}")


def _look_at(session: Session, by: tuple[str, ...]) -> None:
    """What a task waits for must exist, and should not be done already."""
    workflow = session.config.workflow.workflow()
    for id in by:
        other = session.base.get(id).record
        if isinstance(other, Task) and workflow.ended(other.status):
            note(f"{id} is {other.status} already; waiting for it is a finding of `kb lint`.")
