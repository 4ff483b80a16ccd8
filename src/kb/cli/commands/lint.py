"""`kb lint`: checks the whole base and reports the findings in the given files, or everywhere."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import click

from kb.cli.output import today_option
from kb.cli.report import FORMATS, report
from kb.cli.session import Session
from kb.cli.terminal import note
from kb.diagnostics import Severity
from kb.errors import KbError
from kb.lint import engine
from kb.lint.engine import Verdicts
from kb.lint.rule import Context
from kb.lint.select import select


@click.command("lint")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output-format",
    type=click.Choice(list(FORMATS)),
    default="full",
    show_default=True,
    help="How to print findings.",
)
@click.option("--select", "selected", multiple=True, metavar="CODE", help="Only these rules or families.")
@click.option("--ignore", "ignored", multiple=True, metavar="CODE", help="Not these rules or families.")
@click.option("--strict", is_flag=True, help="Warnings fail the run, too.")
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
    exit_zero: bool,
) -> int:
    """Check the base and report what is wrong.

    The whole base is read, because links need it; with PATHS only the findings in these files and folders are
    reported. Exits with 1 when an error is left (under --strict also for a warning).
    """
    session.keep_text = False
    rules = select(engine.all_rules(), session.config.lint, chosen=_codes(selected), ignored=_codes(ignored))
    outcome = engine.judge(Context(session.base, session.graph, session.today), rules)
    if paths:
        outcome = _within(session, outcome, paths)
    report(output_format, outcome, session.base)
    failed = outcome.count(Severity.ERROR) or (strict and outcome.count(Severity.WARNING))
    return 1 if failed and not exit_zero else 0


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
