"""The graph of a base: links both ways, what rests on what, loops, and what leads nowhere."""

from collections.abc import Iterable
from pathlib import Path

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.base import KnowledgeBase, read
from kb.config import parse
from kb.graph import LOOPLESS, Graph
from kb.records import registry
from kb.text.source import Source

CONFIG = parse("")
TYPES = registry(CONFIG)
STATES = {"TASK": ("task", "idea"), "EXP": ("experiment", "running"), "DEC": ("decision", "proposed")}
STATES |= {"GOAL": ("goal", "active"), "RISK": ("risk", "open"), "REV": ("review", "draft")}
STATES |= {"CHG": ("change", "requested"), "STACK": ("stack", "draft"), "PRIV": ("privacy", "draft")}


def record(id_: str, fields: str = "", body: str = "") -> Source:
    type_, state = STATES[id_.partition("-")[0]]
    folder = "backlog" if type_ == "task" else f"research/{TYPES[type_].type.plural}"
    text = f"---\nid: {id_}\ntype: {type_}\ntitle: x\nstatus: {state}\ncreated: 2026-05-04\n{fields}\n---\n{body}"
    return Source(f"{folder}/{id_}.md", text)


def graph_of(*sources: Source) -> Graph:
    return Graph(KnowledgeBase(CONFIG, TYPES, [read(source, TYPES) for source in sources]))


def chain() -> Graph:
    """A decision on an experiment of a task of a goal, and what hangs on it."""
    return graph_of(
        record("GOAL-1"),
        record("TASK-1", "goal: GOAL-1"),
        record("EXP-1", "task: TASK-1"),
        record("EXP-2", "task: TASK-1\nbaseline: EXP-1"),
        record("DEC-1", "based_on: [EXP-2]\naffects: [TASK-2]"),
        record("TASK-2", "depends_on: [TASK-1]", "After TASK-1 and EXP-2.\n"),
        record("RISK-1", "threatens: [GOAL-1]\nmitigated_by: [DEC-1]"),
    )


def named(found: Iterable[tuple[str, object]]) -> list[str]:
    return [f"{kind} {document.id}" for kind, document in found]  # type: ignore[attr-defined]  # a document


def test_links_both_ways() -> None:
    graph = chain()
    assert [(link.kind, link.target_id) for link in graph.links("EXP-2")] == [
        ("task", "TASK-1"),
        ("baseline", "EXP-1"),
    ]
    backlinks = [(link.reverse, link.source_id) for link in graph.backlinks("TASK-1")]
    assert sorted(backlinks) == [
        ("blocks", "TASK-2"),
        ("mentioned_by", "TASK-2"),
        ("tested_by", "EXP-1"),
        ("tested_by", "EXP-2"),
    ]
    assert [link.source_id for link in graph.backlinks("TASK-1", ("depends_on",))] == ["TASK-2"]
    assert graph.links("NONE-1") == graph.backlinks("NONE-1") == []


def test_what_a_record_rests_on_and_what_it_carries() -> None:
    graph = chain()
    assert named(graph.rests_on("DEC-1")) == ["based_on EXP-2"]
    assert named(graph.rests_on("TASK-2")) == ["depends_on TASK-1", "affected_by DEC-1"]
    assert named(graph.rests_on("RISK-1")) == ["mitigated_by DEC-1"]
    assert named(graph.carried_by("DEC-1")) == ["mitigated_by RISK-1", "affected_by TASK-2"]
    assert named(graph.carried_by("GOAL-1")) == ["goal TASK-1"]


def test_impact_goes_by_the_shortest_way() -> None:
    found = [(document.id, path) for document, path in chain().impact("EXP-1")]
    assert found == [
        ("EXP-2", ("EXP-1", "EXP-2")),
        ("DEC-1", ("EXP-1", "EXP-2", "DEC-1")),
        ("RISK-1", ("EXP-1", "EXP-2", "DEC-1", "RISK-1")),
        ("TASK-2", ("EXP-1", "EXP-2", "DEC-1", "TASK-2")),
    ]


def test_a_neighbourhood() -> None:
    graph = chain()
    near = graph.neighbourhood("DEC-1")
    assert near == {"DEC-1": 0, "EXP-2": 1, "TASK-2": 1, "RISK-1": 1}
    assert graph.neighbourhood("DEC-1", 2, ("based_on", "task")) == {"DEC-1": 0, "EXP-2": 1, "TASK-1": 2}
    assert graph.neighbourhood("DEC-1", 0) == {"DEC-1": 0}
    whole = graph.neighbourhood("DEC-1", 2)
    for most in range(1, len(whole) + 2):
        assert list(graph.neighbourhood("DEC-1", 2, most=most).items()) == list(whole.items())[:most]


