"""What should lay out the graph of evidence at build time? CPU and crossings, with 50 and 500 nodes.

Run: `PYTHONPATH=src python benchmarks/choices/graph_layouts.py > benchmarks/results/graph_layouts.json`

The graphs have the shape of a base: each node cites one to three older ones, near ones more often. Crossings
are counted between straight lines from centre to centre, the same way for every candidate, whatever it draws
itself. `runs_one_way` is the share of edges that end further right than they begin.
"""

import argparse
import random
from collections.abc import Callable
from itertools import combinations

import networkx as nx
import pygraphviz
from grandalf.graphs import Edge, Graph, Vertex
from grandalf.layouts import SugiyamaLayout
from samples import digest
from timing import cpu_of_call, in_turns, report

from kb.site.drawing.layout import NodeBox, layered

DISTRIBUTIONS = ("networkx", "grandalf", "pygraphviz", "numpy")
REFERENCE = "own layered layout"
WIDTH, HEIGHT = 160.0, 44.0
Link = tuple[str, str]
Places = dict[str, tuple[float, float]]


def links(nodes: int, seed: int) -> list[Link]:
    """Links between `nodes` ids, about 1.5 per node, each from an older to a younger one."""
    chance = random.Random(seed)
    made: set[Link] = set()
    for young in range(2, nodes + 1):
        for _ in range(chance.choice((1, 1, 2, 3)) if young > 3 else 1):
            old = max(1, young - 1 - int(chance.expovariate(1 / (nodes / 6))))
            made.add((f"N{old:04d}", f"N{young:04d}"))
    return sorted(made)


def by_own(names: list[str], given: list[Link]) -> Places:
    """The layered layout of `kb.site.drawing`."""
    plan = layered([NodeBox(name, WIDTH, HEIGHT) for name in names], given)
    return {name: (place.x, place.y) for name, place in plan.places.items()}


def by_grandalf(names: list[str], given: list[Link]) -> Places:
    """Sugiyama's layout by grandalf; it draws downwards, so the axes are exchanged."""
    vertices = {name: Vertex(name) for name in names}
    graph = Graph(list(vertices.values()), [Edge(vertices[a], vertices[b]) for a, b in given])
    places: Places = {}
    shift = 0.0
    for part in graph.C:
        for vertex in part.sV:
            vertex.view = type("View", (), {"w": HEIGHT, "h": WIDTH, "xy": (0.0, 0.0)})()
        layout = SugiyamaLayout(part)
        layout.init_all()
        layout.draw(6)
        for vertex in part.sV:
            places[vertex.data] = (vertex.view.xy[1], vertex.view.xy[0] + shift)
        shift += 10_000.0
    return places


def by_networkx(names: list[str], given: list[Link]) -> Places:
    """Networkx has no layered layout of its own that orders a layer; generations in columns come nearest."""
    graph = nx.DiGraph()
    graph.add_nodes_from(names)
    graph.add_edges_from(given)
    for layer, generation in enumerate(nx.topological_generations(graph)):
        for name in generation:
            graph.nodes[name]["layer"] = layer
    found = nx.multipartite_layout(graph, subset_key="layer")
    return {name: (float(x), float(y)) for name, (x, y) in found.items()}


def by_dot(names: list[str], given: list[Link]) -> Places:
    """Graphviz `dot` through pygraphviz, left to right."""
    graph = pygraphviz.AGraph(directed=True, rankdir="LR")
    graph.add_nodes_from(names)
    graph.add_edges_from(given)
    graph.layout(prog="dot")
    pairs = {name: graph.get_node(name).attr["pos"].split(",") for name in names}
    return {name: (float(x), float(y)) for name, (x, y) in pairs.items()}


CANDIDATES: dict[str, Callable[[list[str], list[Link]], Places]] = {
    REFERENCE: by_own,
    "grandalf": by_grandalf,
    "networkx multipartite": by_networkx,
    "graphviz dot": by_dot,
}


def crossings(places: Places, given: list[Link]) -> int:
    """Pairs of edges without a common end whose straight lines cross."""
    segments = [(places[a], places[b], {a, b}) for a, b in given]
    return sum(
        1
        for (a, b, ends), (c, d, others) in combinations(segments, 2)
        if not ends & others and _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0
    )


def _side(a: tuple[float, float], b: tuple[float, float], point: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0])


def judged(places: Places, given: list[Link]) -> dict[str, float | int]:
    """Crossings, and the share of edges that run left to right."""
    onward = sum(places[b][0] > places[a][0] for a, b in given)
    return {"crossings": crossings(places, given), "runs_one_way": round(onward / len(given), 4)}


def measure(nodes: int, seed: int, repeats: int) -> dict[str, object]:
    """All candidates on one graph."""
    given = links(nodes, seed)
    names = sorted({name for link in given for name in link})

    def job(lay_out: Callable[[list[str], list[Link]], Places]) -> Callable[[], float]:
        return lambda: cpu_of_call(lambda: lay_out(names, given))

    jobs = {name: job(lay_out) for name, lay_out in CANDIDATES.items()}
    return {
        "nodes": len(names),
        "edges": len(given),
        "digest": digest(" ".join(link) for link in given),
        "speed": in_turns(jobs, REFERENCE, repeats),
        "drawing": {name: judged(lay_out(names, given), given) for name, lay_out in CANDIDATES.items()},
        "same_twice": {
            name: lay_out(names, given) == lay_out(names, given) for name, lay_out in CANDIDATES.items()
        },
    }


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nodes", type=int, nargs="+", default=[50, 500])
    options.add_argument("--seed", type=int, default=20261123)
    options.add_argument("--repeats", type=int, default=5)
    chosen = options.parse_args()
    report(
        "What should lay out the graph of evidence at build time?",
        DISTRIBUTIONS,
        {
            "data": {"seed": chosen.seed, "nodes": chosen.nodes},
            "graphs": {str(count): measure(count, chosen.seed, chosen.repeats) for count in chosen.nodes},
        },
    )


if __name__ == "__main__":
    main()
