"""Figures of experiments for people: with spread, with the difference to the baseline, judged by direction."""

from __future__ import annotations

from typing import NamedTuple

from kb.comparison import same_data
from kb.records.experiment import Experiment, Spread
from kb.records.task import Task
from kb.site.material import Material


class MetricRow(NamedTuple):
    """One figure of an experiment.

    Attributes:
        metric: its name.
        split: the data it was measured on.
        value: the figure, or the mean of several.
        std: their standard deviation.
        n: how many there were; None for a single run.
        baseline: the same figure of the baseline experiment; None where that is known to be of other data.
        delta: value minus baseline.
        direction: ``better``, ``worse`` or ``same`` than the baseline; empty where nobody said which way is good.
        target: the target of the task for this metric and split.
    """

    metric: str
    split: str
    value: float
    std: float | None
    n: int | None
    baseline: float | None
    delta: float | None
    direction: str
    target: float | None


def figure_of(figure: float | Spread) -> tuple[float, float | None, int | None]:
    """Value, standard deviation and number of runs."""
    return (figure.mean, figure.std, figure.n) if isinstance(figure, Spread) else (figure, None, None)


def metric_rows(material: Material, experiment: Experiment) -> list[MetricRow]:
    """Every figure an experiment reports."""
    baseline = material.base.by_id.get(experiment.baseline or "")
    against = baseline.record if baseline is not None and isinstance(baseline.record, Experiment) else None
    rows = []
    for metric, splits in (experiment.metrics or {}).items():
        way = material.directions.get(metric, "")
        for split, figure in splits.items():
            value, std, n = figure_of(figure)
            base = _baseline(experiment, against, metric, split) if against is not None else None
            delta = None if base is None else value - base
            target = _target(material, experiment, metric, split)
            rows.append(MetricRow(metric, split, value, std, n, base, delta, _judged(delta, way), target))
    return rows


def _baseline(experiment: Experiment, against: Experiment, metric: str, split: str) -> float | None:
    """The figure of a baseline, unless it is known to be of other data."""
    other = (against.metrics or {}).get(metric, {}).get(split)
    if (
        other is None
        or same_data((experiment.data or {}).get(split), (against.data or {}).get(split)) is False
    ):
        return None
    return figure_of(other)[0]


def _judged(delta: float | None, way: str) -> str:
    if delta is None or not way:
        return ""
    if abs(delta) < 1e-12:
        return "same"
    return "better" if (delta > 0) == (way == "higher") else "worse"


def _target(material: Material, experiment: Experiment, metric: str, split: str) -> float | None:
    document = material.base.by_id.get(experiment.task or "")
    task = document.record if document is not None else None
    part = task.smart.measurable if isinstance(task, Task) and task.smart is not None else None
    if part is None or part.metric != metric or part.dataset not in (None, split):
        return None
    return part.target
