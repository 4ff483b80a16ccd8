"""`kb digest`: what happened in the base over a period, told for people."""

from __future__ import annotations

from datetime import date, tzinfo
from typing import TYPE_CHECKING

import click

from kb.base import KnowledgeBase
from kb.cli.output import emit_json, format_option, today_option
from kb.cli.session import Session
from kb.cli.since import read, resolve
from kb.days import day_in
from kb.errors import Refused

if TYPE_CHECKING:
    from kb.history.past import Past
    from kb.history.periods import Asked, End


@click.command("digest")
@click.option(
    "--since",
    default="2w",
    show_default=True,
    metavar="WHEN",
    help="Where it begins: a span back from today (`10d`, `2w`, `3m`, `1y`), a day, a moment, or a revision.",
)
@click.option("--until", metavar="WHEN", help="Where it ends, said alike; otherwise the files as they are.")
@click.option("--goal", metavar="ID", help="Only what belongs to this goal.")
@click.option("--all", "everything", is_flag=True, help="Every record, not only the first ten of each part.")
@format_option("table", "json", "md")
@today_option
@click.pass_obj
def command(
    session: Session, since: str, until: str | None, goal: str | None, everything: bool, format_: str
) -> None:
    """Tell what happened over a period: decided, found, moved, new, given up, in doubt.

    A day means the commit that was the head when it began (for --until: when it ended): the first one, going back from
    HEAD along first parents, that was committed by then. The records there are compared with those at the end, so
    that what came and went in between is not told; `kb diff` tells every change of the rest.
    """
    from kb.cli import bulletin
    from kb.digest import Side, as_json, gather
    from kb.history import periods
    from kb.history.past import Past

    zone = session.zone
    last_asked = _asked(session, until) if until is not None else None
    period = periods.read(session.root, _asked(session, since), last_asked, zone)
    past = Past(session.root, session.base)
    before, after = (_base(past, end, session.base) for end in (period.start, period.end))
    missing = tuple(end for end, base in ((period.start, before), (period.end, after)) if base is None)
    first = Side(before or empty(session), _day(session, period.start, zone))
    last = Side(after or empty(session), _day(session, period.end, zone))
    if goal is not None:
        _require_goal(goal, first.base, last.base)
    digest = gather(first, last, goal)
    about = bulletin.About(period, zone, first.day, last.day, goal, missing)
    if format_ == "json":
        emit_json({**bulletin.as_json(about), **as_json(digest)})
    elif format_ == "md":
        bulletin.markdown(digest, about, everything=everything)
    else:
        bulletin.table(digest, about, everything=everything)


def empty(session: Session) -> KnowledgeBase:
    """A base of this configuration without records."""
    return KnowledgeBase(session.config, session.base.types, ())


def _base(past: Past, end: End, now: KnowledgeBase) -> KnowledgeBase | None:
    """The base at an end; None where this folder held none, an empty one where nothing was committed yet."""
    if end.now:
        return now
    if end.commit is None:
        return KnowledgeBase(now.config, now.types, ())
    return past.at(end.commit, end.asked)


def _day(session: Session, end: End, zone: tzinfo) -> date:
    when = end.moment or end.at
    return min(day_in(when, zone), session.today) if when is not None else session.today


def _asked(session: Session, words: str) -> Asked:
    from kb.history.periods import Asked

    found = read(words.strip())
    return Asked(words, resolve(found, session.today) if found is not None else None)


def _require_goal(goal: str, before: KnowledgeBase, after: KnowledgeBase) -> None:
    """Refuse what is no goal at either end."""
    found = before.by_id.get(goal) or after.get(goal)
    if found.type != "goal":
        raise Refused(f"{goal} is no goal", hint="`kb list --type goal` shows what there is.")