def test_a_mention_beside_a_typed_link_is_no_second_edge() -> None:
    graph = chain()
    edges = {
        (link.source_id, link.kind, link.target_id) for link in graph.edges(("TASK-1", "TASK-2", "EXP-2"))
    }
    assert edges == {
        ("TASK-2", "depends_on", "TASK-1"),
        ("EXP-2", "task", "TASK-1"),
        ("TASK-2", "mentions", "EXP-2"),
    }


def test_links_by_path_lead_to_the_record() -> None:
    graph = graph_of(
        record(
            "TASK-1",
            body="[a](../research/experiments/EXP-1.md#x) [b](%2E/TASK-2.md) [c](TASK-1.md) [d](x.png)\n",
        ),
        record("TASK-2"),
        record("EXP-1"),
    )
    assert [(link.kind, link.target_id) for link in graph.links("TASK-1")] == [
        ("mentions", "EXP-1"),
        ("mentions", "TASK-2"),
    ]
    assert graph.dangling == []
    assert graph.strays == []


def test_what_leads_nowhere_is_kept_apart() -> None:
    graph = graph_of(
        record(
            "TASK-1",
            "goal: GOAL-9\ndepends_on: [EXP-1]",
            "[a](gone.md) [b](../../x.md) [c](javascript:x) EXP-8\n",
        ),
        record("EXP-1"),
    )
    assert [found.target for found in graph.dangling] == ["GOAL-9", "EXP-8", "backlog/gone.md"]
    assert [(misfit.link.target_id, misfit.to) for misfit in graph.misfits] == [("EXP-1", ("task",))]
    assert [stray.href.target for stray in graph.strays] == ["../../x.md", "javascript:x"]


def test_two_records_with_one_id_share_their_links() -> None:
    twin = record("TASK-1", "goal: GOAL-1")
    graph = graph_of(record("TASK-1", "goal: GOAL-1"), Source("backlog/twin.md", twin.text), record("GOAL-1"))
    assert [link.source.path for link in graph.backlinks("GOAL-1")] == [
        "backlog/TASK-1.md",
        "backlog/twin.md",
    ]


@pytest.mark.parametrize("kind", LOOPLESS)
def test_a_loop_is_found_once_from_its_smallest_id(kind: str) -> None:
    name = {"supersedes": "DEC", "baseline": "EXP"}.get(kind, "TASK")
    one = kind in ("part_of", "baseline")
    graph = graph_of(
        *(
            record(f"{name}-{n}", f"{kind}: {name}-{n % 3 + 1}" if one else f"{kind}: [{name}-{n % 3 + 1}]")
            for n in (3, 1, 2)
        )
    )
    loops = [[link.source_id for link in loop] for loop in graph.cycles(kind)]
    assert loops == [[f"{name}-1", f"{name}-2", f"{name}-3"]]
    assert [graph.cycles(other) for other in LOOPLESS if other != kind] == [[], [], []]


@given(st.sets(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=24))
def test_loops_are_those_of_another_implementation(pairs: set[tuple[int, int]]) -> None:
    held = {n: sorted(b for a, b in pairs if a == n) for n in range(1, 10)}
    sources = (
        record(f"TASK-{n}", f"depends_on: [{', '.join(f'TASK-{b}' for b in to)}]") for n, to in held.items()
    )
    loops = graph_of(*sources).cycles("depends_on")
    other = networkx.DiGraph(list(pairs))
    components = [
        sorted(c) for c in networkx.strongly_connected_components(other) if len(c) > 1 or (*c, *c) in pairs
    ]
    assert sorted(int(loop[0].source_id[5:]) for loop in loops) == sorted(c[0] for c in components)
    for loop in loops:
        assert [link.target_id for link in loop] == [
            *(link.source_id for link in loop[1:]),
            loop[0].source_id,
        ]


def test_a_chain_of_many_thousand_is_no_trouble(tmp_path: Path) -> None:
    many = 5000
    graph = graph_of(*(record(f"TASK-{n}", f"depends_on: [TASK-{n % many + 1}]") for n in range(1, many + 1)))
    (loop,) = graph.cycles("depends_on")
    assert len(loop) == many
    assert len(graph.impact("TASK-1")) == many - 1
