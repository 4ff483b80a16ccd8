"""An order of layers to begin with: nodes drawn towards their neighbours across all layers at once."""

from __future__ import annotations

from collections.abc import Sequence

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
        self.pulls: dict[int, list[tuple[int, float]]] = {}
        for line in lines:
            pull = 1 / (len(line) - 1) ** 2
            self.pulls.setdefault(line[0], []).append((line[-1], pull))
            self.pulls.setdefault(line[-1], []).append((line[0], pull))
        self.weights = {node: sum(pull for _, pull in pulls) for node, pulls in self.pulls.items()}
        self.total = sum(self.weights.values())

    def order(self, layers: Sequence[Sequence[int]], rounds: int) -> list[list[int]]:
        """The layers after some rounds, from the order they are in."""
        heights = [0.0] * self.count
        for layer in layers:
            for at, node in enumerate(layer):
                heights[node] = (at + 0.5) / len(layer) - 0.5
        for _ in range(rounds if self.pulls else 0):
            self._round(heights)
        for line in self.lines:
            first, rise = heights[line[0]], (heights[line[-1]] - heights[line[0]]) / (len(line) - 1)
            for at, bend in enumerate(line[1:-1], 1):
                heights[bend] = first + rise * at
        return [sorted(layer, key=heights.__getitem__) for layer in layers]

    def _round(self, heights: list[float]) -> None:
        moved = {
            node: (heights[node] + sum([heights[other] * pull for other, pull in pulls]) / self.weights[node])
            / 2
            for node, pulls in self.pulls.items()
        }
        mean = sum([height * self.weights[node] for node, height in moved.items()]) / self.total
        reach = max([abs(height - mean) for height in moved.values()]) or 1.0
        for node, height in moved.items():
            heights[node] = (height - mean) / reach
