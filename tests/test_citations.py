"""Which links are citations, and how they stand."""

from datetime import date

import pytest

from kb.citations import citations, is_citation, is_suspect, uncited
from kb.graph import Graph
from kb.standing import flags
from kb.text.source import Source
from tests.test_graph import graph_of, record

TODAY = date(2026, 7, 1)


def digest(id_: str, fields: str = "") -> str:
    found = graph_of(record(id_, fields)).base.by_id[id_].digest
    assert found is not None
    return found


def states(graph: Graph, id_: str) -> dict[str, str]:
    return {c.target.id or "": c.state for c in citations(graph, graph.base.by_id[id_])}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("based_on", True),
        ("evidence", True),
        ("baseline", True),
        ("integrates", True),
        ("amends", True),
        ("task", True),
        ("serves", True),
        ("asks", True),  # a kind of the team's own
        ("supersedes", False),  # what is replaced is marked as replaced, and nothing relies on it any more
        ("depends_on", False),
        ("part_of", False),
        ("related", False),
        ("mentions", False),
        ("threatens", False),
        ("affects", False),
    ],
)
def test_a_citation_is_what_a_record_relies_on(kind: str, expected: bool) -> None:
    assert is_citation(kind) is expected


def test_a_citation_that_nobody_confirmed_is_not_suspect() -> None:
    graph = graph_of(record("DEC-1", "based_on: [EXP-1]"), record("EXP-1"))
    assert states(graph, "DEC-1") == {"EXP-1": "unconfirmed"}
    assert not is_suspect(graph, graph.base.by_id["DEC-1"])


def test_a_citation_is_confirmed_until_the_record_says_something_else() -> None:
    reviewed = f"based_on: [EXP-1]\nreviewed: {{EXP-1: {digest('EXP-1')}}}"
    graph = graph_of(record("DEC-1", reviewed), record("EXP-1"))
    assert states(graph, "DEC-1") == {"EXP-1": "confirmed"}
    graph = graph_of(record("DEC-1", reviewed), record("EXP-1", "conclusion: It does not hold"))
    assert states(graph, "DEC-1") == {"EXP-1": "suspect"}
    assert flags(graph, graph.base.by_id["DEC-1"], TODAY) == ["suspect", "unfinished"]


def test_a_mention_counts_once_somebody_has_confirmed_it() -> None:
    mentions = record("DEC-1").text + "\nAs EXP-1 and EXP-2 say.\n"
    confirmed = mentions.replace("\n---\n", "\nreviewed: {EXP-1: v1-0123456789ab}\n---\n", 1)
    graph = graph_of(Source(record("DEC-1").path, confirmed), record("EXP-1"), record("EXP-2"))
    assert states(graph, "DEC-1") == {"EXP-1": "suspect"}
    graph = graph_of(Source(record("DEC-1").path, mentions), record("EXP-1"), record("EXP-2"))
    assert states(graph, "DEC-1") == {}


@pytest.mark.parametrize("text", ["v2-0123456789ab", "sha256:00", "yes"])
def test_what_cannot_be_compared_is_not_called_changed(text: str) -> None:
    graph = graph_of(record("DEC-1", f"based_on: [EXP-1]\nreviewed: {{EXP-1: {text}}}"), record("EXP-1"))
    assert states(graph, "DEC-1") == {"EXP-1": "unknown"}
    assert not is_suspect(graph, graph.base.by_id["DEC-1"])


def test_a_record_that_cannot_be_read_is_not_called_changed() -> None:
    broken = Source("research/EXP-1.md", "---\nid: EXP-1\ntype: experiment\n---\n")
    graph = graph_of(record("DEC-1", "based_on: [EXP-1]\nreviewed: {EXP-1: v1-0123456789ab}"), broken)
    assert states(graph, "DEC-1") == {"EXP-1": "unreadable"}
    assert not is_suspect(graph, graph.base.by_id["DEC-1"])


def test_two_links_to_one_record_are_one_citation() -> None:
    graph = graph_of(record("TASK-1", "integrates: [DEC-1]\nteaches: [DEC-1]"), record("DEC-1"))
    (found,) = citations(graph, graph.base.by_id["TASK-1"])
    assert found.kinds == ("integrates", "teaches")


def test_what_is_confirmed_and_not_cited_is_named() -> None:
    reviewed = "reviewed: {EXP-1: v1-0123456789ab, EXP-2: v1-0123456789ab, EXP-3: v1-0123456789ab}"
    fields = f"related: [EXP-1]\nbased_on: [EXP-3]\n{reviewed}"
    graph = graph_of(record("DEC-1", fields), record("EXP-1"), record("EXP-2"))
    assert uncited(graph, graph.base.by_id["DEC-1"]) == ["EXP-2"]
    assert uncited(graph, graph.base.by_id["EXP-1"]) == []
