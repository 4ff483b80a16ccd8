"""`kb groom`: the backlog in priority order with what each entry still lacks, what is stale, what is obsolete."""

from __future__ import annotations

import click

from kb.cli.output import emit_json, emit_rows, format_option, today_option
from kb.cli.session import Session
from kb.cli.terminal import say
from kb.grooming import Entry, backlog

_MARK = {"ok": "", "weak": "~", "missing": "·"}


@click.command("groom")
@format_option("table", "json", "csv", "md")
@today_option
@click.pass_obj
def command(session: Session, format_: str) -> int:
    """Show the backlog in the order in which entries should be pulled, and what each still lacks.

    The column SMART shows a letter that holds, `~` and the letter where something is weak, `·` where it is missing.
    """
    entries = backlog(session.graph, session.config.workflow.workflow(), session.today)
    if format_ == "json":
        emit_json({"entries": [_as_json(place, entry) for place, entry in enumerate(entries, 1)]})
        return 0
    if not entries:
        say("The backlog is empty.", err=True)
        return 0
    rows = [
        [
            place,
            entry.task.id,
            entry.task.status,
            f"{entry.task.score:.2g}" if entry.task.score is not None else None,
            _letters(entry),
            entry.task.title,
            _remarks(entry),
        ]
        for place, entry in enumerate(entries, 1)
    ]
    emit_rows(format_, ("#", "id", "state", "score", "SMART", "title", "to do"), rows, flexible=6)
    return 0


def _letters(entry: Entry) -> str:
    return "".join(
        "·" if letter.state == "missing" else _MARK[letter.state] + letter.letter[0].upper()
        for letter in entry.letters
    )


def _remarks(entry: Entry) -> str:
    remarks = []
    if entry.obsolete:
        remarks.append(f"drop it? {entry.obsolete}")
    if entry.stale_days is not None:
        remarks.append(f"{entry.stale_days} days old: renew it or drop it")
    if entry.card.blocked is not None:
        remarks.append(f"blocked: {entry.card.blocked}")
    if entry.card.waits_for:
        remarks.append(f"waits for {', '.join(entry.card.waits_for)}")
    if lacking := [missing.what for missing in entry.missing if missing.whole]:
        remarks.append(f"lacks {', '.join(lacking)}")
    remarks += [missing.what for missing in entry.missing if not missing.whole]
    if entry.opens:
        remarks.append(f"{len(entry.opens)} wait{'s' if len(entry.opens) == 1 else ''} for it")
    return "; ".join(remarks)


def _as_json(place: int, entry: Entry) -> dict[str, object]:
    return {
        "place": place,
        "id": entry.task.id,
        "title": entry.task.title,
        "status": entry.task.status,
        "score": entry.task.score,
        "smart": {
            letter.letter: {"state": letter.state, "reason": letter.reason} for letter in entry.letters
        },
        "missing": [missing.what for missing in entry.missing],
        "stale_days": entry.stale_days,
        "obsolete": entry.obsolete or None,
        "blocked": entry.card.blocked,
        "waits_for": list(entry.card.waits_for),
        "opens": list(entry.opens),
    }
