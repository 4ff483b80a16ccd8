"""`kb record`: runs the command of an experiment and writes down what is needed to repeat it."""

from __future__ import annotations

import datetime
import os
import shlex
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from kb import disk, ids
from kb.base import Document
from kb.cli import completion
from kb.cli.output import emit_json, today_option
from kb.cli.progress import Progress
from kb.cli.session import Session
from kb.cli.terminal import note, say, standard_error, style
from kb.cli.writing import create, document_now, document_of, dry_run_option, result_option, sole_writer, user
from kb.config import Config
from kb.diagnostics import Edit
from kb.disk.inside import resolve
from kb.errors import KbError, Refused
from kb.experiments import entries, hosting
from kb.experiments.entries import About
from kb.experiments.recording import Before, Run, before, named
from kb.experiments.results import After, after
from kb.experiments.running import Ended, deferred, pass_through
from kb.records import registry

NOT_RUNNABLE = 126
NOT_FOUND = 127


@dataclass
class _Told:
    """What is told in the end."""

    id: str
    path: str
    remarks: list[str] = field(default_factory=list)
    ended: Ended | None = None
    seconds: float = 0.0
    end_saved: bool = False
    saved: bool = False


@click.command("record", context_settings={"allow_interspersed_args": False})
@click.option("--task", metavar="ID", shell_complete=completion.ids, help="The task that it answers.")
@click.option("--title", help="What the run is; otherwise the title of the task, or the command.")
@click.option(
    "--baseline", metavar="ID", shell_complete=completion.ids, help="The experiment to compare it with."
)
@click.option("--owner", metavar="HANDLE", help="Who answers for it; KB_USER in the environment otherwise.")
@click.option(
    "--data",
    "data",
    multiple=True,
    metavar="SPLIT=PATH",
    help="Data that the command reads, beside `[record.data]`.",
)
@click.option(
    "--metrics", multiple=True, metavar="FILE", help="A file with figures, beside those configured."
)
@click.option(
    "--params", multiple=True, metavar="FILE", help="A file with parameters, beside those configured."
)
@click.option("--output", "outputs", multiple=True, metavar="PATH", help="A file or folder that it writes.")
@dry_run_option
@result_option
@today_option
@click.argument("words", nargs=-1, type=click.UNPROCESSED, required=True, metavar="-- COMMAND...")
@click.pass_obj
def command(
    session: Session,
    task: str | None,
    title: str | None,
    baseline: str | None,
    owner: str | None,
    data: tuple[str, ...],
    metrics: tuple[str, ...],
    params: tuple[str, ...],
    outputs: tuple[str, ...],
    words: tuple[str, ...],
    dry_run: bool,
    format_: str,
) -> int:
    """Run COMMAND and write an experiment: code version, data, parameters, environment, figures, outputs.

    The command has the terminal, the streams and the signals to itself, and its exit code is the one of `kb record`;
    128 and the number of the signal if it was killed, 127 if there is no such program. What `kb` says goes to standard
    error. With --format json the output of the command goes there, too.

    The record is written as running before the command starts. Its figures are added when it has ended well; if it
    has not, the record is invalid and says how it ended. `kb` never says what came out: write outcome and conclusion.
    """
    config = _config(session, data, metrics, params, outputs)
    folder = session.start.resolve()
    progress = Progress()
    run = Run(session.root, config, words, folder, os.environ, progress.reading)
    about = _about(session, task, title, baseline, owner, words)
    if hosting.program_of(words[0], folder, os.environ) is None:
        note(f"kb: there is no program `{words[0]}` to run; nothing was recorded")
        return NOT_FOUND
    start = before(run, datetime.datetime.now(datetime.UTC))
    progress.clear()
    if dry_run:
        return _show(session, config, about, start)
    document = _begin(session, config, about, start)
    return _run(session, run, start, document, progress, format_)


def _config(
    session: Session,
    data: tuple[str, ...],
    metrics: tuple[str, ...],
    params: tuple[str, ...],
    outputs: tuple[str, ...],
) -> Config:
    """The configuration with what the command line adds to it."""
    table = session.config.record
    splits = dict(table.data)
    for words in data:
        split, sign, path = words.partition("=")
        if not sign or not split.strip() or not path.strip():
            raise KbError(f"`{words}` does not name data", hint="Write --data test=data/test.csv.")
        elsewhere = "://" in path or Path(path).is_absolute()
        splits[split.strip()] = path.strip() if elsewhere else _from_root(session, path.strip())
    added = {
        "data": splits,
        "metrics": (*table.metrics, *(_from_root(session, path) for path in metrics)),
        "params": (*table.params, *(_from_root(session, path) for path in params)),
        "outputs": (*table.outputs, *(_from_root(session, path) for path in outputs)),
    }
    return session.config.model_copy(update={"record": table.model_copy(update=added)})


def _from_root(session: Session, path: str) -> str:
    """A path of the command line, which is meant from where we are, as the configuration would name it."""
    full = Path(os.path.normpath(session.start.resolve() / path))
    if not full.is_relative_to(session.root):
        raise KbError(
            f"`{path}` is not inside the base", hint="Name files of the base, or data by a whole path."
        )
    return full.relative_to(session.root).as_posix()


def _about(
    session: Session,
    task: str | None,
    title: str | None,
    baseline: str | None,
    owner: str | None,
    words: tuple[str, ...],
) -> About:
    asked = _known(session, task, "task") if task is not None else None
    if baseline is not None:
        _known(session, baseline, "experiment")
    if title is None and asked is not None and asked.record is not None:
        title = asked.record.title
    title = (title or entries.default_title(shlex.join(words))).strip()
    if not title:
        raise KbError("the title is empty", hint="Write --title 'What the run is'.")
    return About(title, session.today, owner or user(), task, baseline)


