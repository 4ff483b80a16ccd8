"""`kb set`: changes fields of a record; every other byte of the file stays."""

from __future__ import annotations

import click

from kb.base import Document
from kb.changing import Assignment, assign, parse
from kb.cli import completion
from kb.cli.session import Session
from kb.cli.writing import document_of, dry_run_option, result_option, save, sole_writer
from kb.errors import KbError, Refused
from kb.records import registry


@click.command("set")
@click.argument("id", shell_complete=completion.ids)
@click.argument("assignments", nargs=-1, required=True, metavar="FIELD=VALUE...")
@dry_run_option
@result_option
@click.pass_obj
def command(session: Session, id: str, assignments: tuple[str, ...], dry_run: bool, format_: str) -> int:
    """Change fields of a record.

    FIELD=VALUE sets a field, FIELD+=VALUE appends to a list, FIELD-=VALUE takes out of it, and FIELD= removes the
    field. Dots lead into groups: smart.measurable.target=0.8. Items of a list go by their number from 1, or by
    their id or name: criteria.F4.weight=5. Commas separate the items of lists of ids, tags and numbers; a step
    with dots of its own stands in double quotes; a group or a list may be given as JSON.

    The record as it will be is checked before anything is written. Tasks change state with `kb move`.
    """
    wanted = [parse(words) for words in assignments]
    with sole_writer(session, dry_run):
        document = document_of(session, id)
        for assignment in wanted:
            _refuse(document, assignment)
        change = assign(document, registry(session.config), wanted)
        return save(session, change, format_, dry_run)


def _refuse(document: Document, assignment: Assignment) -> None:
    field = assignment.steps[0]
    if field == "id":
        raise KbError(
            "an id never changes: links name it", hint="Write a new record that supersedes this one."
        )
    if field == "type":
        raise KbError("the type of a record never changes: its id begins with it", hint="Write a new record.")
    if field == "status" and document.type == "task":
        hint = f"`kb move {document.id} {assignment.text or 'STATE'}` checks the move and makes it."
        raise Refused("tasks change state with `kb move`", hint=hint)
