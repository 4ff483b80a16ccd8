"""Where the names of points stand: beside them, as long as no two touch; the others are told by the table alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from kb.site.drawing.lettering import text_width

SIZE: Final = 11
_HIGH: Final = 13.0
_APART: Final = 9.0
"""From the middle of a mark to its name."""
_MARK: Final = 5.0
Side = Literal["right", "left", ""]


class Spot(NamedTuple):
    """A point in a drawing, in pixels from the upper left, and its name."""

    x: float
    y: float
    name: str


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def sides(spots: Sequence[Spot], width: float, height: float) -> list[Side]:
    """On which side of each point its name has room; earlier points choose first."""
    taken = [_Box(s.x - _MARK, s.y - _MARK, s.x + _MARK, s.y + _MARK) for s in spots]
    found: list[Side] = []
    for number, spot in enumerate(spots):
        chosen: Side = ""
        for side, box in _boxes(spot) if spot.name else ():
            inside = box.left >= 0 and box.right <= width and box.top >= 0 and box.bottom <= height
            if inside and not any(box.touches(t) for n, t in enumerate(taken) if n != number):
                chosen = side
                taken.append(box)
                break
        found.append(chosen)
    return found


def _boxes(spot: Spot) -> tuple[tuple[Side, _Box], ...]:
    long = text_width(spot.name, SIZE)
    top, bottom = spot.y - _HIGH / 2, spot.y + _HIGH / 2
    return (
        ("right", _Box(spot.x + _APART, top, spot.x + _APART + long, bottom)),
        ("left", _Box(spot.x - _APART - long, top, spot.x - _APART, bottom)),
    )
