"""Gradient boosting of decision stumps for a yes-or-no question, in plain Python.

The method is Friedman's gradient boosting machine (2001) with the logistic loss and Newton steps in the
leaves; each tree is a single split. A column is either ordered, split by a threshold, or a set of
categories, split by "this one or any other". Columns are cut into at most 32 bins by the quantiles of the
training rows.
"""

from __future__ import annotations

import bisect
import math
from dataclasses import dataclass, field

from churn_data import Draws

BINS = 32


@dataclass(frozen=True)
class Column:
    """One feature of all rows; `ordered` columns hold amounts, the others hold category numbers."""

    name: str
    values: list[float]
    ordered: bool = True


@dataclass(frozen=True)
class Settings:
    """What a run can vary; a leaf's step is shrunk by `penalty` added to its curvature."""

    rounds: int = 80
    rate: float = 0.15
    sample: float = 0.8
    penalty: float = 5.0


@dataclass(frozen=True)
class Stump:
    """One split: rows whose bin is at most (ordered) or exactly (category) `cut` get `inside`."""

    column: int
    cut: int
    inside: float
    outside: float


@dataclass
class Model:
    """A fitted sum of stumps."""

    start: float
    edges: list[list[float] | None]
    stumps: list[Stump] = field(default_factory=list)

    def predict(self, columns: list[Column]) -> list[float]:
        """The probability of "yes" for each row."""
        binned = [_bins(column, edges) for column, edges in zip(columns, self.edges, strict=True)]
        score = [self.start] * len(columns[0].values)
        for stump in self.stumps:
            _add(score, stump, binned[stump.column], self.edges[stump.column] is not None)
        return [1.0 / (1.0 + math.exp(-value)) for value in score]


def _edges(column: Column) -> list[float] | None:
    """The thresholds between bins, or None for a column of categories."""
    if not column.ordered:
        return None
    ranked = sorted(column.values)
    picked = {ranked[len(ranked) * step // BINS] for step in range(1, BINS)}
    return sorted(picked)


def _bins(column: Column, edges: list[float] | None) -> list[int]:
    if edges is None:
        return [int(value) for value in column.values]
    return [bisect.bisect_left(edges, value) for value in column.values]


def _add(score: list[float], stump: Stump, bins: list[int], ordered: bool) -> None:
    for row, number in enumerate(bins):
        inside = number <= stump.cut if ordered else number == stump.cut
        score[row] += stump.inside if inside else stump.outside


def _histogram(bins: list[int], rows: list[int], slope: list[float], bend: list[float]) -> list[list[float]]:
    """The sums of slopes and curvatures in each bin."""
    size = max(bins) + 1
    slopes, bends = [0.0] * size, [0.0] * size
    for row in rows:
        number = bins[row]
        slopes[number] += slope[row]
        bends[number] += bend[row]
    return [slopes, bends]


def _best_cut(
    slopes: list[float], bends: list[float], ordered: bool, penalty: float
) -> tuple[float, int, float, float]:
    """(gain, cut, step inside, step outside) of the best split of one column."""
    all_slope, all_bend = math.fsum(slopes), math.fsum(bends)
    best = (-1.0, 0, 0.0, 0.0)
    slope = bend = 0.0
    for cut in range(len(slopes) - (1 if ordered else 0)):
        slope, bend = (slope + slopes[cut], bend + bends[cut]) if ordered else (slopes[cut], bends[cut])
        other_slope, other_bend = all_slope - slope, all_bend - bend
        gain = slope * slope / (bend + penalty) + other_slope * other_slope / (other_bend + penalty)
        if gain > best[0] + 1e-9:
            best = (gain, cut, slope / (bend + penalty), other_slope / (other_bend + penalty))
    return best


def fit(columns: list[Column], answers: list[int], settings: Settings, seed: int) -> Model:
    """Fits `settings.rounds` stumps, each on a random share of the rows."""
    mean = sum(answers) / len(answers)
    model = Model(math.log(mean / (1.0 - mean)), [_edges(column) for column in columns])
    binned = [_bins(column, edges) for column, edges in zip(columns, model.edges, strict=True)]
    score = [model.start] * len(answers)
    draws = Draws(f"boosting-{seed}")
    for _ in range(settings.rounds):
        chance = [1.0 / (1.0 + math.exp(-value)) for value in score]
        slope = [answer - p for answer, p in zip(answers, chance, strict=True)]
        bend = [p * (1.0 - p) for p in chance]
        rows = [row for row in range(len(answers)) if draws.uniform() < settings.sample]
        stump = _best_stump(binned, model.edges, rows, slope, bend, settings)
        model.stumps.append(stump)
        _add(score, stump, binned[stump.column], model.edges[stump.column] is not None)
    return model


def _best_stump(
    binned: list[list[int]],
    edges: list[list[float] | None],
    rows: list[int],
    slope: list[float],
    bend: list[float],
    settings: Settings,
) -> Stump:
    best_gain, best = -1.0, Stump(0, 0, 0.0, 0.0)
    for number, bins in enumerate(binned):
        slopes, bends = _histogram(bins, rows, slope, bend)
        gain, cut, inside, outside = _best_cut(slopes, bends, edges[number] is not None, settings.penalty)
        if gain > best_gain + 1e-9:
            best_gain, best = gain, Stump(number, cut, settings.rate * inside, settings.rate * outside)
    return best
