"""`kb leaderboard`: experiments by a metric, with what their spread allows to say of the differences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from kb.base import KnowledgeBase
from kb.cli import completion
from kb.cli.output import emit_json, emit_rows, format_option, require_known, shown
from kb.cli.session import Session
from kb.cli.terminal import clean, note, say, style
from kb.deltas import WORDS, Delta
from kb.errors import Refused
from kb.leaderboard import Board, Entry, Filter, boards, entry, metrics, splits

_HEADERS = (
    "#",
    "experiment",
    "title",
    "result",
    "to baseline",
    "to target",
    "to the best",
    "outcome",
    "repeated",
)
_COLUMNS = (
    "metric", "split", "data", "direction", "rank", "tied", "experiment", "title", "task", "value", "std", "n",
    "single_run", "outcome", "reproduced", "baseline", "to_baseline", "baseline_low", "baseline_high",
    "baseline_judged", "baseline_manner", "target", "to_target", "target_low", "target_high", "target_judged",
    "verdict", "to_best",
)  # fmt: skip


@click.command("leaderboard")
@click.argument("metric")
@click.option("--split", help="Only on this part of the data, such as `test`.")
@click.option(
    "--task", metavar="ID", shell_complete=completion.ids, help="Only experiments that test this task."
)
@click.option(
    "--goal", metavar="ID", shell_complete=completion.ids, help="Only experiments of this goal's tasks."
)
@click.option(
    "--direction",
    type=click.Choice(("higher", "lower")),
    help="Which way is good, whatever tasks and goals say.",
)
@format_option("table", "json", "csv", "md")
@click.pass_obj
def command(
    session: Session,
    metric: str,
    split: str | None,
    task: str | None,
    goal: str | None,
    direction: str | None,
    format_: str,
) -> int:
    """Rank the results for METRIC, each data set by itself, with deltas to baseline and target.

    Nothing is called better within the spread of its runs, and where no spread is on record a difference is only a
    difference.
    """
    base = session.base
    known = metrics(base)
    if not known:
        raise Refused(
            "no concluded experiment reports a metric yet", hint="`kb list --type experiment` shows them."
        )
    require_known("metric", [metric], known)
    if split is not None:
        require_known("split", [split], splits(base, metric))
    _require(session, task, "task")
    _require(session, goal, "goal")
    found = boards(base, Filter(metric, split, task, goal, direction or ""))
    confidence = session.config.limits.improvement_confidence
    told = [(board, [entry(base, board, place, confidence) for place in board.places]) for board in found]
    if not told:
        note(f"No concluded experiment of {task or goal} reports {metric}{f' on {split}' if split else ''}.")
    if format_ == "json":
        rows = [_board_as_json(base, board, entries) for board, entries in told]
        emit_json({"metric": metric, "confidence": confidence, "boards": rows})
    elif format_ == "csv":
        emit_rows("csv", _COLUMNS, [_flat(board, e) for board, entries in told for e in entries])
    else:
        _boards(told, format_, confidence)
    return 0


def _require(session: Session, id: str | None, type_: str) -> None:
    if id is not None and session.base.get(id).type != type_:
        raise Refused(f"{id} is no {type_}", hint=f"`kb list --type {type_}` shows them.")


def _boards(told: Sequence[tuple[Board, list[Entry]]], format_: str, confidence: float) -> None:
    for n, (board, entries) in enumerate(told):
        if n:
            say()
        heading = f"{board.metric} on {board.split}"
        say(f"**{clean(heading)}**" if format_ == "md" else style(clean(heading), "bold"))
        say(clean(f"{_way(board)}; {_data(board)}"))
        say()
        rows = [[_cell(cell) for cell in _row(e)] for e in entries]
        emit_rows(format_, _HEADERS, rows, flexible=2)
    if told:
        say()
        say(
            "± of a result is the standard deviation of its runs, "
            f"± of a difference half of its interval of {100 * confidence:g} %."
        )
        if len({(board.split, board.told, board.data) for board, _ in told}) > len(
            {board.split for board, _ in told}
        ):
            say("Results on different data are not ranked together.")


def _way(board: Board) -> str:
    if board.contradicted:
        return (
            "Not ranked: tasks and goals contradict each other on which way is good; `--direction` decides."
        )
    if not board.direction:
        return "not ranked, as no task and no goal says which way is good: `--direction` decides"
    return f"{board.direction} is better"


def _data(board: Board) -> str:
    data = board.data
    if data is None or board.told == "nothing":
        return "the data is not on record, so nobody can say whether it was the same"
    parts = [data.uri or "", f"{data.rows} rows" if data.rows is not None else ""]
    if board.told == "digest":
        return "data: " + ", ".join(filter(None, [*parts, _short(data.digest or "")]))
    return "data: " + ", ".join(filter(None, parts)) + ", without a digest that says that it was the same"


def _short(digest: str) -> str:
    return digest if len(digest) <= 24 else f"{digest[:19]}…"


def _cell(value: Any) -> Any:
    return "" if value is None else value


def _row(e: Entry) -> list[Any]:
    place, experiment = e.place, e.place.experiment
    rank = "–" if place.rank is None else f"{place.rank}{'=' if place.tied else ''}"
    best = "" if e.best is None else WORDS[e.best]
    return [
        rank, experiment.id, experiment.title, _result(e), _baseline(e), _target(e), best,
        experiment.outcome, e.reproduced,
    ]  # fmt: skip


def _result(e: Entry) -> str:
    figure = e.place.figure
    spread = f" ± {_rough(figure.std)}" if figure.std is not None else ""
    count = (
        f" (n = {figure.n})" if figure.n is not None and figure.n > 1 else " (single run)" if e.single else ""
    )
    return f"{shown(figure.value)}{spread}{count}"


def _rough(spread: float) -> str:
    """A spread with two digits, which is more than is known of it."""
    return shown(float(f"{spread:.2g}"))


def _baseline(e: Entry) -> str:
    delta = e.baseline
    if delta is None:
        return ""
    reach = f" ± {_rough(delta.reach)}" if delta.reach is not None else ""
    return f"{e.place.experiment.baseline} {delta.amount:+.4g}{reach}, {_judged(delta)}"


def _judged(delta: Delta) -> str:
    if delta.judged == "not-known" and delta.single:
        return "single run"
    return WORDS[delta.judged]


def _target(e: Entry) -> str:
    if e.target is None:
        return ""
    verdict = "met" if e.met else "missed"
    within = ", within the spread" if e.target.judged == "within-spread" else ""
    return f"{e.target.amount:+.4g}, {verdict}{within}"


def _board_as_json(base: KnowledgeBase, board: Board, entries: list[Entry]) -> dict[str, Any]:
    data = board.data
    return {
        "metric": board.metric,
        "split": board.split,
        "direction": board.direction or None,
        "contradicted": board.contradicted,
        "told_by": board.told if board.told != "nothing" else None,
        "data": {"uri": data.uri, "digest": data.digest, "rows": data.rows, "folds": data.folds}
        if data
        else None,
        "entries": [_entry_as_json(base, e) for e in entries],
    }


def _entry_as_json(base: KnowledgeBase, e: Entry) -> dict[str, Any]:
    experiment, figure = e.place.experiment, e.place.figure
    document = base.by_id[experiment.id]
    return {
        "rank": e.place.rank,
        "tied": e.place.tied,
        "experiment": experiment.id,
        "title": experiment.title,
        "path": document.path,
        "task": experiment.task,
        "value": figure.value,
        "std": figure.std,
        "n": figure.n,
        "single_run": e.single,
        "outcome": experiment.outcome,
        "reproduced": e.reproduced,
        "baseline": {"experiment": experiment.baseline, **_delta_as_json(e.baseline)} if e.baseline else None,
        "target": {"task": e.task, "verdict": "met" if e.met else "missed", **_delta_as_json(e.target)}
        if e.target
        else None,
        "to_best": e.best,
    }


def _delta_as_json(delta: Delta) -> dict[str, Any]:
    low, high = delta.interval or (None, None)
    return {
        "value": delta.other,
        "delta": delta.amount,
        "low": low,
        "high": high,
        "judged": delta.judged,
        "manner": delta.manner,
        "pairs": delta.runs,
        "folds": delta.folds,
        "single_run": delta.single,
    }


def _flat(board: Board, e: Entry) -> list[Any]:
    experiment, figure = e.place.experiment, e.place.figure
    data = board.data.digest or board.data.uri if board.data is not None else None
    return [
        board.metric, board.split, data, board.direction or None, e.place.rank, e.place.tied, experiment.id,
        experiment.title, experiment.task, figure.value, figure.std, figure.n, e.single, experiment.outcome,
        e.reproduced, *([experiment.baseline, *_cells(e.baseline), e.baseline.manner] if e.baseline else [None] * 6),
        *([e.target.other, *_cells(e.target), "met" if e.met else "missed"] if e.target else [None] * 6),
        e.best,
    ]  # fmt: skip


def _cells(delta: Delta) -> list[Any]:
    return [delta.amount, *(delta.interval or (None, None)), delta.judged]
