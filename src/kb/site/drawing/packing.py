"""How separate parts of a drawing share the page: rows of boxes, tall ones first, small ones stacked."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Column:
    x: float
    width: float
    filled: float


@dataclass(slots=True)
class _Shelf:
    y: float
    height: float
    end: float = 0.0
    columns: list[_Column] = field(default_factory=list)


def pack(
    sizes: Sequence[tuple[float, float]], *, gap: float, aspect: float = 1.7
) -> list[tuple[float, float]]:
    """The top left corner of each box, none overlapping, about `aspect` times as wide as high in all.

    Boxes go on shelves in the order of their height (equal heights: as given); a box also goes under a wider one
    on the same shelf while there is height left.
    """
    if len(sizes) < 2:
        return [(0.0, 0.0)] * len(sizes)
    area = sum((width + gap) * (height + gap) for width, height in sizes)
    limit = max(math.sqrt(area * aspect), *(width for width, _ in sizes), 0.0)
    places = [(0.0, 0.0)] * len(sizes)
    shelves: list[_Shelf] = []
    bottom = 0.0
    for index in sorted(range(len(sizes)), key=lambda each: -sizes[each][1]):
        place = next((found for shelf in shelves if (found := _put(shelf, sizes[index], limit, gap))), None)
        if place is None:
            shelf = _Shelf(bottom, sizes[index][1])
            shelves.append(shelf)
            bottom += shelf.height + gap
            place = _put(shelf, sizes[index], math.inf, gap) or (0.0, shelf.y)
        places[index] = place
    return places


def _put(shelf: _Shelf, size: tuple[float, float], limit: float, gap: float) -> tuple[float, float] | None:
    width, height = size
    if height > shelf.height:
        return None
    for column in shelf.columns:
        if width <= column.width and column.filled + gap + height <= shelf.height:
            place = column.x, shelf.y + column.filled + gap
            column.filled += gap + height
            return place
    x = shelf.end + gap if shelf.columns else 0.0
    if x + width > limit + 1e-9:
        return None
    shelf.columns.append(_Column(x, width, height))
    shelf.end = x + width
    return x, shelf.y
