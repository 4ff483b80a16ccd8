"""The figures of an experiment for its page, each with its baseline and target as `kb.deltas` judges them."""

from __future__ import annotations

from typing import NamedTuple

from kb.comparison import baseline_of
from kb.deltas import Delta, direction_of, target_of, to_baseline, to_target
from kb.figures import Figure, repeats, reported, sample
from kb.records.experiment import Experiment
from kb.site.material import Material


class MetricRow(NamedTuple):
    """One figure of an experiment.

    Attributes:
        metric: its name.
        split: the data it was measured on.
        figure: the figure, with its spread.
        single: whether it is one run, as far as the record tells.
        baseline: the difference to the same figure of the baseline; None where that is known to be of other data.
        target: the difference to the target of the task for this metric and split.
        met: whether that target was met; None where there is none, or nobody said which way is good.
    """

    metric: str
    split: str
    figure: Figure
    single: bool
    baseline: Delta | None
    target: Delta | None
    met: bool | None


def metric_rows(material: Material, experiment: Experiment) -> list[MetricRow]:
    """Every figure an experiment reports."""
    base, confidence = material.base, material.config.limits.improvement_confidence
    against = baseline_of(base, experiment)
    rows = []
    for metric, split, figure in reported(experiment):
        way = direction_of(base, experiment, metric, material.directions)
        aim = target_of(base, experiment, metric, split)
        one = sample(experiment, metric, split, figure)
        to_aim = to_target(one, aim[1], direction=way, confidence=confidence) if aim is not None else None
        rows.append(
            MetricRow(
                metric, split, figure, repeats(experiment, metric, split) == 1,
                to_baseline(experiment, against, metric, split, direction=way, confidence=confidence)
                if against is not None else None,
                to_aim,
                _met(to_aim, way) if to_aim is not None else None,
            )
        )  # fmt: skip
    return rows


def _met(to_aim: Delta, way: str) -> bool | None:
    if not way:
        return None
    return to_aim.judged == "same" or (to_aim.amount > 0) == (way == "higher")
