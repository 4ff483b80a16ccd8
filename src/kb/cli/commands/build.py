"""`kb build`: lints the base, then builds the site with MkDocs."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli import generator, linting
from kb.cli.output import today_option
from kb.cli.report import Report, write
from kb.cli.session import Session
from kb.cli.terminal import note
from kb.diagnostics import Severity


@click.command("build")
@click.option("--audience", type=click.Choice(["public", "internal", "restricted"]), help="Who will read it.")
@click.option("--strict", is_flag=True, help="Warnings of the linter and of MkDocs stop the build, too.")
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where to write the site.")
@click.option("--no-lint", is_flag=True, help="Build whatever the linter says.")
@today_option
@click.pass_obj
def command(
    session: Session, audience: str | None, strict: bool, site_dir: Path | None, no_lint: bool
) -> int:
    """Lint the base, then build the site. With an error left, nothing is built and kb exits with 1."""
    generator.require()
    if not no_lint and not _passes(session, strict):
        note("The site was not built. Mend the findings above, or build with --no-lint.")
        return 1
    with generator.configuration(session) as config:
        arguments = ["--config-file", str(config)]
        if strict:
            arguments.append("--strict")
        if site_dir is not None:
            arguments += ["--site-dir", str((session.start.resolve() / site_dir).absolute())]
        for line in generator.build(arguments, audience=audience, today=session.pretended_today):
            note(line)
    note(f"The site is in {site_dir or 'site'}.")
    return 0


def _passes(session: Session, strict: bool) -> bool:
    outcome = linting.judge(session, linting.asked(session, baseline=session.config.lint.baseline))
    failed = outcome.count(Severity.ERROR) or (strict and outcome.count(Severity.WARNING))
    if outcome.diagnostics:
        write("full" if failed else "concise", Report(outcome, session.base))
    return not failed
