"""Where the boxes of a directed graph stand and how its edges run: a layered layout in plain Python.

Layers by longest path with bounded length, bends for long edges, barycentre ordering, least-squares placing; separate
parts are packed side by side and nodes without edges stand in a grid. The same input always gives the same drawing.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, TypeAlias

from kb.site.drawing.lanes import Lanes
from kb.site.drawing.layers import Edge, assign_layers, back_edges
from kb.site.drawing.ordering import order_layers
from kb.site.drawing.packing import pack
from kb.site.drawing.placing import place_along, place_lanes

Direction = Literal["LR", "TB"]
Order: TypeAlias = Callable[
    [list[list[int]], list[list[int]], list[list[int]], list[list[int]], list[int] | None], list[list[int]]
]
"""As :func:`kb.site.drawing.ordering.order_layers`."""

_GAP = 14.0  # between boxes of one layer
_BEND_GAP = 7.0
_LAYER_GAP = 52.0
_PART_GAP = 34.0
_SHARED_UP_TO = 200  # nodes of a part: beyond, edges of one source have bends of their own, which cross less
_BENDS = 12_000  # edges over more than 12 layers run straight where their bends would far outnumber the nodes


class Point(NamedTuple):
    """A place on the drawing, in its own units, y downwards."""

    x: float
    y: float


class NodeBox(NamedTuple):
    """A node as the layout sees it: a name and a size."""

    id: str
    width: float
    height: float


class Place(NamedTuple):
    """Where a box stands: its top left corner and its size."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A finished layout.

    `routes` holds for each drawn edge the points from the border of its source to the border of its target: pairs of
    points (out of one column, into the next). `back_edges` are those that run against the direction because
    they close a cycle; `loops` are edges from a node to itself, which have no route. `rows` are where the rows of goals
    begin and end, from the top; none where the drawing has no rows.
    """

    width: float
    height: float
    places: dict[str, Place]
    routes: dict[tuple[str, str], tuple[Point, ...]]
    back_edges: frozenset[tuple[str, str]]
    loops: frozenset[str]
    rows: tuple[tuple[float, float], ...] = ()
    implied: frozenset[tuple[str, str]] = frozenset()


@dataclass(slots=True)
class _Part:
    """One connected part, laid out from its own origin: `along` runs with the edges, `across` within a layer."""

    nodes: list[int]
    length: float
    breadth: float
    corners: dict[int, tuple[float, float]]
    routes: dict[Edge, list[tuple[float, float]]]
    rows: list[tuple[float, float]] = field(default_factory=list)


def layered(
    nodes: Sequence[NodeBox],
    edges: Iterable[tuple[str, str]],
    *,
    direction: Direction = "LR",
    lanes: Lanes | None = None,
    order: Order = order_layers,
) -> Layout:
    """Lays out a graph so that edges run left to right (``LR``) or top to bottom (``TB``).

    Edges that name a node not given are left out; parallel edges share one route. Any graph is accepted. With `lanes`
    each goal has a row of its own, which it begins. `order` puts the nodes of each layer in order: what takes longest,
    and looks at no size.
    """
    index = {node.id: at for at, node in enumerate(nodes)}
    given = [(a, b) for a, b in edges if a in index and b in index]
    implied = lanes.implied(given) if lanes else frozenset()
    known = dict.fromkeys([(index[a], index[b]) for a, b in given if not implied or (a, b) not in implied])
    loops = frozenset([nodes[a].id for a, b in known if a == b])
    links = [edge for edge in known if edge[0] != edge[1]]
    turned = back_edges(len(nodes), links)
    forward = list(dict.fromkeys([(b, a) if (a, b) in turned else (a, b) for a, b in links]))
    sizes = [(n.width, n.height) if direction == "LR" else (n.height, n.width) for n in nodes]
    if lanes:
        groups = _in_lanes(nodes, forward, lanes)
        rows = [lanes.of[node.id] for node in nodes]
        heads = {index[head] for head in lanes.heads}
        parts = [_lay_out(group, joins, sizes, order, rows, heads) for group, joins in groups[:1]]
    else:
        groups = _components(len(nodes), forward)
        parts = [_lay_out(group, joins, sizes, order) for group, joins in groups if len(group) > 1]
    lone = [group[0] for group, _ in groups[1 if lanes else 0 :] if len(group) == 1]
    if lone:
        parts.append(_grid(lone, sizes, parts, wide=direction == "LR"))
    plan = _compose(nodes, links, turned, parts, loops, direction)
    return replace(plan, rows=tuple(parts[0].rows), implied=implied) if lanes else plan


def _components(count: int, edges: list[Edge]) -> list[tuple[list[int], list[Edge]]]:
    """The connected parts, largest first, each with its edges."""
    root = list(range(count))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    parts = count
    for source, target in edges:
        first, second = find(source), find(target)
        if first != second:
            root[max(first, second)] = min(first, second)
            parts -= 1
            if parts == 1:
                return [([*range(count)], edges)]
    groups: dict[int, tuple[list[int], list[Edge]]] = {}
    for node in range(count):
        groups.setdefault(find(node), ([], []))[0].append(node)
    for edge in edges:
        groups[find(edge[0])][1].append(edge)
    return sorted(groups.values(), key=lambda group: -len(group[0]))


def _in_lanes(
    nodes: Sequence[NodeBox], edges: list[Edge], lanes: Lanes
) -> list[tuple[list[int], list[Edge]]]:
    """All that has a row as one part, then each of the records that neither serve a goal nor lead anywhere."""
    linked = {end for edge in edges for end in edge}
    drawn = [at for at, node in enumerate(nodes) if at in linked or lanes.of[node.id] < len(lanes.heads)]
    lone = set(range(len(nodes))).difference(drawn)
    return [(drawn, edges), *(([at], []) for at in sorted(lone))]


def _lay_out(
    nodes: list[int],
    edges: list[Edge],
    sizes: list[tuple[float, float]],
    order: Order,
    rows: Sequence[int] = (),
    heads: Set[int] = frozenset(),
) -> _Part:
    local = {node: at for at, node in enumerate(nodes)}
    joins = [(local[a], local[b]) for a, b in edges]
    layer_of = assign_layers(len(nodes), joins)
    for head in heads - {nodes[b] for _, b in joins}:
        layer_of[local[head]] = 0
    lanes = [rows[node] for node in nodes] if rows else None
    bends: dict[tuple[int, ...], int] = {}
    shared = len(nodes) <= _SHARED_UP_TO
    longest = 12 if shared else max(12, _BENDS // len(nodes))
    chains = {
        edge: _chain(edge, layer_of, bends, edge[:1] if shared else edge)
        if 1 < layer_of[edge[1]] - layer_of[edge[0]] <= longest
        else [*edge]
        for edge in joins
    }
    layers: list[list[int]] = [[] for _ in range(max(layer_of) + 1)]
    for item in _first_order(len(nodes), joins, chains):
        layers[layer_of[item]].append(item)
    before: list[list[int]] = [[] for _ in layer_of]
    after: list[list[int]] = [[] for _ in layer_of]
    steps: dict[Edge, None] = {}
    for chain in chains.values():
        steps.update(dict.fromkeys(itertools.pairwise(chain)))
    for a, b in steps:
        if layer_of[b] == layer_of[a] + 1:
            after[a].append(b)
            before[b].append(a)
    if lanes:
        for (
            chain
        ) in chains.values():  # a line stays in the row it comes from until it is beside where it leads
            lanes += [lanes[chain[0]] for bend in chain[1:-1] if bend >= len(lanes)]
    layers = order(layers, before, after, list(chains.values()), lanes)
    extents = [sizes[node][1] for node in nodes] + [0.0] * len(bends)
    gaps = [_GAP] * len(nodes) + [_BEND_GAP] * len(bends)
    weights = [1.0] * len(nodes) + [6.0] * len(bends)
    bands: list[tuple[float, float]] = []
    if lanes:
        centres, bands = place_lanes(lanes, layers, before, after, extents, gaps, weights)
    else:
        centres = place_along(layers, before, after, extents, gaps, weights)
    lengths = [max([sizes[nodes[i]][0] for i in layer if i < len(nodes)], default=0.0) for layer in layers]
    starts = _starts(layers, lengths, after, centres)
    part = _part(nodes, chains, layer_of, starts, lengths, centres, sizes)
    part.rows = bands
    return part


def _chain(
    edge: Edge, layer_of: list[int], bends: dict[tuple[int, ...], int], owner: tuple[int, ...]
) -> list[int]:
    """The nodes and bends an edge runs through; new bends are added to `layer_of`.

    Owner and layer name a bend. Where the source alone owns them, its edges run as one line until they part.
    """
    source, target = edge
    first, last = layer_of[source], layer_of[target]
    chain = [source]
    for layer in range(first + 1, last):
        if (*owner, layer) not in bends:
            bends[*owner, layer] = len(layer_of)
            layer_of.append(layer)
        chain.append(bends[*owner, layer])
    return [*chain, target]


def _first_order(count: int, joins: list[Edge], chains: dict[Edge, list[int]]) -> list[int]:
    """All nodes and bends in the order of a depth-first walk, so that branches start out together."""
    outgoing: list[list[Edge]] = [[] for _ in range(count)]
    inner = [True] * count
    for edge in joins:
        outgoing[edge[0]].append(edge)
        inner[edge[1]] = False
    seen: dict[int, None] = {}
    for start in sorted(range(count), key=lambda node: not inner[node]):
        stack = [start]
        while stack:
            node = stack.pop()
            if node in seen:
                continue
            seen[node] = None
            if node < count:
                for edge in outgoing[node]:
                    if len(chain := chains[edge]) > 2:
                        seen.update(dict.fromkeys(chain[1:-1]))
                stack += [edge[1] for edge in reversed(outgoing[node])]
    return list(seen)


def _starts(
    layers: list[list[int]], lengths: list[float], after: list[list[int]], centres: list[float]
) -> list[float]:
    """Where each layer begins: the steeper the edges to the next one, the more room between."""
    starts = [0.0]
    for layer, length in zip(layers[:-1], lengths, strict=False):
        steepest = max([abs(centres[a] - centres[b]) for a in layer for b in after[a]], default=0.0)
        starts.append(starts[-1] + length + _LAYER_GAP + min(90.0, steepest * 0.08))
    return starts


def _part(
    nodes: list[int],
    chains: dict[Edge, list[int]],
    layer_of: list[int],
    starts: list[float],
    lengths: list[float],
    centres: list[float],
    sizes: list[tuple[float, float]],
) -> _Part:
    corners = {
        node: (starts[layer_of[at]], centres[at] - sizes[node][1] / 2) for at, node in enumerate(nodes)
    }
    routes: dict[Edge, list[tuple[float, float]]] = {}
    for (a, b), chain in chains.items():
        source, target = nodes[a], nodes[b]
        points = [(corners[source][0] + sizes[source][0], centres[a])]
        if len(chain) > 2:
            for bend in chain[1:-1]:
                start, centre = starts[layer_of[bend]], centres[bend]
                points += ((start, centre), (start + lengths[layer_of[bend]], centre))
        points.append((corners[target][0], centres[b]))
        routes[source, target] = points
    breadth = max(*[corners[node][1] + sizes[node][1] for node in nodes], *centres[len(nodes) :])
    return _Part(nodes, starts[-1] + lengths[-1], breadth, corners, routes)


def _grid(lone: list[int], sizes: list[tuple[float, float]], parts: list[_Part], *, wide: bool) -> _Part:
    """The nodes without edges, in rows as wide as what is drawn above them."""
    length = max(sizes[node][0] for node in lone) + _GAP
    breadth = max(sizes[node][1] for node in lone) + _GAP
    area = length * breadth * len(lone)
    columns = max(1, min(len(lone), round(math.sqrt(area * (1.7 if wide else 1 / 1.7)) / length)))
    if parts:
        columns = max(columns, min(len(lone), int(max(part.length for part in parts) // length)))
    corners = {node: (at % columns * length, at // columns * breadth) for at, node in enumerate(lone)}
    rows = -(-len(lone) // columns)
    return _Part(lone, columns * length - _GAP, rows * breadth - _GAP, corners, {})


def _compose(
    nodes: Sequence[NodeBox],
    links: list[Edge],
    turned: set[Edge],
    parts: list[_Part],
    loops: frozenset[str],
    direction: Direction,
) -> Layout:
    """Puts the parts on one page and turns (along, across) into (x, y)."""
    across = direction == "TB"
    extents = [(p.breadth, p.length) if across else (p.length, p.breadth) for p in parts]
    origins = pack(extents, gap=_PART_GAP)
    places: dict[str, Place] = {}
    drawn: dict[Edge, tuple[Point, ...]] = {}
    for part, (left, top) in zip(parts, origins, strict=True):
        for node in part.nodes:
            x, y = part.corners[node][::-1] if across else part.corners[node]
            id, width, height = nodes[node]
            places[id] = Place(left + x, top + y, width, height)
        for edge, spots in part.routes.items():
            if across:
                drawn[edge] = tuple([Point(left + side, top + along) for along, side in spots])
            else:
                drawn[edge] = tuple([Point(left + along, top + side) for along, side in spots])
    routes = {
        (nodes[a].id, nodes[b].id): drawn[b, a][::-1] if (a, b) in turned else drawn[a, b] for a, b in links
    }
    width = max([x + size[0] for (x, _), size in zip(origins, extents, strict=True)], default=0.0)
    height = max([y + size[1] for (_, y), size in zip(origins, extents, strict=True)], default=0.0)
    reported = frozenset([(nodes[a].id, nodes[b].id) for a, b in turned])
    return Layout(width, height, {n.id: places[n.id] for n in nodes}, routes, reported, loops)
