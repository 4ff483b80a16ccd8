"""In which order the nodes of each layer stand, so that few edges cross."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

from kb.site.drawing.relaxing import Line, Relaxed

Neighbours = Sequence[Sequence[int]]
Middle = Callable[[list[int]], float]

_FEW = 60  # nodes and bends: less than that, two starts find what four do
_MANY = 600  # nodes and bends: up to there, every sweep is sifted
_FAR_TOO_MANY = 10_000  # nodes and bends: beyond, one start and one pass of sifting
_SWEEPS = 16
_UNCOUNTED = 2  # the first sweeps of a start are not its best
_IDLE = 2  # sweeps without a gain that end a start
_TRIES = 6  # places to either side that a node is tried at


def _mean(places: list[int]) -> float:
    return sum(places) / len(places)


def _median(places: list[int]) -> float:
    """The median; between two in the middle, nearer to the side on which the places lie closer together."""
    if len(places) < 3:
        return sum(places) / len(places)
    places.sort()
    half, odd = divmod(len(places), 2)
    if odd:
        return places[half]
    left, right = places[half - 1] - places[0], places[-1] - places[half]
    if not left + right:
        return places[half]
    return (places[half - 1] * right + places[half] * left) / (left + right)


# How long the best order so far is relaxed before each start, and what the sweeps go by then.
_STARTS: Final[tuple[tuple[int, Middle], ...]] = ((10, _mean), (10, _median), (10, _mean), (3, _median))


def order_layers(
    layers: list[list[int]],
    before: Neighbours,
    after: Neighbours,
    lines: Sequence[Line] = (),
    lanes: Sequence[int] | None = None,
) -> list[list[int]]:
    """The layers, each in a better order.

    From several starts the layers are swept by barycentre (Sugiyama, Tagawa, Toda 1981) and by the weighted median
    (Gansner, Koutsofios, North, Vo 1993). The best order of all is sifted: each node goes where it crosses least
    among its neighbours in the layer (Matuszewski, Schönfeld, Molitor 1999).

    `layers` is the order to begin with; `before` and `after` name each node's neighbours in the layer before and after,
    `lines` the ways of the edges. Nodes of a lower lane stay above those of a higher one.
    """
    places = _Places(layers, before, after, lanes or [0] * len(before))
    items = sum(map(len, layers))
    many = items > _FAR_TOO_MANY
    best, fewest = places.layers, float(places.crossings())
    if not fewest:
        return best
    relaxed = Relaxed(len(before), lines)
    for rounds, middle in _STARTS[: 1 if many else 2 if items < _FEW else None]:
        places.take(relaxed.order(best, rounds))
        found, crossed = places.swept(middle, sifting=_FEW < items < _MANY)
        if crossed < fewest:
            best, fewest = found, crossed
        if not fewest:
            return best
    places.take(best)
    places.sift(1 if many else 2)
    return places.layers


def crossings(layers: Sequence[Sequence[int]], after: Neighbours) -> int:
    """How many pairs of edges between neighbouring layers cross."""
    place = [0] * len(after)
    for layer in layers:
        for at, node in enumerate(layer):
            place[node] = at
    return _crossings(layers, after, place)


def _crossings(layers: Sequence[Sequence[int]], after: Neighbours, place: list[int]) -> int:
    total = 0
    for layer in layers[:-1]:
        ends: list[int] = []
        for node in layer:
            targets = after[node]
            if len(targets) == 1:  # bends mostly
                ends.append(place[targets[0]])
            else:
                ends.extend(sorted([place[target] for target in targets]))
        seen: list[int] = []
        total += len(ends) * (len(ends) - 1) // 2
        for end in ends:
            at = bisect_right(seen, end)
            total -= at
            seen.insert(at, end)
    return total


class _Places:
    """An order of the layers that is being improved: what stands where."""

    def __init__(
        self, layers: list[list[int]], before: Neighbours, after: Neighbours, lanes: Sequence[int]
    ) -> None:
        self.before, self.after, self.lanes = before, after, lanes
        self.place = [0] * len(before)
        self.parted = any(lanes)
        self.take(layers)

    def take(self, layers: list[list[int]]) -> None:
        """Begin again from this order; nodes of a lower lane first."""
        self.layers = [sorted(layer, key=self.lanes.__getitem__) for layer in layers]
        for layer in self.layers:
            self._number(layer)

    def _number(self, layer: list[int]) -> None:
        for at, node in enumerate(layer):
            self.place[node] = at

    def swept(self, middle: Middle, *, sifting: bool) -> tuple[list[list[int]], float]:
        """The best order that sweeps to and fro come upon, and how many edges cross in it."""
        best, fewest, idle = self.layers, math.inf, 0
        for sweep in range(_SWEEPS):
            self._sweep(middle, backwards=bool(sweep % 2))
            if sifting:
                self.sift(1)
            elif sweep < _UNCOUNTED:
                continue
            found = self.crossings()
            idle += 1
            if found < fewest:
                best, fewest, idle = [list(layer) for layer in self.layers], found, 0
            if not fewest or idle == _IDLE:
                break
        return best, fewest

    def crossings(self) -> int:
        return _crossings(self.layers, self.after, self.place)

    def _sweep(self, middle: Middle, *, backwards: bool) -> None:
        """Sorts each layer by the middle of the places of each node's neighbours in the layer just passed."""
        place, towards = self.place, self.after if backwards else self.before
        passed = self.layers[-1] if backwards else self.layers[0]
        for layer in self.layers[-2::-1] if backwards else self.layers[1:]:
            stretch = len(passed) / max(len(layer), 1)
            keys: dict[int, float] = {}
            for at, node in enumerate(layer):
                near = towards[node]
                if len(near) == 1:
                    keys[node] = place[near[0]]
                else:
                    keys[node] = middle([place[other] for other in near]) if near else at * stretch
            layer.sort(key=keys.__getitem__)
            if self.parted:
                layer.sort(key=self.lanes.__getitem__)
            self._number(layer)
            passed = layer

    def sift(self, passes: int) -> None:
        """Moves each node to where, among the next places of its layer and lane, it crosses least."""
        for _ in range(passes):
            moved = [self._sift(layer, node) for layer in self.layers for node in list(layer)]
            if not any(moved):
                return

    def _sift(self, layer: list[int], node: int) -> bool:
        at = self.place[node]
        own = [[self.place[end] for end in towards[node]] for towards in (self.before, self.after)]
        target, most = at, 0
        for way in (-1, 1):
            gain = 0
            end = max(-1, at - 1 - _TRIES) if way < 0 else min(len(layer), at + 1 + _TRIES)
            for spot in range(at + way, end, way):
                other = layer[spot]
                if self.lanes[other] != self.lanes[node]:
                    break
                gain -= way * self._between(other, *own)
                if gain > most:
                    target, most = spot, gain
        if target == at:
            return False
        layer.insert(target, layer.pop(at))
        low, high = min(at, target), max(at, target) + 1
        for spot in range(low, high):
            self.place[layer[spot]] = spot
        return True

    def _between(self, other: int, before: list[int], after: list[int]) -> int:
        """Crossings with the edges of another node when it stands before one with these ends, less those when after."""
        place, total = self.place, 0
        for far in self.before[other]:
            spot = place[far]
            for end in before:
                total += (spot > end) - (spot < end)
        for far in self.after[other]:
            spot = place[far]
            for end in after:
                total += (spot > end) - (spot < end)
        return total
