"""Differences to baseline and target: which runs are compared how, and nothing called better within its spread."""

import pytest

from kb.deltas import Delta, direction_of, directions, target_of, to_baseline, to_target
from kb.graph import Graph
from kb.statistics.differences import Sample
from tests.test_comparison import experiment, pair, read
from tests.test_graph import graph_of, record

FIVE = "{mean: 0.7775, std: 0.0042, n: 5}"


def delta(baseline: str, own: str, split: str = "test", direction: str = "higher") -> Delta | None:
    result, other = pair(baseline, own)
    return to_baseline(result, other, "auc", split, direction=direction, confidence=0.95)


def found(baseline: str, own: str, split: str = "test", direction: str = "higher") -> Delta:
    one = delta(f"metrics: {{auc: {baseline}}}", f"metrics: {{auc: {own}}}", split, direction)
    assert one is not None
    return one


@pytest.mark.parametrize(
    ("baseline", "own", "judged", "manner"),
    [
        (f"{{test: {FIVE}}}", "{test: {mean: 0.7812, std: 0.0018, n: 5}}", "within-spread", "welch"),
        (f"{{test: {FIVE}}}", "{test: {mean: 0.7841, std: 0.0018, n: 5}}", "better", "welch"),
        (f"{{test: {FIVE}}}", "{test: {mean: 0.7701, std: 0.0018, n: 5}}", "worse", "welch"),
        (f"{{test: {FIVE}}}", "{test: 0.79}", "within-spread", "one more"),
        (f"{{test: {FIVE}}}", "{test: 0.7904}", "better", "one more"),
        ("{test: 0.7}", f"{{test: {FIVE}}}", "better", "one more"),
        ("{test: 0.7}", "{test: 0.9}", "not-known", "unknown"),
        ("{test: 0.7}", "{test: 0.7}", "same", "unknown"),
        (f"{{test: {FIVE}}}", "{test: {mean: 0.9, n: 5}}", "not-known", "unknown"),
    ],
)
def test_what_may_be_said_of_a_difference(baseline: str, own: str, judged: str, manner: str) -> None:
    one = found(baseline, own)
    assert (one.judged, one.manner) == (judged, manner)
    assert (one.interval is None) is (manner == "unknown")


def test_which_way_is_good_decides_and_without_it_nothing_is_better() -> None:
    own = "{test: {mean: 0.7841, std: 0.0018, n: 5}}"
    assert found(f"{{test: {FIVE}}}", own, direction="lower").judged == "worse"
    assert found(f"{{test: {FIVE}}}", own, direction="").judged == "different"


def test_single_runs_are_called_so() -> None:
    assert found("{test: 0.7}", "{test: 0.9}").single
    assert found(f"{{test: {FIVE}}}", "{test: 0.9}").single
    assert not found(f"{{test: {FIVE}}}", "{test: {mean: 0.9, n: 5}}").single


def test_the_same_runs_are_compared_pair_by_pair() -> None:
    # Folds differ by more than 0.1, and each gains between 0.01 and 0.02: only the pairs show it.
    one = found(
        "{cv/1: 0.70, cv/2: 0.80, cv/3: 0.90, cv/4: 0.75}",
        "{cv/1: 0.72, cv/2: 0.81, cv/3: 0.92, cv/4: 0.77}",
        "cv",
    )
    assert (one.manner, one.runs, one.folds, one.judged) == ("paired", 4, True, "better")
    assert one.amount == pytest.approx(0.0175)
    # d is .02 .01 .02 .02: s = 0.005, corrected for four folds √(1/4 + 1/3), t = 3.182.
    assert one.reach == pytest.approx(3.182446 * 0.005 * (7 / 12) ** 0.5, rel=1e-6)
    seeds = found("{test/1: 0.7, test/2: 0.8}", "{test/1: 0.72, test/2: 0.83}")
    assert (seeds.manner, seeds.runs, seeds.folds) == ("paired", 2, False)


@pytest.mark.parametrize(
    "baseline",
    ["{cv/1: 0.70, cv/2: 0.80, cv/4: 0.90}", "{cv/1: 0.70, cv/2: 0.80}", "{cv: {mean: 0.8, std: 0.1, n: 3}}"],
)
def test_other_runs_are_not_paired(baseline: str) -> None:
    one = found(baseline, "{cv/1: 0.72, cv/2: 0.81, cv/3: 0.92}", "cv")
    assert (one.manner, one.runs, one.folds) == ("welch", None, True)


def test_no_difference_where_figures_do_not_belong_side_by_side() -> None:
    assert delta("metrics: {auc: {cv: 1}}", "metrics: {auc: {test: 1.5}}") is None
    assert delta("metrics: {f1: {test: 1}}", "metrics: {auc: {test: 1.5}}") is None
    data = "metrics: {auc: {test: 1}}\ndata: {test: {digest: 'sha256:%s'}}"
    assert delta(data % "00112233", data % "44556677") is None
    assert delta(data % "00112233", data % "00112233") is not None


def test_a_baseline_may_call_the_same_data_otherwise() -> None:
    one = delta(
        "metrics: {auc: {holdout: 1}}\ndata: {holdout: {digest: 'sha256:00112233'}}",
        "metrics: {auc: {test: 1.5}}\ndata: {test: {digest: 'sha256:00112233'}}",
    )
    assert one is not None
    assert one.amount == 0.5


def test_to_the_target() -> None:
    one = to_target(Sample(10, 2, 4), 7, direction="higher", confidence=0.9)
    assert (one.amount, one.judged, one.manner, one.single) == (3, "better", "to a number", False)
    assert to_target(Sample(10, 2, 4), 7, direction="higher", confidence=0.95).judged == "within-spread"
    single = to_target(Sample(10, None, 1), 7, direction="lower", confidence=0.95)
    assert (single.amount, single.judged, single.single) == (3, "not-known", True)


TASK = "smart: {measurable: {metric: auc, dataset: %s, target: 0.8, direction: %s}}"


def held() -> Graph:
    return graph_of(
        record("TASK-1", TASK % ("test", "higher")),
        record("TASK-2", TASK % ("data/a.csv", "lower")),
        record("GOAL-1", "owner: lead\ntechnical_metrics: [{name: rmse, direction: lower}, {name: f1}]"),
        experiment(1, "task: TASK-1\nmetrics: {auc: {test: 1}}"),
        experiment(2, "task: TASK-2\nmetrics: {auc: {holdout: 1}}\ndata: {holdout: {uri: data/a.csv}}"),
        experiment(3, "metrics: {auc: {test: 1}}"),
    )


def test_directions_are_those_of_tasks_and_goals_and_both_where_they_contradict() -> None:
    graph = held()
    known = directions(graph.base)
    assert known == {"auc": {"higher", "lower"}, "rmse": {"lower"}, "f1": {"higher"}}
    assert [direction_of(graph.base, read(graph, n), "auc", known) for n in (1, 2, 3)] == [
        "higher",
        "lower",
        "",
    ]
    assert direction_of(graph.base, read(graph, 1), "rmse", known) == "lower"
    assert direction_of(graph.base, read(graph, 1), "shops", known) == ""


def test_a_target_is_that_of_the_task_for_this_figure() -> None:
    graph = held()
    for number, split, expected in (
        (1, "test", 0.8),
        (1, "cv", None),
        (2, "holdout", 0.8),
        (3, "test", None),
    ):
        target = target_of(graph.base, read(graph, number), "auc", split)
        assert (target[1] if target is not None else None) == expected
    assert target_of(graph.base, read(graph, 1), "f1", "test") is None
