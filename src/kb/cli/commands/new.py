"""`kb new`: writes a new record with the next free id."""

from __future__ import annotations

import json
import sys
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import click

from kb import base, catalogues, disk, ids
from kb.base import Document
from kb.changing import parse
from kb.cli import completion
from kb.cli.output import emit_json, today_option
from kb.cli.session import Session
from kb.cli.terminal import clean, note, say, style, table
from kb.cli.writing import create, dry_run_option, result_option, sole_writer, user
from kb.drafting import Wish, alike, draft, integration, values_of
from kb.errors import KbError
from kb.records import Entry, Registry, registry
from kb.text.source import Source

LONGEST = 1024 * 1024


class _Asked(NamedTuple):
    """What the command line asked for."""

    entry: Entry
    types: Registry
    wish: Wish


@click.command("new")
@click.argument("type_", metavar="TYPE", shell_complete=completion.types)
@click.argument("title", required=False)
@click.option(
    "--set", "assignments", multiple=True, metavar="FIELD=VALUE", help="Fill a field, as `kb set` would."
)
@click.option("--owner", metavar="HANDLE", help="Who answers for it; KB_USER in the environment otherwise.")
@click.option("--edit", is_flag=True, help="Open it in $VISUAL or $EDITOR before it is written.")
@click.option(
    "--from",
    "draft_file",
    type=click.Path(path_type=Path, allow_dash=True),
    help="A draft in JSON; - reads stdin.",
)
@click.option(
    "--from-catalogue",
    "catalogue",
    is_flag=False,
    flag_value="",
    metavar="[RISK]",
    help="List the catalogue of risks, or write the one with this number or name.",
)
@click.option(
    "--integrates",
    multiple=True,
    metavar="ID",
    shell_complete=completion.ids,
    help="A task that brings this experiment, review or decision into the product.",
)
@dry_run_option
@result_option
@today_option
@click.pass_obj
def command(
    session: Session,
    type_: str,
    title: str | None,
    assignments: tuple[str, ...],
    owner: str | None,
    edit: bool,
    draft_file: Path | None,
    catalogue: str | None,
    integrates: tuple[str, ...],
    dry_run: bool,
    format_: str,
) -> int:
    """Write a new record of TYPE with the next free id.

    The id is free in the working tree, on every branch that this repository knows, and among those handed out
    before. Records whose titles are like this one are named, refuted and dropped ones too. TITLE may come from a
    draft, from the catalogue, or from the result that the task integrates.
    """
    session.keep_text = False
    types = registry(session.config)
    if type_ not in types:
        raise KbError(f"there is no type {type_}", hint=f"One of: {', '.join(types)}.")
    entry = types[type_]
    if catalogue is not None and entry.type.name != "risk":
        raise KbError("the catalogue holds risks", hint="Write: kb new risk --from-catalogue.")
    if catalogue == "":
        _list_catalogue(format_)
        return 0
    if integrates and entry.type.name != "task":
        raise KbError(
            "a task brings a result into the product",
            hint=f"Write: kb new task --integrates {integrates[0]}.",
        )
    found = integration(session.graph, integrates, session.today) if integrates else None
    wish = _wish(session.today, entry, title, draft_file, catalogue, found.title if found else None)
    given = tuple(parse(words) for words in assignments)
    wish = wish._replace(owner=owner or user(), assignments=given)
    if found is not None:
        wish = wish._replace(assignments=(*found.assignments, *given), body=wish.body or found.body)
        for doubt in found.doubts:
            note(doubt)
    if any(assignment.steps[0] in ("id", "type") for assignment in wish.assignments):
        raise KbError("id and type are given by `kb new`", hint="Leave them out of --set.")
    asked = _Asked(entry, types, wish)
    _warn_of_similar(session, asked, besides=integrates)
    return _write(session, asked, edit, format_, dry_run)


