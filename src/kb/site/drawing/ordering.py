"""In which order the nodes of each layer stand, so that few edges cross."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Final

from kb.site.drawing.relaxing import Line, Relaxed

Neighbours = Sequence[Sequence[int]]
Middle = Callable[[list[int]], float]

_FEW = 60  # nodes and bends: less than that, two short starts find what four do
_MANY = 600  # nodes and bends: up to there, every sweep is sifted
_FAR_TOO_MANY = 10_000  # nodes and bends: beyond, nothing is counted or sifted between
_HASTY_ROUNDS = (10, 10, 10)
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
_FEW_STARTS: Final[tuple[tuple[int, Middle], ...]] = ((3, _mean), (10, _median))


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
    among its neighbours in the layer (Matuszewski, Schönfeld, Molitor 1999). A small graph takes less of it, and for a
    huge one there is time for the sweeps alone.

    `layers` is the order to begin with; `before` and `after` name each node's neighbours in the layer before and after,
    `lines` the ways of the edges. Nodes of a lower lane stay above those of a higher one.
    """
    places = _Places(layers, before, after, lanes or [0] * len(before))
    items = sum(map(len, layers))
    best, fewest = places.layers, float(places.crossings())
    if not fewest:
        return best
    if items < _FEW:
        return _few(places, lines, fewest)
    if items > _FAR_TOO_MANY:
        return _far_too_many(places, lines, fewest)
    relaxed = Relaxed(len(before), lines)
    for rounds, middle in _STARTS:
        places.take(relaxed.order(best, rounds))
        found, crossed = places.swept(middle, sifting=items < _MANY, uncounted=_UNCOUNTED)
        if crossed < fewest:
            best, fewest = found, crossed
        if not fewest:
            return best
    places.take(best)
    places.sift(2)
    return places.layers


def _far_too_many(places: _Places, lines: Sequence[Line], crossed: float) -> list[list[int]]:
    """The layers of a huge graph in a better order: relaxed and swept onwards in turn, which takes least to get far."""
    given, relaxed = list(map(list, places.layers)), Relaxed(len(places.place), lines)
    for rounds in _HASTY_ROUNDS:
        places.take(relaxed.order(places.layers, rounds))
        places.sweep(_median)
    return places.layers if places.crossings() < crossed else given


def _few(places: _Places, lines: Sequence[Line], crossed: float) -> list[list[int]]:
    """The layers of a small graph, such as a record's neighbourhood, in a better order.

    The same means as for a large one, the cheapest first, and no more once only those edges cross that must.
    """
    least = _inevitable(places.layers, places.after)
    if crossed <= least:
        return places.layers
    best, relaxed = places.layers, Relaxed(len(places.place), lines)
    for rounds, middle in _FEW_STARTS:
        places.take(relaxed.order(best, rounds))
        found, fewest = places.swept(middle, least)
        if fewest < crossed:
            best, crossed = found, fewest
        if crossed <= least:
            return best
    places.take(best)
    places.sift(2)
    return places.layers


def crossings(layers: Sequence[Sequence[int]], after: Neighbours) -> int:
    """How many pairs of edges between neighbouring layers cross."""
    place = [0] * len(after)
    for layer in layers:
        for at, node in enumerate(layer):
            place[node] = at
    return _crossings(layers, after, place)


def _inevitable(layers: Sequence[Sequence[int]], after: Neighbours) -> int:
    """So many pairs of edges cross in any order: where two nodes of a layer both lead to the same two."""
    total = 0
    for layer in layers:
        ends = [{*after[node]} for node in layer if len(after[node]) > 1]
        for one, other in combinations(ends, 2):
            shared = len(one & other)
            total += shared * (shared - 1) // 2
    return total


