"""`kb review`: which citations and records are to be looked at again; with `--confirm`, that somebody has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import click

from kb import disk, reviewing
from kb.base import Document
from kb.changing import Change, change
from kb.citations import Citation, citations, confirmed, uncited
from kb.cli import completion
from kb.cli.output import emit_json, format_option, shown, today_option
from kb.cli.progress import Progress
from kb.cli.session import Session
from kb.cli.terminal import clean, note, say, style
from kb.cli.writing import Outcome, dry_run_option, report, show_diff, sole_document, sole_writer
from kb.diagnostics import Edit
from kb.errors import KbError, Refused
from kb.reviewing import Looked, Stale
from kb.text.edit import DELETE

_WANTING = ("suspect", "unknown")
_LONGEST = 60
_COLOUR = {"suspect": "red", "unknown": "red", "unreadable": "red", "confirmed": "green"}
_WORDS = {
    "suspect": "has changed since it was confirmed",
    "unknown": "cannot be compared: what stands under `reviewed` is not what `kb review` of this version writes",
    "unreadable": "cannot be read",
    "confirmed": "as confirmed",
    "unconfirmed": "not confirmed yet",
}


@click.command("review")
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=completion.ids)
@click.option("--confirm", is_flag=True, help="Record that somebody has read what ID cites, as it is now.")
@click.option(
    "--cited",
    multiple=True,
    metavar="ID",
    shell_complete=completion.ids,
    help="Only the citations of this record.",
)
@click.option(
    "--all",
    "everywhere",
    is_flag=True,
    help="With --confirm: every suspect citation of the base, nothing else.",
)
@dry_run_option
@format_option("table", "json")
@today_option
@click.pass_obj
def command(
    session: Session,
    ids: tuple[str, ...],
    confirm: bool,
    cited: tuple[str, ...],
    everywhere: bool,
    dry_run: bool,
    format_: str,
) -> int:
    """Show which citations are suspect, because the cited record has changed, and which records are stale.

    With ID: what this record cites, and how each citation stands. With --confirm, what a person has read is written
    under `reviewed`: a digest of what the cited record says now. Confirm what you have read: a confirmation is a
    person's word. Ends with 1 while something is to be looked at.
    """
    if not confirm:
        if dry_run or everywhere:
            raise KbError("--dry-run and --all go with --confirm")
        return _tell(session, ids, cited, format_)
    if everywhere == bool(ids):
        hint = "Write: kb review ID --confirm, or kb review --all --confirm for every suspect citation."
        raise KbError("what is to be confirmed?", hint=hint)
    with sole_writer(session, dry_run):
        return _confirm(session, ids, cited, dry_run, format_)


# -- telling -----------------------------------------------------------------------------------------


def _tell(session: Session, ids: tuple[str, ...], cited: tuple[str, ...], format_: str) -> int:
    for id in cited:
        session.base.get(id)
    graph = session.graph
    documents: Sequence[Document] = [
        session.base.get(id) for id in dict.fromkeys(ids)
    ] or session.base.documents
    found = [c for c in reviewing.cited(graph, documents) if not cited or c.target.id in cited]
    looked = _looked(session, [c for c in found if ids or c.state in _WANTING])
    stale = reviewing.stale(graph, documents, session.today) if not cited else []
    counts: Counter[str] = Counter(c.state for c in found)
    if format_ == "json":
        _emit(looked, stale, counts)
    elif ids:
        _one_by_one(documents, looked, stale)
    else:
        _whole(looked, stale)
        _closing(counts, stale, sum(document.record is None for document in session.base.documents))
    return 1 if stale or any(counts[state] for state in _WANTING) else 0


def _looked(session: Session, found: Sequence[Citation]) -> list[Looked]:
    """What became of the cited records; git is asked for the past of each that has changed."""
    history = reviewing.History(session.graph, session.root)
    progress = Progress()
    looked = []
    for number, citation in enumerate(found, 1):
        progress.at(f"looking up {citation.target.id} in the history: {number} of {len(found)} citations")
        looked.append(history.look(citation))
    progress.clear()
    return looked


def _emit(looked: list[Looked], stale: list[Stale], counts: Counter[str]) -> None:
    emit_json({
        "citations": [_citation(one) for one in looked],
        "stale": [
            {
                "id": s.document.id,
                "type": s.document.type,
                "title": s.document.record.title if s.document.record is not None else None,
                "status": s.document.record.status if s.document.record is not None else None,
                "due": s.due.on,
                "because": s.due.because,
            }
            for s in stale
        ],
        "counts": {state: counts[state] for state in _WORDS},
    })  # fmt: skip


def _citation(one: Looked) -> dict[str, Any]:
    citation, then = one.citation, one.then
    return {
        "record": citation.source.id,
        "path": citation.source.path,
        "cited": citation.target.id,
        "kinds": citation.kinds,
        "state": citation.state,
        "confirmed": citation.confirmed,
        "now": citation.target.digest,
        "then": {"commit": then.commit, "on": then.on} if then is not None else None,
        "changed": [{"field": f.field, "from": f.before, "to": f.now} for f in one.fields] if then else None,
        "text_changed": one.text if then is not None else None,
    }


def _one_by_one(documents: Iterable[Document], looked: list[Looked], stale: list[Stale]) -> None:
    for document in documents:
        say(_named(document))
        for s in stale:
            if s.document is document:
                say(f"  {_since(s)}")
        own = [one for one in looked if one.citation.source is document]
        for one in own:
            _say(one)
        if not own:
            say("  cites nothing that would have to be confirmed")


def _whole(looked: list[Looked], stale: list[Stale]) -> None:
    source: Document | None = None
    for one in looked:
        if one.citation.source is not source:
            source = one.citation.source
            say(_named(source))
        _say(one)
    for s in stale:
        say(_named(s.document))
        say(f"  {_since(s)}")


def _say(one: Looked) -> None:
    citation = one.citation
    kinds = ", ".join(kind.replace("_", " ") for kind in citation.kinds)
    state = style(_WORDS[citation.state], _COLOUR.get(citation.state, "dim"))
    say(f"  {style(kinds, 'dim')} {_named(citation.target)}: {state}")
    if citation.state != "suspect":
        return
    if one.then is None:
        say("    git does not show what it said then")
        return
    say(f"    since {one.then.on} ({one.then.commit[:10]}):")
    for field in one.fields:
        say(f"      {clean(field.field)}: {_value(field.before)} → {_value(field.now)}")
    if one.text:
        say("      the text below the front matter")


def _value(value: Any) -> str:
    text = clean(" ".join(shown(value).split())) if value is not None else "nothing"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _named(document: Document) -> str:
    record = document.record
    told = (
        f"{clean(record.title)} {style(f'[{record.status}]', 'cyan')}"
        if record is not None
        else "cannot be read"
    )
    return f"{style(document.id or document.path, 'bold')} {told}"


def _since(s: Stale) -> str:
    return f"{style('stale', 'yellow')}: was to be looked at again by {s.due.on} ({clean(s.due.because)})"


def _closing(counts: Counter[str], stale: list[Stale], unread: int) -> None:
    if unread:
        files = "1 file cannot be read" if unread == 1 else f"{unread} files cannot be read"
        say(f"{files}, and nobody knows what is cited there; `kb lint` says why.", err=True)
    wanting = sum(counts[state] for state in _WANTING)
    if not wanting and not stale:
        say(
            style(
                "Nothing else to look at again." if unread else "Nothing to look at again.", "green", err=True
            ),
            err=True,
        )
    else:
        records = "record" if len(stale) == 1 else "records"
        citations_ = "citation" if wanting == 1 else "citations"
        say(f"{wanting} suspect {citations_}, {len(stale)} stale {records}.", err=True)
    if wanting:
        say("`kb review ID --confirm` when what ID says still holds.", err=True)


# -- confirming --------------------------------------------------------------------------------------


def _confirm(
    session: Session, ids: tuple[str, ...], cited: tuple[str, ...], dry_run: bool, format_: str
) -> int:
    outcome = Outcome()
    changes: list[Change] = []
    said: list[str] = []
    for document in _documents(session, ids):
        chosen = _chosen(session, document, cited, everything=bool(ids))
        for citation in chosen:
            if citation.target.digest is None:
                why = f"{citation.target.id} cannot be read, so nobody can confirm it; `kb lint` says why"
                outcome.refused.append({"path": document.path, "why": why})
        left_over = [] if cited or not ids else uncited(session.graph, document)
        changed = _changed(session, document, chosen, left_over)
        if changed.edits:
            changes.append(changed)
            names = ", ".join(c.target.id or "" for c in chosen if c.target.digest is not None)
            said.append(
                f"{document.id}: {names}" if names else f"{document.id}: what it no longer cites is out"
            )
        else:
            outcome.unchanged.append(document.id or document.path)
    sources = {c.before.path: c.before.source for c in changes}
    edits: list[Edit] = [edit for c in changes for edit in c.edits]
    if dry_run:
        for c in changes:
            show_diff(disk.unified_diff(c.before.source, c.edits))
    else:
        by_path = {c.before.path: c.before.id for c in changes}
        written = disk.write_edits(session.root, sources, edits) if edits else []
        outcome.written.extend({"path": path, "id": by_path[path]} for path in written)
        report(outcome, "json" if format_ == "json" else "text")
        if format_ != "json":
            for line in said:
                note(f"confirmed in {line}")
            if not ids and not changes:
                note("No citation is suspect; nothing was written.")
    return 1 if outcome.refused else 0


def _documents(session: Session, ids: tuple[str, ...]) -> list[Document]:
    """The records named; or those that hold a citation that is wanting."""
    if ids:
        found = [sole_document(session, id) for id in dict.fromkeys(ids)]
        for document in found:
            if document.record is None:
                raise KbError(
                    "this file cannot be read as a record", where=document.path, hint="`kb lint` says why."
                )
        return found
    graph = session.graph
    wanting = [d for d in session.base.documents if any(c.state in _WANTING for c in confirmed(graph, d))]
    return [sole_document(session, d.id or "") for d in wanting]


def _chosen(
    session: Session, document: Document, cited: tuple[str, ...], *, everything: bool
) -> list[Citation]:
    found = citations(session.graph, document, also=frozenset(cited))
    known = {c.target.id for c in found}
    for id in cited if everything else ():
        if id not in known:
            session.base.get(id)
            raise Refused(f"{document.id} does not cite {id}", where=document.path, hint="Link it first.")
    if cited:
        found = [c for c in found if c.target.id in cited]
    return found if everything else [c for c in found if c.state in _WANTING]


def _changed(session: Session, document: Document, chosen: list[Citation], left_over: list[str]) -> Change:
    """The record with the digests of now, and without those of what it no longer cites."""
    assert document.record is not None
    held = document.record.reviewed or {}
    new = {c.target.id or "": c.target.digest for c in chosen if c.target.digest not in (None, c.confirmed)}
    if not held:
        changes: dict[Any, Any] = {("reviewed",): new} if new else {}
    elif set(left_over) == set(held) and not new:
        changes = {("reviewed",): DELETE}
    else:
        changes = {("reviewed", id): digest for id, digest in new.items()}
        changes |= {("reviewed", id): DELETE for id in left_over}
    return change(document, session.base.types, changes)
