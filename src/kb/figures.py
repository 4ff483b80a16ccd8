"""The figures of an experiment: one run, several as `{mean, std, n}`, or each run by itself.

Runs stand as splits of their own, numbered behind a slash: `cv/1`, `cv/2`, … are the folds (or seeds) of `cv`. Together
they are one figure of `cv`, with the mean, spread and count that follow from them, unless `cv` is there in words of its
own, which then counts. They are folds of a cross-validation where `data` says so (`folds`), and on a split called `cv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from kb.records.experiment import DataSplit, Experiment, Spread
from kb.statistics.differences import Sample, overlap_of, summary

_RUN: Final = re.compile(r"(?P<split>.+)/(?P<number>[0-9]{1,6})")
_NO_RUNS: Final[Mapping[int, float]] = {}
CROSS_VALIDATED: Final = "cv"


class Figure(NamedTuple):
    """A figure of an experiment.

    Attributes:
        value: the figure, or the mean of several.
        std: their standard deviation.
        n: how many there were; None for a single run.
        runs: number → figure of each run, where they are recorded one by one.
    """

    value: float
    std: float | None = None
    n: int | None = None
    runs: Mapping[int, float] = _NO_RUNS


def figures(splits: Mapping[str, float | Spread]) -> dict[str, Figure]:
    """Split → figure for one metric; numbered runs are part of the figure they belong to."""
    if not any("/" in name for name in splits):
        return {name: _plain(value) for name, value in splits.items()}
    runs, rest = _sorted(splits)
    found: dict[str, Figure] = {}
    for name in splits:  # in the order of the record
        match = _RUN.fullmatch(name)
        split = match["split"] if match is not None and match["split"] in runs else name
        if split not in found:
            found[split] = _whole(rest.get(split), runs.get(split, _NO_RUNS))
    return found


def _sorted(
    splits: Mapping[str, float | Spread],
) -> tuple[dict[str, dict[int, float]], dict[str, float | Spread]]:
    """Runs by split and number, and what is none: a number alone, or one that is there twice, is no run."""
    runs: dict[str, dict[int, float]] = {}
    spoilt: set[str] = set()
    for name, value in splits.items():
        match = _RUN.fullmatch(name)
        if match is None:
            continue
        numbered = runs.setdefault(match["split"], {})
        if isinstance(value, Spread) or int(match["number"]) in numbered:
            spoilt.add(match["split"])
        else:
            numbered[int(match["number"])] = value
    runs = {split: found for split, found in runs.items() if len(found) > 1 and split not in spoilt}
    rest = {
        name: value
        for name, value in splits.items()
        if (match := _RUN.fullmatch(name)) is None or match["split"] not in runs
    }
    return runs, rest


def _plain(value: float | Spread) -> Figure:
    return Figure(value.mean, value.std, value.n) if isinstance(value, Spread) else Figure(value)


def _whole(said: float | Spread | None, runs: Mapping[int, float]) -> Figure:
    if not runs:
        assert said is not None
        return _plain(said)
    counted = summary(list(runs.values()))
    if said is None:
        return Figure(counted.mean, counted.std, counted.n, runs)
    own = _plain(said)
    if own.std is not None:
        return own._replace(runs=runs)
    return Figure(own.value, counted.std, counted.n, runs)


def figure_of(experiment: Experiment, metric: str, split: str) -> Figure | None:
    """What an experiment reports for a metric on a split, or in one run of it."""
    splits = (experiment.metrics or {}).get(metric) or {}
    found = figures(splits).get(split)
    return _plain(splits[split]) if found is None and split in splits else found


def reported(experiment: Experiment) -> Iterator[tuple[str, str, Figure]]:
    """Metric, split and figure of everything that an experiment reports."""
    for metric, splits in (experiment.metrics or {}).items():
        for split, found in figures(splits).items():
            yield metric, split, found


def repeats(experiment: Experiment, metric: str, split: str) -> int:
    """How many runs a figure rests on, as far as the record tells: repeats, folds, seeds.

    Reproductions do not count: they run the same code with the same seeds, so that what comes out says nothing of what
    another seed would have given.
    """
    found = figure_of(experiment, metric, split)
    counted = (found.n or (2 if found.std is not None else 1)) if found is not None else 1
    data = (experiment.data or {}).get(split)
    folds = (data.folds if data is not None else None) or 1
    return max(counted, folds, len(experiment.seeds))


def sample(experiment: Experiment, metric: str, split: str, found: Figure) -> Sample:
    """A figure as a sample: what its spread is, and whether its runs are folds that share what they train on.

    A figure without a spread is one run only where nothing on record says that it rests on more.
    """
    n = found.n
    if found.std is None:
        n = 1 if repeats(experiment, metric, split) == 1 else None
    return Sample(found.value, found.std, n, _overlap((experiment.data or {}).get(split), split, n))


def _overlap(data: DataSplit | None, split: str, n: int | None) -> float:
    folds = data.folds if data is not None else None
    if folds is None and split == CROSS_VALIDATED:
        folds = n
    return overlap_of(folds)
