"""Logistic regression by gradient descent, as a plain second opinion beside boosting.

Ordered columns are standardised by the training rows; a column of categories becomes one indicator for each
category seen in training. Weights are penalised by their squares (ridge).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from boosting import Column


@dataclass(frozen=True)
class Scaling:
    """How one column becomes inputs: (mean, spread) of an ordered one, or its categories."""

    mean: float
    spread: float
    categories: tuple[int, ...]


@dataclass
class Model:
    """Fitted weights; the last one is the intercept."""

    scalings: list[Scaling]
    weights: list[float]

    def predict(self, columns: list[Column]) -> list[float]:
        """The probability of "yes" for each row."""
        return [_chance(self.weights, row) for row in _inputs(columns, self.scalings)]


def _scaling(column: Column) -> Scaling:
    if not column.ordered:
        return Scaling(0.0, 1.0, tuple(sorted({int(value) for value in column.values})))
    mean = math.fsum(column.values) / len(column.values)
    spread = math.sqrt(math.fsum((value - mean) ** 2 for value in column.values) / len(column.values))
    return Scaling(mean, spread or 1.0, ())


def _inputs(columns: list[Column], scalings: list[Scaling]) -> list[list[float]]:
    """One list of inputs for each row, ending in the constant 1."""
    rows: list[list[float]] = [[] for _ in columns[0].values]
    for column, scaling in zip(columns, scalings, strict=True):
        for row, value in zip(rows, column.values, strict=True):
            if column.ordered:
                row.append((value - scaling.mean) / scaling.spread)
            else:
                row.extend(1.0 if int(value) == category else 0.0 for category in scaling.categories)
    for row in rows:
        row.append(1.0)
    return rows


def _chance(weights: list[float], row: list[float]) -> float:
    total = 0.0
    for weight, value in zip(weights, row, strict=True):
        total += weight * value
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def fit(columns: list[Column], answers: list[int], steps: int, rate: float, ridge: float) -> Model:
    """Full-batch gradient descent; nothing random happens here."""
    scalings = [_scaling(column) for column in columns]
    rows = _inputs(columns, scalings)
    weights = [0.0] * len(rows[0])
    for _ in range(steps):
        slope = [0.0] * len(weights)
        for row, answer in zip(rows, answers, strict=True):
            error = _chance(weights, row) - answer
            for number, value in enumerate(row):
                slope[number] += error * value
        weights = [
            weight - rate * (change / len(rows) + ridge * weight)
            for weight, change in zip(weights, slope, strict=True)
        ]
    return Model(scalings, weights)
