"""The figures of an experiment for its page, each with its baseline and target as `kb.deltas` judges them."""

from __future__ import annotations

from typing import NamedTuple

from kb.base import KnowledgeBase
from kb.comparison import asked, baseline_of
from kb.deltas import Delta, direction_of, target_of, to_baseline, to_target
from kb.figures import Figure, repeats, reported, sample
from kb.records.experiment import Experiment
from kb.site.material import Material
from kb.verdicts import reaches


class MetricRow(NamedTuple):
    """One figure of an experiment.

    Attributes:
        metric: its name.
        split: the data it was measured on.
        figure: the figure, with its spread.
        single: whether it is one run, as far as the record tells.
        baseline: the difference to the same figure of the baseline; None where that is known to be of other data.
        target: the difference to the target of the task for this metric and split.
        met: whether that target was met; None where there is none.
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
        rows.append(
            MetricRow(
                metric, split, figure, repeats(experiment, metric, split) == 1,
                to_baseline(experiment, against, metric, split, direction=way, confidence=confidence)
                if against is not None else None,
                to_target(one, aim[1], direction=way, confidence=confidence) if aim is not None else None,
                _reached(base, experiment, figure) if aim is not None else None,
            )
        )  # fmt: skip
    return rows


def _reached(base: KnowledgeBase, experiment: Experiment, figure: Figure) -> bool | None:
    """As the verdict on the task goes: by the figure alone, whatever its spread."""
    found = asked(base, experiment)
    return reaches(found[1], figure.value) if found is not None else None
