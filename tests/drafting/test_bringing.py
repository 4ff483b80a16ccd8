"""The task that brings a result into the product: what is known is filled in, and nothing else."""

from datetime import date

import pytest

from kb.drafting import Wish, draft, integration
from kb.errors import Refused
from kb.records.task import Task
from kb.text.source import Source
from tests.test_graph import graph_of, record

TODAY = date(2026, 3, 2)
TASK = "goal: GOAL-1\nsmart: {measurable: {metric: m, dataset: test, target: 0.8}}"


def titled(id_: str, title: str, fields: str = "") -> Source:
    one = record(id_, fields)
    lines = [f"title: {title}" if line.startswith("title:") else line for line in one.text.split("\n")]
    return Source(one.path, "\n".join(lines).replace("status: running", "status: concluded"))


def made(*sources: Source, ids: tuple[str, ...] = ("EXP-1",)) -> Task:
    graph = graph_of(*sources)
    found = integration(graph, ids, TODAY)
    wish = Wish(found.title, TODAY, body=found.body, assignments=found.assignments)
    types = graph.base.types
    written = draft(types["task"], types, graph.base.config, "TASK-9", wish).record
    assert isinstance(written, Task)
    return written


def test_metric_and_data_come_from_the_task_that_the_result_answers() -> None:
    result = titled("EXP-1", "Try", "task: TASK-1\nmetrics: {m: {test: 0.85}}")
    task = made(record("GOAL-1", "owner: a"), record("TASK-1", TASK), result)
    assert task.goal == "GOAL-1"
    assert task.integrates == ("EXP-1",)
    assert task.smart is not None
    assert task.smart.measurable is not None
    measurable = task.smart.measurable
    assert (measurable.metric, measurable.dataset) == ("m", "test")
    assert measurable.target is measurable.baseline is None, "nobody has agreed on them"
    assert task.smart.relevant == "EXP-1 measured m 0.85 on test; TASK-1 asked for at least 0.8"
    assert task.smart.achievable is not None
    assert task.smart.specific is task.smart.achievable.effort_days is task.smart.time_bound is None
    assert task.expectation is None


@pytest.mark.parametrize(
    "fields",
    ["", "task: TASK-9", "task: TASK-1", "task: TASK-1\nmetrics: {other: {test: 0.85}}"],
    ids=["no task", "a task that is not there", "nothing measured", "something else measured"],
)
def test_what_is_not_known_is_left_open(fields: str) -> None:
    task = made(record("GOAL-1", "owner: a"), record("TASK-1", TASK), titled("EXP-1", "Try", fields))
    assert task.smart is not None
    assert task.smart.measurable is not None
    assert task.smart.measurable.metric is task.smart.measurable.dataset is task.smart.relevant is None
    assert task.goal == ("GOAL-1" if "TASK-1" in fields else None)


def test_the_goal_of_a_decision_is_the_one_it_serves_or_that_of_its_evidence() -> None:
    around = (record("GOAL-1", "owner: a"), record("GOAL-2", "owner: a"), record("TASK-1", TASK))
    result = record("EXP-1", "task: TASK-1")
    served = record("DEC-1", "serves: [GOAL-2]\nbased_on: [EXP-1]")
    assert made(*around, result, served, ids=("DEC-1",)).goal == "GOAL-2"
    assert made(*around, result, record("DEC-1", "based_on: [EXP-1]"), ids=("DEC-1",)).goal == "GOAL-1"


def test_a_long_title_is_cut_to_what_a_title_may_be() -> None:
    task = made(titled("EXP-1", "x" * 120))
    assert len(task.title) == 120
    assert task.title.endswith("…")


def test_a_review_is_brought_in_by_what_it_recommends() -> None:
    graph = graph_of(record("REV-1", "recommends: [Prophet, DVC]"))
    assert integration(graph, ["REV-1"], TODAY).title == "Bring into the product: Prophet, DVC"


def test_what_speaks_against_it_is_said() -> None:
    missed = titled("EXP-1", "Try", "task: TASK-1\nmetrics: {m: {test: 0.1}}")
    graph = graph_of(record("TASK-1", TASK), missed, record("TASK-2", "integrates: [EXP-1]"))
    assert integration(graph, ["EXP-1", "EXP-1"], TODAY).doubts == (
        "EXP-1 missed the target of TASK-1: is it ready for the product?",
        "TASK-2 integrates EXP-1 already [idea]",
    )


@pytest.mark.parametrize("id_", ["TASK-1", "EXP-9", "EXP-2"])
def test_what_holds_no_result_is_refused(id_: str) -> None:
    broken = Source("research/EXP-2.md", "---\nid: EXP-2\ntype: experiment\n---\n")
    with pytest.raises(Refused):
        integration(graph_of(record("TASK-1"), broken), [id_], TODAY)
