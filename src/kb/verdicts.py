"""Computes whether a task met its target: `measurable` and `metrics` speak the same language, so nobody types it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from kb.figures import figures
from kb.graph import Graph
from kb.records.experiment import Experiment
from kb.records.task import Measurable, Task

VerdictName = Literal["met", "missed", "not-measured"]
_USUAL_SPLITS = ("test", "holdout", "validation", "cv")


class Measurement(NamedTuple):
    """A figure an experiment reports: ``value`` is the mean where it was measured ``n`` times."""

    value: float
    std: float | None
    n: int | None
    split: str


class Verdict(NamedTuple):
    """What became of a task's target.

    ``experiment`` is the id of the concluded experiment that came closest to the target or went furthest beyond it;
    it and ``measured`` are None when nothing measured the metric on the data set.
    """

    name: VerdictName
    measured: Measurement | None = None
    experiment: str | None = None


def measurement(experiment: Experiment, metric: str, dataset: str | None) -> Measurement | None:
    """What an experiment reports for a metric on a data set.

    The data set is the name of a split under the metric, or the uri or digest of the data of a split. Without one,
    the only split reported, else the first of test, holdout, validation, cv. Numbered runs (`cv/1`, `cv/2`) are one
    figure of their split.
    """
    reported = (experiment.metrics or {}).get(metric)
    if not reported:
        return None
    splits = figures(reported)
    if dataset is not None and dataset not in splits and dataset in reported:
        splits = figures({dataset: reported[dataset]})
    name = _split(experiment, splits, dataset)
    return Measurement(*splits[name][:3], name) if name is not None else None


def _split(experiment: Experiment, splits: Mapping[str, object], dataset: str | None) -> str | None:
    if dataset is None:
        if len(splits) == 1:
            return next(iter(splits))
        return next((name for name in _USUAL_SPLITS if name in splits), None)
    if dataset in splits:
        return dataset
    for name, data in (experiment.data or {}).items():
        if name in splits and dataset in (data.uri, data.digest):
            return name
    return None


def judge(measurable: Measurable, experiments: Iterable[Experiment]) -> Verdict | None:
    """The verdict of a threshold over experiments; None for work without a metric and a target."""
    if measurable.metric is None or measurable.target is None:
        return None
    sign = 1.0 if measurable.direction == "higher" else -1.0
    best: tuple[float, Measurement, str] | None = None
    for experiment in experiments:
        if experiment.status != "concluded":
            continue
        found = measurement(experiment, measurable.metric, measurable.dataset)
        if found is not None and (best is None or sign * found.value > best[0]):
            best = (sign * found.value, found, experiment.id)
    if best is None:
        return Verdict("not-measured")
    return Verdict("met" if reaches(measurable, best[1].value) else "missed", best[1], best[2])


def reaches(measurable: Measurable, value: float) -> bool:
    """Whether a figure meets a target; equal is met, and where there is no target nothing is missed."""
    if measurable.target is None:
        return True
    return value >= measurable.target if measurable.direction == "higher" else value <= measurable.target


def experiments_of(graph: Graph, id: str) -> list[Experiment]:
    """The readable experiments that test a task."""
    links = graph.backlinks(id, ("task",))
    return [link.source.record for link in links if isinstance(link.source.record, Experiment)]


def verdict(graph: Graph, task: Task) -> Verdict | None:
    """The verdict of a task in its base; None for work without a metric and a target."""
    if task.smart is None or task.smart.measurable is None:
        return None
    return judge(task.smart.measurable, experiments_of(graph, task.id))
