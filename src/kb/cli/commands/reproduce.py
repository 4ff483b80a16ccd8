"""`kb reproduce`: runs the command of an experiment again and compares what comes out."""

from __future__ import annotations

import datetime
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import IO, Any

import click

from kb import disk
from kb.base import Document
from kb.changing import change
from kb.cli import completion
from kb.cli.output import emit_json, shown
from kb.cli.progress import Progress
from kb.cli.session import Session
from kb.cli.terminal import clean, note, say, standard_error, style, table
from kb.cli.writing import document_now, document_of, sole_writer, user
from kb.errors import KbError, Refused
from kb.experiments import entries, supplying
from kb.experiments.planning import How, Plan, plan
from kb.experiments.reproducing import Outcome, entry, repeat
from kb.experiments.running import ends_orderly
from kb.records import registry
from kb.records.experiment import Experiment
from kb.text.frontmatter import KeyPath

_COLOURS = {"match": "green", "drift": "yellow", "failed": "red", "not run": "red"}
_LAST_LINES = 20


@click.command("reproduce")
@click.argument("ids", nargs=-1, metavar="EXP...", shell_complete=completion.ids)
@click.option(
    "--all", "all_", is_flag=True, help="Every experiment that has a command and figures and is not running."
)
@click.option(
    "--here",
    is_flag=True,
    help="Run in the base itself, on the files as they are, not on the recorded commit.",
)
@click.option("--any-data", is_flag=True, help="Go on when the data are not the recorded ones.")
@click.option(
    "--environment",
    type=click.Choice(["none", "uv", "pip", "conda"]),
    help="What builds the environment from the recorded lock file; as configured otherwise.",
)
@click.option("--by", metavar="HANDLE", help="Who repeats it; KB_USER in the environment otherwise.")
@click.option("--yes", is_flag=True, help="Do not ask before code is run.")
@click.option("--dry-run", is_flag=True, help="Show what would be run and looked at; run and write nothing.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
@click.pass_obj
def command(
    session: Session,
    ids: tuple[str, ...],
    all_: bool,
    here: bool,
    any_data: bool,
    environment: Any,
    by: str | None,
    yes: bool,
    dry_run: bool,
    format_: str,
) -> int:
    """Run the commands of experiments again and compare their figures with the recorded ones.

    The recorded commit is laid out in a temporary work tree; data that no commit holds are copied there. Their
    digests are checked first, the command is run, and every figure is compared within the tolerance of its metric
    ([reproduce] in the configuration). The verdict, match, drift or failed, is appended to the record.

    This runs code: what a record, or a branch, names as its command can do anything that you can. It is shown and
    confirmed first; --yes leaves that out.

    Exit code 0 when all match, 1 when one does not or could not be run, 2 when a verdict could not be written down.
    """
    if all_ == bool(ids):
        raise KbError("which experiments?", hint="Name them, such as kb reproduce EXP-0001, or write --all.")
    progress = Progress()
    build = environment or session.config.reproduce.environment
    how = How(session.root, session.config, here, build, any_data, time.monotonic, progress.reading)
    plans, outcomes = _plans(how, _documents(session, ids, all_), strict=len(ids) == 1)
    if dry_run:
        return _show(how, plans, outcomes, format_)
    if plans:
        _confirm(plans, how, yes=yes)
    with ends_orderly():
        for number, planned in enumerate(plans, 1):
            progress.say(f"{number} of {len(plans)}: {planned.id} {planned.line}")
            outcomes.append(_one(session, how, planned, by or user(), quiet=all_ or len(ids) > 1))
            progress.clear()
            if format_ == "table":
                _tell(outcomes[-1], short=all_)
    return _end(outcomes, format_)


def _documents(session: Session, ids: Sequence[str], all_: bool) -> list[Document]:
    if not all_:
        return [document_of(session, id) for id in dict.fromkeys(ids)]
    ended = [(document, e) for document, e in session.base.records(Experiment) if e.status != "running"]
    found = [
        document for document, e in ended if e.code and e.code.command and any((e.metrics or {}).values())
    ]
    if len(found) < len(ended):
        note(f"{len(ended) - len(found)} of {len(ended)} experiments have no command or no figures.")
    return found


def _plans(how: How, documents: Iterable[Document], *, strict: bool) -> tuple[list[Plan], list[Outcome]]:
    """What is going to be run, and what cannot be; a single one that cannot is an error of its own."""
    plans: list[Plan] = []
    refused: list[Outcome] = []
    for document in documents:
        try:
            plans.append(plan(how, document))
        except Refused as error:
            if strict:
                raise
            refused.append(Outcome(document.id or document.path, why=_sentence(error)))
    return plans, refused


def _sentence(error: KbError) -> str:
    said = f"{error.where}: {error.message}" if error.where else error.message
    return f"{said}. {error.hint}" if error.hint else said


def _confirm(plans: Sequence[Plan], how: How, *, yes: bool) -> None:
    """Show what is about to be run, and ask whoever is there.

    Raises:
        KbError: nobody can be asked.
        click.Abort: they said no.
    """
    if yes:
        return
    where = "in this folder" if how.here else "in a temporary work tree"
    note(f"This runs code as you, on this machine, {where}:")
    for planned in plans:
        at = f"  (commit {planned.commit[:12]})" if planned.commit and not how.here else ""
        note(f"  {planned.id}: {planned.line}{at}")
        for remark in planned.remarks:
            note(f"    {remark}")
    if how.build != "none":
        note(f"{how.build} builds an environment first, which runs code as well.")
    if sys.stdin is None or not sys.stdin.isatty():
        raise KbError(
            "nobody is here to confirm that this code may run", hint="--yes runs it without asking."
        )
    if not click.confirm("Run it?", err=True):
        raise click.Abort


def _one(session: Session, how: How, planned: Plan, by: str | None, *, quiet: bool) -> Outcome:
    """Repeat one experiment and write the verdict down."""
    with tempfile.TemporaryFile() as log:
        try:
            outcome = repeat(how, planned, log if quiet else standard_error())
        except KbError as error:
            return Outcome(planned.id, planned, planned.commit, why=_sentence(error))
        if quiet and outcome.verdict == "failed":
            outcome.why += _last_lines(log)
    if outcome.verdict is not None:
        try:
            _append(session, outcome, by)
        except KbError as error:  # what came out is told all the same: it may have taken days
            outcome.unwritten = f"the verdict is not in the record: {_sentence(error)}"
    return outcome


def _last_lines(log: IO[bytes]) -> str:
    log.seek(0, 2)
    log.seek(max(log.tell() - 8192, 0))
    lines = log.read().decode("utf-8", "replace").strip().splitlines()[-_LAST_LINES:]
    return "".join(f"\n    {clean(line)}" for line in lines)


def _append(session: Session, outcome: Outcome, by: str | None) -> None:
    """Append to `reproductions` of the record, as it is by now; every other byte stays."""
    on = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    with sole_writer(session, False):
        document = document_now(session, outcome.id)
        held = document.values.get("reproductions")
        new = entry(outcome, on, by)
        changes: dict[KeyPath, Any] = (
            {("reproductions", len(held)): new}
            if isinstance(held, list) and held
            else {("reproductions",): [new]}
        )
        changed = change(document, registry(session.config), changes)
        disk.write_edits(session.root, {document.path: document.source}, changed.edits)


def _tell(outcome: Outcome, *, short: bool) -> None:
    """One experiment: its data, its figures, the verdict."""
    word = outcome.verdict or "not run"
    for found in outcome.data:
        if not short or found.answer == "other":
            say(clean(f"  {found.words}"))
    for remark in outcome.remarks if not short or outcome.verdict != "match" else ():
        say(clean(f"  {remark}"))
    rows = [
        [
            f.metric,
            f.split,
            shown(f.recorded),
            shown(f.now),
            shown(f.difference),
            shown(f.allowed),
            "" if f.within else "outside",
        ]
        for f in outcome.compared
        if not short or not f.within
    ]
    if rows:
        headers = ("metric", "split", "recorded", "now", "difference", "allowed", "")
        for line in table(headers, rows):
            say(f"  {line}")
    count = len(outcome.compared)
    within = "1 figure within its tolerance" if count == 1 else f"{count} figures within their tolerances"
    figures = within if outcome.verdict == "match" else ""
    took = f", {entries.lasted(outcome.seconds)}" if outcome.ended is not None else ""
    first, *more = (outcome.why or figures).split("\n")
    say(f"{outcome.id} {style(word, _COLOURS[word])}: {clean(first)}{took}")
    for line in more:
        say(line)
    if outcome.unwritten:
        say(clean(f"  {outcome.unwritten}"))


def _end(outcomes: Sequence[Outcome], format_: str) -> int:
    """The sum of it, and the exit code."""
    if format_ == "json":
        emit_json({"reproductions": [_as_json(outcome) for outcome in outcomes]})
    else:
        for outcome in outcomes:
            if outcome.plan is None:
                _tell(outcome, short=True)
        if len(outcomes) != 1:
            counts: Counter[str] = Counter(outcome.verdict or "not run" for outcome in outcomes)
            said = ", ".join(f"{counts[word]} {word}" for word in _COLOURS if counts[word])
            say(f"{len(outcomes)} experiments: {said}" if outcomes else "There is no experiment to repeat.")
    if any(outcome.unwritten for outcome in outcomes):
        return 2
    return 0 if all(outcome.verdict == "match" for outcome in outcomes) else 1


def _as_json(outcome: Outcome) -> dict[str, Any]:
    planned = outcome.plan
    return {
        "id": outcome.id,
        "verdict": outcome.verdict,
        "why": outcome.why,
        "command": planned.line if planned is not None else None,
        "commit": outcome.commit,
        "exit_code": outcome.ended.code if outcome.ended is not None else None,
        "seconds": round(outcome.seconds, 3) if outcome.ended is not None else None,
        "remarks": [*outcome.remarks, *filter(None, [outcome.unwritten])],
        "data": [
            {"split": d.split, "uri": d.uri, "recorded": d.recorded, "now": d.now, "answer": d.answer}
            for d in outcome.data
        ],
        "metrics": [
            {
                "metric": f.metric, "split": f.split, "recorded": f.recorded, "now": f.now,
                "difference": f.difference, "allowed": f.allowed, "within": f.within,
            }
            for f in outcome.compared
        ],
    }  # fmt: skip


def _show(how: How, plans: Sequence[Plan], refused: Sequence[Outcome], format_: str) -> int:
    """What would be run and looked at."""
    outcomes = list(refused)
    for next_ in plans:
        data = supplying.check(next_.experiment, how.root, None, how.progress)
        outcomes.append(Outcome(next_.id, next_, next_.commit, why="not run: --dry-run", data=data))
    if format_ == "json":
        emit_json({"reproductions": [_as_json(outcome) for outcome in outcomes]})
        return 1 if refused else 0
    for outcome in outcomes:
        planned = outcome.plan
        if planned is None:
            say(clean(f"{outcome.id} cannot be run: {outcome.why}"))
            continue
        at = f"commit {planned.commit[:12]}" if planned.commit and not how.here else "the files as they are"
        say(clean(f"{planned.id} on {at}: {planned.line}"))
        for remark in planned.remarks:
            say(clean(f"  {remark}"))
        for found in outcome.data:
            say(clean(f"  {found.words}"))
    return 1 if refused else 0
