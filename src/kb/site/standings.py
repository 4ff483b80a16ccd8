"""The leaderboards for the pages that show them: which come first, with what is known of each place, and as charts."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from typing import Final, NamedTuple

from kb.comparison import same_data
from kb.deltas import data_of, target_of
from kb.figures import figure_of, repeats
from kb.leaderboard import USUAL, Board, Entry, Filter, Place, boards, entry
from kb.records.experiment import Experiment
from kb.records.goal import Goal
from kb.site.charts.differences import Gap, differences
from kb.site.charts.look import Chart
from kb.site.charts.results import Aim, Result, over_time
from kb.site.drawing.html import Html, attribute, text
from kb.site.material import Material

LEADERS: Final = 10
"""So many places are listed."""
_TARGETS: Final = 3  # of more the lines would be a wall


class DrawnBoard(NamedTuple):
    """A leaderboard with its first entries, and its charts where they are drawn."""

    board: Board
    entries: tuple[Entry, ...]
    charts: tuple[Chart, ...] = ()

    @property
    def targets(self) -> bool:
        """Whether a task set a target for one of the results."""
        return any(entry.target is not None for entry in self.entries)


def leaderboards(material: Material) -> list[Board]:
    """One for every metric and set of data for which at least two concluded experiments report a figure.

    The metrics that goals name come first, then those that somebody gave a direction, then the busiest.
    """
    named = list(
        dict.fromkeys(t.name for _, goal in material.base.records(Goal) for t in goal.technical_metrics)
    )
    order = {metric: n for n, metric in enumerate(named)}
    found = [board for board in boards(material.base, Filter()) if len(board.places) > 1]
    return sorted(
        found, key=lambda b: (order.get(b.metric, len(order)), not b.direction, *_split(b), b.split)
    )


def _split(board: Board) -> tuple[object, ...]:
    """What results count on comes first; metrics beside each other then go by their names."""
    return (
        -len(board.places),
        board.metric,
        USUAL.index(board.split) if board.split in USUAL else len(USUAL),
    )


def listed(material: Material, board: Board) -> DrawnBoard:
    """A leaderboard with what can be said of its first places."""
    confidence = material.config.limits.improvement_confidence
    return DrawnBoard(
        board, tuple(entry(material.base, board, place, confidence) for place in board.places[:LEADERS])
    )


def drawn(material: Material, board: Board, name: str, here: str) -> DrawnBoard:
    """A leaderboard with its charts.

    Args:
        material: of the site.
        board: the leaderboard.
        name: a word for the ids of its charts.
        here: the page they stand on.
    """
    found = listed(material, board)
    results = [result(material, board, place, here) for place in board.places]
    results.sort(key=lambda each: (each.on, each.id))
    time = over_time(
        f"time-{name}",
        "Over time",
        results,
        aims(material, board),
        metric=board.metric,
        direction=board.direction,
    )
    gaps = [gap for each in found.entries if (gap := _gap(material, each, here)) is not None]
    if not gaps:
        return found._replace(charts=(time,))
    beside = differences(
        f"gap-{name}", "Against the baseline", gaps, metric=board.metric, direction=board.direction,
        sure=f"{100 * material.config.limits.improvement_confidence:g} %",
    )  # fmt: skip
    return found._replace(charts=(time, beside))


def short(material: Material, id: str, here: str) -> Html:
    """A reference by the id alone, for tables behind charts, beside which the titles stand."""
    return Html(f'<a{attribute("href", material.url(id, here))}><code class="kb-id">{text(id)}</code></a>')


def result(material: Material, board: Board, place: Place, here: str) -> Result:
    """A place of a board as a point of its chart."""
    experiment, figure = place.experiment, place.figure
    return Result(
        experiment.id,
        _day(experiment),
        figure.value,
        figure.std,
        repeats(experiment, board.metric, board.split),
        experiment.outcome,
        short(material, experiment.id, here),
        material.url(experiment.id, here),
    )


def aims(material: Material, board: Board) -> list[Aim]:
    """What results are compared with: the baseline that most of them name, and what tasks aim at."""
    named = Counter(p.experiment.baseline for p in board.places if p.experiment.baseline is not None)
    found = [
        Aim("baseline", place.figure.value, place.experiment.id)
        for place in board.places
        if named and place.experiment.id == min(named, key=lambda id: (-named[id], id))
    ]
    targets = {
        aim[1]: aim[0].id
        for place in board.places
        if (aim := target_of(material.base, place.experiment, board.metric, board.split)) is not None
    }
    if len(targets) > _TARGETS:
        return found
    return [*found, *(Aim("target", at, task) for at, task in sorted(targets.items()))]


def _gap(material: Material, each: Entry, here: str) -> Gap | None:
    if each.baseline is None:
        return None
    id = each.place.experiment.id
    return Gap(
        id,
        each.baseline.amount,
        each.baseline.interval,
        each.baseline.judged,
        each.baseline.single,
        each.place.experiment.baseline or "",
        short(material, id, here),
        material.url(id, here),
    )


def _day(experiment: Experiment) -> date:
    found = experiment.date or experiment.created
    return found.date() if isinstance(found, datetime) else found


def of_goal(material: Material, goal: Goal, metric: str, name: str, here: str) -> Chart | None:
    """How a technical metric of a goal came along, on the data of its best result; None for fewer than two results."""
    wanted = next(t for t in goal.technical_metrics if t.name == metric)
    best = material.best(goal.id, metric, wanted.direction)
    if best is None:
        return None
    served = [e for e in material.experiments_by_goal.get(goal.id, ()) if e.status == "concluded"]
    data = next(data_of(e, best.split) for e in served if e.id == best.id)
    results = [
        Result(
            e.id, _day(e), figure.value, figure.std, repeats(e, metric, best.split), e.outcome,
            short(material, e.id, here), material.url(e.id, here),
        )
        for e in served
        if (figure := figure_of(e, metric, best.split)) is not None
        and same_data(data_of(e, best.split), data) is not False
    ]  # fmt: skip
    if len(results) < 2:
        return None
    results.sort(key=lambda each: (each.on, each.id))
    lines = [Aim("first", results[0].value, results[0].id)]
    lines += [Aim("target", wanted.target, goal.id)] if wanted.target is not None else []
    return over_time(
        name, f"{metric} on {best.split}", results, lines, metric=metric, direction=wanted.direction,
        small=True,
    )  # fmt: skip
