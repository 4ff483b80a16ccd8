"""Percentiles by nearest rank: a value that was seen, and none where the sample is too small to have any above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

RANKS: Final = (50, 70, 85, 95)
"""The percentiles that are told."""


class Percentiles(NamedTuple):
    """Percentiles of a sample.

    Attributes:
        n: how many values it has.
        at: percentile → the smallest value that this share of them does not exceed; None where ``n`` does not carry it.
    """

    n: int
    at: Mapping[int, int | None]

    @property
    def refused(self) -> Mapping[int, int]:
        """The percentiles that the sample does not carry, with the number of values that would."""
        return {rank: needed(rank) for rank, value in self.at.items() if value is None}


def needed(rank: int) -> int:
    """How many values a percentile takes: with fewer it would be the largest of them, whatever that is."""
    return -(-100 // (100 - rank))


def percentile(ordered: list[int], rank: int) -> int | None:
    """The value at a percentile of values in order, by nearest rank; None if there are too few."""
    if len(ordered) < needed(rank):
        return None
    return ordered[-(-rank * len(ordered) // 100) - 1]


def percentiles(values: Iterable[int | None], ranks: Iterable[int] = RANKS) -> Percentiles:
    """Percentiles of those values that are known."""
    ordered = sorted(value for value in values if value is not None)
    return Percentiles(len(ordered), {rank: percentile(ordered, rank) for rank in ranks})
