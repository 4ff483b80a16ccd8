"""`kb init`: makes a knowledge base in a new folder or beside what a repository already holds."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from kb import config, disk, example, founding
from kb.cli import driving
from kb.cli.output import today_option
from kb.cli.session import Session
from kb.cli.terminal import note
from kb.cli.writing import Outcome, dry_run_option, report, result_option, show_diff
from kb.diagnostics import Edit, Span
from kb.errors import KbError
from kb.founding import Plan
from kb.history import git
from kb.text.source import Source


@click.command("init")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--name", help="The name of the base; otherwise its folder's.")
@click.option(
    "--example", "with_example", is_flag=True, help="Fill it with the example base, dated to end today."
)
@click.option("--git/--no-git", "make_git", default=None, help="Make a git repository, or make none.")
@click.option(
    "--ci",
    type=click.Choice(["github", "gitlab", "both", "none"]),
    help="Whose CI files to write; otherwise by the address of the remote.",
)
@click.option(
    "--merge-driver",
    "merging",
    is_flag=True,
    help="Let git merge records with kb; in a base that is there do nothing else.",
)
@dry_run_option
@result_option
@today_option
@click.pass_obj
def command(
    session: Session,
    folder: Path | None,
    name: str | None,
    with_example: bool,
    make_git: bool | None,
    ci: str | None,
    merging: bool,
    dry_run: bool,
    format_: str,
) -> int:
    """Make a knowledge base in DIR, or here.

    Nothing is overwritten: files that are there stay, and `mkdocs.yml`, `.pre-commit-config.yaml` and
    `.gitignore` are added to where that is safe; otherwise it is said what to add. A folder that is new or empty
    and in no repository becomes a git repository, because git is the history of the base; --no-git leaves that
    out, and --git does it for a folder that holds something already.

    --merge-driver writes into `.gitattributes` that git is to merge records with kb, and into the settings of this
    clone how to start it. The settings are in no commit: everybody runs it once in every clone.
    """
    root = (session.start.resolve() / (folder or Path())).resolve()
    if root.exists() and not root.is_dir():
        raise KbError(f"{root} is not a folder")
    if merging and (there := config.find_root(root)) is not None:
        return _let_merge(there, dry_run, format_)
    site = _site(root, name, ci)
    if dry_run:
        _show(_plan(site, merging), with_example)
        return 0
    try:
        fresh = not root.exists() or not any(root.iterdir())
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KbError(f"the folder cannot be made: {error.strerror}", where=str(root)) from None
    started = _start_repository(root, fresh, make_git)
    outcome = Outcome(written=[{"path": ".git/", "id": None}] if started else [])
    if with_example:
        _lay_down_example(root, name, session, outcome)
    made = _plan(site, merging)
    written = disk.write_edits(root, made.sources, made.edits, new=made.new)
    outcome.written += [{"path": path, "id": None} for path in written]
    before = {file["path"] for file in outcome.written}
    outcome.unchanged = [path for path in made.kept if path not in before]
    outcome.refused = [{"path": advice.path, "why": advice.what} for advice in made.advice]
    if merging and git.top_level(root) is not None:
        _start_driver(root, outcome)
    report(outcome, format_)
    if merging and git.top_level(root) is None:
        note(
            "There is no git repository here yet; after `git init`, `kb init --merge-driver` lets it merge records."
        )
    if any(file["path"] == "kb.toml" for file in outcome.written):
        _closing(root, started, with_example)
    return 0


def _plan(site: founding.Site, merging: bool) -> Plan:
    made = founding.plan(site)
    if merging:
        made.join(founding.attributes.plan(site, founding.configuration(site)))
    return made


def _let_merge(root: Path, dry_run: bool, format_: str) -> int:
    """Let git merge the records of a base that is there; nothing else of it is touched."""
    if git.top_level(root) is None:
        raise KbError(f"there is no git repository at {root}", hint="`git init` makes one.")
    made = founding.attributes.plan(founding.Site(root, ""), config.read(root).config)
    outcome = Outcome()
    if dry_run:
        _show(made, with_example=False)
        if not driving.up_to_date(root):
            note(f"{driving.CONFIG}: {driving.SETTING} would be {driving.command()}")
        return 1 if made.advice else 0
    written = disk.write_edits(root, made.sources, made.edits, new=made.new)
    outcome.written = [{"path": path, "id": None} for path in written]
    outcome.unchanged = list(made.kept)
    outcome.refused = [{"path": advice.path, "why": advice.what} for advice in made.advice]
    _start_driver(root, outcome)
    report(outcome, format_)
    note(
        "Git merges records with kb in this clone. The settings are in no commit: run this once in every clone."
    )
    return 1 if outcome.refused else 0


def _start_driver(root: Path, outcome: Outcome) -> None:
    if driving.up_to_date(root):
        outcome.unchanged.append(driving.CONFIG)
    else:
        driving.set_up(root)
        outcome.written.append({"path": driving.CONFIG, "id": None})


def _site(root: Path, name: str | None, ci: str | None) -> founding.Site:
    existing = next(folder for folder in (root, *root.parents) if folder.exists())
    top = git.top_level(existing)
    address = git.remote_address(existing) if top is not None else None
    hosts = {None: _hosts(address), "both": ("github", "gitlab"), "none": ()}.get(ci, (ci,) if ci else ())
    at_top = top is None or top.resolve() == root
    return founding.Site(root, name or founding.default_name(root), at_top, hosts, address)


def _hosts(address: str | None) -> tuple[str, ...]:
    known = tuple(
        host for host in ("github", "gitlab") if host in (address or "").partition("//")[2].partition("/")[0]
    )
    return known or ("github", "gitlab")


def _start_repository(root: Path, fresh: bool, wanted: bool | None) -> bool:
    """Whether a repository was made: on demand, and otherwise only where there was nothing at all."""
    if git.top_level(root) is not None or wanted is False or not (fresh or wanted):
        return False
    made = git.start_repository(root)
    if wanted and not made:
        raise KbError("git made no repository", where=str(root), hint="Is git installed?")
    return made


def _lay_down_example(root: Path, name: str | None, session: Session, outcome: Outcome) -> None:
    if name is not None and not (root / "kb.toml").exists():
        named = founding.named(dict(example.files())["kb.toml"], name)
        disk.create(root, "kb.toml", named)
        outcome.written.append({"path": "kb.toml", "id": None})
    for path in example.copy(root, _today(session)):
        outcome.written.append({"path": path.relative_to(root).as_posix(), "id": None})


def _today(session: Session) -> datetime.date:
    """The day `--today` named, or today here: there is no base yet whose time zone would count."""
    if session.pretended_today is not None:
        return datetime.date.fromisoformat(session.pretended_today)
    return datetime.datetime.now().astimezone().date()


def _show(made: Plan, with_example: bool) -> None:
    if with_example:
        note("The files of the example base would be written, too.")
    for path, text in made.new.items():
        diff = disk.unified_diff(Source(path, ""), [Edit(path, Span(0, 0), text)])
        show_diff(diff.replace(f"--- a/{path}", "--- /dev/null", 1) or f"--- /dev/null\n+++ b/{path}")
    for path, source in made.sources.items():
        show_diff(disk.unified_diff(source, [edit for edit in made.edits if edit.path == path]))


def _closing(root: Path, started: bool, with_example: bool) -> None:
    if not started and git.top_level(root) is None:
        note("There is no git repository here; `git init` makes one, and with it the base has a history.")
    first = (
        "`kb board` shows the work, `kb why DEC-0007` a line of thought"
        if with_example
        else ("`kb new goal 'What the business wants'` writes the first record")
    )
    note(f"Next: {first}; `kb lint` checks the base, `kb serve` shows the site.")