def _crossings(layers: Sequence[Sequence[int]], after: Neighbours, place: list[int]) -> int:
    total = 0
    at = place.__getitem__
    for layer in layers[:-1]:
        ends: list[int] = []
        for node in layer:
            targets = after[node]
            if len(targets) == 1:  # bends mostly
                ends.append(place[targets[0]])
            else:
                ends += sorted(map(at, targets))
        seen: list[int] = []
        highest = 0
        for end in ends:
            if end >= highest:  # most edges cross none of those before
                seen.append(end)
                highest = end
            else:
                spot = bisect_right(seen, end)
                total += len(seen) - spot
                seen.insert(spot, end)
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
        if self.parted:
            self.layers = [sorted(layer, key=self.lanes.__getitem__) for layer in layers]
        else:
            self.layers = list(map(list, layers))
        for layer in self.layers:
            self._number(layer)

    def _number(self, layer: list[int]) -> None:
        place = self.place
        for at, node in enumerate(layer):
            place[node] = at

    def swept(
        self, middle: Middle, least: int = 0, *, sifting: bool = False, uncounted: int = 0
    ) -> tuple[list[list[int]], float]:
        """The best order that sweeps to and fro come upon, and how many edges cross in it; `least` do in any."""
        best, fewest, idle = self.layers, math.inf, 0
        for sweep in range(_SWEEPS):
            self.sweep(middle, backwards=bool(sweep % 2))
            if sifting:
                self.sift(1)
            elif sweep < uncounted:
                continue
            found = self.crossings()
            idle += 1
            if found < fewest:
                best, fewest, idle = list(map(list, self.layers)), found, 0
            if fewest <= least or idle == _IDLE:
                break
        return best, fewest

    def crossings(self) -> int:
        return _crossings(self.layers, self.after, self.place)

    def sweep(self, middle: Middle, *, backwards: bool = False) -> None:
        """Sorts each layer by the middle of the places of each node's neighbours in the layer just passed."""
        place, towards = self.place, self.after if backwards else self.before
        where = place.__getitem__
        passed = self.layers[-1] if backwards else self.layers[0]
        for layer in self.layers[-2::-1] if backwards else self.layers[1:]:
            if len(layer) > 1:
                stretch = len(passed) / len(layer)
                keys: dict[int, float] = {}
                for at, node in enumerate(layer):
                    near = towards[node]
                    if len(near) == 1:
                        keys[node] = place[near[0]]
                    else:
                        keys[node] = middle(list(map(where, near))) if near else at * stretch
                layer.sort(key=keys.__getitem__)
                if self.parted:
                    layer.sort(key=self.lanes.__getitem__)
                for at, node in enumerate(layer):
                    place[node] = at
            passed = layer

    def sift(self, passes: int) -> int:
        """Moves each node to where, among the next places of its layer and lane, it crosses least.

        Returns by how many crossings there are fewer.
        """
        total = 0
        for _ in range(passes):
            gained = sum([self._sift(layer) for layer in self.layers if len(layer) > 1])
            total += gained
            if not gained:
                break
        return total

    def _sift(self, layer: list[int]) -> int:
        """Sifts the nodes of a layer."""
        place, lanes, gained = self.place, self.lanes, 0
        where = place.__getitem__
        ends = {  # they stand in other layers and stay where they are
            node: (list(map(where, self.before[node])), list(map(where, self.after[node]))) for node in layer
        }
        for node in list(layer):
            at = place[node]
            before, after = ends[node]
            lane = lanes[node]
            target, most = at, 0
            for way in (-1, 1):
                gain = 0
                end = max(-1, at - 1 - _TRIES) if way < 0 else min(len(layer), at + 1 + _TRIES)
                for spot in range(at + way, end, way):
                    other = layer[spot]
                    if lanes[other] != lane:
                        break
                    first, last = ends[other]
                    gain -= way * (_between(first, before) + _between(last, after))
                    if gain > most:
                        target, most = spot, gain
            if target != at:
                gained += most
                layer.insert(target, layer.pop(at))
                for spot in range(min(at, target), max(at, target) + 1):
                    place[layer[spot]] = spot
        return gained


def _between(others: list[int], ends: list[int]) -> int:
    """Crossings with the edges of another node when it stands before one with these ends, less those when after."""
    total = 0
    for spot in others:
        for end in ends:
            total += (spot > end) - (spot < end)
    return total
