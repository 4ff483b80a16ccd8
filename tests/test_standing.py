"""Which records somebody relies on, and which are to be looked at again."""

from datetime import date

import pytest

from kb.standing import amended, in_force, is_relied_on, is_stale
from kb.text.source import Source
from kb.workflow import Workflow
from tests.test_graph import graph_of, record

TODAY = date(2026, 11, 23)


def made(id_: str, state: str, fields: str = "") -> Source:
    one = record(id_, fields)
    lines = [f"status: {state}" if line.startswith("status:") else line for line in one.text.split("\n")]
    return Source(one.path, "\n".join(lines))


@pytest.mark.parametrize(
    ("id_", "state", "expected"),
    [
        ("GOAL-1", "active", True),
        ("GOAL-1", "draft", False),
        ("GOAL-1", "met", False),
        ("TASK-1", "idea", False),
        ("TASK-1", "backlog", True),
        ("TASK-1", "done", False),
        ("RISK-1", "open", True),
        ("RISK-1", "closed", False),
        ("DEC-1", "proposed", False),
        ("DEC-1", "accepted", True),
    ],
)
def test_somebody_relies_on(id_: str, state: str, expected: bool) -> None:
    document = graph_of(made(id_, state, "owner: a" if "GOAL" in id_ else "")).base.by_id[id_]
    assert is_relied_on(document, Workflow()) is expected


@pytest.mark.parametrize(
    ("id_", "state", "expected"),
    [
        ("RISK-1", "open", True),
        ("RISK-1", "closed", False),
        ("TASK-1", "doing", True),
        ("TASK-1", "done", False),
        ("GOAL-1", "active", True),
        ("GOAL-1", "missed", False),
        ("DEC-1", "superseded", False),
    ],
)
def test_nobody_has_to_look_again_at_what_is_over(id_: str, state: str, expected: bool) -> None:
    owner = "owner: a\n" if "GOAL" in id_ else ""
    graph = graph_of(made(id_, state, f"{owner}review_by: 2026-11-22"))
    assert is_stale(graph, graph.base.by_id[id_], TODAY) is expected


def test_without_a_date_a_risk_is_stale_after_the_days_of_the_configuration() -> None:
    graph = graph_of(record("RISK-1"))
    assert is_stale(graph, graph.base.by_id["RISK-1"], date(2026, 8, 3))
    assert not is_stale(graph, graph.base.by_id["RISK-1"], date(2026, 8, 2))


def test_a_review_says_itself_until_when_it_holds() -> None:
    graph = graph_of(record("REV-1", "valid_until: 2027-06-01"))
    assert not is_stale(graph, graph.base.by_id["REV-1"], date(2027, 6, 1))
    assert is_stale(graph, graph.base.by_id["REV-1"], date(2027, 6, 2))


@pytest.mark.parametrize(
    ("state", "newer", "expected"),
    [
        ("accepted", None, True),
        ("proposed", None, False),
        ("superseded", None, False),
        ("accepted", "proposed", True),
        ("accepted", "rejected", True),
        ("accepted", "accepted", False),
        ("accepted", "superseded", False),  # the newer one replaced it before it was replaced itself
        ("accepted", "what nobody knows", False),
    ],
)
def test_a_decision_is_in_force_until_another_that_was_taken_replaces_it(
    state: str, newer: str | None, expected: bool
) -> None:
    others = [made("DEC-2", newer, "supersedes: [DEC-1]")] if newer is not None else []
    graph = graph_of(made("DEC-1", state), *others)
    assert in_force(graph, graph.base.by_id["DEC-1"]) is expected


def test_only_decisions_are_in_force_and_none_replaces_itself() -> None:
    graph = graph_of(made("EXP-1", "concluded"), made("DEC-1", "accepted", "supersedes: [DEC-1]"))
    assert not in_force(graph, graph.base.by_id["EXP-1"])
    assert in_force(graph, graph.base.by_id["DEC-1"])


def test_what_is_amended_is_followed_near_and_far_and_in_circles() -> None:
    graph = graph_of(
        record("DEC-1"),
        record("DEC-2", "amends: [DEC-1]"),
        record("DEC-3", "amends: [DEC-2]"),
        record("DEC-4", "amends: [DEC-5]"),
        record("DEC-5", "amends: [DEC-4]"),
    )
    assert amended(graph, "DEC-3") == {"DEC-1", "DEC-2"}
    assert amended(graph, "DEC-1", by=True) == {"DEC-2", "DEC-3"}
    assert amended(graph, "DEC-1") == amended(graph, "DEC-3", by=True) == set()
    assert amended(graph, "DEC-4") == {"DEC-4", "DEC-5"}
