"""`kb lint`: checks the whole base and reports the findings in the given files, or everywhere."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli import completion, linting
from kb.cli.mending import mend
from kb.cli.output import today_option
from kb.cli.report import format_names, write
from kb.cli.session import Session
from kb.cli.terminal import note
from kb.diagnostics import Severity


@click.command("lint")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--output-format",
    type=click.Choice(format_names()),
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
    asked = linting.asked(session, paths, chosen=selected, ignored=ignored)
    if diff:
        return 1 if mend(session, asked, write=False)[1] else 0
    if fix:
        verdicts, total = mend(session, asked, write=True)
        note(f"Mended {total} finding{'' if total == 1 else 's'}." if total else "There was nothing to mend.")
    else:
        verdicts = linting.judge(session, asked)
    write(output_format, linting.report(session, asked, verdicts, strict=strict))
    failed = verdicts.count(Severity.ERROR) or (strict and verdicts.count(Severity.WARNING))
    return 1 if failed and not exit_zero else 0
