"""Draws a graph of records as accessible inline SVG: real links, shapes by type, marks by state, classes for colour.

The result holds no style attributes, no scripts and nothing that is not escaped; `kb.css` colours it. Numbers are whole
pixels, so that the neighbourhood of a record costs a few kilobytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kb.site.drawing.html import Html, attribute, text
from kb.site.drawing.lanes import by_goal
from kb.site.drawing.layout import Direction, Layout, NodeBox, Place, Point, layered
from kb.site.drawing.lettering import text_width, wrap
from kb.site.drawing.palette import ICONS, type_label, type_slug
from kb.site.drawing.placed import placed
from kb.site.drawing.shapes import OUTLINES
from kb.site.drawing.standalone import STYLE

BOX_WIDTH: Final = 208
BOX_HEIGHT: Final = 54
TALL: Final = 68  # of a box whose title takes three lines
_PAD: Final = 8
_INSET: Final = 16
_FONT: Final = 12
# Most serious first: the first of a node's flags is written on it, the rest is in its description.
FLAGS: Final = (
    "invalid",
    "refuted",
    "superseded",
    "expired",
    "blocked",
    "late",
    "stale",
    "suspect",
    "unfinished",
)
WIDE: Final = 1500  # wider drawings keep their size and scroll; the others shrink to the column
_FADED: Final = frozenset({"invalid", "refuted", "superseded", "expired"})
_LARGE: Final = 100  # nodes; a smaller graph is laid out sooner than looked up
_VERDICT_MARK: Final = {"met": "✓", "missed": "✗"}


@dataclass(frozen=True, slots=True)
class DrawnNode:
    """A record on a drawing. `href` is final (nothing rewrites it), `date` is ISO, `verdict` as in `marks.verdict`."""

    id: str
    type: str
    title: str
    href: str | None
    status: str = ""
    verdict: str | None = None
    flags: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    date: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnEdge:
    """An arrow. `label` reads between the ids of `source` and `target`; a `weak` edge does not shape the layout."""

    source: str
    target: str
    kind: str
    label: str = ""
    weak: bool = False


def draw(  # noqa: PLR0913  # what a drawing can be asked for
    nodes: Sequence[DrawnNode],
    edges: Iterable[DrawnEdge],
    *,
    title: str,
    focus: str | None = None,
    direction: Direction = "LR",
    data: bool = False,
    standalone: bool = False,
    full: bool = False,
) -> Html:
    """The drawing of a graph as one ``<svg>`` element.

    `title` names the drawing, `focus` the node it is about. With `data` nodes and edges carry what the explorer
    filters by; `standalone` makes a file of its own, with colours; a `full` one has a row for each goal, and titles of
    three lines where two are not enough. Edges that name a node not given are left out.
    """
    known = {node.id: node for node in nodes}
    drawn = [edge for edge in edges if edge.source in known and edge.target in known]
    plan = planned(known.values(), drawn, direction=direction, full=full)
    prefix = f"kb{zlib.crc32(title.encode('utf-8', 'replace')) & 0xFFF:x}"
    shapes = {(type_slug(node.type), plan.places[id].height) for id, node in known.items()}
    outlines = "".join(_outline(slug, round(height), prefix) for slug, height in sorted(shapes))
    ordered = sorted(known.values(), key=lambda node: _reading_order(plan.places[node.id]))
    figures = "".join(_node(node, plan.places[node.id], prefix, focus, data) for node in ordered)
    arrows = _edges(drawn, plan, direction, data, named=data or standalone)
    lanes = "".join(_row(*row, plan.width) for row in row_names(known.values(), plan))
    width, height = round(plan.width) + 2 * _PAD, round(plan.height) + 2 * _PAD
    size = f'width="{width}" height="{height}" viewBox="{-_PAD} {-_PAD} {width} {height}"'
    space = ' xmlns="http://www.w3.org/2000/svg"' if standalone else ""
    wide = " wide" if width > WIDE else ""
    return Html(
        f'<svg{space} class="kb-drawing{wide}" {size} role="group" aria-label="{text(title)}">'
        f"{STYLE if standalone else ''}<defs>{outlines}</defs>{lanes}{arrows}{figures}</svg>"
    )


def planned(
    nodes: Iterable[DrawnNode], edges: Iterable[DrawnEdge], *, direction: Direction = "LR", full: bool = False
) -> Layout:
    """The layout of a drawing, shaped by all edges that are not weak; see `draw` for what is `full`."""
    known = {node.id: node for node in nodes}
    boxes = tuple(
        (id, TALL if full and len(_lines(node.title, 3)) > 2 else BOX_HEIGHT) for id, node in known.items()
    )
    goals = tuple(id for id, node in known.items() if node.type == "goal") if full else ()
    served = tuple(node.goals for node in known.values()) if full else ()
    ends = tuple((e.source, e.target) for e in edges if not e.weak)
    return _laid_out(boxes, ends, direction, goals, served)


@lru_cache(maxsize=1)  # a large graph is drawn twice: as a file, and as data
def _laid_out(
    boxes: tuple[tuple[str, int], ...],
    ends: tuple[tuple[str, str], ...],
    direction: Direction,
    goals: tuple[str, ...],
    served: tuple[tuple[str, ...], ...],
) -> Layout:
    lanes = (
        by_goal(goals, {id: said for (id, _), said in zip(boxes, served, strict=True)}, ends)
        if goals
        else None
    )
    nodes = [NodeBox(id, BOX_WIDTH, height) for id, height in boxes]
    return (placed if len(boxes) > _LARGE else layered)(nodes, ends, direction=direction, lanes=lanes)


@lru_cache(maxsize=16384)
def _lines(title: str, most: int) -> list[str]:
    return wrap(title, _FONT, BOX_WIDTH - 2 * _INSET - 4, most)


def row_names(nodes: Iterable[DrawnNode], plan: Layout) -> list[tuple[float, float, str]]:
    """Where each row of a drawing begins and ends, and what is written over it."""
    names = [node.title for node in nodes if node.type == "goal"]
    names.append("Serves no goal")
    return [(top, end, name) for (top, end), name in zip(plan.rows, names, strict=False)]


def _row(top: float, end: float, name: str, width: float) -> str:
    return (
        f'<g class="row"><path d="M{-_PAD} {round(end)}h{round(width) + 2 * _PAD}"/>'
        f'<text y="{round(top) + 20}">{text(name)}</text></g>'
    )


def _outline(slug: str, height: int, prefix: str) -> str:
    """The silhouette and icon of a type, defined once; custom properties reach it through ``<use>``."""
    return (
        f'<g class="kb-shape" id="{prefix}-{slug}{_tall(height)}">'
        f'<path class="kb-box" d="{OUTLINES[slug](BOX_WIDTH, height)}"/>'
        f'<path class="kb-ico" transform="translate({_INSET - 2} 6)" d="{ICONS[slug]}"/></g>'
    )


def _tall(height: float) -> str:
    return "-t" if height > BOX_HEIGHT else ""


def _reading_order(place: Place) -> tuple[float, float]:
    return place.x, place.y


def _node(node: DrawnNode, place: Place, prefix: str, focus: str | None, data: bool) -> str:
    slug = type_slug(node.type)
    flag = next((each for each in FLAGS if each in node.flags), "")
    classes = f"n t-{slug}" + (f" f-{flag}" if flag else "") + (" faded" if flag in _FADED else "")
    current = node.id == focus
    name = "a" if node.href else "g"
    opening = (
        f'<{name} class="{classes}{" focus" if current else ""}"{attribute("href", node.href)}'
        f' transform="translate({round(place.x)} {round(place.y)})"'
        f"{' aria-current=' + chr(34) + 'true' + chr(34) if current else ''}"
        f"{'' if node.href else ' role=' + chr(34) + 'img' + chr(34)}{_data(node) if data else ''}>"
    )
    return (
        f"{opening}<title>{text(_spoken(node))}</title>"
        f'<use href="#{prefix}-{slug}{_tall(place.height)}"/>'
        f"{_words(node, flag, 3 if _tall(place.height) else 2)}</{name}>"
    )


@lru_cache(maxsize=16384)  # a record is drawn on the pages of all its neighbours
def _words(node: DrawnNode, flag: str, most: int) -> str:
    """Id, title in at most so many lines, and at the right of the first line what is special about the record."""
    mark = " ".join(filter(None, (flag, _VERDICT_MARK.get(node.verdict or "", ""))))
    right = BOX_WIDTH - _INSET
    room_for_id = right - _INSET - 18 - (text_width(mark, 10) + 8 if mark else 0)
    shown_id = (
        node.id if text_width(node.id, 11, mono=True) <= room_for_id else wrap(node.id, 13, room_for_id, 1)[0]
    )
    written = f'<text class="i" x="{_INSET + 18}" y="18">{text(shown_id)}</text>'
    if mark:
        verdict = f" v-{node.verdict}" if node.verdict in _VERDICT_MARK and not flag else ""
        written += f'<text class="m{verdict}" x="{right}" y="18">{text(mark)}</text>'
    return written + "".join(
        f'<text x="{_INSET}" y="{33 + 14 * at}">{text(line)}</text>'
        for at, line in enumerate(_lines(node.title, most))
    )


def _spoken(node: DrawnNode) -> str:
    verdict = (node.verdict or "").replace("-", " ")
    facts = ", ".join(filter(None, (type_label(node.type).lower(), node.status, verdict, *node.flags)))
    return f"{node.id} ({facts}): {node.title}"


def _data(node: DrawnNode) -> str:
    return (
        f' data-id="{text(node.id)}" data-type="{text(node.type)}"'
        + attribute("data-status", node.status)
        + attribute("data-goals", " ".join(node.goals))
        + attribute("data-date", node.date)
        + attribute("data-flags", " ".join(node.flags))
        + attribute("data-tags", " ".join(node.tags))
        + attribute("data-verdict", node.verdict)
    )


def _edges(edges: list[DrawnEdge], plan: Layout, direction: Direction, data: bool, *, named: bool) -> str:
    """All arrows, those of one kind in one group; of parallel edges of one kind only the first."""
    kinds: dict[tuple[str, bool, bool], dict[tuple[str, str], DrawnEdge]] = {}
    for edge in edges:
        ends = (edge.source, edge.target)
        if edge.source != edge.target:
            implied = not edge.weak and ends in plan.implied
            kinds.setdefault((edge.kind, edge.weak, implied), {}).setdefault(ends, edge)
    return "".join(
        f'<g class="e{" weak" if weak else ""}{" implied" if implied else ""}{_kind_class(kind)}">'
        + "".join(_edge(edge, plan, direction, data, named=named) for edge in group.values())
        + "</g>"
        for (kind, weak, implied), group in kinds.items()
    )


def _kind_class(kind: str) -> str:
    return f" k-{kind}" if kind.isascii() and kind.replace("_", "a").replace("-", "a").isalnum() else ""


def _edge(edge: DrawnEdge, plan: Layout, direction: Direction, data: bool, *, named: bool) -> str:
    points = plan.routes.get((edge.source, edge.target))
    path = _path(points, direction) if points else _direct(plan.places[edge.source], plan.places[edge.target])
    ends = f' data-s="{text(edge.source)}" data-t="{text(edge.target)}"' if data else ""
    if not named:  # a small drawing: the page lists the links by kind beside it
        return f'<path d="{path}"/>'
    label = edge.label or edge.kind.replace("_", " ")
    return f'<path{ends} d="{path}"><title>{text(f"{edge.source} {label} {edge.target}")}</title></path>'


def _path(points: Sequence[Point], direction: Direction) -> str:
    """Curves between columns, straight lines across them, an open arrowhead at the end."""
    across = direction == "TB"
    spots = [(round(p.y), round(p.x)) if across else (round(p.x), round(p.y)) for p in points]
    drawn = f"M{_xy(*spots[0], across)}"
    for at in range(0, len(spots) - 1, 2):
        (x1, y1), (x2, y2) = spots[at], spots[at + 1]
        if at:
            drawn += f"L{_xy(x1, y1, across)}"
        middle = (x1 + x2) // 2
        if y1 == y2:
            drawn += f"L{_xy(x2, y2, across)}"
        else:
            drawn += f"C{_xy(middle, y1, across)} {_xy(middle, y2, across)} {_xy(x2, y2, across)}"
    forward = spots[-1][0] >= spots[-2][0]
    return drawn + _head(forward, across)


def _xy(along: int, side: int, across: bool) -> str:
    x, y = (side, along) if across else (along, side)
    return f"{x} {y}"


def _head(forward: bool, across: bool) -> str:
    if across:
        return "m-4-6l4 6 4-6" if forward else "m-4 6l4-6 4 6"
    return "m-6-4l6 4-6 4" if forward else "m6-4l-6 4 6 4"


def _direct(source: Place, target: Place) -> str:
    """A curve between two boxes wherever they stand, for edges the layout does not know."""
    x1, y1 = round(source.x + source.width / 2), round(source.y + source.height / 2)
    x2, y2 = round(target.x + target.width / 2), round(target.y + target.height / 2)
    half_width, half_height = round(target.width / 2), round(target.height / 2)
    if abs(x2 - x1) > target.width:
        side = 1 if x2 > x1 else -1
        x1, x2 = x1 + side * half_width, x2 - side * half_width
        middle = (x1 + x2) // 2
        return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}" + _head(side > 0, False)
    side = 1 if y2 > y1 else -1
    y1, y2 = y1 + side * half_height, y2 - side * half_height
    middle = (y1 + y2) // 2
    return f"M{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}" + _head(side > 0, True)
