"""`kb list`: records, by type, state, person, tag, goal or an SQL condition, in any order."""

from __future__ import annotations

from typing import Any

import click

from kb.base import Document
from kb.cli import completion
from kb.cli.output import emit_json, emit_rows, format_option, require_known, today_option
from kb.cli.session import Session
from kb.cli.terminal import note
from kb.errors import KbError
from kb.index import as_json
from kb.record import Record
from kb.records.task import Task

_KEYS = ("id", "type", "status", "title", "owner", "assignee", "created", "score", "path")


@click.command("list")
@click.option(
    "--type", "type_", multiple=True, shell_complete=completion.types, help="Only records of this type."
)
@click.option("--status", multiple=True, shell_complete=completion.states, help="Only records in this state.")
@click.option("--assignee", shell_complete=completion.handles, help="Only tasks of this person.")
@click.option("--owner", shell_complete=completion.owners, help="Only records of this person.")
@click.option("--tag", multiple=True, shell_complete=completion.tags, help="Only records with this tag.")
@click.option("--goal", shell_complete=completion.ids, help="Only records that serve this goal.")
@click.option(
    "--where", metavar="SQL", help="Only records for which this holds; columns of the table `records`."
)
@click.option(
    "--sort", default="id", metavar="KEY", help=f"One of: {', '.join(_KEYS)}; a leading `-` turns it round."
)
@format_option("table", "json", "csv", "md")
@today_option
@click.pass_obj
def command(
    session: Session,
    type_: tuple[str, ...],
    status: tuple[str, ...],
    assignee: str | None,
    owner: str | None,
    tag: tuple[str, ...],
    goal: str | None,
    where: str | None,
    sort: str,
    format_: str,
) -> int:
    """List records. What is left out of the table for want of room is in the other formats."""
    types = session.base.types
    if where is None:  # SQL can ask for the time, or for chance
        session.vouch()
    require_known("type", type_, types)
    require_known("state", status, dict.fromkeys(s for entry in types.values() for s in entry.type.states))
    require_known("column", (sort.removeprefix("-"),), _KEYS)
    wanted = set(_matching(session, where)) if where is not None else None
    serving = _serving(session, goal) if goal is not None else None
    found = [
        (document, record)
        for document in session.base.documents
        if (record := document.record) is not None
        and (not type_ or record.type in type_)
        and (not status or record.status in status)
        and (owner is None or record.owner == owner)
        and (assignee is None or (isinstance(record, Task) and record.assignee == assignee))
        and set(tag) <= set(record.tags)
        and (wanted is None or record.id in wanted)
        and (serving is None or record.id in serving)
    ]
    found = _sorted(found, sort.removeprefix("-"), backwards=sort.startswith("-"))
    if format_ == "json":
        emit_json({"records": [_as_json(document, record) for document, record in found]})
    elif format_ == "csv":
        rows = [[_value(document, record, key) for key in _KEYS] for document, record in found]
        emit_rows(format_, _KEYS, rows)
    elif not found:
        note("There is no such record.")
    else:
        rows = [[record.id, record.status, record.title, _person(record)] for _, record in found]
        emit_rows(format_, ("id", "status", "title", "who"), rows, flexible=2)
    return 0


def _matching(session: Session, where: str) -> list[str]:
    if ";" in where:
        raise KbError("`--where` takes one condition", hint="For more, use `kb sql`.")
    return [row[0] for row in session.index.query(f"select id from records where ({where}\n)").rows]  # noqa: S608 - the query can only read


def _serving(session: Session, goal: str) -> set[str]:
    """The records that serve a goal, directly or through what they are about."""
    session.base.get(goal)
    return {document.id or "" for document, _ in session.graph.impact(goal)}


def _person(record: Record) -> str | None:
    return (record.assignee if isinstance(record, Task) else None) or record.owner


def _value(document: Document, record: Record, key: str) -> Any:
    return document.path if key == "path" else getattr(record, key, None)


Found = list[tuple[Document, Record]]


def _sorted(found: Found, key: str, *, backwards: bool) -> Found:
    """By a key, then by id; records that have no such value come last either way."""
    found = sorted(found, key=lambda pair: pair[1].id)
    having = [(d, r) for d, r in found if _value(d, r, key) is not None]
    having.sort(key=lambda pair: _value(pair[0], pair[1], key), reverse=backwards)
    return having + [(d, r) for d, r in found if _value(d, r, key) is None]


def _as_json(document: Document, record: Record) -> dict[str, Any]:
    return {**{key: _value(document, record, key) for key in _KEYS}, **as_json(record)}
