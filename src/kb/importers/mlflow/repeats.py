"""Tells metrics that were measured several times from curves, and puts the measurements of one together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from kb.importers.importer import Request
from kb.importers.run import Metric


class Measured(NamedTuple):
    """One measurement; steps and times are MLflow's."""

    step: int
    time: int
    value: float


def meant(request: Request, names: Iterable[str]) -> list[str]:
    """Those metrics whose steps are repeats, as the configuration says."""
    patterns: Any = request.settings.get("repeats", ())
    return sorted(name for name in names if any(fnmatchcase(name, pattern) for pattern in patterns))


def together(name: str, measured: Sequence[Measured]) -> Metric:
    """Mean, sample standard deviation and number of the measurements of a metric.

    The same measurement twice is one: MLflow's folders of files hold some of them twice.
    """
    values = [one.value for one in sorted(set(measured))]
    if not all(map(math.isfinite, values)):
        return Metric(name, math.nan)
    count = len(values)
    mean = math.fsum(values) / count
    if count < 2:
        return Metric(name, mean)
    return Metric(
        name, mean, std=math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (count - 1)), n=count
    )
