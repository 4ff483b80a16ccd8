"""The verdict of a task: computed from what its experiments measured, never typed."""

import pytest

from kb.graph import Graph
from kb.records.experiment import Experiment
from kb.records.task import Task
from kb.text.source import Source
from kb.verdicts import Measurement, Verdict, experiments_of, measurement, verdict
from tests.test_graph import graph_of, record

AUC = "metric: auc, target: 0.8"


def experiment(number: int, metrics: str, *, state: str = "concluded", data: str = "") -> Source:
    made = record(f"EXP-{number}", f"task: TASK-1\n{f'data: {data}' if data else ''}\nmetrics: {metrics}")
    return Source(made.path, made.text.replace("status: running", f"status: {state}"))


def graph(measurable: str, *experiments: Source) -> Graph:
    """A task with a threshold, and experiments of it."""
    return graph_of(record("TASK-1", f"smart: {{measurable: {{{measurable}}}}}"), *experiments)


def of(found: Graph) -> Verdict | None:
    task = found.base.by_id["TASK-1"].record
    assert isinstance(task, Task)
    return verdict(found, task)


@pytest.mark.parametrize(
    ("measurable", "metrics", "expected"),
    [
        (AUC, "{auc: {test: 0.81}}", "met"),
        (AUC, "{auc: {test: 0.8}}", "met"),
        (AUC, "{auc: {test: 0.79}}", "missed"),
        (AUC, "{auc: {test: {mean: 0.82, std: 0.1, n: 5}}}", "met"),
        (AUC, "{f1: {test: 0.9}}", "not-measured"),
        (AUC, "{}", "not-measured"),
        ("metric: mae, target: 10, direction: lower", "{mae: {test: 9}}", "met"),
        ("metric: mae, target: 10, direction: lower", "{mae: {test: 10}}", "met"),
        ("metric: mae, target: 10, direction: lower", "{mae: {test: 11}}", "missed"),
        ("metric: auc, target: 0.8, dataset: test", "{auc: {train: 0.9, test: 0.7}}", "missed"),
        ("metric: auc, target: 0.8, dataset: train", "{auc: {train: 0.9, test: 0.7}}", "met"),
        ("metric: auc, target: 0.8, dataset: 2026", "{auc: {train: 0.9}}", "not-measured"),
        (AUC, "{auc: {any: 0.9}}", "met"),
        (AUC, "{auc: {train: 0.9, validation: 0.7}}", "missed"),
        (AUC, "{auc: {train: 0.9, other: 0.9}}", "not-measured"),
    ],
)
def test_a_verdict(measurable: str, metrics: str, expected: str) -> None:
    found = of(graph(measurable, experiment(1, metrics)))
    assert found is not None
    assert found.name == expected
    assert (found.experiment == "EXP-1") is (expected != "not-measured")


def test_the_data_set_may_be_named_by_address_or_digest() -> None:
    data = "{train: {uri: 's3://a', digest: ab}, hold-out: {uri: 's3://b', digest: cd}}"
    one = experiment(1, "{auc: {train: 0.9, hold-out: 0.7}}", data=data)
    for name, expected in (
        ("'s3://b'", "missed"),
        ("cd", "missed"),
        ("'s3://a'", "met"),
        ("ef", "not-measured"),
    ):
        found = of(graph(f"{AUC}, dataset: {name}", one))
        assert found is not None
        assert found.name == expected, name


@pytest.mark.parametrize(("direction", "best"), [("higher", "EXP-3"), ("lower", "EXP-2")])
def test_the_best_concluded_experiment_counts(direction: str, best: str) -> None:
    found = of(
        graph(
            f"{AUC}, direction: {direction}",
            experiment(1, "{auc: {test: 0.70}}"),
            experiment(2, "{auc: {test: 0.60}}"),
            experiment(3, "{auc: {test: {mean: 0.75, std: 0.01, n: 3}}}"),
            experiment(4, "{auc: {test: 0.99}}", state="running"),
            experiment(5, "{auc: {test: 0.01}}", state="invalid"),
        )
    )
    assert found is not None
    assert found.experiment == best
    assert found.measured == (
        Measurement(0.75, 0.01, 3, "test") if best == "EXP-3" else Measurement(0.6, None, None, "test")
    )


@pytest.mark.parametrize("measurable", ["deliverable: a report", "metric: auc", "target: 3"])
def test_work_without_a_threshold_has_no_verdict(measurable: str) -> None:
    assert of(graph(measurable, experiment(1, "{auc: {test: 0.9}}"))) is None
    assert of(graph_of(record("TASK-1"))) is None
    assert of(graph_of(record("TASK-1", "smart: {specific: x}"))) is None


def test_only_experiments_of_the_task_count() -> None:
    other = record("EXP-2", "task: TASK-2\nrelated: [TASK-1]\nmetrics: {auc: {test: 0.9}}")
    found = graph(AUC, experiment(1, "{auc: {test: 0.7}}"), other, record("TASK-2"))
    assert [one.id for one in experiments_of(found, "TASK-1")] == ["EXP-1"]
    verdict_ = of(found)
    assert verdict_ is not None
    assert verdict_.name == "missed"


def test_a_metric_that_was_not_reported() -> None:
    one = graph_of(experiment(1, "{}")).base.by_id["EXP-1"].record
    assert isinstance(one, Experiment)
    assert measurement(one, "auc", None) is None
