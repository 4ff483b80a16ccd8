"""Writes what a run found in one JSON file: metrics, data with digests, settings, seeds and outputs.

The file holds nothing that changes from run to run (no times, no machine names), so that the digest of a
second run equals the digest of the first.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

DIGITS = 4
"""Decimals that are kept of a metric: more would only show the noise of the platform's arithmetic."""


def digest(path: Path) -> str:
    """`sha256:…` of a file's bytes."""
    return "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest()


def spread(values: Sequence[float]) -> dict[str, float | int]:
    """Mean, sample standard deviation and number of repeats of one metric."""
    mean = math.fsum(values) / len(values)
    variance = math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return {"mean": round(mean, DIGITS), "std": round(math.sqrt(variance), DIGITS), "n": len(values)}


def data_entry(path: Path, rows: int, folds: int | None = None) -> dict[str, Any]:
    """One split as an experiment record describes it."""
    entry: dict[str, Any] = {"uri": path.as_posix(), "digest": digest(path), "rows": rows}
    return entry if folds is None else {**entry, "folds": folds}


def write_table(path: Path, header: str, lines: Sequence[str], what: str) -> dict[str, str]:
    """Writes a CSV output and gives its entry for the record."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8", newline="\n")
    return {"uri": path.as_posix(), "digest": digest(path), "what": what}


def write(
    path: Path,
    *,
    model: Mapping[str, Any],
    seeds: Sequence[int],
    data: Mapping[str, Any],
    metrics: Mapping[str, Any],
    outputs: Sequence[Mapping[str, str]],
) -> None:
    """Writes the result file and prints the metrics."""
    path.parent.mkdir(parents=True, exist_ok=True)
    found = {"model": model, "seeds": list(seeds), "data": data, "metrics": metrics, "outputs": list(outputs)}
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8", newline="\n")
    for name, splits in metrics.items():
        for split, value in splits.items():
            sys.stdout.write(f"{name:24} {split:10} {value}\n")
