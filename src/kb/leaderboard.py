"""Ranks the results of a metric, each data set by itself, and says how far they are from baseline, target and best.

Only concluded experiments count. Figures of different data are never ranked together: those whose data have digests
are told apart by these, those without by the name of their data, and where nobody said which data it was, nobody can
say that it was the same. Equal figures share a rank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, NamedTuple

from kb.base import KnowledgeBase
from kb.comparison import agree, asked, baseline_of, canonical
from kb.deltas import Delta, Judged, data_of, direction_of, directions, target_of, to_baseline, to_target
from kb.figures import Figure, repeats, reported, sample
from kb.records.experiment import DataSplit, Experiment
from kb.records.task import Task
from kb.reproducibility import last_attempt
from kb.verdicts import reaches

Told = Literal["digest", "uri", "nothing"]
USUAL: Final = ("test", "holdout", "validation", "cv")
_SAME: Final = 1e-12
MANY_ODD: Final = 500
"""Of so many digests that are not whole, each is its own."""


class Place(NamedTuple):
    """A result and where it stands.

    Attributes:
        rank: from 1, equal figures alike; None where nobody said which way is good.
        tied: whether another has the same figure.
        experiment: the experiment.
        figure: its result.
    """

    rank: int | None
    tied: bool
    experiment: Experiment
    figure: Figure


class Board(NamedTuple):
    """The results of one metric on one set of data, best first.

    Attributes:
        metric: the metric.
        split: what the experiments call the data.
        direction: which way is good; empty where nobody said so, or people contradict each other.
        contradicted: whether they do.
        told: what tells that it is the same data.
        data: the data, as the first of the experiments describes them.
        places: the results; in the order of their ids where they cannot be ranked.
    """

    metric: str
    split: str
    direction: str
    contradicted: bool
    told: Told
    data: DataSplit | None
    places: tuple[Place, ...]


class Entry(NamedTuple):
    """A place with what can be said of it.

    Attributes:
        place: the result.
        single: whether it is one run, as far as the record tells.
        baseline: the difference to its baseline, if that is comparable.
        task: the id of the task that set a target for this figure.
        target: the difference to that target.
        met: whether the target was met.
        best: what may be said of its difference to the first of the board; None for the first itself.
        reproduced: how the last attempt to repeat it after the result ended; None if there was none.
    """

    place: Place
    single: bool
    baseline: Delta | None
    task: str | None
    target: Delta | None
    met: bool | None
    best: Judged | None
    reproduced: Literal["match", "drift", "failed"] | None


class Filter(NamedTuple):
    """Which results to rank; None and an empty direction mean no restriction.

    Attributes:
        metric: of this metric.
        split: on data of this name.
        task: of experiments that test this task.
        goal: of experiments whose tasks, or those they are part of, serve this goal.
        direction: which way is good, whatever tasks and goals say.
    """

    metric: str | None = None
    split: str | None = None
    task: str | None = None
    goal: str | None = None
    direction: str = ""


_Result = tuple[Experiment, Figure]


def metrics(base: KnowledgeBase) -> list[str]:
    """Every metric that a concluded experiment reports."""
    return sorted(
        {name for _, e in base.records(Experiment) if e.status == "concluded" for name in e.metrics or ()}
    )


def splits(base: KnowledgeBase, metric: str) -> list[str]:
    """Every split on which a concluded experiment reports a metric."""
    concluded = [e for _, e in base.records(Experiment) if e.status == "concluded"]
    return sorted({split for e in concluded for name, split, _ in reported(e) if name == metric})


def boards(base: KnowledgeBase, chosen: Filter) -> list[Board]:
    """The boards that a filter asks for: by metric, usual splits first, and the data with most results first."""
    known = directions(base)
    found: dict[tuple[str, str], list[_Result]] = {}
    for experiment in _experiments(base, chosen):
        for metric, split, figure in reported(experiment):
            if chosen.metric in (None, metric) and chosen.split in (None, split):
                found.setdefault((metric, split), []).append((experiment, figure))
    made = []
    for (metric, split), results in found.items():
        for told, data, same in _by_data(split, results):
            ways = _ways(base, chosen, metric, same, known)
            way = next(iter(ways)) if len(ways) == 1 else ""
            made.append(Board(metric, split, way, len(ways) > 1, told, data, tuple(_ranked(same, way))))
    return sorted(made, key=_order)


def _ways(
    base: KnowledgeBase,
    chosen: Filter,
    metric: str,
    results: Iterable[_Result],
    known: Mapping[str, frozenset[str]],
) -> frozenset[str]:
    """Which way is good: as was asked, else as the tasks of the results say, else as anybody says."""
    if chosen.direction:
        return frozenset({chosen.direction})
    found = frozenset(direction_of(base, experiment, metric, known) for experiment, _ in results) - {""}
    return found or known.get(metric, frozenset())


def _order(board: Board) -> tuple[object, ...]:
    usual = USUAL.index(board.split) if board.split in USUAL else len(USUAL)
    first = min(place.experiment.id for place in board.places)
    return board.metric, usual, board.split, board.told == "nothing", -len(board.places), first


def _experiments(base: KnowledgeBase, chosen: Filter) -> Iterator[Experiment]:
    for _, experiment in base.records(Experiment):
        if experiment.status != "concluded" or chosen.task not in (None, experiment.task):
            continue
        if chosen.goal is None or goal_of(base, experiment.task) == chosen.goal:
            yield experiment


def goal_of(base: KnowledgeBase, id: str | None) -> str | None:
    """The goal of a task, or of the task it is part of."""
    seen: set[str] = set()
    while id is not None and id not in seen:
        seen.add(id)
        document = base.by_id.get(id)
        task = document.record if document is not None else None
        if not isinstance(task, Task):
            return None
        if task.goal is not None:
            return task.goal
        id = task.part_of
    return None


def _by_data(
    split: str, results: Iterable[_Result]
) -> Iterator[tuple[Told, DataSplit | None, list[_Result]]]:
    """The results of each set of data."""
    groups: dict[tuple[Told, str], list[_Result]] = {}
    odd: dict[str, list[_Result]] = {}  # digests that were cut short, or do not say how they were made
    for experiment, figure in results:
        told, key = _known_by(data_of(experiment, split))
        whole = canonical(key) if told == "digest" else key
        if whole is None:
            odd.setdefault(key, []).append((experiment, figure))
        else:
            groups.setdefault((told, whole), []).append((experiment, figure))
    for key, group in odd.items():
        groups.setdefault(_alike(key, groups if len(odd) < MANY_ODD else {}), []).extend(group)
    for (told, _), group in groups.items():
        yield told, data_of(group[0][0], split), group


def _known_by(data: DataSplit | None) -> tuple[Told, str]:
    if data is not None and data.digest is not None:
        return "digest", data.digest
    if data is not None and data.uri is not None:
        return "uri", f"{data.uri} {data.rows}"
    return "nothing", ""


def _alike(digest: str, groups: Iterable[tuple[Told, str]]) -> tuple[Told, str]:
    """The group whose digest a short one is the beginning of."""
    return next((key for key in groups if key[0] == "digest" and agree(digest, key[1])), ("digest", digest))


def _ranked(results: list[_Result], way: str) -> Iterator[Place]:
    sign = {"higher": -1.0, "lower": 1.0}.get(way, 0.0)
    ordered = sorted(results, key=lambda result: (sign * result[1].value, result[0].id))
    values = [figure.value for _, figure in ordered]
    rank = 0
    for n, (experiment, figure) in enumerate(ordered):
        before = n > 0 and _equal(values[n - 1], values[n])
        after = n + 1 < len(values) and _equal(values[n], values[n + 1])
        rank = rank if before else n + 1
        yield Place(rank if way else None, bool(way) and (before or after), experiment, figure)


def _equal(one: float, two: float) -> bool:
    return abs(one - two) <= _SAME * max(abs(one), abs(two))


def entry(base: KnowledgeBase, board: Board, place: Place, confidence: float) -> Entry:
    """What can be said of a result."""
    experiment, metric, split, way = place.experiment, board.metric, board.split, board.direction
    baseline = baseline_of(base, experiment)
    aim = target_of(base, experiment, metric, split)
    again = last_attempt(experiment)
    first = board.places[0].experiment
    best = None
    if way and experiment is not first:
        found = to_baseline(experiment, first, metric, split, direction=way, confidence=confidence)
        best = found.judged if found is not None else None
    return Entry(
        place,
        repeats(experiment, metric, split) == 1,
        to_baseline(experiment, baseline, metric, split, direction=way, confidence=confidence)
        if baseline is not None
        else None,
        aim[0].id if aim is not None else None,
        to_target(
            sample(experiment, metric, split, place.figure), aim[1], direction=way, confidence=confidence
        )
        if aim is not None
        else None,
        _met(base, experiment, place.figure) if aim is not None else None,
        best,
        again.verdict if again is not None else None,
    )


def _met(base: KnowledgeBase, experiment: Experiment, figure: Figure) -> bool | None:
    found = asked(base, experiment)
    return reaches(found[1], figure.value) if found is not None else None
