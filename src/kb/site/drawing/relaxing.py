"""An order of layers to begin with: nodes drawn towards their neighbours across all layers at once."""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul

Line = Sequence[int]  # the node an edge comes from, its bends, the node it leads to


class Relaxed:
    """Orders in which nodes that belong together stand at the same height, wherever their layers are.

    Each node moves half way to the mean of its neighbours, again and again: a few steps towards the second eigenvector
    of the graph (Koren 2005), which puts apart what hangs together least. Short edges pull harder; bends
    lie on the straight line between the ends of their edge.
    """

    def __init__(self, count: int, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.count = count
        near: dict[int, tuple[list[int], list[float]]] = {}
        for line in lines:
            pull = 1 / (len(line) - 1) ** 2
            for node, other in ((line[0], line[-1]), (line[-1], line[0])):
                others, pulls = near.setdefault(node, ([], []))
                others.append(other)
                pulls.append(pull)
        self.near: list[tuple[int, list[int], list[float]]] = []
        for node, (others, pulls) in near.items():
            whole = 2 * sum(pulls)
            self.near.append((node, others, [pull / whole for pull in pulls]))

    def order(self, layers: Sequence[Sequence[int]], rounds: int) -> list[list[int]]:
        """The layers after some rounds, from the order they are in."""
        heights = [0.0] * self.count
        for layer in layers:
            for at, node in enumerate(layer):
                heights[node] = (at + 0.5) / len(layer) - 0.5
        height = heights.__getitem__
        for _ in range(rounds):
            moved = [
                heights[node] / 2 + sum(map(mul, map(height, others), shares))
                for node, others, shares in self.near
            ]
            for (node, _, _), new in zip(self.near, moved, strict=True):
                heights[node] = new
        for line in self.lines:
            if len(line) > 2:
                first, rise = heights[line[0]], (heights[line[-1]] - heights[line[0]]) / (len(line) - 1)
                for at, bend in enumerate(line[1:-1], 1):
                    heights[bend] = first + rise * at
        return [sorted(layer, key=heights.__getitem__) for layer in layers]
