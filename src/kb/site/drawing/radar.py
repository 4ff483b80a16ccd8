"""Draws a technology radar as accessible inline SVG: rings from the middle outwards, a sector for each kind of use.

Rings grow with what is in them, so that no two marks touch. Every mark is a link with a name; how a technology moved is
told by its shape. Nothing here knows what the rings and sectors mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, cos, pi, sin
from typing import Final

from kb.site.drawing.html import Html, attribute, text

MARK: Final = 11
"""Half of the width of a mark."""
_STEP: Final = 29  # from the middle of one mark to that of the next
_HEART: Final = 36  # no mark stands nearer to the centre
_SIDE: Final = 17  # from the line between two sectors
_NAMES: Final = 32  # from the upward line, on which the rings are named
_ROOM: Final = 10  # between a lane and the edge of its ring
_LEAST: Final = 44  # the width of a ring, for its name
_EMPTY: Final = 26  # and of one with nothing in it
_HEAD: Final = 26  # above and below the circle, for the names of sectors


@dataclass(frozen=True, slots=True)
class Blip:
    """A mark on the radar: a number that stands for a name, its ring, sector and how it moved; `href` is final."""

    number: int
    name: str
    ring: str
    sector: str
    href: str | None
    move: str = ""


def draw_radar(blips: Sequence[Blip], rings: Sequence[str], sectors: Sequence[str], *, title: str) -> Html:
    """The radar as one ``<svg>`` element; `sectors` are four, clockwise from the upper right."""
    cells: dict[tuple[str, str], list[Blip]] = {}
    for blip in blips:
        cells.setdefault((blip.ring, blip.sector), []).append(blip)
    inner = 0.0
    bands: list[tuple[str, float, float]] = []
    marks: list[tuple[int, str]] = []
    for ring in rings:
        lanes = _lanes(inner, [len(cells.get((ring, sector), ())) for sector in sectors])
        least = _EMPTY + (0 if inner else MARK)
        outer = max(inner + _LEAST, lanes[-1] + MARK + _ROOM) if lanes else inner + least
        bands.append((ring, inner, outer))
        for place, sector in enumerate(sectors):
            here = cells.get((ring, sector), [])
            spots = _spots(lanes, place, len(here))
            marks += [(b.number, _mark(b, x, y)) for b, (x, y) in zip(here, spots, strict=True)]
        inner = outer
    size = round(inner) + 2
    height = size + _HEAD
    named = "".join(_sector(sector, place, size) for place, sector in enumerate(sectors))
    return Html(
        f'<svg class="kb-radar" viewBox="{-size} {-height} {2 * size} {2 * height}" width="{2 * size}" '
        f'height="{2 * height}" role="group" aria-label="{text(title)}">'
        f"{_circles(bands)}{_axes(size)}{named}{_names(bands)}{''.join(mark for _, mark in sorted(marks))}</svg>"
    )


def legend() -> Html:
    """What the shapes of the marks say."""
    shown = (("", "as it was"), ("new", "new"), ("in", "nearer to adopt"), ("out", "further away"))
    return Html(
        "".join(
            f'<li><svg class="kb-radar__key" viewBox="-13 -13 26 26" width="18" height="18" aria-hidden="true">'
            f'<g class="{_class(move)}"><path d="{_SHAPES[move]}"/></g></svg> {words}</li>'
            for move, words in shown
        )
    )


# The outlines of marks: a circle, a diamond, and triangles that point inwards and outwards on a list.
_SHAPES: Final = {
    "": f"M{-MARK} 0a{MARK} {MARK} 0 1 0 {2 * MARK} 0a{MARK} {MARK} 0 1 0 {-2 * MARK} 0z",
    "new": f"M0 {-MARK - 2}L{MARK + 2} 0L0 {MARK + 2}L{-MARK - 2} 0z",
    "in": f"M0 {-MARK - 3}L{MARK + 2} {MARK - 2}H{-MARK - 2}z",
    "out": f"M0 {MARK + 3}L{MARK + 2} {2 - MARK}H{-MARK - 2}z",
}


def _margins(place: int, radius: float) -> tuple[float, float]:
    """The angles that a sector keeps free at its beginning and its end, on a lane."""
    start = _NAMES if place == 0 else _SIDE
    end = _NAMES if place == 3 else _SIDE
    return asin(min(start / radius, 0.7)), asin(min(end / radius, 0.7))


def _capacity(place: int, radius: float) -> int:
    before, after = _margins(place, radius)
    length = (pi / 2 - before - after) * radius
    return max(1, int(length / _STEP) + 1) if length >= 0 else 0


def _lanes(inner: float, counts: Iterable[int]) -> list[float]:
    """The radii of the lanes of a ring that begins at a radius: as many as its fullest sector needs."""
    waiting = list(counts)
    lanes: list[float] = []
    radius = max(inner + MARK + _ROOM, _HEART)
    while any(count > 0 for count in waiting):
        waiting = [count - _capacity(place, radius) for place, count in enumerate(waiting)]
        lanes.append(radius)
        radius += _STEP
    return lanes


def _spots(lanes: Sequence[float], place: int, count: int) -> list[tuple[float, float]]:
    """Where so many marks stand in a sector, lane by lane, each lane filled evenly."""
    found: list[tuple[float, float]] = []
    room = [_capacity(place, radius) for radius in lanes]
    for number, radius in enumerate(lanes):
        left = count - len(found)
        share = -(-left * room[number] // sum(room[number:]))
        here = min(left, max(share, left - sum(room[number + 1 :])), room[number])
        before, after = _margins(place, radius)
        width = pi / 2 - before - after
        for at in range(here):
            angle = place * pi / 2 + before + width * (at + 0.5) / here
            found.append((radius * sin(angle), -radius * cos(angle)))
    return found


def _circles(bands: Sequence[tuple[str, float, float]]) -> str:
    return "".join(
        f'<circle class="kb-radar__ring" data-ring="{text(ring)}" r="{outer:.0f}"/>'
        for ring, _, outer in reversed(bands)
    )


def _axes(size: int) -> str:
    return f'<path class="kb-grid" d="M{-size} 0H{size}M0 {-size}V{size}"/>'


def _names(bands: Sequence[tuple[str, float, float]]) -> str:
    """The names of the rings, on the upward line; the drawing is read by its links, so they are for the eye."""
    return "".join(
        f'<text class="kb-radar__name" y="{-(outer - 9):.0f}" aria-hidden="true">{text(ring)}</text>'
        for ring, _, outer in bands
    )


def _sector(name: str, place: int, size: int) -> str:
    """The name of a sector, in the corner where it is."""
    right, upper = place in (0, 1), place in (0, 3)
    x, y = (size if right else -size), (-size - 8 if upper else size + 18)
    end = attribute("text-anchor", "end") if right else ""
    return f'<text class="kb-radar__sector" x="{x}" y="{y}"{end} aria-hidden="true">{text(name)}</text>'


def _class(move: str) -> str:
    return f"kb-blip {move}".rstrip() if move in _SHAPES else "kb-blip"


def _mark(blip: Blip, x: float, y: float) -> str:
    said = f"{blip.name}: {blip.ring}, {blip.sector}" + (f", {blip.move}" if blip.move else "")
    name = "a" if blip.href else "g"
    role = "" if blip.href else ' role="img"'
    drop = 3 if blip.move == "in" else -3 if blip.move == "out" else 0
    return (
        f'<{name} class="{_class(blip.move)}"{attribute("href", blip.href)}{role} '
        f'transform="translate({x:.1f} {y:.1f})"><title>{text(said)}</title>'
        f'<path d="{_SHAPES.get(blip.move, _SHAPES[""])}"/><text y="{3.5 + drop:g}">{blip.number}</text></{name}>'
    )
