"""How far a result is from its baseline and from the target, and what the spread of its runs allows to say of it.

The rules, the terminal and the pages ask here, so that none of them calls an improvement what another does not.
Nothing is better or worse within its spread, and nobody can know where no spread is on record: a single run is a
difference, no more. The formulas are those of :mod:`kb.statistics.differences`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from kb.base import KnowledgeBase
from kb.comparison import asked, counterpart, same_data
from kb.figures import Figure, figure_of, sample
from kb.records.experiment import DataSplit, Experiment
from kb.records.goal import Goal
from kb.records.task import Task
from kb.statistics.differences import Difference, Manner, Sample, between, paired, to_number
from kb.verdicts import measurement

Judged = Literal["better", "worse", "different", "same", "within-spread", "not-known"]
WORDS: Final[Mapping[str, str]] = {
    "better": "better",
    "worse": "worse",
    "different": "different",
    "same": "the same",
    "within-spread": "within the spread",
    "not-known": "spread not known",
}
_SAME: Final = 1e-12


class Delta(NamedTuple):
    """The difference of a result to another figure.

    Attributes:
        other: the figure it is compared with.
        difference: the result minus the other, with its error.
        judged: what may be said of it: ``better`` and ``worse`` (``different`` where nobody said which way is good)
            only beyond the spread, ``not-known`` where no spread is on record.
        confidence: of that judgement and of the interval.
        single: whether one of the two is a single run.
        folds: whether runs are folds of a cross-validation, which share what they are trained on.
        runs: how many pairs, where runs were compared one by one.
    """

    other: float
    difference: Difference
    judged: Judged
    confidence: float
    single: bool = False
    folds: bool = False
    runs: int | None = None

    @property
    def amount(self) -> float:
        """The result minus the other."""
        return self.difference.amount

    @property
    def manner(self) -> Manner:
        """Where the error comes from."""
        return self.difference.manner

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the difference may lie; None where nobody can know."""
        return self.difference.interval(self.confidence)

    @property
    def reach(self) -> float | None:
        """How far the difference may be off to either side."""
        found = self.interval
        return None if found is None else (found[1] - found[0]) / 2


def to_baseline(
    experiment: Experiment,
    baseline: Experiment,
    metric: str,
    split: str,
    *,
    direction: str,
    confidence: float,
) -> Delta | None:
    """The difference of a result to the same figure of another experiment.

    Args:
        experiment: the one with the result.
        baseline: the other.
        metric: the metric.
        split: the data; the baseline may call the same data otherwise.
        direction: which way is good, ``higher`` or ``lower``; empty where nobody said so.
        confidence: of the interval.

    Returns:
        None where one of them does not report it, or it is known to be of other data.
    """
    there = counterpart(experiment, baseline, metric, split)
    own = figure_of(experiment, metric, split)
    other = figure_of(baseline, metric, there) if there is not None else None
    if there is None or own is None or other is None:
        return None
    if same_data(data_of(experiment, split), data_of(baseline, there)) is False:
        return None
    one, two = sample(experiment, metric, split, own), sample(baseline, metric, there, other)
    pairs = _pairs(own, other)
    overlap = max(one.overlap, two.overlap)
    difference = paired(*pairs, overlap) if pairs is not None else between(one, two)
    return _delta(
        difference, two.mean, direction, confidence,
        single=1 in (one.n, two.n), folds=overlap > 0, runs=len(pairs[0]) if pairs is not None else None,
    )  # fmt: skip


def to_target(one: Sample, target: float, *, direction: str, confidence: float) -> Delta:
    """The difference of a result to the figure that was aimed at."""
    return _delta(
        to_number(one, target), target, direction, confidence, single=one.n == 1, folds=one.overlap > 0
    )


def _pairs(own: Figure, other: Figure) -> tuple[list[float], list[float]] | None:
    """The runs of both in the same order, where both have the same ones."""
    if len(own.runs) < 2 or own.runs.keys() != other.runs.keys():
        return None
    return list(own.runs.values()), [other.runs[number] for number in own.runs]


def _delta(
    difference: Difference,
    other: float,
    direction: str,
    confidence: float,
    *,
    single: bool,
    folds: bool,
    runs: int | None = None,
) -> Delta:
    judged = _judged(difference, other, direction, confidence)
    return Delta(other, difference, judged, confidence, single, folds, runs)


def _judged(difference: Difference, other: float, direction: str, confidence: float) -> Judged:
    amount = difference.amount
    if abs(amount) <= _SAME * abs(other):
        return "same"
    beyond = difference.beyond(confidence)
    if beyond is None:
        return "not-known"
    if not beyond:
        return "within-spread"
    if not direction:
        return "different"
    return "better" if (amount > 0) == (direction == "higher") else "worse"


def data_of(experiment: Experiment, split: str) -> DataSplit | None:
    """The data that a figure is of."""
    return (experiment.data or {}).get(split)


def target_of(
    base: KnowledgeBase, experiment: Experiment, metric: str, split: str
) -> tuple[Task, float] | None:
    """The task of an experiment and its target, if that is for this figure."""
    found = asked(base, experiment)
    if found is None:
        return None
    task, part = found
    if part.metric != metric or part.target is None:
        return None
    judged = measurement(experiment, metric, part.dataset)  # the figure that the verdict goes by
    return (task, part.target) if judged is not None and judged.split == split else None


def direction_of(
    base: KnowledgeBase, experiment: Experiment, metric: str, known: Mapping[str, frozenset[str]]
) -> str:
    """Which way is good for a result: as its task says, else as all others do; empty where that is not known."""
    found = asked(base, experiment)
    if found is not None and found[1].metric == metric:
        return found[1].direction
    said = known.get(metric, frozenset())
    return next(iter(said)) if len(said) == 1 else ""


def directions(base: KnowledgeBase) -> dict[str, frozenset[str]]:
    """Which way is good for each metric, as tasks with a target and goals say; both where they contradict."""
    found: dict[str, frozenset[str]] = {}
    for _, goal in base.records(Goal):
        for wanted in goal.technical_metrics:
            found[wanted.name] = found.get(wanted.name, frozenset()) | {wanted.direction}
    for _, task in base.records(Task):
        part = task.smart.measurable if task.smart is not None else None
        if part is not None and part.metric is not None and part.target is not None:
            found[part.metric] = found.get(part.metric, frozenset()) | {part.direction}
    return found
