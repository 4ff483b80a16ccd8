"""Makes the demand of forty products, month by month, with the gaps that real records have.

A series has a level, a trend, a yearly pattern and noise; some products change level once. About one month
in twenty is missing. Series are between 60 and 108 months long, because some products are younger than
others.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

from churn_data import Draws

PRODUCTS = 40
SEASON = 12
GAP = 0.05

Series = list[float | None]
"""One product: a number for each month, None where the record is missing."""


def _pattern(draws: Draws) -> list[float]:
    """Twelve factors around 1: a yearly wave, a weaker half-yearly one, and each month's habit."""
    wave, half = 0.25 * draws.normal(), 0.12 * draws.normal()
    shift = 2.0 * math.pi * draws.uniform()
    return [
        math.exp(
            wave * math.sin(2.0 * math.pi * month / SEASON + shift)
            + half * math.sin(4.0 * math.pi * month / SEASON + shift)
            + 0.06 * draws.normal()
        )
        for month in range(SEASON)
    ]


def _product(draws: Draws) -> Series:
    length = 60 + int(draws.uniform() * 49)
    level, trend = math.exp(5.0 + 0.8 * draws.normal()), 0.004 * draws.normal()
    jump_at = int(draws.uniform() * length) if draws.uniform() < 0.3 else length
    jump, pattern = math.exp(0.3 * draws.normal()), _pattern(draws)
    series: Series = []
    for month in range(length):
        expected = (
            level * math.exp(trend * month) * pattern[month % SEASON] * (jump if month >= jump_at else 1.0)
        )
        demand = round(expected * math.exp(0.12 * draws.normal()), 1)
        series.append(None if draws.uniform() < GAP else demand)
    return series


def products(seed: int) -> dict[str, Series]:
    """All series by product code."""
    draws = Draws(f"demand-{seed}")
    return {f"P{number:02d}": _product(draws) for number in range(1, PRODUCTS + 1)}


def ensure(folder: Path, seed: int, held_out: int) -> dict[str, Path]:
    """Writes two files: the history, and the last `held_out` months that no method may see."""
    folder.mkdir(parents=True, exist_ok=True)
    series = products(seed)
    parts = {
        "history": {key: values[:-held_out] for key, values in series.items()},
        "test": {key: values[-held_out:] for key, values in series.items()},
    }
    paths = {name: folder / f"demand-{name}-{seed}.csv" for name in parts}
    for name, part in parts.items():
        with paths[name].open("w", encoding="utf-8", newline="") as stream:
            table = csv.writer(stream, lineterminator="\n")
            table.writerow(["product", "month", "demand"])
            for key, values in part.items():
                table.writerows(
                    [key, month, "" if value is None else f"{value:.1f}"]
                    for month, value in enumerate(values)
                )
    return paths


def read(path: Path) -> dict[str, Series]:
    """Reads a file that `ensure` wrote."""
    series: dict[str, Series] = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            series.setdefault(row["product"], []).append(float(row["demand"]) if row["demand"] else None)
    return series
