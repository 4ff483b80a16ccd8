"""`kb compare`: the comparison tables of a review, knock-outs, dominance, sensitivity."""

from __future__ import annotations

import click

from kb.cli import completion
from kb.cli.output import emit_json, emit_rows, format_option, shown
from kb.cli.session import Session
from kb.cli.terminal import clean, say, style
from kb.errors import Refused
from kb.records.review import Review
from kb.review_scoring import PRIORITIES, Comparison, as_json, compare


@click.command("compare")
@click.argument("id", metavar="REVIEW", shell_complete=completion.ids)
@format_option("table", "json", "csv", "md")
@click.pass_obj
def command(session: Session, id: str, format_: str) -> int:
    """Show how the candidates of REVIEW compare, and what would change the choice."""
    document = session.base.get(id)
    review = document.record
    if not isinstance(review, Review):
        what = document.type or "file that cannot be read"
        raise Refused(f"{id} is a {what}, not a review", hint="`kb list --type review` shows the reviews.")
    result = compare(review, session.config.limits.close_call_share)
    if format_ == "json":
        document_ = as_json(id, result)
        emit_json({key: value for key, value in document_.items() if key != "version"})
        return 0
    if format_ == "csv":  # one table: the scores are in the SQL table `scores`
        _sums(result, format_)
        return 0
    if format_ == "table":
        say(style(f"{id} {clean(review.title)}", "bold"))
        say()
    _scores(review, result, format_)
    say()
    _sums(result, format_)
    if format_ == "table":
        say()
        _remarks(result)
    return 0


def _scores(review: Review, result: Comparison, format_: str) -> None:
    headers = ["id", "requirement", "priority", "weight", *(c.name for c in result.candidates)]
    rows = [
        [c.id, c.requirement, c.priority, c.weight, *((x.scores or {}).get(c.id) for x in review.candidates)]
        for c in review.criteria
    ]
    emit_rows(format_, headers, rows, flexible=1)


def _sums(result: Comparison, format_: str) -> None:
    headers = ["candidate", *result.groups, *(f"{p} met" for p in PRIORITIES), "total", "weighted", "mark"]
    rows = []
    for c in result.ranking:
        mark = "knocked out" if c.knocked_out else "dominated" if c.dominated_by else ""
        groups = [f"{shown(c.groups[g].got)}/{shown(c.groups[g].of)}" for g in result.groups]
        satisfied = [f"{c.satisfied[p].n}/{c.satisfied[p].of}" for p in PRIORITIES]
        total = f"{shown(c.total.got)}/{shown(c.total.of)}"
        rows.append([c.name, *groups, *satisfied, total, f"{c.weighted:.2f}", mark])
    emit_rows(format_, headers, rows)


def _remarks(result: Comparison) -> None:
    for c in result.ranking:
        if c.knocked_out:
            say(f"{clean(c.name)} is knocked out: {', '.join(c.failed_mandatory)} not satisfied.")
        if c.dominated_by:
            say(f"{clean(c.name)} is dominated by {clean(', '.join(c.dominated_by))}.")
        if c.missing:
            say(f"{clean(c.name)} has no score for {', '.join(c.missing)}.")
    for flip in result.flips[:3]:
        needs = f"weighs {shown(flip.needs)} instead of {shown(flip.weight)}"
        say(f"The choice changes if {flip.criterion} {needs}: then {clean(flip.winner)}.")
    if result.first is not None and not result.flips:
        say("No change of a single weight changes the choice.")
    if result.stability is not None:
        close = " It is a close call." if result.close_call else ""
        say(f"{100 * result.stability:.0f} % of random weightings keep the same candidate first.{close}")
