"""`kb build`: lints the base, then builds the site."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from kb.cli import generator, linting, markdown_tree, publishing
from kb.cli.output import today_option
from kb.cli.report import Report, write
from kb.cli.session import Session
from kb.cli.terminal import note
from kb.cli.writing import dry_run_option
from kb.diagnostics import Diagnostic, Severity
from kb.lint.engine import Verdicts


@click.command("build")
@click.option("--audience", type=click.Choice(["public", "internal", "restricted"]), help="Who will read it.")
@click.option("--strict", is_flag=True, help="Warnings of the linter and of MkDocs stop the build, too.")
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where to write the site.")
@click.option("--no-lint", is_flag=True, help="Build whatever the linter says.")
@click.option(
    "--markdown",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the site as Markdown files for any generator, and mkdocs.yml.",
)
@click.option(
    "--safe", is_flag=True, help="For a branch one does not trust: refuse settings that run programs."
)
@dry_run_option
@today_option
@click.pass_obj
def command(
    session: Session,
    audience: str | None,
    strict: bool,
    site_dir: Path | None,
    no_lint: bool,
    markdown: Path | None,
    safe: bool,
    dry_run: bool,
) -> int:
    """Lint the base, then build the site. With an error left, nothing is built and kb exits with 1."""
    if markdown is not None and site_dir is not None:
        raise click.UsageError("--markdown names the folder of the tree; there is no --site-dir then.")
    if dry_run and markdown is None:
        raise click.UsageError("--dry-run goes with --markdown: a site is built anew whole.")
    if safe and not _trusted(session):
        return 1
    if markdown is not None:
        markdown_tree.require()
    else:
        generator.require()
    outcome = None if no_lint else _judged(session)
    if outcome is not None and not _passes(session, outcome, strict):
        note("The site was not built. Mend the findings above, or build with --no-lint.")
        return 1
    known = outcome.diagnostics if outcome is not None and session.config.lint.baseline is None else None
    if markdown is not None:
        _tree(session, markdown, audience, known, dry_run=dry_run)
        return 0
    site = (session.start.resolve() / site_dir).absolute() if site_dir is not None else None
    wish = publishing.Wish(
        audience or os.environ.get("KB_AUDIENCE"),
        session.pretended_today or os.environ.get("KB_TODAY"),
        strict,
        site,
        known,
    )
    for line in publishing.Publishing(session, wish).run():
        note(line)
    note(f"The site is in {site_dir or 'site'}.")
    return 0


def _tree(
    session: Session,
    markdown: Path,
    audience: str | None,
    findings: Sequence[Diagnostic] | None,
    *,
    dry_run: bool,
) -> None:
    folder = session.start / markdown
    if dry_run:
        for line in markdown_tree.differences(session, folder, audience, findings):
            click.echo(line, nl=False)
        return
    for line in markdown_tree.write(session, folder, audience, findings):
        note(line)


def _trusted(session: Session) -> bool:
    """Whether nothing of the base can run a program while the site is built; what could is told."""
    from kb.site import trust

    found = trust.look(session.root, session.config)
    for line in found:
        click.echo(line)
    if found:
        note(
            "The site was not built: with --safe nothing of the branch may run. Mend the settings named above."
        )
    return not found


def _judged(session: Session) -> Verdicts:
    baseline = session.config.lint.baseline
    if baseline is not None:
        session.depends_on(baseline)
    return linting.judge(session, linting.asked(session, baseline=baseline))


def _passes(session: Session, outcome: Verdicts, strict: bool) -> bool:
    failed = outcome.count(Severity.ERROR) or (strict and outcome.count(Severity.WARNING))
    if outcome.diagnostics:
        write("full" if failed else "concise", Report(outcome, session.base))
    return not failed
