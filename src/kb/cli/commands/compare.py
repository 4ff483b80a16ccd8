"""`kb compare`: the comparison tables of a review, knock-outs, dominance, sensitivity."""

from __future__ import annotations

from typing import Any

import click

from kb.cli import completion
from kb.cli.output import emit_json, emit_rows, format_option, shown
from kb.cli.session import Session
from kb.cli.terminal import clean, say, style
from kb.cli.writing import review_of
from kb.records.review import Review
from kb.review_scoring import PRIORITIES, Comparison, Scored, as_json, compare, remarks, whose
from kb.review_scoring import wins as wins_of
from kb.scoresheet import sheet


@click.command("compare")
@click.argument("id", metavar="REVIEW", shell_complete=completion.ids)
@click.option(
    "--template",
    is_flag=True,
    help="Print the scores as a CSV file to fill in; `kb set REVIEW --scores FILE` reads it back.",
)
@format_option("table", "json", "csv", "md")
@click.pass_obj
def command(session: Session, id: str, template: bool, format_: str) -> int:
    """Show how the candidates of REVIEW compare, and what would change the choice.

    The best average is held against every weighting there is: 1,000 are drawn evenly from all weights that add up to
    one, with a fixed seed. For each candidate that is not first, it says what would have to be true for it to win: the
    fewest points more by which it is ranked first, and the smallest change of weights by which nobody has a better
    average.
    """
    review = review_of(session.base.get(id))
    if template:
        headers, *rows = sheet(review)
        emit_rows("csv", headers, rows)
        return 0
    result = compare(review, session.config.limits.close_call_share)
    if format_ == "json":
        document = as_json(id, result)
        emit_json({key: value for key, value in document.items() if key != "version"})
    elif format_ == "csv":  # one table: the single scores are in the template
        _summary(result)
    else:
        if format_ == "table":
            say(style(f"{id} {clean(review.title)}", "bold"))
            say()
        _scores(review, result, format_)
        say()
        _sums(result, format_)
        _remarks(result, format_)
    return 0


def _scores(review: Review, result: Comparison, format_: str) -> None:
    headers = ["id", "requirement", "priority", "weight", *(c.name for c in result.candidates)]
    rows = [
        [c.id, c.requirement, c.priority, c.weight, *((x.scores or {}).get(c.id) for x in review.candidates)]
        for c in review.criteria
    ]
    emit_rows(format_, headers, rows, flexible=1)


def _sums(result: Comparison, format_: str) -> None:
    rows = [_row(result, candidate) for candidate in result.ranking]
    emit_rows(format_, _headers(result), rows)


def _headers(result: Comparison) -> list[str]:
    return ["candidate", *result.groups, *(f"{p} met" for p in PRIORITIES), "total", "weighted", "mark"]


def _row(result: Comparison, c: Scored) -> list[str]:
    mark = "knocked out" if c.knocked_out else "dominated" if c.dominated_by else ""
    groups = [f"{shown(c.groups[g].got)}/{shown(c.groups[g].of)}" for g in result.groups]
    satisfied = [f"{c.satisfied[p].n}/{c.satisfied[p].of}" for p in PRIORITIES]
    return [
        c.name,
        *groups,
        *satisfied,
        f"{shown(c.total.got)}/{shown(c.total.of)}",
        f"{c.weighted:.2f}",
        mark,
    ]


def _summary(result: Comparison) -> None:
    """One row for each candidate, with what would have to be true for it to win, for a spreadsheet."""
    headers = [*_headers(result), "front", "points to win", "raise", "weights to win", "first in draws"]
    to_win = {found.name: found for found in result.to_win}
    share = result.stability
    rows: list[list[Any]] = []
    for c in result.ranking:
        front = "criteria, groups" if c.name in result.front.groups else ""
        front = front or ("criteria" if c.name in result.front.criteria else "")
        found = to_win.get(c.name)
        if found is None:
            rows.append([*_row(result, c), front, None, None, None, share])
            continue
        scores, weights = found.by_scores, found.by_weights
        raised = [] if scores is None else [f"{r.criterion} {shown(r.needs)}" for r in scores.raised]
        changes = () if weights is None else ((weights.single,) if weights.single else weights.weights)
        weighs = [f"{flip.criterion} {shown(flip.needs)}" for flip in changes]
        cells = [None if scores is None else scores.points, raised, weighs, found.share]
        rows.append([*_row(result, c), front, *cells])
    emit_rows("csv", headers, rows)


def _remarks(result: Comparison, format_: str) -> None:
    """What follows from the tables: sentences on a terminal, a list in Markdown."""
    said, wins = remarks(result), [f"{name}: {words}." for name, words in wins_of(result)]
    if said:
        say()
    for line in said:
        say(_bullet(line) if format_ == "md" else clean(line))
    if wins:
        say()
        say(f"What would have to be true for {whose(result)} to win:")
        if format_ == "md":
            say()
    for line in wins:
        say(_bullet(line) if format_ == "md" else f"  {clean(line)}")


def _bullet(line: str) -> str:
    """An item of a list in which nothing from a record is taken for markup."""
    return "- " + "".join(f"\\{sign}" if sign in "\\`*_[]<>|#~" else sign for sign in clean(line))
