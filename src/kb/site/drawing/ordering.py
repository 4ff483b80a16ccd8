"""In which order the nodes of each layer stand, so that few edges cross."""

from __future__ import annotations

import itertools
from bisect import bisect_right, insort
from collections.abc import Callable, Sequence

Neighbours = Sequence[Sequence[int]]
Middle = Callable[[list[float], float], float]

_SWEEPS = 8
_SWEEPS_OF_MANY = 16
_FAR_TOO_MANY = 10_000
_SWAP_UP_TO = 400  # nodes and bends: beyond that, trying swaps costs more than it shows


def order_layers(layers: list[list[int]], before: Neighbours, after: Neighbours) -> list[list[int]]:
    """The layers, each in a better order: sweeps by barycentre (Sugiyama, Tagawa, Toda 1981), the best order kept.

    Few nodes are also swapped in pairs. Many are swept by the weighted median (Gansner, Koutsofios, North, Vo 1993),
    which leaves fewer crossings in large graphs and more in small ones ([[EXP-0075]]).

    `layers` is the order to begin with; `before` and `after` name each node's neighbours in the layer before and after.
    """
    order = [list(layer) for layer in layers]
    best, fewest = order, crossings(order, after)
    small = sum(map(len, layers)) <= _SWAP_UP_TO
    idle = 0
    middle = _mean if small else _median
    for sweep in range(_SWEEPS_OF_MANY if _SWAP_UP_TO < sum(map(len, layers)) < _FAR_TOO_MANY else _SWEEPS):
        if not fewest or idle == 3:
            break
        order = [list(layer) for layer in order]
        _sweep(order, after if sweep % 2 else before, middle, backwards=bool(sweep % 2))
        if small:
            _swap_neighbours(order, before, after)
        found = crossings(order, after)
        idle = 0 if found < fewest else idle + 1
        if found < fewest:
            best, fewest = order, found
    return best


def crossings(layers: list[list[int]], after: Neighbours) -> int:
    """How many pairs of edges between neighbouring layers cross."""
    total = 0
    for layer, following in itertools.pairwise(layers):
        place = {node: index for index, node in enumerate(following)}
        ends = [end for node in layer for end in sorted(place[target] for target in after[node])]
        total += _inversions(ends)
    return total


def _inversions(ends: list[int]) -> int:
    seen: list[int] = []
    total = 0
    for end in ends:
        total += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return total


def _sweep(order: list[list[int]], towards: Neighbours, middle: Middle, *, backwards: bool) -> None:
    """Sorts each layer by the middle of the places of each node's neighbours in the layer just passed."""
    indices = range(len(order) - 2, -1, -1) if backwards else range(1, len(order))
    for index in indices:
        fixed = order[index + 1 if backwards else index - 1]
        place = {node: float(at) for at, node in enumerate(fixed)}
        stretch = len(fixed) / max(len(order[index]), 1)
        keys = {
            node: middle([place[other] for other in towards[node]], at * stretch)
            for at, node in enumerate(order[index])
        }
        order[index].sort(key=keys.__getitem__)


def _mean(places: list[float], otherwise: float) -> float:
    return sum(places) / len(places) if places else otherwise


def _median(places: list[float], otherwise: float) -> float:
    """The median; between two in the middle, nearer to the side on which the places lie closer together."""
    if len(places) < 3:
        return _mean(places, otherwise)
    places.sort()
    half, odd = divmod(len(places), 2)
    if odd:
        return places[half]
    left, right = places[half - 1] - places[0], places[-1] - places[half]
    if not left + right:
        return places[half]
    return (places[half - 1] * right + places[half] * left) / (left + right)


def _swap_neighbours(order: list[list[int]], before: Neighbours, after: Neighbours) -> None:
    """Swaps two nodes next to each other wherever that alone removes crossings."""
    place = {node: at for layer in order for at, node in enumerate(layer)}
    for _ in range(4):
        swapped = False
        for layer in order:
            for at in range(len(layer) - 1):
                first, second = layer[at], layer[at + 1]
                gain = _pair_crossings(first, second, before, place) + _pair_crossings(
                    first, second, after, place
                )
                gain -= _pair_crossings(second, first, before, place) + _pair_crossings(
                    second, first, after, place
                )
                if gain > 0:
                    layer[at], layer[at + 1] = second, first
                    place[first], place[second] = at + 1, at
                    swapped = True
        if not swapped:
            return


def _pair_crossings(upper: int, lower: int, neighbours: Neighbours, place: dict[int, int]) -> int:
    lows = [place[other] for other in neighbours[lower]]
    return sum(low < place[high] for high in neighbours[upper] for low in lows)