def _known(session: Session, id: str, type_: str) -> Document:
    document = document_of(session, id)
    if document.type != type_:
        raise Refused(f"{id} is no {type_}", hint=f"`kb list --type {type_}` shows them.")
    return document


def _show(session: Session, config: Config, about: About, start: Before) -> int:
    """What would be written before the command starts, and where would be looked afterwards."""
    types = registry(session.config)
    counter = ids.Counter(session.root, session.config, ids.in_tree(session.base))
    id = counter.peek(types[entries.TYPE].type.prefix)
    document = entries.first(id, types, config, about, start)
    _tell(start.remarks)
    if start.patch.data:
        note(
            f"a patch of {len(start.patch.data):,} bytes would be kept as {entries.patch_path(id, types, config)}"
        )
    note(f"figures would be read from what it writes of {named(config.record.metrics)}")
    if config.record.outputs:
        note(f"outputs would be what it writes of {named(config.record.outputs)}")
    return create(session, document, "text", True)


def _begin(session: Session, config: Config, about: About, start: Before) -> Document:
    """Write the record as running, and the patch beside it."""
    types = registry(session.config)
    with sole_writer(session, False):
        counter = ids.Counter(session.root, session.config, ids.in_tree(session.base))
        id = counter.take(types[entries.TYPE].type.prefix)
        patch = resolve(session.root, entries.patch_path(id, types, config)) if start.patch.data else None
        try:
            document = entries.first(id, types, config, about, start)
            if patch is not None:
                _write_patch(Path(patch), start.patch.data)
            disk.create(session.root, document.path, document.source.text)
        except BaseException:
            counter.give_back(id)
            if patch is not None:
                Path(patch).unlink(missing_ok=True)
            raise
    del session.base  # a command may run for days
    return document


def _write_patch(path: Path, data: bytes) -> None:
    """A patch is bytes: its files need not be text in UTF-8."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)


def _run(
    session: Session, run: Run, start: Before, document: Document, progress: Progress, format_: str
) -> int:
    told = _Told(document.id or "", document.path, list(start.remarks))
    if sys.stderr is not None and sys.stderr.isatty():
        note(f"kb: {told.id} is running: {start.values['code']['command']}")
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError, ValueError):
            stream.flush()
    ended = _until_its_end(session, run, start, told, format_)
    found = after(run, start, well=ended.well)
    progress.clear()
    told.remarks += found.remarks
    _save_found(session, told, start, found)
    _report(told, format_)
    return ended.code or (0 if told.saved else 2)


def _until_its_end(session: Session, run: Run, start: Before, told: _Told, format_: str) -> Ended:
    """Run the command; how it ended is on record before anything else can happen."""
    out = standard_error() if format_ == "json" else None
    began = time.monotonic()
    with deferred():
        try:
            ended = pass_through(run.words, run.folder, run.variables, out=out)
        except OSError as error:
            ended = Ended(NOT_RUNNABLE)
            told.remarks.append(f"`{run.words[0]}` cannot be run: {error.strerror}")
        told.seconds = time.monotonic() - began
        told.ended = ended
        with suppress(KbError):  # it is tried again, and said then
            _save_end(session, told, start)
    return ended


def _save_end(session: Session, told: _Told, start: Before) -> None:
    assert told.ended is not None
    with sole_writer(session, False):
        document = document_now(session, told.id)
        types = registry(session.config)
        _write(session, document, entries.ended(document, types, start, told.ended, told.seconds))
    told.end_saved = True


def _save_found(session: Session, told: _Told, start: Before, found: After) -> None:
    """Write what the command left, and how it ended if that could not be written before; what cannot be is said."""
    try:
        if not told.end_saved:
            _save_end(session, told, start)
        with sole_writer(session, False):
            document = document_now(session, told.id)
            told.path = document.path
            _write(session, document, entries.left(document, registry(session.config), found))
    except KbError as error:
        end = "" if told.end_saved else "the record does not say how it ended, and "
        told.remarks.append(f"{end}what the command left is not in the record: {error}")
    else:
        told.saved = True


def _write(session: Session, document: Document, edits: list[Edit]) -> None:
    disk.write_edits(session.root, {document.path: document.source}, edits)


def _tell(remarks: list[str]) -> None:
    for remark in remarks:
        note(f"  {remark}")


def _report(told: _Told, format_: str) -> None:
    ended = told.ended
    assert ended is not None
    if format_ == "json":
        emit_json(_as_json(told, ended))
        return
    note(f"kb: {told.id} took {entries.lasted(told.seconds)} and {ended.words}")
    _tell(told.remarks)
    if not told.saved:
        note(
            f"kb: {told.path} is not complete: see to what is in the way, then record it again or write it in"
        )
        return
    say(f"{style('written', 'green', err=True)}  {told.path}", err=True)
    if ended.well:
        note(f"Say what came out: kb set {told.id} outcome=… conclusion=… status=concluded")


def _as_json(told: _Told, ended: Ended) -> dict[str, Any]:
    return {
        "id": told.id,
        "path": told.path,
        "status": "running" if ended.well or not told.end_saved else "invalid",
        "exit_code": ended.code,
        "signal": ended.killed,
        "seconds": round(told.seconds, 3),
        "remarks": told.remarks,
        "written": [{"path": told.path, "id": told.id}],
    }
