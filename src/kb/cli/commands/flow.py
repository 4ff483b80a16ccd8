"""`kb flow`: how work moves over the board, from the history of the repository alone."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from kb.cli import completion
from kb.cli.output import emit_json, emit_rows, format_option, require_known, today_option
from kb.cli.session import Session
from kb.cli.since import DAY, Ago, resolve
from kb.cli.terminal import note
from kb.errors import KbError

if TYPE_CHECKING:
    from kb.history.flow import Item
    from kb.history.lives import Chronicle

_BY = ("goal", "assignee", "research")


@click.command("flow")
@click.option("--goal", metavar="ID", shell_complete=completion.ids, help="Only tasks of this goal.")
@click.option(
    "--assignee", metavar="HANDLE", shell_complete=completion.handles, help="Only tasks of this person."
)
@click.option("--research", metavar="KIND", help="Only tasks of this kind of research.")
@click.option(
    "--since", type=DAY, help="Only what was not over before this day; `2w` is two weeks before the last day."
)
@click.option("--until", type=DAY, help="As it was at the end of this day.")
@click.option("--by", type=click.Choice(_BY), help="A line for each of these.")
@format_option("table", "json", "csv", "md")
@today_option
@click.pass_obj
def command(
    session: Session,
    goal: str | None,
    assignee: str | None,
    research: str | None,
    since: datetime.date | Ago | None,
    until: datetime.date | Ago | None,
    by: str | None,
    format_: str,
) -> int:
    """Show lead and cycle times, throughput, what is in progress and how old it is.

    Everything comes from the commits of HEAD that moved tasks; nobody logs anything. Days are calendar days that count
    on both ends. What the history does not show is listed and left out, not guessed. `--format csv` has a date for each
    state, as other forecasters read them.
    """
    from kb.history.flow import flow, items

    as_of = resolve(until, session.today) if until is not None else session.today
    first = resolve(since, as_of) if since is not None else None
    if first is not None and first > as_of:
        raise KbError(f"`--since` is {first}, which is after the last day, {as_of}")
    workflow = session.config.workflow.workflow()
    chronicle = session.chronicle
    if chronicle.untold is not None:
        raise KbError(f"the flow is not known: {chronicle.untold}")
    everything = items(chronicle, workflow, session.zone, as_of)
    chosen = _chosen(everything, {"goal": goal, "assignee": assignee, "research": research})
    _remark(chronicle, session, as_of, asked=until is not None)
    found = flow(chosen, workflow, as_of, first, among=everything)
    groups = _groups(chosen, by)
    parts = {name: flow(group, workflow, as_of, first, among=everything) for name, group in groups.items()}
    if format_ == "json":
        from kb.history.flow.document import as_json, groups_as_json

        emit_json(
            {
                **as_json(found, chosen, workflow),
                **({"by": by, "groups": groups_as_json(by, parts)} if by is not None else {}),
                "timezone": session.config.timezone,
                "history": {"commits": chronicle.commits, "cut": chronicle.cut},
            }
        )
    elif by is not None:
        from kb.cli.flowing import groups as tell

        tell(by, parts, format_)
    elif format_ == "csv":
        from kb.history.flow.sheet import header, rows

        emit_rows("csv", header(workflow), list(rows(found.items, workflow)))
    else:
        from kb.cli import flowing

        (flowing.markdown if format_ == "md" else flowing.draw)(found, workflow)
    session.vouch_history()
    return 0


def _chosen(items: Sequence[Item], wanted: dict[str, str | None]) -> Sequence[Item]:
    """The items that have all of the values asked for.

    Raises:
        KbError: no item ever had one of them.
    """
    for name, value in wanted.items():
        if value is not None:
            known = sorted({item.life.values[name] for item in items if name in item.life.values})
            if not known:
                raise KbError(f"no task in the history has the field `{name}`")
            require_known("task in the history with " + name, [value], known)
            items = [item for item in items if item.life.values.get(name) == value]
    return items


def _groups(items: Sequence[Item], by: str | None) -> dict[str | None, Sequence[Item]]:
    if by is None:
        return {}
    names = {item.life.values.get(by) for item in items}
    ordered = sorted(names, key=lambda name: (name is None, name or ""))
    return {name: [item for item in items if item.life.values.get(by) == name] for name in ordered}


def _remark(chronicle: Chronicle, session: Session, as_of: datetime.date, *, asked: bool) -> None:
    """Say what keeps the history from telling more."""
    if chronicle.cut:
        note("This clone holds only the latest part of the history; `git fetch --unshallow` brings the rest.")
    if asked or session.pretended_today is not None:
        return
    from kb.history.flow import Calendar

    calendar = Calendar(session.zone, as_of)
    later = sum(not calendar.sees(p.when.at) for life in chronicle.lives for p in life.passages)
    if later:
        note(f"{later} {'move is' if later == 1 else 'moves are'} dated after today, and not told.")
