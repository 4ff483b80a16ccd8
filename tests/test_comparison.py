"""Whether figures may be set side by side: digests, data, splits and metrics."""

import pytest

from kb.comparison import Unlike, agree, asked, baseline_of, same_data, unlike
from kb.graph import Graph
from kb.records.experiment import DataSplit, Experiment
from kb.records.task import Measurable
from kb.text.source import Source
from tests.test_graph import graph_of, record

A, B = "0123456789abcdef", "fedcba9876543210"


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (f"sha256:{A}", f"sha256:{A}", True),
        (f"sha256:{A}", f"SHA-256:{A.upper()}", True),
        (f"sha256:{A}", f"sha256={A[:10]}", True),
        (f"sha256:{A}", f"sha256:{B}", False),
        (f"sha256:{A}", f"md5:{A}", None),
        (A, f"md5:{A}", True),
        (A, f"md5:{B}", False),
        (A, f"md5:{B}00", None),
        ("v2 of March", "v2 of March", True),
        ("v2 of March", "v3 of April", None),
        (f"sha256:{A}", "sha256:abc", None),
    ],
)
def test_digests_agree_or_not_or_nobody_knows(one: str, two: str, expected: bool | None) -> None:
    assert agree(one, two) is agree(two, one) is expected


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        (DataSplit(digest=A, rows=10), DataSplit(digest=A, rows=20), True),
        (DataSplit(digest=f"md5:{A}", rows=10), DataSplit(digest=f"sha256:{A}", rows=20), False),
        (DataSplit(rows=10), DataSplit(digest=A, rows=10), None),
        (DataSplit(uri="s3://a"), DataSplit(uri="data/a.csv"), None),
        (None, DataSplit(rows=10), None),
    ],
)
def test_data_are_the_same_by_digest_else_by_rows(
    one: DataSplit | None, two: DataSplit | None, expected: bool | None
) -> None:
    assert same_data(one, two) is same_data(two, one) is expected


def experiment(number: int, fields: str, state: str = "concluded") -> Source:
    made = record(f"EXP-{number}", fields)
    return Source(made.path, made.text.replace("status: running", f"status: {state}"))


def read(graph: Graph, number: int) -> Experiment:
    found = graph.base.by_id[f"EXP-{number}"].record
    assert isinstance(found, Experiment)
    return found


def pair(baseline: str, own: str) -> tuple[Experiment, Experiment]:
    graph = graph_of(experiment(1, baseline), experiment(2, own))
    return read(graph, 2), read(graph, 1)


@pytest.mark.parametrize(
    ("baseline", "own", "expected"),
    [
        ("metrics: {auc: {test: 1}}", "metrics: {auc: {test: 1}}", None),
        ("metrics: {auc: {test: 1}}", "metrics: {f1: {test: 1}}", Unlike("metric")),
        ("metrics: {auc: {test: 1}}", "metrics: {auc: {cv: 1}}", Unlike("split", "auc", "cv")),
        ("metrics: {auc: {test: 1}}", "metrics: {auc: {a: 1, b: 1}}", Unlike("split", "auc")),
        ("metrics: {auc: {test: 1}}", "metrics: {auc: {a: 1, test: 1}}", None),
        ("metrics: {}", "metrics: {auc: {test: 1}}", None),
        (
            "metrics: {auc: {test: 1}}\ndata: {test: {rows: 10}}",
            "metrics: {auc: {test: 1}}\ndata: {test: {rows: 9}}",
            Unlike("data", "auc", "test", "test"),
        ),
        (
            f"metrics: {{auc: {{old: 1}}}}\ndata: {{old: {{digest: {A}}}}}",
            f"metrics: {{auc: {{new: 1}}}}\ndata: {{new: {{digest: {A}}}}}",
            None,
        ),
        (
            "metrics: {auc: {test: 1}, f1: {cv: 1}}\ndata: {test: {rows: 10}}",
            "metrics: {auc: {test: 1}, f1: {cv: 1}}\ndata: {test: {rows: 9}}",
            None,
        ),
    ],
)
def test_without_a_threshold_one_figure_in_common_is_enough(
    baseline: str, own: str, expected: Unlike | None
) -> None:
    assert unlike(*pair(baseline, own), None) == expected


def test_with_a_threshold_its_metric_and_its_data_count() -> None:
    part = Measurable(metric="auc", dataset="test", target=0.8)
    both = "metrics: {auc: {test: 1, cv: 1}, f1: {test: 1}}\ndata: {test: {rows: %d}}"
    assert unlike(*pair(both % 10, both % 9), part) == Unlike("data", "auc", "test", "test")
    assert unlike(*pair("metrics: {f1: {test: 1}}", both % 9), part) == Unlike("metric", "auc")
    assert unlike(*pair("metrics: {f1: {test: 1}}", "metrics: {f1: {test: 2}}"), part) is None


def test_what_an_experiment_is_held_against() -> None:
    task = record("TASK-1", "smart: {measurable: {metric: auc, target: 0.8}}")
    page = record("TASK-2", "smart: {measurable: {deliverable: a page}}")
    graph = graph_of(
        task, page, *(experiment(n, f"task: TASK-{n}\nbaseline: EXP-{n - 1}") for n in (1, 2, 3)),
        experiment(4, "baseline: EXP-5"), experiment(5, "", state="invalid"),
    )  # fmt: skip
    found = asked(graph.base, read(graph, 1))
    assert found is not None
    assert (found[0].id, found[1].target) == ("TASK-1", 0.8)
    assert [asked(graph.base, read(graph, n)) for n in (2, 3, 4)] == [None, None, None]
    assert [baseline_of(graph.base, read(graph, n)) for n in (1, 4, 5)] == [None, None, None]
    assert baseline_of(graph.base, read(graph, 2)) is read(graph, 1)
