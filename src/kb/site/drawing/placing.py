"""Where along its layer each node stands: near its neighbours, in order, never overlapping."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

LANE_HEAD = 34.0  # room for what is written over a lane
_LANE_FOOT = 18.0
_PASSES = 10, 3  # in all, and the last ones, in which neighbours on both sides pull
_SHORT_PASSES = 4, 1
_FEW = 60  # nodes and bends: less than that, more passes move next to nothing
_FAR_TOO_MANY = 10_000  # and beyond, they cost more than they are worth
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
    passes, last = _PASSES if _FEW <= len(extents) <= _FAR_TOO_MANY else _SHORT_PASSES
    for turn in range(passes):
        both = turn >= passes - last
        indices = range(len(layers)) if turn % 2 == 0 else range(len(layers) - 1, -1, -1)
        for index in indices:
            near = (before, after) if both else (before,) if turn % 2 == 0 else (after,)
            _settle(layers[index], offsets[index], near, centres, weights, half)
    lowest = min(centre - extent / 2 for centre, extent in zip(centres, extents, strict=True))
    return [centre - lowest for centre in centres]


def place_lanes(
    lanes: Sequence[int],
    layers: Sequence[Sequence[int]],
    before: Sequence[Sequence[int]],
    after: Sequence[Sequence[int]],
    extents: Sequence[float],
    gaps: Sequence[float],
    weights: Sequence[float],
) -> tuple[list[float], list[tuple[float, float]]]:
    """The same, where each lane has a band of its own, one below the other; and where the bands begin and end.

    In `layers` the nodes of each lane stand together, lower lanes first. Nodes of other lanes do not pull.
    """
    members: list[list[int]] = [[] for _ in range(max(lanes) + 1)]
    for node, lane in enumerate(lanes):
        members[lane].append(node)
    parted: list[list[list[int]]] = [[] for _ in members]
    for layer in layers:
        for lane, group in itertools.groupby(layer, key=lanes.__getitem__):
            parted[lane].append(list(group))
    centres = [0.0] * len(lanes)
    bands: list[tuple[float, float]] = []
    top = 0.0
    for lane, nodes in enumerate(members):
        local = {node: at for at, node in enumerate(nodes)}

        def near(ends: Sequence[Sequence[int]], local: dict[int, int] = local) -> list[list[int]]:
            return [[local[end] for end in ends[node] if end in local] for node in local]

        placed = place_along(
            [[local[node] for node in layer] for layer in parted[lane]],
            near(before), near(after),
            *([values[node] for node in nodes] for values in (extents, gaps, weights)),
        )  # fmt: skip
        for node, centre in zip(nodes, placed, strict=True):
            centres[node] = top + LANE_HEAD + centre
        bottom = max((centres[node] + extents[node] / 2 for node in nodes), default=top)
        bands.append((top, bottom + _LANE_FOOT))
        top = bottom + _LANE_FOOT
    return centres, bands


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
        # Where the node wants to be and how much it matters; without neighbours, where it is, hardly at all.
        own = weights[node]
        total = weight = 0.0
        for neighbours in near:
            for other in neighbours[node]:
                pull = weights[other] * own
                total += centres[other] * pull
                weight += pull
        if weight:
            wish = total / weight
        else:
            wish, weight = centres[node], 0.05
        total, size = (wish - offset) * weight, 1
        while blocks and blocks[-1][0] * weight >= total * blocks[-1][1]:
            earlier = blocks.pop()
            total, weight, size = total + earlier[0], weight + earlier[1], size + earlier[2]
        blocks.append((total, weight, size))
    at, highest = 0, half - offsets[-1]
    for total, weight, size in blocks:
        mean = min(max(total / weight, -half), highest)
        for index in range(at, at + size):
            centres[layer[index]] = mean + offsets[index]
        at += size