def _wish(
    today: date,
    entry: Entry,
    title: str | None,
    draft_file: Path | None,
    catalogue: str | None,
    otherwise: str | None,
) -> Wish:
    values: dict[str, Any] | None = None
    body: str | None = None
    if draft_file is not None:
        titled, values, body = values_of(_read_draft(draft_file), entry)
        title = title or titled
    elif catalogue is not None:
        risk = catalogues.risk(catalogue)
        title = title or risk.title
        values = {"group": risk.group, "trigger": risk.trigger, "solution": risk.solution}
    title = title or otherwise
    if title is None or not title.strip():
        raise KbError(
            "the new record has no title", hint=f"Write: kb new {entry.type.name} 'What it is about'."
        )
    return Wish(title.strip(), today, values=values, body=body)


def _read_draft(file: Path) -> Any:
    name = "standard input" if str(file) == "-" else str(file)
    try:
        text = sys.stdin.read(LONGEST + 1) if str(file) == "-" else _text(file)
        if len(text) > LONGEST:
            raise KbError(f"the draft is longer than {LONGEST:,} characters", where=name)
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{name}:{error.lineno}:{error.colno}"
        raise KbError(f"this is not JSON: {error.msg}", where=where) from None
    except (UnicodeDecodeError, RecursionError):
        raise KbError("this is no JSON text in UTF-8", where=name) from None
    except OSError as error:
        raise KbError(f"the draft cannot be read: {error.strerror}", where=name) from None


def _text(file: Path) -> str:
    with file.open("rb") as stream:
        return stream.read(LONGEST + 1).decode("utf-8-sig")


def _list_catalogue(format_: str) -> None:
    risks = catalogues.risks()
    if format_ == "json":
        keys = ("number", "slug", "group", "title", "trigger", "solution")
        emit_json({"risks": [{key: getattr(risk, key) for key in keys} for risk in risks]})
        return
    rows = [[str(risk.number), risk.group, risk.slug, risk.title] for risk in risks]
    for line in table(("", "group", "name", "risk"), rows, flexible=3):
        say(line)


def _warn_of_similar(session: Session, asked: _Asked, besides: tuple[str, ...]) -> None:
    found = alike(session.base, asked.entry.type.name, asked.wish.title)
    found = [other for other in found if other.document.id not in besides]
    if found:
        note("There is something like it already:")
    for other in found:
        title = other.document.record.title if other.document.record is not None else ""
        state = style(f"[{other.state}]", "yellow", err=True)
        say(f"  {other.document.id} {state} {clean(title)}", err=True)


def _write(session: Session, asked: _Asked, edit: bool, format_: str, dry_run: bool) -> int:
    counter = ids.Counter(session.root, session.config, ids.in_tree(session.base))
    prefix = asked.entry.type.prefix
    if dry_run:
        document = draft(asked.entry, asked.types, session.config, counter.peek(prefix), asked.wish)
        return create(session, document, format_, dry_run)
    with sole_writer(session, dry_run):
        id = counter.take(prefix)
        try:
            document = draft(asked.entry, asked.types, session.config, id, asked.wish)
            if not edit:
                return create(session, document, format_, dry_run)
        except BaseException:
            counter.give_back(id)
            raise
    try:
        return create(session, _edited(asked, document), format_, dry_run)
    except BaseException:
        counter.give_back(id)
        raise


def _edited(asked: _Asked, document: Document) -> Document:
    """The record as the editor left it; what cannot be read stays in a file for another try."""
    folder = Path(tempfile.mkdtemp(prefix="kb-"))
    file = folder / document.path.rpartition("/")[2]
    file.write_text(document.source.text, encoding="utf-8", newline="")
    click.edit(filename=str(file))
    source, problem = disk.read_source(folder, file.name)
    if not source.text.strip():
        raise KbError("the editor left nothing; nothing was written")
    edited = base.read(Source(document.path, source.text), asked.types, problem)
    if edited.id != document.id or edited.record is None:
        first = edited.problems[0] if edited.problems else None
        said = first.message if first is not None else f"the id is not {document.id} any more"
        where = file.name if first is None else f"{file.name}:{edited.position(first.where).line}"
        raise KbError(said, where=where, hint=f"Nothing was written; your text is in {file}.")
    file.unlink()
    with suppress(OSError):
        folder.rmdir()
    path = f"{document.path.rpartition('/')[0]}/{ids.file_name(document.id or '', edited.record.title)}"
    return base.read(Source(path, source.text), asked.types)
