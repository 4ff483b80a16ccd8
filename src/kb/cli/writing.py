"""What all commands share that change records: one record by id, the lock, diffs, and what was written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

import click

from kb import base, disk
from kb.base import Document
from kb.changing import Change
from kb.cli.output import emit_json
from kb.cli.session import Session
from kb.cli.terminal import clean, note, say, style
from kb.diagnostics import Edit, Span
from kb.errors import Refused
from kb.records import registry
from kb.records.review import Review
from kb.text.source import Source

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Outcome:
    """What became of a command that writes, for people and as the contract's JSON.

    Attributes:
        written: path and id of every record or file that was written.
        unchanged: ids, or paths of files that are no records.
        refused: path and reason.
    """

    written: list[dict[str, str | None]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[dict[str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The keys that the contract names."""
        return {"written": self.written, "unchanged": self.unchanged, "refused": self.refused}


def dry_run_option(command: F) -> F:
    """The option `--dry-run`."""
    return click.option("--dry-run", is_flag=True, help="Show what would change as a diff; write nothing.")(
        command
    )


def result_option(command: F) -> F:
    """The option `--format` of commands that write."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How to say what was written.",
    )(command)


@contextmanager
def sole_writer(session: Session, dry_run: bool) -> Iterator[None]:
    """Hold the lock while reading and writing, so that what was judged is what is changed."""
    if dry_run:
        yield
        return
    with disk.lock(session.root):
        yield


def document_of(session: Session, id: str) -> Document:
    """The document of a record, found by the name of its file if that tells.

    Raises:
        Refused: there is none, or two files claim the id.
    """
    paths = disk.record_paths(session.root, session.config.records)
    named = [path for path in paths if path.rpartition("/")[2].partition(".")[0].startswith(f"{id}-")]
    named += [path for path in paths if path.rpartition("/")[2] == f"{id}.md"]
    named = [path for path in named if not session.config.excludes(path)]
    if len(named) == 1:
        source, problem = disk.read_source(session.root, named[0])
        document = base.read(source, registry(session.config), problem)
        if document.id == id:
            return document
    return sole_document(session, id)


def document_now(session: Session, id: str) -> Document:
    """The document of a record as it is by now: people may have written into it while a command ran.

    Raises:
        Refused: it is gone, or two files claim the id.
    """
    with suppress(AttributeError):
        del session.base
    return document_of(session, id)


def sole_document(session: Session, id: str) -> Document:
    """The document of a record in the base.

    Raises:
        Refused: there is none, or two files claim the id.
    """
    document = session.base.get(id)
    twins = [d.path for d in session.base.documents if d.id == id and d is not document]
    if twins:
        raise Refused(
            f"{id} is the id of two files: {document.path} and {twins[0]}", hint="`kb lint` tells more."
        )
    return document


def review_of(document: Document) -> Review:
    """The review in a document.

    Raises:
        Refused: it is something else, or cannot be read.
    """
    if isinstance(document.record, Review):
        return document.record
    what = f"is {'an' if (document.type or '')[:1] in tuple('aeiou') else 'a'} {document.type}, not a review"
    raise Refused(
        f"{document.id} {what if document.record is not None else 'cannot be read'}",
        hint="`kb list --type review` shows the reviews.",
    )


def save(session: Session, change: Change, format_: str, dry_run: bool, words: str = "") -> int:
    """Write one changed record and say so; or show the diff.

    Args:
        session: the base.
        change: the record before and after.
        format_: ``text`` or ``json``.
        dry_run: show the diff and write nothing.
        words: what to say behind the id; the path without it.
    """
    document, outcome = change.before, Outcome()
    if not change.edits:
        outcome.unchanged.append(document.id or document.path)
    elif dry_run:
        show_diff(disk.unified_diff(document.source, change.edits))
        return 0
    else:
        written = disk.write_edits(session.root, {document.path: document.source}, change.edits)
        outcome.written.extend({"path": path, "id": document.id} for path in written)
    report(outcome, format_, words)
    return 0


def create(session: Session, document: Document, format_: str, dry_run: bool) -> int:
    """Write a new record and say so; or show it as a diff."""
    path, text = document.path, document.source.text
    if dry_run:
        whole = Edit(path, Span(0, 0), text)
        diff = disk.unified_diff(Source(path, ""), [whole])
        show_diff(diff.replace(f"--- a/{path}", "--- /dev/null", 1))
        return 0
    disk.create(session.root, path, text)
    report(Outcome(written=[{"path": path, "id": document.id}]), format_)
    return 0


def report(outcome: Outcome, format_: str, words: str = "") -> None:
    """Say what was written, what stayed and what was refused."""
    if format_ == "json":
        emit_json(outcome.as_json())
        return
    for file in outcome.written:
        say(f"{style('written', 'green')}  {clean(file['path'] or '')}")
    if outcome.written and words:
        note(words)
    for name in outcome.unchanged:
        say(f"{style('unchanged', 'dim')}  {clean(name)}")
    for refused in outcome.refused:
        say(f"{style('refused', 'red')}  {clean(refused['path'])}: {clean(refused['why'])}")


def show_file(source: Source, edits: list[Edit], moves: Mapping[str, str]) -> None:
    """A file that changes as a unified diff; where files get new names, all of them as git writes it."""
    diff = disk.unified_diff(source, edits)
    name = moves.get(source.path, source.path)
    if name != source.path:
        diff = diff.replace(f"+++ b/{source.path}", f"+++ b/{name}", 1)
        diff = f"rename from {source.path}\nrename to {name}\n{diff}"
    if moves and diff:
        diff = f"diff --git a/{source.path} b/{name}\n{diff}"
    show_diff(diff)


def show_diff(diff: str) -> None:
    """Print a unified diff, coloured on a terminal; characters that a terminal acts on are escaped."""
    colours = {"+": "green", "-": "red", "@": "cyan"}
    for line in diff.removesuffix("\n").split("\n"):
        end = (
            "\r" if line.endswith("\r") and not sys.stdout.isatty() else ""
        )  # or git does not take the patch
        shown = "\t".join(map(clean, line.removesuffix(end).split("\t"))) + end
        colour = colours.get(line[:1])
        say(style(shown, colour) if colour else shown)


def user() -> str | None:
    """The handle of whoever works here, if `KB_USER` says so."""
    return os.environ.get("KB_USER") or None
