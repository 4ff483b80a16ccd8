"""Draws a graph of records as accessible inline SVG: real links, shapes by type, marks by state, classes for colour.

The result holds no style attributes, no scripts and nothing that is not escaped; `kb.css` colours it. Numbers are whole
pixels, so that the neighbourhood of a record costs a few kilobytes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kb.site.drawing.html import Html, attribute, text
from kb.site.drawing.lanes import by_goal
from kb.site.drawing.layout import Direction, Layout, NodeBox, Place, Point, layered
from kb.site.drawing.lettering import text_width, wrap
from kb.site.drawing.palette import ICONS, type_label, type_slug
from kb.site.drawing.placed import alike, forget_forms, placed
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
    outlines = "".join(
        [
            f'<g class="kb-shape" id="{prefix}-{_outline(slug, round(height))}'
            for slug, height in sorted(shapes)
        ]
    )
    ordered = sorted(known, key=plan.places.__getitem__)  # as people read: column by column
    figures = "".join([_node(known[id], plan.places[id], prefix, focus, data) for id in ordered])
    arrows = _edges(drawn, plan, direction, data, named=data or standalone)
    lanes = "".join([_row(*row, plan.width) for row in row_names(nodes, plan)]) if plan.rows else ""
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
    ends = [(edge.source, edge.target) for edge in edges if not edge.weak]
    if full:
        heights = [TALL if len(_lines(node.title, 3)) > 2 else BOX_HEIGHT for node in known.values()]
        goals = tuple([id for id, node in known.items() if node.type == "goal"])
        boxes = tuple(zip(known, heights, [node.goals for node in known.values()], strict=True))
        return _in_full(boxes, tuple(ends), direction, goals)
    if len(known) > _LARGE:
        return placed([NodeBox(id, BOX_WIDTH, BOX_HEIGHT) for id in known], ends, direction=direction)
    return alike(known, (BOX_WIDTH, BOX_HEIGHT), ends, direction=direction)


@lru_cache(maxsize=1)  # a large graph is drawn twice: as a file, and as data
def _in_full(
    boxes: tuple[tuple[str, int, tuple[str, ...]], ...],
    ends: tuple[tuple[str, str], ...],
    direction: Direction,
    goals: tuple[str, ...],
) -> Layout:
    lanes = by_goal(goals, {id: served for id, _, served in boxes}, ends) if goals else None
    nodes = [NodeBox(id, BOX_WIDTH, height) for id, height, _ in boxes]
    return (placed if len(boxes) > _LARGE else layered)(nodes, ends, direction=direction, lanes=lanes)


def let_go() -> None:
    """Forget the layout of a large graph, once it is drawn in all ways: it holds more than the texts of all records."""
    _in_full.cache_clear()


def forget() -> None:
    """Forget all that drawings have in common, once the last one is made."""
    forget_forms()
    for kept in (_in_full, _lines, _address, _inside, _known_path):
        kept.cache_clear()


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


@cache
def _outline(slug: str, height: int) -> str:
    """The silhouette and icon of a type, defined once; custom properties reach it through ``<use>``."""
    return (
        f'{slug}{_tall(height)}"><path class="kb-box" d="{OUTLINES[slug](BOX_WIDTH, height)}"/>'
        f'<path class="kb-ico" transform="translate({_INSET - 2} 6)" d="{ICONS[slug]}"/></g>'
    )


def _tall(height: float) -> str:
    return "-t" if height > BOX_HEIGHT else ""


def _node(node: DrawnNode, place: Place, prefix: str, focus: str | None, data: bool) -> str:
    tall = place.height > BOX_HEIGHT
    classes, spoken, inside = _inside(
        node.id, node.type, node.title, node.status, node.verdict, node.flags, tall
    )
    name, role = ("a", "") if node.href else ("g", ' role="img"')
    look, current = (" focus", ' aria-current="true"') if node.id == focus else ("", "")
    return (
        f'<{name} class="{classes}{look}"{_address(node.href)}'
        f' transform="translate({round(place.x)} {round(place.y)})"{current}{role}{_data(node) if data else ""}>'
        f'<title>{spoken}</title><use href="#{prefix}-{inside}</{name}>'
    )


@lru_cache(maxsize=16384)  # pages that lie in one folder lead to a record alike
def _address(href: str | None) -> str:
    return attribute("href", href)


@lru_cache(maxsize=16384)  # a record is drawn on the pages of all its neighbours
def _inside(  # all of a node but where it leads
    id: str, type_: str, title: str, status: str, verdict: str | None, flags: tuple[str, ...], tall: bool
) -> tuple[str, str, str]:
    """The classes of a node, how it is read aloud, and what it consists of from its outline on."""
    slug = type_slug(type_)
    flag = next((each for each in FLAGS if each in flags), "")
    classes = f"n t-{slug}" + (f" f-{flag}" if flag else "") + (" faded" if flag in _FADED else "")
    known = (type_label(type_).lower(), status, (verdict or "").replace("-", " "), *flags)
    spoken = text(f"{id} ({', '.join(filter(None, known))}): {title}")
    words = _words(id, title, verdict, flag, 3 if tall else 2)
    return classes, spoken, f'{slug}{"-t" if tall else ""}"/>{words}'


def _words(id: str, title: str, verdict: str | None, flag: str, most: int) -> str:
    """Id, title in at most so many lines, and at the right of the first line what is special about the record."""
    mark = " ".join(filter(None, (flag, _VERDICT_MARK.get(verdict or "", ""))))
    right = BOX_WIDTH - _INSET
    room_for_id = right - _INSET - 18 - (text_width(mark, 10) + 8 if mark else 0)
    shown_id = id if text_width(id, 11, mono=True) <= room_for_id else wrap(id, 13, room_for_id, 1)[0]
    written = f'<text class="i" x="{_INSET + 18}" y="18">{text(shown_id)}</text>'
    if mark:
        judged = f" v-{verdict}" if verdict in _VERDICT_MARK and not flag else ""
        written += f'<text class="m{judged}" x="{right}" y="18">{text(mark)}</text>'
    return written + "".join(
        f'<text x="{_INSET}" y="{33 + 14 * at}">{text(line)}</text>'
        for at, line in enumerate(_lines(title, most))
    )


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
        [
            _group(*kind)
            + "".join([_edge(edge, ends, plan, direction, data, named) for ends, edge in group.items()])
            + "</g>"
            for kind, group in kinds.items()
        ]
    )


@lru_cache(maxsize=256)
def _group(kind: str, weak: bool, implied: bool) -> str:
    known = kind.isascii() and kind.replace("_", "a").replace("-", "a").isalnum()
    look = (" weak" if weak else "") + (" implied" if implied else "") + (f" k-{kind}" if known else "")
    return f'<g class="e{look}">'


def _edge(
    edge: DrawnEdge, ends: tuple[str, str], plan: Layout, direction: Direction, data: bool, named: bool
) -> str:
    points = plan.routes.get(ends)
    if points is None:
        path = _direct(plan.places[edge.source], plan.places[edge.target])
    else:
        path = (_path if named else _known_path)(points, direction)
    if not named:  # a small drawing: the page lists the links by kind beside it
        return f'<path d="{path}"/>'
    source, target = text(edge.source), text(edge.target)
    label = text(edge.label or edge.kind.replace("_", " "))
    carried = f' data-s="{source}" data-t="{target}"' if data else ""
    return f'<path{carried} d="{path}"><title>{source} {label} {target}</title></path>'


def _path(points: Sequence[Point], direction: Direction) -> str:
    """Curves between columns, straight lines across them, an open arrowhead at the end."""
    across, drawn = direction == "TB", ""
    for start, end in zip(points[::2], points[1::2], strict=True):
        x1, y1, x2, y2 = round(start[0]), round(start[1]), round(end[0]), round(end[1])
        if (x1 == x2) if across else (y1 == y2):
            drawn += f"L{x1} {y1}L{x2} {y2}"
        elif across:
            middle = (y1 + y2) // 2
            drawn += f"L{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}"
        else:
            middle = (x1 + x2) // 2
            drawn += f"L{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"
    onwards = points[-1][across] >= points[-2][across]
    return f"M{drawn[1:]}{_head(onwards, across)}"


_known_path = lru_cache(maxsize=8192)(_path)  # drawings of the same form run the same ways


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
