"""Holds the figures of a repeated run against the recorded ones, each within the tolerance of its metric."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kb.config import ReproduceTable
from kb.experiments.measuring import Metrics, Value
from kb.records.experiment import Experiment, Spread

Verdict = Literal["match", "drift", "failed"]


@dataclass(frozen=True)
class Compared:
    """One figure then and now.

    Attributes:
        metric: its name.
        split: the part of the data.
        recorded: the value in the record; of a spread its mean.
        now: the value of the repeated run; None when it reported none.
        allowed: how far they may be apart.
    """

    metric: str
    split: str
    recorded: float
    now: float | None
    allowed: float

    @property
    def difference(self) -> float | None:
        """How much higher the figure is now."""
        return None if self.now is None else self.now - self.recorded

    @property
    def within(self) -> bool:
        """Whether it counts as the same; what was not reported does not."""
        difference = self.difference
        # A figure on the very edge is within: what lies behind the twelfth digit is the dust of binary fractions.
        return difference is not None and abs(difference) <= self.allowed + 1e-12 * abs(self.recorded)


def compare(experiment: Experiment, now: Metrics, table: ReproduceTable) -> list[Compared]:
    """Every recorded figure beside that of the repeated run."""
    found = []
    for metric, splits in (experiment.metrics or {}).items():
        for split, value in splits.items():
            recorded = value.mean if isinstance(value, Spread) else value
            measured = (now.get(metric) or {}).get(split)
            here = _middle(measured) if measured is not None else None
            found.append(Compared(metric, split, recorded, here, allowed(table, metric, recorded)))
    return found


def allowed(table: ReproduceTable, metric: str, recorded: float) -> float:
    """How far a figure may be from the recorded one: the larger of the absolute and the relative tolerance."""
    own = table.metrics.get(metric)
    absolute = own.absolute if own is not None and own.absolute is not None else table.absolute
    relative = own.relative if own is not None and own.relative is not None else table.relative
    return max(absolute, relative * abs(recorded))


def _middle(value: Value) -> float:
    return float(value["mean"]) if isinstance(value, Mapping) else float(value)


def verdict(compared: list[Compared], *, same_data: bool) -> Verdict:
    """What the comparison comes to; on other data nothing can match."""
    return "match" if same_data and compared and all(figure.within for figure in compared) else "drift"
