"""Where along its layer each node stands: near its neighbours, in order, never overlapping."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

_PASSES = 10
_SPARE = 1.25  # how much longer than its fullest layer a drawing may get for the sake of straight edges


def place_along(
    layers: Sequence[Sequence[int]],
    before: Sequence[Sequence[int]],
    after: Sequence[Sequence[int]],
    extents: Sequence[float],
    gaps: Sequence[float],
    weights: Sequence[float],
) -> list[float]:
    """The centre of each node along its layer, in the units of `extents`, smallest edge at 0.

    Nodes keep the order of `layers` and at least the mean of their `gaps` between them. Each pass pulls the nodes
    of a layer towards the weighted mean of their neighbours and solves what overlaps exactly (least squares under order
    constraints, pool adjacent violators); `weights` says how hard a node pulls. No layer leaves a band little longer
    than the fullest layer, so that long branches do not run off like stairs.
    """
    centres = [0.0] * len(extents)
    offsets = [_offsets(layer, extents, gaps) for layer in layers]
    for layer, offset in zip(layers, offsets, strict=True):
        middle = offset[-1] / 2
        for node, at in zip(layer, offset, strict=True):
            centres[node] = at - middle
    half = (max(offset[-1] for offset in offsets) * _SPARE + 120) / 2
    for turn in range(_PASSES):
        both = turn >= _PASSES - 3
        indices = range(len(layers)) if turn % 2 == 0 else range(len(layers) - 1, -1, -1)
        for index in indices:
            near = (before, after) if both else (before,) if turn % 2 == 0 else (after,)
            _settle(layers[index], offsets[index], near, centres, weights, half)
    lowest = min(centre - extent / 2 for centre, extent in zip(centres, extents, strict=True))
    return [centre - lowest for centre in centres]


def _offsets(layer: Sequence[int], extents: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """The centre of each node if the layer were packed as tightly as allowed, the first at 0."""
    offsets = [0.0]
    for previous, node in itertools.pairwise(layer):
        apart = (extents[previous] + extents[node] + gaps[previous] + gaps[node]) / 2
        offsets.append(offsets[-1] + apart)
    return offsets


def _settle(
    layer: Sequence[int],
    offsets: list[float],
    near: tuple[Sequence[Sequence[int]], ...],
    centres: list[float],
    weights: Sequence[float],
    half: float,
) -> None:
    blocks: list[tuple[float, float, int]] = []  # (sum of weighted wishes, sum of weights, nodes)
    for node, offset in zip(layer, offsets, strict=True):
        wish, weight = _wish(node, near, centres, weights)
        total, size = (wish - offset) * weight, 1
        while blocks and blocks[-1][0] * weight >= total * blocks[-1][1]:
            earlier = blocks.pop()
            total, weight, size = total + earlier[0], weight + earlier[1], size + earlier[2]
        blocks.append((total, weight, size))
    at = 0
    for total, weight, size in blocks:
        mean = min(max(total / weight, -half), half - offsets[-1])
        for index in range(at, at + size):
            centres[layer[index]] = mean + offsets[index]
        at += size


def _wish(
    node: int, near: tuple[Sequence[Sequence[int]], ...], centres: list[float], weights: Sequence[float]
) -> tuple[float, float]:
    """Where a node wants to be and how much it matters; without neighbours, where it is, hardly at all."""
    total = pull = 0.0
    for neighbours in near:
        for other in neighbours[node]:
            weight = weights[other] * weights[node]
            total += centres[other] * weight
            pull += weight
    if not pull:
        return centres[node], 0.05
    return total / pull, pull
