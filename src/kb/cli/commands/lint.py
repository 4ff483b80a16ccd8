"""`kb lint`: checks the whole base and reports the findings in the given files, or everywhere."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli import baselines, completion, linting, rejudged, watching
from kb.cli.mending import mend
from kb.cli.output import no_cache_option, today_option
from kb.cli.report import format_names, write
from kb.cli.session import Session
from kb.cli.terminal import note
from kb.diagnostics import Severity

COUNTED = ("full", "concise", "json")
"""The formats that have room for counts."""


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
@click.option("--unsafe-fixes", "unsafe", is_flag=True, help="With --fix or --diff: mend also by guesses.")
@click.option("--diff", is_flag=True, help="Show what --fix would write, and write nothing.")
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of listing them.")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What is in this file is silent; otherwise the file that the configuration names.",
)
@click.option("--no-baseline", is_flag=True, help="Nothing is silent, whatever the configuration says.")
@click.option("--write-baseline", is_flag=True, help="Write what is found into the baseline.")
@click.option("--exit-zero", is_flag=True, help="Report, but end with 0.")
@click.option(
    "--against",
    metavar="REVISION",
    help="Also judge the step from a revision of git to now, and the merge of the two.",
)
@click.option("--no-history", is_flag=True, help="Do not ask git what became of the records.")
@click.option("--watch", is_flag=True, help="Check again whenever something has changed, until Ctrl-C.")
@no_cache_option
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
    unsafe: bool,
    diff: bool,
    statistics: bool,
    baseline: Path | None,
    no_baseline: bool,
    write_baseline: bool,
    exit_zero: bool,
    against: str | None,
    no_history: bool,
    watch: bool,
) -> int:
    """Check the base and report what is wrong.

    The whole base is read, because links need it; with PATHS only the findings in these files and folders are
    reported. Exits with 1 when an error is left (under --strict also for a warning).
    """
    _check(unsafe and not (fix or diff), "--unsafe-fixes goes with --fix or --diff")
    _check(
        write_baseline and (diff or no_baseline),
        "--write-baseline goes with neither --diff nor --no-baseline",
    )
    _check(write_baseline and against is not None, "--write-baseline goes without --against")
    _check(no_baseline and baseline is not None, "--no-baseline goes without --baseline")
    _check(statistics and output_format not in COUNTED, f"--statistics goes with {', '.join(COUNTED)}")
    _check(
        watch and (fix or diff or write_baseline), "--watch goes without --fix, --diff and --write-baseline"
    )
    if watch:
        watching.watch(session, _again)
    session.keep_text = False
    session.with_history = not no_history
    file = None if no_baseline else baselines.path_of(session, baseline)
    if file is not None:
        session.depends_on(file)
    asked = linting.asked(
        session,
        paths,
        chosen=selected,
        ignored=ignored,
        baseline=None if write_baseline else file,
        against=against,
    )
    if diff:
        return 1 if mend(session, asked, write=False, unsafe=unsafe)[1] else 0
    if fix:
        verdicts, total = mend(session, asked, write=True, unsafe=unsafe)
        note(f"Mended {total} finding{'' if total == 1 else 's'}." if total else "There was nothing to mend.")
    else:
        verdicts = linting.judge(session, asked)
        if not (paths or write_baseline or against is not None):  # these ask the disk or git for more
            session.vouch(lambda: rejudged.kept(session, asked))
    for words in (*linting.missing_folders(session), *linting.unknown_past(session, asked)):
        note(words)
    if write_baseline:
        baselines.renew(session, file, verdicts, linting.judged(session, asked))
        return 0
    write(output_format, linting.report(session, asked, verdicts, strict=strict, statistics=statistics))
    failed = verdicts.count(Severity.ERROR) or (strict and verdicts.count(Severity.WARNING))
    return 1 if failed and not exit_zero else 0


def _again(fresh: Session) -> None:
    """Do once what this command line asks for, with a session that has not read anything yet."""
    context = click.get_current_context()
    assert command.callback is not None
    context.obj = fresh
    context.invoke(command.callback, **{**context.params, "watch": False})


def _check(wrong: bool, message: str) -> None:
    if wrong:
        raise click.UsageError(message)
