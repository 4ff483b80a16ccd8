"""`kb diff`: what changed between two revisions, record by record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kb.base import KnowledgeBase
from kb.cli.output import emit_json, format_option
from kb.cli.session import Session
from kb.cli.terminal import clean, note, say, style, width, wrap

if TYPE_CHECKING:
    from kb.history.past import Past
    from kb.news import Group


@click.command("diff")
@click.argument("range_", metavar="[A..B]", required=False)
@click.option("--exit-code", is_flag=True, help="End with 1 where something is new, as `git diff` does.")
@format_option("table", "json", "md")
@click.pass_obj
def command(session: Session, range_: str | None, exit_code: bool, format_: str) -> int:
    """Show what changed between two revisions, record by record.

    Without a range it is from HEAD to the files as they are; A alone is from A to the files; A..B is from A to B, and
    A...B from the commit where A and B part. Decisions that were made, results that came in, other scores of reviews
    and moves come first. `--format md` is fit for a comment on a merge request.
    """
    from kb.history import ranges
    from kb.history.past import Past
    from kb.news import as_json, gather, tell

    wanted = ranges.read(session.root, range_)
    # between two revisions, too: what is as it was is at hand as a file, which costs less than asking git for it
    past = Past(session.root, session.base)
    before = _at(past, session, wanted.start, wanted.start_name)
    now = _at(past, session, wanted.end, wanted.end_name) if wanted.end is not None else session.base
    news = gather(before, now)
    if format_ == "json":
        emit_json(as_json(news, wanted.start, wanted.end))
    else:
        groups = tell(news, wanted.start_name, wanted.end_name)
        if format_ == "md":
            from kb.cli.comment import comment

            say(comment(groups, wanted.start_name, wanted.end_name))
        else:
            _print(groups, wanted.start_name, wanted.end_name)
    return 1 if exit_code and not news.empty else 0


def _at(past: Past, session: Session, commit: str | None, name: str) -> KnowledgeBase:
    """The base at a commit; an empty one, which is said, where there was none."""
    if commit is None:
        note("There is no commit yet, so that everything is new.")
    else:
        found = past.at(commit, name)
        if found is not None:
            return found
        note(f"There is no base in this folder at {name}.")
    return KnowledgeBase(session.config, session.base.types, ())


def _print(groups: Sequence[Group], start: str, end: str) -> None:
    from kb.cli.entries import print_entries

    if not groups:
        say(f"No record changed from {clean(start)} to {clean(end)}.")
        return
    counts = ", ".join(f"{len(group.entries)} {group.word}" for group in groups)
    for line in wrap(f"From {clean(start)} to {clean(end)}: {counts}", width(), "", "  "):
        say(line)
    for group in groups:
        say()
        say(style(group.heading, "bold"))
        print_entries(group.entries)
