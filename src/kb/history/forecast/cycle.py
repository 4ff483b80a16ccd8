"""When tasks in work will be done, by the time that such work took: only times longer than what has passed count."""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final, NamedTuple

from kb.history.forecast.drawing import HORIZON

BEYOND: Final = math.inf
"""Longer than anything in the past: nobody can say how long."""


class Remaining(NamedTuple):
    """What may be expected of tasks in work.

    Attributes:
        n: how many cycle times were drawn from for the oldest of them.
        days: for each future the day on which the last one is done, ascending; the first is 1, which is today. It is
            :data:`BEYOND` where one takes longer than any before it.
        refused: why nothing is said, in a sentence; None if something may be.
    """

    n: int
    days: tuple[float, ...]
    refused: str | None


def when_finished(
    cycles: Sequence[int], ages: Sequence[int], least: int, trials: int, seed: int
) -> Remaining:
    """When all of some tasks in work are done.

    The next task is as likely to take longer than all before it as to fall between any two of them. So with *n* cycle
    times that it can still have, one of *n* + 1 futures is beyond the past.

    Args:
        cycles: the cycle times of what was done, ascending, in calendar days that count both ends.
        ages: how old each task is today, counted in the same way; at least one.
        least: the fewest cycle times that must be known; of those longer than each age it takes half as many.
        trials: how many futures.
        seed: where the drawing begins.
    """
    longer = [cycles[bisect_left(cycles, age) :] for age in ages]
    n = min(map(len, longer))
    enough = (least + 1) // 2
    if len(cycles) < least or n < enough:
        return Remaining(n, (), _refusal(cycles, max(ages), n, least, enough))
    rng = random.Random(seed)  # noqa: S311  # futures are no secrets
    drawn = [
        [day - age + 1 for day in rng.choices([*left, BEYOND], k=trials)]
        for left, age in zip(longer, ages, strict=True)
    ]
    return Remaining(n, tuple(sorted(map(max, *drawn) if len(drawn) > 1 else drawn[0])), None)


def _refusal(cycles: Sequence[int], age: int, n: int, least: int, enough: int) -> str:
    if len(cycles) < least:
        return f"the time in work is known of {len(cycles)} finished tasks; a forecast asks for {least}"
    return (
        f"of {len(cycles)} finished tasks {n or 'none'} took {age} days or longer, as this one has already; "
        f"a forecast asks for {enough}"
    )


def later(day: float) -> bool:
    """Whether a day is later than a forecast looks."""
    return day > HORIZON
