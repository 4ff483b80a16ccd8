"""`kb unblock`: takes the mark away that a task is blocked."""

from __future__ import annotations

import click

from kb.changing import change
from kb.cli import completion
from kb.cli.session import Session
from kb.cli.writing import document_of, dry_run_option, result_option, save, sole_writer
from kb.errors import Refused
from kb.records import registry
from kb.text.edit import DELETE


@click.command("unblock")
@click.argument("id", shell_complete=completion.ids)
@dry_run_option
@result_option
@click.pass_obj
def command(session: Session, id: str, dry_run: bool, format_: str) -> int:
    """Take the mark away that a task is blocked; without a mark nothing changes."""
    with sole_writer(session, dry_run):
        document = document_of(session, id)
        if document.type != "task":
            raise Refused(f"{id} is no task that could be blocked", where=document.path)
        changed = change(document, registry(session.config), {("blocked",): DELETE})
        return save(session, changed, format_, dry_run, f"{id} is no longer blocked")
