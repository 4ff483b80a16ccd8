"""What stands in the way of a move, rule by rule."""

from collections.abc import Iterable
from datetime import date

import pytest

from kb.base import KnowledgeBase, read
from kb.config import Config, WorkflowTable
from kb.graph import Graph
from kb.moving import move, obstacles
from kb.records import registry
from kb.records.task import Task
from kb.text.source import Source
from kb.workflow import Workflow

TODAY = date(2026, 1, 6)
GOAL = """\
---
id: GOAL-0001
type: goal
title: Lose fewer customers
status: active
created: 2026-01-05
owner: data-lead
business_metric: {name: churn rate, baseline: 14, target: 12, direction: lower}
technical_metrics:
  - {name: roc_auc, target: 0.75, why: calls reach more of those who would leave}
---
"""
READY = """\
goal: GOAL-0001
smart:
  specific: compare hash encoding with one-hot encoding on the plan column
  measurable: {metric: roc_auc, dataset: test, baseline: 0.7, target: 0.72}
  achievable: {effort_days: 3}
  relevant: the plan decides who is called first
  time_bound: 2026-01-30
expectation: {gain: 3, confidence: 0.5}
"""


def task(number: int, status: str, more: str = "") -> str:
    head = f"id: TASK-{number:04d}\ntype: task\ntitle: Idea {number}\nstatus: {status}\ncreated: 2026-01-05\n"
    return f"---\n{head}{more}---\n"


def graph(*texts: str) -> Graph:
    config = Config()
    types = registry(config)
    documents = [read(Source(f"{number}.md", text), types) for number, text in enumerate((GOAL, *texts))]
    assert all(document.record is not None for document in documents), [d.problems for d in documents]
    return Graph(KnowledgeBase(config, types, documents))


def rules(
    texts: Iterable[str], to: str, assignee: str | None = None, workflow: Workflow | None = None
) -> list[str]:
    """The rules against moving TASK-0001."""
    found = graph(*texts)
    record = found.base.get("TASK-0001").record
    assert isinstance(record, Task)
    workflow = workflow or WorkflowTable().workflow()
    against = obstacles(found, workflow, record, to, today=TODAY, assignee=assignee)
    return [obstacle.rule for obstacle in against]


def test_a_task_that_has_all_it_needs_may_move() -> None:
    assert rules([task(1, "backlog", READY)], "ready") == []
    assert rules([task(1, "ready", READY)], "doing", "analyst") == []
    assert rules([task(1, "doing", READY + "assignee: analyst\n")], "review") == []
    assert rules([task(1, "idea")], "dropped") == []


def test_an_illegal_move_is_named_with_all_else_that_is_missing() -> None:
    assert rules([task(1, "idea")], "doing") == [
        "illegal-move",
        "not-ready",
        "not-ready",
        "not-ready",
        "unassigned-work",
    ]


def test_ready_is_asked_for_once_on_entering() -> None:
    assert "not-ready" in rules([task(1, "backlog")], "ready")
    assert "not-ready" not in rules([task(1, "ready")], "doing", "analyst")
    assert "not-ready" not in rules([task(1, "doing")], "ready")


def test_done_asks_for_evidence() -> None:
    assert rules([task(1, "review", READY + "assignee: a\n")], "done") == ["not-done"]
    experiment = (
        "---\nid: EXP-0001\ntype: experiment\ntitle: Run\nstatus: {status}\ncreated: 2026-01-06\n"
        "task: TASK-0001\nmetrics: {{roc_auc: {{test: 0.73}}}}\n---\n"
    )
    texts = [task(1, "review", READY + "assignee: a\n"), experiment.format(status="concluded")]
    assert rules(texts, "done") == []
    texts[1] = experiment.format(status="running")
    assert rules(texts, "done") == ["not-done"]


def test_a_state_holds_no_more_than_its_limit() -> None:
    others = [task(n, "review", "assignee: b\n") for n in range(2, 6)]
    mine = task(1, "doing", "assignee: a\n")
    assert rules([mine, *others[:3]], "review") == []
    assert rules([mine, *others], "review") == ["over-wip-limit"]


@pytest.mark.parametrize("handle", ["analyst", "@analyst"])
def test_a_person_holds_no_more_than_theirs(handle: str) -> None:
    others = [task(n, "doing", "assignee: analyst\n") for n in (2, 3)]
    assert rules([task(1, "ready"), *others], "doing", handle) == ["over-wip-limit"]
    assert rules([task(1, "ready"), *others], "doing", "somebody") == []
    assert rules([task(1, "ready", f"assignee: '{handle}'\n"), *others], "doing") == ["over-wip-limit"]


def test_handing_a_task_over_counts_for_the_new_hands() -> None:
    others = [task(n, "doing", "assignee: analyst\n") for n in (2, 3)]
    mine = task(1, "doing", "assignee: somebody\n")
    assert rules([mine, *others], "doing", "analyst") == ["over-wip-limit"]
    assert rules([mine, *others], "doing") == []


def test_work_in_progress_needs_somebody() -> None:
    assert rules([task(1, "ready")], "doing") == ["unassigned-work"]
    assert rules([task(1, "doing")], "ready") == []


def test_a_workflow_of_ones_own_has_its_own_rules() -> None:
    workflow = WorkflowTable(
        states=("new", "working", "shipped"),
        started="working",
        finished=("shipped",),
        transitions={"new": ("working",), "working": ("shipped",)},
        wip={"working": 1},
    ).workflow()
    found = graph(task(1, "idea"))
    record = found.base.get("TASK-0001").record
    assert isinstance(record, Task)
    against = obstacles(found, workflow, record, "shipped", today=TODAY)
    assert [o.rule for o in against if o.rule == "illegal-move"] == ["illegal-move"]
    assert "idea is an end" in against[0].help


def test_an_exception_joins_those_before_it() -> None:
    more = "overrides:\n  - {rule: not-ready, reason: once, on: 2026-01-01}\n"
    found = graph(task(1, "idea", more))
    document = found.base.get("TASK-0001")
    assert isinstance(document.record, Task)
    against = obstacles(found, WorkflowTable().workflow(), document.record, "ready", today=TODAY)
    changes = move(document, "ready", TODAY, overridden=against, reason="they wait", assignee="a")
    assert changes["status",] == "ready"
    assert changes["assignee",] == "a"
    assert [entry["rule"] for entry in changes["overrides",]] == ["not-ready", "illegal-move", "not-ready"]
    assert changes["overrides",][-1] == {"rule": "not-ready", "reason": "they wait", "on": TODAY}
    assert set(move(document, "dropped", TODAY)) == {("status",)}
