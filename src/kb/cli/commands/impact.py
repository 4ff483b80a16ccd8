"""`kb impact`: what rests on a record, and would have to be looked at again if it were wrong."""

from __future__ import annotations

import click

from kb.cli import completion
from kb.cli.output import emit_json, emit_rows, format_option, today_option
from kb.cli.session import Session
from kb.cli.terminal import say
from kb.standing import flags


@click.command("impact")
@click.argument("id", shell_complete=completion.ids)
@format_option("table", "json", "csv", "md")
@today_option
@click.pass_obj
def command(session: Session, id: str, format_: str) -> int:
    """Show what rests on ID, near and far, with the path that leads there and marks of what is in doubt already."""
    session.base.get(id)
    found = session.graph.impact(id)
    rows = []
    for document, path in found:
        title = document.record.title if document.record is not None else "(cannot be read)"
        rows.append({
            "id": document.id,
            "type": document.type,
            "title": title,
            "status": document.record.status if document.record is not None else None,
            "distance": len(path) - 1,
            "path": list(path),
            "flags": flags(session.graph, document, session.today),
        })  # fmt: skip
    if format_ == "json":
        emit_json({"record": id, "records": rows})
    elif not rows:
        say(f"Nothing rests on {id}.", err=True)
    else:
        cells = [
            [r["distance"], r["id"], r["status"], r["flags"], r["title"], _way(path)]
            for r, (_, path) in zip(rows, found, strict=True)
        ]
        emit_rows(format_, ("steps", "id", "status", "marks", "title", "by way of"), cells, flexible=4)
    return 0


def _way(path: tuple[str, ...]) -> str:
    """The records between the two ends; of a long way both its ends."""
    between = path[1:-1]
    return " → ".join(between if len(between) <= 4 else (*between[:2], "…", *between[-2:]))
