"""Draws futures from the days of a window: how many tasks are finished in so many days, and when so many are.

Every future begins by drawing the window itself again, with replacement, and then draws its days from that one. The
first draw is what the past might have been as well: without it a forecast takes the luck of the last weeks for the
pace of the team, and promises more than it holds the further it looks.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import Final, NamedTuple, TypeVar

HORIZON: Final = 1096
"""The last day that is looked at, three years from the first one; what takes longer is later than that."""
_AHEAD: Final = 64


class Window(NamedTuple):
    """Days of a window seen in one way, and what is asked of the future.

    Attributes:
        finished: how many tasks were finished on each day; fewer than none where more came than were.
        wanted: numbers of tasks, each at least 1.
    """

    finished: Sequence[int]
    wanted: frozenset[int]


def how_many(finished: Sequence[int], days: int, trials: int, seed: int) -> list[int]:
    """How many tasks are finished in the next days, in each of so many futures; ascending.

    Args:
        finished: how many were finished on each day of the window.
        days: from today on, today included.
        trials: how many futures.
        seed: where the drawing begins; the same one gives the same futures.
    """
    return sorted(sum(rng.choices(past, k=days)) for rng, past in _pasts(finished, trials, seed))


def when_done(windows: Sequence[Window], trials: int, seed: int) -> list[dict[int, list[int]]]:
    """On which day so many tasks are finished, in each of so many futures; ascending.

    The futures are the same for all windows and numbers, whatever else is asked, so that they can be compared.

    Args:
        windows: the same days, seen in several ways.
        trials: how many futures.
        seed: where the drawing begins; the same one gives the same futures.

    Returns:
        For each window the days of each number, the first being 1, which is today; ``HORIZON + 1`` for later than
        that.
    """
    found: list[dict[int, list[int]]] = [{number: [] for number in window.wanted} for window in windows]
    most = [max(window.wanted, default=0) for window in windows]
    falls = [min(window.finished, default=0) < 0 for window in windows]
    places = range(len(windows[0].finished)) if windows else range(0)
    for rng, past in _pasts(places, trials, seed):
        ahead = _Ahead(rng, past)
        for n, window in enumerate(windows):
            reached = _reached(window.finished, ahead, most[n], falls=falls[n])
            for number, days in found[n].items():
                days.append(bisect_left(reached, number))
    return [{number: sorted(days) for number, days in one.items()} for one in found]


D = TypeVar("D")


def _pasts(window: Sequence[D], trials: int, seed: int) -> Iterator[tuple[random.Random, list[D]]]:
    """A source of chance of its own for every future, and its past."""
    source, rng = random.Random(seed), random.Random()  # noqa: S311  # futures are no secrets
    for _ in range(trials):
        rng.seed(source.getrandbits(64))
        yield rng, rng.choices(window, k=len(window))


class _Ahead:
    """The days of one future as places in the window, drawn when somebody gets there."""

    def __init__(self, rng: random.Random, past: Sequence[int]) -> None:
        self._rng = rng
        self._past = past
        self._drawn: list[Callable[[Sequence[int]], tuple[int, ...]]] = []

    def part(self, number: int, finished: Sequence[int]) -> tuple[int, ...]:
        """What is finished on each day of a part of the future."""
        while len(self._drawn) <= number:
            self._drawn.append(itemgetter(*self._rng.choices(self._past, k=_AHEAD)))
        return self._drawn[number](finished)


def _reached(finished: Sequence[int], ahead: _Ahead, most: int, *, falls: bool) -> list[int]:
    """The most that were finished by the end of each day, up to so many or to the horizon; nothing on day 0."""
    reached, best, part = [0], 0, 0
    while best < most and len(reached) <= HORIZON:
        done = reached.pop()
        reached += accumulate(ahead.part(part, finished), initial=done)
        best, part = max(reached) if falls else reached[-1], part + 1
    del reached[HORIZON + 1 :]
    return list(accumulate(reached, max)) if falls else reached
