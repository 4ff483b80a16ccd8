"""Statements from many drawn futures: what holds in 50, 85 and 95 of a hundred."""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from typing import Final, TypeVar

LEVELS: Final = (50, 85, 95)
"""The levels of the statements, in per cent."""
N = TypeVar("N", int, float)


def within(ordered: Sequence[N], level: int) -> N:
    """The smallest value that a share of the futures does not exceed: "finished on or before day 12".

    Args:
        ordered: one value for each future, ascending; at least one.
        level: in per cent.
    """
    return ordered[_needed(len(ordered), level) - 1]


def at_least(ordered: Sequence[N], level: int) -> N:
    """The largest value that a share of the futures reaches: "at least 7 tasks"."""
    return ordered[len(ordered) - _needed(len(ordered), level)]


def chance(ordered: Sequence[float], most: float) -> float:
    """The share of the futures that do not exceed a value."""
    return bisect.bisect_right(ordered, most) / len(ordered)


def _needed(count: int, level: int) -> int:
    """How many of so many futures a statement has to hold in."""
    return math.ceil(count * level / 100)
