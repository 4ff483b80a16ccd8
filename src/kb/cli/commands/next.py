"""`kb next`: what to pull now, and why."""

from __future__ import annotations

import click

from kb.cli import completion
from kb.cli.output import emit_json, format_option, today_option
from kb.cli.session import Session
from kb.cli.terminal import clean, say, style
from kb.grooming import pullable


@click.command("next")
@click.option("--assignee", metavar="HANDLE", shell_complete=completion.handles, help="For this person.")
@click.option("-n", "count", type=click.IntRange(1), default=3, show_default=True, help="How many to show.")
@format_option("table", "json")
@today_option
@click.pass_obj
def command(session: Session, assignee: str | None, count: int, format_: str) -> int:
    """Say what to pull now, and why. Exits with 1 when there is nothing that can be pulled."""
    workflow = session.config.workflow.workflow()
    pulls, full = pullable(session.graph, workflow, session.today, assignee)
    if format_ == "json":
        shown = [
            {
                "id": p.entry.task.id,
                "title": p.entry.task.title,
                "score": p.entry.task.score,
                "why": list(p.reasons),
            }
            for p in pulls[:count]
        ]
        emit_json({"pull": shown, "stopped_by": full or None})
        return 1 if full or not pulls else 0
    if full:
        say(style(f"Nothing can be pulled now: {full}.", "yellow"))
    if not pulls:
        say("No entry is ready, free and unblocked. `kb groom` shows what the others lack.")
        return 1
    if full:
        say("After that:")
    for pull in pulls[:count]:
        say(f"{style(pull.entry.task.id, 'bold')} {clean(pull.entry.task.title)}")
        say(f"  {style('; '.join(pull.reasons), 'dim')}")
    return 1 if full else 0
