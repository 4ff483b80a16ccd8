"""The layered layout: nothing overlaps, edges run forward, the same input gives the same drawing."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.site.drawing import placed as placed_module
from kb.site.drawing.lanes import Lanes, by_goal
from kb.site.drawing.layers import assign_layers
from kb.site.drawing.layout import Layout, NodeBox, Place, layered
from kb.site.drawing.ordering import _FAR_TOO_MANY, _inevitable, _median, crossings, order_layers
from kb.site.drawing.packing import pack
from kb.site.drawing.placed import alike, placed
from kb.site.drawing.placing import LANE_HEAD
from kb.site.remembered import Remembered, remembering

Edges = list[tuple[str, str]]


def boxes(count: int) -> list[NodeBox]:
    return [NodeBox(f"N{at}", 196, 54) for at in range(count)]


def some_graph(count: int, edges: int, seed: int) -> tuple[list[NodeBox], Edges]:
    dice = random.Random(seed)
    ends = [(f"N{dice.randrange(count)}", f"N{dice.randrange(count)}") for _ in range(edges)]
    return boxes(count), ends


def overlap(first: Place, second: Place) -> bool:
    return (
        first.x < second.x + second.width
        and second.x < first.x + first.width
        and first.y < second.y + second.height
        and second.y < first.y + first.height
    )


def check(plan: Layout, nodes: list[NodeBox], direction: str) -> None:
    assert set(plan.places) == {node.id for node in nodes}
    placed = list(plan.places.values())
    for at, first in enumerate(placed):
        assert first.x >= 0
        assert first.x + first.width <= plan.width + 1e-6
        assert first.y >= 0
        assert first.y + first.height <= plan.height + 1e-6
        for second in placed[at + 1 :]:
            assert not overlap(first, second), (first, second)
    for (source, target), route in plan.routes.items():
        start, end = plan.places[source], plan.places[target]
        if (source, target) in plan.back_edges:
            start, end = end, start
        if direction == "LR":
            assert start.x + start.width < end.x
        else:
            assert start.y + start.height < end.y
        assert len(route) % 2 == 0


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(1, 14),
    ends=st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13)), max_size=30),
    direction=st.sampled_from(["LR", "TB"]),
)
def test_any_graph_is_laid_out_without_overlaps_and_forward(count, ends, direction):
    nodes = boxes(count)
    edges = [(f"N{a % count}", f"N{b % count}") for a, b in ends]
    plan = layered(nodes, edges, direction=direction)
    check(plan, nodes, direction)
    assert set(plan.routes) == {edge for edge in edges if edge[0] != edge[1]}
    assert plan.loops == {a for a, b in edges if a == b}


@pytest.mark.parametrize("seed", range(3))
def test_a_hundred_and_fifty_nodes(seed):
    nodes, edges = some_graph(150, 220, seed)
    check(layered(nodes, edges), nodes, "LR")


def test_edges_of_a_large_part_have_bends_of_their_own_and_the_same_drawing_comes_twice():
    nodes, edges = some_graph(260, 420, 4)
    plan = layered(nodes, edges)
    check(plan, nodes, "LR")
    assert plan == layered(list(nodes), list(edges))
    bends = [point for route in plan.routes.values() for point in route[1:-1]]
    assert len(set(bends)) > 0.95 * len(bends)


def test_edges_of_a_small_part_run_together_until_they_part():
    ends = [("N0", "N1"), ("N1", "N2"), ("N2", "N3"), ("N2", "N4"), ("N0", "N3"), ("N0", "N4")]
    plan = layered(boxes(5), ends)
    first, second = plan.routes["N0", "N3"], plan.routes["N0", "N4"]
    assert first[:-2] == second[:-2]
    assert first[-1] != second[-1]


def test_the_median_leans_to_where_the_places_lie_close_together():
    assert _median([1, 4]) == 2.5
    assert _median([9, 1, 2]) == 2
    assert _median([0, 1, 10, 30]) == pytest.approx((1 * 20 + 10 * 1) / 21)
    assert _median([3, 3, 3, 3]) == 3


def test_routes_end_at_the_borders_of_their_boxes():
    nodes = [NodeBox("a", 100, 40), NodeBox("b", 60, 20), NodeBox("c", 80, 30)]
    plan = layered(nodes, [("a", "b"), ("b", "c"), ("a", "c")])
    for (source, target), route in plan.routes.items():
        start, end = plan.places[source], plan.places[target]
        assert route[0] == (start.x + start.width, start.y + start.height / 2)
        assert route[-1] == (end.x, end.y + end.height / 2)


def test_a_long_edge_goes_round_the_box_between():
    nodes = boxes(3)
    plan = layered(nodes, [("N0", "N1"), ("N1", "N2"), ("N0", "N2")])
    between = plan.places["N1"]
    passing = [
        point for point in plan.routes["N0", "N2"] if between.x <= point.x <= between.x + between.width
    ]
    assert passing
    assert all(not between.y < point.y < between.y + between.height for point in passing)


def test_an_acyclic_graph_has_no_back_edges():
    dice = random.Random(5)
    ends = [tuple(sorted((dice.randrange(60), dice.randrange(60)))) for _ in range(120)]
    edges = [(f"N{a}", f"N{b}") for a, b in ends if a != b]
    assert layered(boxes(60), edges).back_edges == frozenset()


def test_a_cycle_reports_the_edge_that_closes_it():
    plan = layered(boxes(3), [("N0", "N1"), ("N1", "N2"), ("N2", "N0")])
    assert plan.back_edges == {("N2", "N0")}
    assert plan.routes["N2", "N0"][0].x == plan.places["N2"].x
    assert plan.routes["N2", "N0"][-1].x == plan.places["N0"].x + 196


def test_two_nodes_that_name_each_other():
    plan = layered(boxes(2), [("N0", "N1"), ("N1", "N0")])
    assert plan.back_edges == {("N1", "N0")}
    assert set(plan.routes) == {("N0", "N1"), ("N1", "N0")}


def test_the_same_input_gives_the_same_drawing():
    nodes, edges = some_graph(120, 170, 9)
    assert layered(nodes, edges) == layered(list(nodes), list(edges))


@pytest.mark.parametrize("direction", ["LR", "TB"])
@pytest.mark.parametrize("seed", range(6))
def test_a_graph_of_the_same_form_is_laid_out_alike_whatever_its_nodes_are_called(seed, direction):
    nodes, ends = some_graph(9, 14, seed)
    ids = [node.id for node in nodes]
    plan = alike(ids, (196, 54), [*ends, ("N0", "ELSEWHERE")], direction=direction)
    check(plan, nodes, direction)
    assert set(plan.routes) == {end for end in ends if end[0] != end[1]}
    assert plan.loops == {a for a, b in ends if a == b}
    other = alike(
        [id.lower() for id in ids], (196, 54), [(a.lower(), b.lower()) for a, b in ends], direction=direction
    )
    assert other.places == {id.lower(): place for id, place in plan.places.items()}
    assert other.routes == {(a.lower(), b.lower()): route for (a, b), route in plan.routes.items()}
    assert other.back_edges == {(a.lower(), b.lower()) for a, b in plan.back_edges}
    assert plan.back_edges <= set(plan.routes)


def test_a_remembered_layout_is_the_one_that_was_made():
    nodes, ends = some_graph(120, 170, 2)
    with remembering(Remembered()) as memory:
        made = placed(nodes, ends)
        assert placed(nodes, ends) == made == layered(nodes, ends)
        assert len(memory.made) == 1


def test_when_a_box_grows_no_order_is_sought_again(monkeypatch):
    nodes, ends = some_graph(500, 700, 2)
    sought = []
    order = placed_module.order_layers
    monkeypatch.setattr(placed_module, "order_layers", lambda *all: sought.append(len(all[1])) or order(*all))
    with remembering(Remembered()):
        placed(nodes, ends)
        assert len([size for size in sought if size >= 500]) == 1
        sought.clear()
        grown = [nodes[0]._replace(height=nodes[0].height + 14), *nodes[1:]]
        assert placed(grown, ends) == layered(grown, ends) != layered(nodes, ends)
        assert [size for size in sought if size >= 500] == []


def test_edges_to_unknown_nodes_are_left_out():
    plan = layered(boxes(2), [("N0", "N1"), ("N0", "ELSEWHERE")])
    assert set(plan.routes) == {("N0", "N1")}


def test_nothing_to_draw():
    plan = layered([], [])
    assert (plan.width, plan.height, plan.places) == (0.0, 0.0, {})


def test_nodes_without_edges_stand_in_a_grid_not_in_a_column():
    plan = layered(boxes(60), [])
    assert 1.0 < plan.width / plan.height < 3.0
    assert len({place.x for place in plan.places.values()}) > 2


def test_separate_parts_stand_side_by_side():
    edges = [(f"N{2 * at}", f"N{2 * at + 1}") for at in range(20)]
    plan = layered(boxes(40), edges)
    check(plan, boxes(40), "LR")
    assert 1.0 < plan.width / plan.height < 3.0


def test_one_record_with_hundreds_of_followers_does_not_make_one_endless_column():
    nodes = boxes(401)
    plan = layered(nodes, [("N0", f"N{at}") for at in range(1, 401)])
    assert plan.height < 401 * 68 / 4
    assert all(plan.places["N0"].x < plan.places[f"N{at}"].x for at in range(1, 401))


def test_a_deep_chain_and_a_large_graph_are_no_trouble():
    chain = [(f"N{at}", f"N{at + 1}") for at in range(2999)]
    plan = layered(boxes(3000), chain)
    assert len(plan.routes) == 2999
    assert not plan.back_edges


def test_ordering_removes_crossings_that_need_not_be():
    before = [[], [], [], [2], [1], [0]]
    after = [[5], [4], [3], [], [], []]
    layers = [[0, 1, 2], [3, 4, 5]]
    assert crossings(layers, after) == 3
    assert crossings(order_layers(layers, before, after), after) == 0


def between(
    seed: int, sizes: tuple[int, ...], edges: int
) -> tuple[list[list[int]], list[list[int]], list[list[int]]]:
    """Layers of nodes in order with some edges between neighbouring ones, and who stands before and after whom."""
    dice = random.Random(seed)
    starts = [sum(sizes[:at]) for at in range(len(sizes))]
    layers = [list(range(start, start + size)) for start, size in zip(starts, sizes, strict=True)]
    before: list[list[int]] = [[] for _ in range(sum(sizes))]
    after: list[list[int]] = [[] for _ in range(sum(sizes))]
    for first, second in itertools.pairwise(layers):
        for a, b in {(dice.choice(first), dice.choice(second)) for _ in range(edges)}:
            after[a].append(b)
            before[b].append(a)
    return layers, before, after


def by_pairs(layers: list[list[int]], after: list[list[int]]) -> int:
    total = 0
    for first, second in itertools.pairwise(layers):
        ends = [(first.index(a), second.index(b)) for a in first for b in after[a]]
        total += sum((a - c) * (b - d) < 0 for (a, b), (c, d) in itertools.combinations(ends, 2))
    return total


@pytest.mark.parametrize("seed", range(8))
def test_ordering_never_makes_more_crossings_than_it_found_and_loses_no_node(seed):
    layers, before, after = between(seed, (6, 9, 7, 8), 14)
    lines = [(a, b) for a in range(len(after)) for b in after[a]]
    ordered = order_layers(layers, before, after, lines)
    assert [sorted(layer) for layer in ordered] == layers
    assert crossings(ordered, after) == by_pairs(ordered, after) <= by_pairs(layers, after)
    assert ordered == order_layers([list(layer) for layer in layers], before, after, list(lines))


def test_small_graphs_are_left_with_little_more_crossings_than_the_best_orders_have():
    left = best = 0
    for seed in range(30):
        layers, before, after = between(seed, (3, 4, 3), 7)
        least = min(
            crossings(order, after)
            for order in itertools.product(*(itertools.permutations(layer) for layer in layers))
        )
        ordered = order_layers(layers, before, after, [(a, b) for a in range(10) for b in after[a]])
        assert _inevitable(layers, after) <= least <= crossings(ordered, after)
        left, best = left + crossings(ordered, after), best + least
    assert left <= 1.25 * best, (left, best)


def test_two_that_lead_to_the_same_two_cross_once_in_any_order():
    after = [[2, 3, 4], [2, 3], [], [], []]
    assert _inevitable([[0, 1], [2, 3, 4]], after) == 1
    assert _inevitable([[0, 1], [2, 3, 4]], [[2, 3], [3, 4], [], [], []]) == 0


def test_a_huge_graph_loses_most_of_its_crossings_and_no_node():
    sizes = (700,) * (_FAR_TOO_MANY // 700 + 1)
    layers, before, after = between(3, sizes, 500)
    ordered = order_layers(layers, before, after, [(a, b) for a in range(len(after)) for b in after[a]])
    assert [sorted(layer) for layer in ordered] == layers
    assert crossings(ordered, after) < 0.2 * crossings(layers, after)


@pytest.mark.parametrize("seed", range(4))
def test_lanes_stay_apart_in_every_layer(seed):
    layers, before, after = between(seed, (6, 9, 7, 8), 14)
    lanes = [random.Random(seed + node).randrange(3) for node in range(30)]
    ordered = order_layers(layers, before, after, [(a, b) for a in range(30) for b in after[a]], lanes)
    for layer in ordered:
        assert [lanes[node] for node in layer] == sorted(lanes[node] for node in layer)


def test_a_node_moves_along_with_those_in_its_way_where_that_shortens_edges():
    # 0 leads to 1, which leads to two that are held far right by a chain from 2.
    chain = [(2, 3), (3, 4), (4, 5), (5, 6), (5, 7)]
    layers = assign_layers(8, [(0, 1), (1, 6), (1, 7), *chain])
    assert (layers[0], layers[1]) == (2, 3)


@pytest.mark.parametrize("seed", range(6))
def test_every_edge_goes_to_a_later_layer_and_layers_stay_short(seed):
    dice = random.Random(seed)
    ends = [tuple(sorted((dice.randrange(200), dice.randrange(200)))) for _ in range(320)]
    edges = list(dict.fromkeys((a, b) for a, b in ends if a != b))
    layers = assign_layers(200, edges)
    assert all(layers[a] < layers[b] for a, b in edges)
    assert sorted(set(layers)) == list(range(max(layers) + 1))
    assert max(map(layers.count, layers)) <= 28


def test_packing_never_overlaps():
    dice = random.Random(2)
    sizes = [(dice.uniform(10, 300), dice.uniform(10, 200)) for _ in range(50)]
    places = [Place(x, y, w, h) for (x, y), (w, h) in zip(pack(sizes, gap=10), sizes, strict=True)]
    assert not any(overlap(a, b) for at, a in enumerate(places) for b in places[at + 1 :])


# -- rows of goals ----------------------------------------------------------------------------------------


def in_rows(seed: int) -> tuple[list[NodeBox], Edges, Lanes]:
    """Three goals, twenty records that serve one or none, and links among them."""
    dice = random.Random(seed)
    goals = ("G0", "G1", "G2")
    served = dict.fromkeys(goals, ()) | {
        f"N{at}": dice.choice([("G0",), ("G1",), ("G2",), (), ("G2", "G0")]) for at in range(20)
    }
    edges = [(goals_of[0], id) for id, goals_of in served.items() if goals_of]
    edges += [(f"N{dice.randrange(20)}", f"N{dice.randrange(20)}") for _ in range(26)]
    lanes = by_goal(goals, served, edges)
    assert lanes is not None
    return [NodeBox(id, 208, dice.choice((54, 68))) for id in served], edges, lanes


@pytest.mark.parametrize("seed", range(12))
def test_each_record_stands_in_the_row_of_its_goal_which_begins_it(seed):
    nodes, edges, lanes = in_rows(seed)
    plan = layered(nodes, edges, lanes=lanes)
    check(plan, nodes, "LR")
    assert all(end == start for (_, end), (start, _) in itertools.pairwise(plan.rows))
    for id, row in lanes.of.items():
        place = plan.places[id]
        if row < len(lanes.heads):
            assert plan.rows[row][0] + LANE_HEAD <= place.y + 1e-6
            assert place.y + place.height <= plan.rows[row][1] + 1e-6
    assert {plan.places[goal].x for goal in lanes.heads} == {0}
    assert plan == layered(list(nodes), list(edges), lanes=lanes)


def test_a_row_says_what_a_line_from_its_goal_would():
    ends = [("A", "N0"), ("N0", "N1"), ("A", "N1"), ("B", "N2"), ("B", "N1")]
    served = {"A": (), "B": (), "N0": ("A",), "N1": ("A", "B"), "N2": ("B",), "N3": (), "N4": ()}
    lanes = by_goal(("A", "B"), served, [*ends, ("N3", "N2")])
    assert lanes is not None
    assert lanes.of == {"A": 0, "N0": 0, "N1": 0, "B": 1, "N2": 1, "N3": 1, "N4": 2}
    assert lanes.implied(ends) == {("A", "N1")}
    plan = layered([NodeBox(id, 100, 40) for id in served], ends, lanes=lanes)
    assert set(plan.routes) == set(ends) - {("A", "N1")}
    assert plan.places["N4"].y > plan.rows[-1][1]


def test_one_goal_or_too_many_make_no_rows():
    assert by_goal(("A",), {"A": (), "N": ("A",)}, []) is None
    many = tuple(f"G{at}" for at in range(31))
    assert by_goal(many, dict.fromkeys(many, ()), []) is None
