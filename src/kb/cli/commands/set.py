"""`kb set`: changes fields of a record; every other byte of the file stays."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kb.base import Document
from kb.changing import Assignment, Change, assign, change, parse
from kb.cli import completion
from kb.cli.output import neutral
from kb.cli.session import Session
from kb.cli.terminal import complain
from kb.cli.writing import document_of, dry_run_option, result_option, review_of, save, sole_writer
from kb.errors import KbError, Refused
from kb.records import registry
from kb.scoresheet import Mistake, fill, twins

LONGEST = 4 * 1024 * 1024
TOLD = 20
"""Mistakes of one table that are told; whoever has more begins with these."""


@click.command("set")
@click.argument("id", shell_complete=completion.ids)
@click.argument("assignments", nargs=-1, metavar="FIELD=VALUE...")
@click.option(
    "--scores",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Take the scores and notes of a review from a CSV file; - reads stdin.",
)
@dry_run_option
@result_option
@click.pass_obj
def command(
    session: Session,
    id: str,
    assignments: tuple[str, ...],
    scores: Path | None,
    dry_run: bool,
    format_: str,
) -> int:
    """Change fields of a record.

    FIELD=VALUE sets a field, FIELD+=VALUE appends to a list, FIELD-=VALUE takes out of it, and FIELD= removes the
    field. Dots lead into groups: smart.measurable.target=0.8. Items of a list go by their number from 1, or by
    their id or name: criteria.F4.weight=5. Commas separate the items of lists of ids, tags and numbers; a step
    with dots of its own stands in double quotes; a group or a list may be given as JSON.

    With --scores the values come from a table: a row for each criterion and a column for each candidate, as
    `kb compare REVIEW --template` prints it, or the other way round. Commas, semicolons or tabs may separate, decimal
    commas are read, and an empty cell leaves what is there.

    The record as it will be is checked before anything is written. Tasks change state with `kb move`.
    """
    if scores is not None and assignments:
        raise KbError("scores come from a table or one by one, not both at once", hint="Call it twice.")
    if scores is None and not assignments:
        raise click.UsageError("There is nothing to set. Write FIELD=VALUE, or --scores FILE for a review.")
    if scores is not None:
        return _scores(session, id, scores, dry_run, format_)
    wanted = [parse(words) for words in assignments]
    with sole_writer(session, dry_run):
        document = document_of(session, id)
        for assignment in wanted:
            _refuse(document, assignment)
        changed = assign(document, registry(session.config), wanted)
        return save(session, changed, format_, dry_run)


def _scores(session: Session, id: str, file: Path, dry_run: bool, format_: str) -> int:
    name = "standard input" if str(file) == "-" else str(file)
    text = _read(file, name)
    with sole_writer(session, dry_run):
        document = document_of(session, id)
        review = review_of(document)
        if alike := next(twins(review), None):
            raise Refused(f"{id} has two rows or candidates called {alike}", hint="`kb lint` tells more.")
        filled = fill(review, text, neutral)
        if filled.mistakes:
            _tell(filled.mistakes, name)
            return 2
        try:
            changed = change(document, registry(session.config), filled.changes) if filled.changes else None
        except KbError as error:
            raise KbError(error.message, where=name, hint=error.hint) from None
        return save(session, changed or Change(document, document, ()), format_, dry_run)


def _read(file: Path, name: str) -> str:
    try:
        if str(file) == "-":
            held = sys.stdin.buffer.read(LONGEST + 1)
        else:
            with file.open("rb") as stream:
                held = stream.read(LONGEST + 1)
    except OSError as error:
        raise KbError(f"the scores cannot be read: {error.strerror}", where=name) from None
    if len(held) > LONGEST:
        raise KbError(f"the table is longer than {LONGEST:,} bytes", where=name)
    try:
        return held.decode("utf-16" if held[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = held.count(b"\n", 0, error.start) + 1
        column = len(held[held.rfind(b"\n", 0, error.start) + 1 : error.start].decode(errors="replace")) + 1
        raise KbError(
            "this is neither UTF-8 nor UTF-16",
            where=f"{name}:{line}:{column}",
            hint="Save the table as “CSV UTF-8”.",
        ) from None


def _tell(mistakes: list[Mistake], name: str) -> None:
    for wrong in mistakes[:TOLD]:
        complain(KbError(wrong.message, where=f"{name}:{wrong.line}:{wrong.column}", hint=wrong.help or None))
    more = len(mistakes) - TOLD
    complain(KbError(f"{more} more mistakes in {name}" if more > 0 else "nothing was written"))


def _refuse(document: Document, assignment: Assignment) -> None:
    field = assignment.steps[0]
    if field == "id":
        raise KbError(
            "an id is not set: links name it", hint=f"`kb renumber {document.id} NEW` changes it everywhere."
        )
    if field == "type":
        raise KbError("the type of a record never changes: its id begins with it", hint="Write a new record.")
    if field == "status" and document.type == "task":
        hint = f"`kb move {document.id} {assignment.text or 'STATE'}` checks the move and makes it."
        raise Refused("tasks change state with `kb move`", hint=hint)
