"""Draws futures from the days of a window: how many tasks are finished in so many days, and when so many are.

Every future begins by drawing the window itself again, with replacement, and then draws its days from that one. The
first draw is what the past might have been as well: without it a forecast takes the luck of the last weeks for the
pace of the team, and promises more than it holds the further it looks. Days of the week on which next to nothing is
finished, such as Sundays, are drawn from each other, and so are the rest.
"""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import Final, NamedTuple

HORIZON: Final = 1096
"""The last day that is looked at, three years from the first one; what takes longer is later than that."""
_WEEKS: Final = 10
_DAYS: Final = 7


class Rhythm(NamedTuple):
    """The week of a team.

    Attributes:
        first: the day of the week of the first day of the window, Monday being 0.
        quiet: the days of the week on which next to nothing is finished.
    """

    first: int = 0
    quiet: frozenset[int] = frozenset()


EVEN: Final = Rhythm()
"""A week in which one day is like the other."""


class Window(NamedTuple):
    """Days of a window seen in one way, and what is asked of the future.

    Attributes:
        finished: how many tasks were finished on each day; fewer than none where more came than were.
        wanted: numbers of tasks, each at least 1.
    """

    finished: Sequence[int]
    wanted: frozenset[int]


def how_many(finished: Sequence[int], days: int, trials: int, seed: int, rhythm: Rhythm = EVEN) -> list[int]:
    """How many tasks are finished in the next days, in each of so many futures; ascending.

    Args:
        finished: how many were finished on each day of the window, which ends yesterday.
        days: from today on, today included.
        trials: how many futures.
        seed: where the drawing begins; the same one gives the same futures.
        rhythm: the week of the team.
    """
    kinds = _kinds(len(finished), rhythm)
    counts = [sum(offset < days % _DAYS for offset in kind.offsets) for kind in kinds]
    ahead = [days // _DAYS * len(kind.offsets) + more for kind, more in zip(kinds, counts, strict=True)]
    found = []
    for rng, pasts in _pasts(kinds, trials, seed):
        drawn = [rng.choices(past, k=k) for past, k in zip(pasts, ahead, strict=True)]
        found.append(sum(sum(map(finished.__getitem__, places)) for places in drawn))
    return sorted(found)


def when_done(
    windows: Sequence[Window], trials: int, seed: int, rhythm: Rhythm = EVEN
) -> list[dict[int, list[int]]]:
    """On which day so many tasks are finished, in each of so many futures; ascending.

    The futures are the same for all windows and numbers, whatever else is asked, so that they can be compared.

    Args:
        windows: the same days up to yesterday, seen in several ways.
        trials: how many futures.
        seed: where the drawing begins; the same one gives the same futures.
        rhythm: the week of the team.

    Returns:
        For each window the days of each number, the first being 1, which is today; ``HORIZON + 1`` for later than
        that.
    """
    found: list[dict[int, list[int]]] = [{number: [] for number in window.wanted} for window in windows]
    most = [max(window.wanted, default=0) for window in windows]
    falls = [min(window.finished, default=0) < 0 for window in windows]
    kinds = _kinds(len(windows[0].finished) if windows else 0, rhythm)
    for rng, pasts in _pasts(kinds, trials, seed):
        ahead = _Ahead(rng, kinds, pasts)
        for n, window in enumerate(windows):
            reached = _reached(window.finished, ahead, most[n], falls=falls[n])
            for number, days in found[n].items():
                days.append(bisect_left(reached, number))
    return [{number: sorted(days) for number, days in one.items()} for one in found]


class _Kind(NamedTuple):
    """Days that are drawn from each other: their places in the window, and where they stand in a week from today on."""

    places: list[int]
    offsets: list[int]


def _kinds(days: int, rhythm: Rhythm) -> list[_Kind]:
    quiet = _Kind([], []), _Kind([], [])
    for place in range(days):
        quiet[(rhythm.first + place) % _DAYS in rhythm.quiet].places.append(place)
    for offset in range(_DAYS):
        quiet[(rhythm.first + days + offset) % _DAYS in rhythm.quiet].offsets.append(offset)
    if all(kind.places for kind in quiet):
        return list(quiet)
    return [_Kind(list(range(days)), list(range(_DAYS)))]


def _pasts(kinds: Sequence[_Kind], trials: int, seed: int) -> Iterator[tuple[random.Random, list[list[int]]]]:
    """A source of chance of its own for every future, and its past."""
    source, rng = random.Random(seed), random.Random()  # noqa: S311  # futures are no secrets
    for _ in range(trials):
        rng.seed(source.getrandbits(64))
        yield rng, [rng.choices(kind.places, k=len(kind.places)) for kind in kinds]


class _Ahead:
    """The days of one future as places in the window, drawn when somebody gets there."""

    def __init__(self, rng: random.Random, kinds: Sequence[_Kind], pasts: Sequence[Sequence[int]]) -> None:
        self._rng, self._kinds, self._pasts = rng, kinds, pasts
        self._drawn: list[Callable[[Sequence[int]], tuple[int, ...]]] = []

    def part(self, number: int, finished: Sequence[int]) -> tuple[int, ...]:
        """What is finished on each day of a part of the future."""
        while len(self._drawn) <= number:
            self._drawn.append(itemgetter(*self._weeks()))
        return self._drawn[number](finished)

    def _weeks(self) -> list[int]:
        days = [0] * (_WEEKS * _DAYS)
        for kind, past in zip(self._kinds, self._pasts, strict=True):
            drawn = self._rng.choices(past, k=_WEEKS * len(kind.offsets))
            for n, offset in enumerate(kind.offsets):
                days[offset::_DAYS] = drawn[n * _WEEKS : (n + 1) * _WEEKS]
        return days


def _reached(finished: Sequence[int], ahead: _Ahead, most: int, *, falls: bool) -> list[int]:
    """The most that were finished by the end of each day, up to so many or to the horizon; nothing on day 0."""
    reached, best, part = [0], 0, 0
    while best < most and len(reached) <= HORIZON:
        done = reached.pop()
        reached += accumulate(ahead.part(part, finished), initial=done)
        best, part = max(reached) if falls else reached[-1], part + 1
    del reached[HORIZON + 1 :]
    return list(accumulate(reached, max)) if falls else reached
