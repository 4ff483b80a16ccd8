"""Forecasting methods for one monthly series, from the plainest to a combination.

Each method takes a history without gaps (see `fill`) and gives the next months. Sources: seasonal naive and
the means of combinations as in Hyndman and Athanasopoulos, *Forecasting: Principles and Practice*; additive
Holt-Winters as in Winters (1960).
"""

from __future__ import annotations

import math
from collections.abc import Callable

from demand_data import SEASON, Series

Method = Callable[[list[float], int], list[float]]

DEFAULT = (0.3, 0.05, 0.2)
"""Smoothing of level, trend and season when nothing is tuned."""


def fill(series: Series, how: str) -> list[float]:
    """A history without gaps: `last` repeats the month before, `season` the same month a year earlier.

    Where there is no year earlier, `season` falls back to the month before; gaps at the
    very beginning are dropped.
    """
    filled: list[float] = []
    for value in series:
        if value is not None:
            filled.append(value)
        elif how == "season" and len(filled) >= SEASON:
            filled.append(filled[-SEASON])
        elif filled:
            filled.append(filled[-1])
    return filled


def seasonal_naive(history: list[float], horizon: int) -> list[float]:
    """The same month of the last year."""
    return [history[len(history) - SEASON + step % SEASON] for step in range(horizon)]


def _smooth(
    history: list[float], weights: tuple[float, float, float]
) -> tuple[float, float, list[float], float]:
    """Level, trend, season (its next month first) and one-step error (mean absolute) of Holt-Winters."""
    alpha, beta, gamma = weights
    first, second = history[:SEASON], history[SEASON : 2 * SEASON]
    level = math.fsum(first) / SEASON
    trend = (math.fsum(second) - math.fsum(first)) / SEASON**2
    season = [value - level for value in first]
    errors = []
    for month, value in enumerate(history[SEASON:]):
        place = month % SEASON
        expected = level + trend + season[place]
        errors.append(abs(value - expected))
        before = level
        level = alpha * (value - season[place]) + (1.0 - alpha) * (level + trend)
        trend = beta * (level - before) + (1.0 - beta) * trend
        season[place] = gamma * (value - level) + (1.0 - gamma) * season[place]
    turn = len(history) % SEASON
    return level, trend, season[turn:] + season[:turn], math.fsum(errors) / len(errors)


def holt_winters(
    history: list[float], horizon: int, weights: tuple[float, float, float] = DEFAULT
) -> list[float]:
    """Additive Holt-Winters with given smoothing weights."""
    level, trend, season, _ = _smooth(history, weights)
    return [level + trend * (step + 1) + season[step % SEASON] for step in range(horizon)]


def tuned_holt_winters(history: list[float], horizon: int) -> list[float]:
    """Holt-Winters with the weights that had the smallest one-step error on this series."""
    grid = [
        (alpha, beta, gamma)
        for alpha in (0.05, 0.1, 0.2, 0.3, 0.5, 0.7)
        for beta in (0.0, 0.02, 0.05, 0.15)
        for gamma in (0.05, 0.1, 0.2, 0.4)
    ]
    best = min(grid, key=lambda weights: (_smooth(history, weights)[3], weights))
    return holt_winters(history, horizon, best)


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination with the largest pivot; the matrix is small and positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(column + 1, size):
            factor = rows[row][column] / rows[column][column]
            rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column], strict=True)]
    solution = [0.0] * size
    for row in range(size - 1, -1, -1):
        known = math.fsum(rows[row][column] * solution[column] for column in range(row + 1, size))
        solution[row] = (rows[row][size] - known) / rows[row][row]
    return solution


def _waves(month: int, length: int) -> list[float]:
    angle = 2.0 * math.pi * month / SEASON
    return [
        1.0,
        month / length,
        *(part for order in (1, 2, 3) for part in (math.sin(order * angle), math.cos(order * angle))),
    ]


def fourier(history: list[float], horizon: int) -> list[float]:
    """Least squares on a line and three pairs of yearly waves, in logarithms (demand is positive)."""
    length = len(history)
    inputs = [_waves(month, length) for month in range(length)]
    logs = [math.log(max(value, 0.1)) for value in history]
    size = len(inputs[0])
    matrix = [
        [math.fsum(row[i] * row[j] for row in inputs) + (1e-6 if i == j else 0.0) for j in range(size)]
        for i in range(size)
    ]
    right = [math.fsum(row[i] * value for row, value in zip(inputs, logs, strict=True)) for i in range(size)]
    weights = _solve(matrix, right)
    ahead = (_waves(length + step, length) for step in range(horizon))
    return [math.exp(math.fsum(w * x for w, x in zip(weights, row, strict=True))) for row in ahead]


def combination(history: list[float], horizon: int) -> list[float]:
    """The plain mean of the seasonal naive, Holt-Winters and Fourier forecasts."""
    parts = [seasonal_naive(history, horizon), holt_winters(history, horizon), fourier(history, horizon)]
    return [math.fsum(values) / len(values) for values in zip(*parts, strict=True)]


METHODS: dict[str, Method] = {
    "seasonal-naive": seasonal_naive,
    "holt-winters": holt_winters,
    "holt-winters-tuned": tuned_holt_winters,
    "fourier": fourier,
    "combination": combination,
}
