"""Which column a node of a graph stands in: cycles opened, longest paths, no column longer than it should be.

Nodes are numbers from 0; everything depends on the order of nodes and edges as given and on nothing else.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence

Edge = tuple[int, int]

_ROUNDS = 4
_GROUP = 60  # nodes that move together; a larger group gains little for the time it takes


def back_edges(count: int, edges: Sequence[Edge]) -> set[Edge]:
    """The edges that must be turned round so that no cycle is left: those that close one in a depth-first walk.

    The walk starts at nodes without incoming edges, then at the rest, each in the order given.
    """
    outgoing: list[list[int]] = [[] for _ in range(count)]
    has_incoming = [False] * count
    for source, target in edges:
        outgoing[source].append(target)
        has_incoming[target] = True
    closing: set[Edge] = set()
    state = bytearray(count)  # 0 not met, 1 on the way down, 2 finished
    for start in sorted(range(count), key=has_incoming.__getitem__):
        if not state[start]:
            _walk(start, outgoing, state, closing)
    return closing


def _walk(start: int, outgoing: list[list[int]], state: bytearray, closing: set[Edge]) -> None:
    state[start] = 1
    trail = [(start, iter(outgoing[start]))]
    while trail:
        node, rest = trail[-1]
        for target in rest:
            if state[target] == 0:
                state[target] = 1
                trail.append((target, iter(outgoing[target])))
                break
            if state[target] == 1:
                closing.add((node, target))
        else:
            state[node] = 2
            trail.pop()


def assign_layers(count: int, edges: Sequence[Edge]) -> list[int]:
    """The layer of each node of a connected acyclic graph: every edge goes to a later layer, layers start at 0.

    Longest path layering by list scheduling (Coffman and Graham 1972): a node takes the first layer after its
    predecessors that has room, where room grows with the square root of the graph; then nodes with more to the
    right than to the left move towards what they lead to, at last together with those that hinder them.
    """
    outgoing: list[list[int]] = [[] for _ in range(count)]
    incoming: list[list[int]] = [[] for _ in range(count)]
    for source, target in edges:
        outgoing[source].append(target)
        incoming[target].append(source)
    order = _topological(outgoing, incoming)
    room = max(16, round(1.4 * math.sqrt(count)))
    layers, filled = _schedule(order, incoming, room)
    if any(layers[target] - layers[source] > 1 for source, target in edges):  # else there is no room
        _move_right(order, outgoing, incoming, layers, filled, room)
        _shorten(outgoing, incoming, layers, filled, round(1.4 * room))
    used = {layer: index for index, layer in enumerate(sorted(set(layers)))}
    return [used[layer] for layer in layers]


def _topological(outgoing: list[list[int]], incoming: list[list[int]]) -> list[int]:
    """Nodes by length of the longest path that leads to them, then so that those of one branch stay together."""
    waiting = [len(sources) for sources in incoming]
    depth = [0] * len(outgoing)
    branch = [0] * len(outgoing)
    ready = [(0, 0, node) for node, left in enumerate(waiting) if not left]
    heapq.heapify(ready)
    order: list[int] = []
    while ready:
        _, _, node = heapq.heappop(ready)
        branch[node] = len(order)
        order.append(node)
        for target in outgoing[node]:
            waiting[target] -= 1
            depth[target] = max(depth[target], depth[node] + 1)
            if not waiting[target]:
                first = min(branch[source] for source in incoming[target])
                heapq.heappush(ready, (depth[target], first, target))
    return order


def _schedule(order: list[int], incoming: list[list[int]], room: int) -> tuple[list[int], dict[int, int]]:
    layers = [0] * len(order)
    filled: dict[int, int] = {}
    open_from: dict[int, int] = {}  # skips over layers known to be full, with path halving
    for node in order:
        layer = 1 + max((layers[source] for source in incoming[node]), default=-1)
        while (after := open_from.get(layer, layer)) != layer:
            open_from[layer] = open_from.get(after, after)
            layer = after
        layers[node] = layer
        filled[layer] = filled.get(layer, 0) + 1
        if filled[layer] >= room:
            open_from[layer] = layer + 1
    return layers, filled


def _move_right(
    order: list[int],
    outgoing: list[list[int]],
    incoming: list[list[int]],
    layers: list[int],
    filled: dict[int, int],
    room: int,
) -> None:
    for node in reversed(order):
        if not outgoing[node] or len(incoming[node]) > len(outgoing[node]):
            continue
        latest = min(layers[target] for target in outgoing[node]) - 1
        if latest > layers[node] and filled.get(latest, 0) < room:
            filled[layers[node]] -= 1
            filled[latest] = filled.get(latest, 0) + 1
            layers[node] = latest


def _shorten(
    outgoing: list[list[int]],
    incoming: list[list[int]],
    layers: list[int],
    filled: dict[int, int],
    room: int,
) -> None:
    """Moves groups of nodes along wherever that makes edges shorter in all, as long as there is room.

    A group is a node with all that stand in its way: what it leads to in the next layer, and so on. It is what the
    network simplex does (Gansner, Koutsofios, North, Vo 1993), one group at a time and only while it pays.
    """
    for _ in range(_ROUNDS):
        moved = False
        for way, ahead, behind in ((1, outgoing, incoming), (-1, incoming, outgoing)):
            willing = [node for node, ends in enumerate(ahead) if len(ends) > len(behind[node])]
            willing.sort(key=layers.__getitem__, reverse=way > 0)
            for node in willing:
                group, step = _movable(node, way, ahead, behind, layers)
                if step and _move(group, step, layers, filled, room):
                    moved = True
        if not moved:
            return


def _move(group: list[int], step: int, layers: list[int], filled: dict[int, int], room: int) -> bool:
    """Moves a group by so many layers, unless a layer would be too full for it."""
    arriving: dict[int, int] = {}
    for each in group:
        arriving[layers[each] + step] = arriving.get(layers[each] + step, 0) + 1
        filled[layers[each]] -= 1
    fits = all(filled.get(layer, 0) + count <= room for layer, count in arriving.items())
    for each in group:
        layers[each] += step if fits else 0
        filled[layers[each]] = filled.get(layers[each], 0) + 1
    return fits


def _movable(
    node: int, way: int, ahead: list[list[int]], behind: list[list[int]], layers: list[int]
) -> tuple[list[int], int]:
    """A node with all that stand in its way, and by how many layers they should move; 0 where that gains nothing."""
    group, met = [node], {node}
    slack = 0
    for each in group:  # grows while it is walked
        if len(group) > _GROUP:
            return group, 0
        for other in ahead[each]:
            if other not in met and layers[other] - layers[each] == way:
                met.add(other)
                group.append(other)
    gain = 0
    for each in group:
        for other in behind[each]:
            if other not in met:
                gain -= 1
        for other in ahead[each]:
            if other not in met:
                gain += 1
                free = abs(layers[other] - layers[each]) - 1
                slack = min(slack, free) if slack else free
    return group, way * slack if gain > 0 else 0
