"""Which library should hold the graph of links? CPU as ratios to own dictionaries.

Run: `python benchmarks/choices/graph_libraries.py > benchmarks/results/graph_libraries.json`

The graph is that of a base of 10,000 records with 20,000 typed links: mostly to older records, one in 25
forward, so that there are loops to find. Every candidate must give the same loops and the same reach, or the
run fails.
"""

import argparse
import random
import sys
from collections.abc import Callable, Iterable

import networkx as nx
import rustworkx as rx
from samples import digest
from timing import cpu_of_call, cpu_of_command, in_turns, report

DISTRIBUTIONS = ("networkx", "rustworkx", "numpy")
Link = tuple[str, str, str]
Answer = tuple[list[list[str]], list[int]]
Adjacency = dict[str, list[tuple[str, str]]]


def links(nodes: int, edges: int, seed: int) -> list[Link]:
    """`edges` links (source, kind, target) between `nodes` ids; one in 25 points forward."""
    chance = random.Random(seed)
    kinds = ("depends_on", "goal", "based_on", "task", "mentions")
    made: list[Link] = []
    while len(made) < edges:
        low, high = sorted(chance.sample(range(1, nodes + 1), k=2))
        source, target = (low, high) if chance.random() < 1 / 25 else (high, low)
        made.append((f"TASK-{source:05d}", chance.choice(kinds), f"TASK-{target:05d}"))
    return made


def own(given: Iterable[Link], starts: Iterable[str]) -> Answer:
    """Two dictionaries, Tarjan's strongly connected components without recursion, breadth-first reach."""
    forward: Adjacency = {}
    for source, kind, target in given:
        forward.setdefault(source, []).append((kind, target))
        forward.setdefault(target, [])
    return _own_loops(forward), [len(_own_reach(forward, start)) for start in starts]


def _own_reach(forward: Adjacency, start: str) -> set[str]:
    seen = {start}
    queue = [start]
    while queue:
        for _, target in forward[queue.pop()]:
            if target not in seen:
                seen.add(target)
                queue.append(target)
    return seen - {start}


def _own_loops(forward: Adjacency) -> list[list[str]]:
    """Tarjan, R. (1972): Depth-first search and linear graph algorithms. SIAM Journal on Computing 1(2)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    loops: list[list[str]] = []
    for root in forward:
        if root in order:
            continue
        work = [(root, iter(forward[root]))]
        order[root] = low[root] = len(order)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, rest = work[-1]
            for _, target in rest:
                if target not in order:
                    order[target] = low[target] = len(order)
                    stack.append(target)
                    on_stack.add(target)
                    work.append((target, iter(forward[target])))
                    break
                if target in on_stack:
                    low[node] = min(low[node], order[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == order[node]:
                    cut = stack.index(node)
                    if len(stack) - cut > 1:
                        loops.append(sorted(stack[cut:]))
                    on_stack.difference_update(stack[cut:])
                    del stack[cut:]
    return sorted(loops)


def by_networkx(given: Iterable[Link], starts: Iterable[str]) -> Answer:
    """A MultiDiGraph with the kind on each edge."""
    graph = nx.MultiDiGraph()
    graph.add_edges_from((source, target, {"kind": kind}) for source, kind, target in given)
    loops = sorted(sorted(part) for part in nx.strongly_connected_components(graph) if len(part) > 1)
    return loops, [len(nx.descendants(graph, start)) for start in starts]


def by_rustworkx(given: Iterable[Link], starts: Iterable[str]) -> Answer:
    """A PyDiGraph; it numbers its nodes, so ids are translated both ways."""
    graph = rx.PyDiGraph()
    number: dict[str, int] = {}
    for source, kind, target in given:
        for name in (source, target):
            if name not in number:
                number[name] = graph.add_node(name)
        graph.add_edge(number[source], number[target], kind)
    parts = rx.strongly_connected_components(graph)
    loops = sorted(sorted(graph[node] for node in part) for part in parts if len(part) > 1)
    return loops, [len(rx.descendants(graph, number[start])) for start in starts]


CANDIDATES: dict[str, Callable[[Iterable[Link], Iterable[str]], Answer]] = {
    "own dictionaries": own,
    "networkx": by_networkx,
    "rustworkx": by_rustworkx,
}
IMPORTS = {"own dictionaries": "pass", "networkx": "import networkx", "rustworkx": "import rustworkx"}


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nodes", type=int, default=10_000)
    options.add_argument("--edges", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=20261123)
    options.add_argument("--repeats", type=int, default=9)
    chosen = options.parse_args()
    given = links(chosen.nodes, chosen.edges, chosen.seed)
    starts = sorted({source for source, _, _ in given})[-50:]
    answers = {name: find(given, starts) for name, find in CANDIDATES.items()}
    loops = answers["own dictionaries"][0]
    if not loops or any(answer != answers["own dictionaries"] for answer in answers.values()):
        raise SystemExit("no loop to find, or the candidates do not agree: their times would mean nothing")

    def job(find: Callable[[Iterable[Link], Iterable[str]], Answer], some: list[str]) -> Callable[[], float]:
        return lambda: cpu_of_call(lambda: find(given, some))

    def start(code: str) -> Callable[[], float]:
        return lambda: cpu_of_command([sys.executable, "-c", code])

    reference = "own dictionaries"
    build = {name: job(find, []) for name, find in CANDIDATES.items()}
    reach = {name: job(find, starts) for name, find in CANDIDATES.items()}
    imports = {name: start(code) for name, code in IMPORTS.items()}
    report(
        "Which library should hold the graph of links?",
        DISTRIBUTIONS,
        {
            "data": {
                "nodes": chosen.nodes,
                "edges": chosen.edges,
                "seed": chosen.seed,
                "digest": digest(" ".join(link) for link in given),
                "loops": len(loops),
                "reach_starts": len(starts),
            },
            "build_and_loops": in_turns(build, reference, chosen.repeats),
            "build_loops_and_reach": in_turns(reach, reference, chosen.repeats),
            "import": in_turns(imports, reference, 2 * chosen.repeats),
        },
    )


if __name__ == "__main__":
    main()
