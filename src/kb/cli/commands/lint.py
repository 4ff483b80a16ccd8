"""`kb lint`: checks the whole base and reports the findings in the given files, or everywhere."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import click

from kb import disk
from kb.cli import completion
from kb.cli.output import today_option
from kb.cli.report import FORMATS, report
from kb.cli.session import Session
from kb.cli.terminal import note, say
from kb.diagnostics import Edit, Severity, Span
from kb.errors import KbError
from kb.lint import engine
from kb.lint.engine import Verdicts
from kb.lint.mend import mending
from kb.lint.rule import Context
from kb.lint.select import Selection, select
from kb.text.edit import apply
from kb.text.source import Source

ROUNDS = 10
"""Mending one finding can bring another to light; ten rounds are far more than any file needs."""


@click.command("lint")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output-format",
    type=click.Choice(list(FORMATS)),
    default="full",
    show_default=True,
    help="How to print findings.",
)
@click.option(
    "--select",
    "selected",
    multiple=True,
    metavar="CODE",
    shell_complete=completion.rules,
    help="Only these rules or families.",
)
@click.option(
    "--ignore",
    "ignored",
    multiple=True,
    metavar="CODE",
    shell_complete=completion.rules,
    help="Not these rules or families.",
)
@click.option("--strict", is_flag=True, help="Warnings fail the run, too.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without thought, then report the rest.")
@click.option("--diff", is_flag=True, help="Show what --fix would write, and write nothing.")
@click.option("--exit-zero", is_flag=True, help="Report, but end with 0.")
@today_option
@click.pass_obj
def command(
    session: Session,
    paths: tuple[Path, ...],
    output_format: str,
    selected: tuple[str, ...],
    ignored: tuple[str, ...],
    strict: bool,
    fix: bool,
    diff: bool,
    exit_zero: bool,
) -> int:
    """Check the base and report what is wrong.

    The whole base is read, because links need it; with PATHS only the findings in these files and folders are
    reported. Exits with 1 when an error is left (under --strict also for a warning).
    """
    session.keep_text = False
    rules = select(engine.all_rules(), session.config.lint, chosen=_codes(selected), ignored=_codes(ignored))
    if diff:
        return 1 if _mend(session, rules, paths, write=False)[1] else 0
    if fix:
        outcome, total = _mend(session, rules, paths, write=True)
        note(f"Mended {total} finding{'' if total == 1 else 's'}." if total else "There was nothing to mend.")
    else:
        outcome = _judge(session, rules, paths)
    report(output_format, outcome, session.base)
    failed = outcome.count(Severity.ERROR) or (strict and outcome.count(Severity.WARNING))
    return 1 if failed and not exit_zero else 0


def _judge(session: Session, rules: Selection, paths: tuple[Path, ...]) -> Verdicts:
    outcome = engine.judge(Context(session.base, session.graph, session.today), rules)
    return _within(session, outcome, paths) if paths else outcome


def _mend(
    session: Session, rules: Selection, paths: tuple[Path, ...], *, write: bool
) -> tuple[Verdicts, int]:
    """Mend round by round in memory, then write or show each changed file once.

    Returns:
        what is left to say, and how many findings were mended.
    """
    before: dict[str, Source] = {}
    total = 0
    for _ in range(ROUNDS):
        outcome = _judge(session, rules, paths)
        mended, edits = mending(outcome.diagnostics)
        if not edits:
            break
        total += len(mended)
        by_path: dict[str, list[Edit]] = {}
        for edit in edits:
            by_path.setdefault(edit.path, []).append(edit)
        sources = {path: session.base.by_path[path].source for path in by_path}
        before = {**sources, **before}
        session.replace(*(Source(path, apply(sources[path].text, own)) for path, own in by_path.items()))
    whole = [
        Edit(path, Span(0, len(source.text)), session.base.by_path[path].source.text)
        for path, source in before.items()
    ]
    if write:
        disk.write_edits(session.root, before, whole)
    else:
        for edit in whole:
            say(disk.unified_diff(before[edit.path], [edit]).rstrip("\n"))
    return _judge(session, rules, paths), total


def _codes(values: tuple[str, ...]) -> list[str]:
    return [code.strip().upper() for value in values for code in value.split(",") if code.strip()]


def _within(session: Session, outcome: Verdicts, paths: tuple[Path, ...]) -> Verdicts:
    """The part of an outcome that lies in some files or folders."""
    wanted = [_relative(session, path) for path in paths]
    known = session.base.by_path
    for shown, path in zip(paths, wanted, strict=True):
        if path not in known and not os.path.lexists(session.root / path):
            raise KbError(f"there is no file {shown}")
    inside = {
        name for name in known if any(path in (name, ".") or name.startswith(f"{path}/") for path in wanted)
    }
    if not inside:
        note(f"There is no record in {' and '.join(map(str, paths))}.")
    return dataclasses.replace(
        outcome,
        diagnostics=tuple(d for d in outcome.diagnostics if d.path in inside),
        files=len(inside),
        records=sum(known[name].record is not None for name in inside),
    )


def _relative(session: Session, path: Path) -> str:
    """A path below the root: links on the way are followed, one at its end is what is asked about."""
    absolute = Path(os.path.normpath(session.start.resolve() / path))
    absolute = absolute.parent.resolve() / absolute.name
    relative = os.path.relpath(absolute, session.root.resolve()).replace(os.sep, "/")
    if relative.split("/")[0] == "..":
        raise KbError(f"{path} is not in the knowledge base at {session.root}")
    return relative
