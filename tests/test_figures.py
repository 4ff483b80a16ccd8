"""Figures of experiments: single, summed up, and run by run, and how many runs they rest on."""

import math

import pytest

from kb.figures import Figure, figure_of, figures, repeats, reported, sample
from kb.records.experiment import Experiment, Spread
from kb.statistics.differences import Sample
from kb.verdicts import measurement
from tests.test_comparison import experiment
from tests.test_graph import graph_of


def read(fields: str) -> Experiment:
    found = graph_of(experiment(1, fields)).base.by_id["EXP-1"].record
    assert isinstance(found, Experiment)
    return found


def test_numbered_runs_are_one_figure_in_the_place_of_the_first() -> None:
    found = figures({"train": 0.9, "cv/1": 0.7, "cv/3": 0.9, "test": Spread(mean=0.8, std=0.1, n=4)})
    assert list(found) == ["train", "cv", "test"]
    assert found["cv"] == Figure(pytest.approx(0.8), pytest.approx(math.sqrt(0.02)), 2, {1: 0.7, 3: 0.9})
    assert found["test"] == Figure(0.8, 0.1, 4)


def test_what_the_record_says_of_the_whole_counts() -> None:
    runs = {"cv/1": 0.7, "cv/2": 0.9}
    assert figures({"cv": Spread(mean=0.81, std=0.11, n=5), **runs})["cv"] == Figure(
        0.81, 0.11, 5, {1: 0.7, 2: 0.9}
    )
    assert figures({**runs, "cv": 0.81})["cv"] == Figure(
        0.81, pytest.approx(math.sqrt(0.02)), 2, {1: 0.7, 2: 0.9}
    )


@pytest.mark.parametrize(
    "splits",
    [
        {"cv/1": 0.7},  # one alone is a split with a strange name
        {"cv/1": 0.7, "cv/01": 0.9},  # which of the two is the first?
        {"cv/1": Spread(mean=0.7, std=0.1, n=3), "cv/2": 0.9},
        {"2024/spring": 0.7, "2024/autumn": 0.9},
        {"/1": 0.7, "/2": 0.9},
        {"cv/1/": 0.7, "cv/2/": 0.9},
    ],
)
def test_what_is_no_run_stays_a_split(splits: dict[str, float | Spread]) -> None:
    assert list(figures(splits)) == list(splits)


def test_a_figure_is_found_by_its_split_or_by_its_run() -> None:
    found = read("metrics: {auc: {cv/1: 0.7, cv/2: 0.9}, f1: {test: 1}}")
    whole = figure_of(found, "auc", "cv")
    assert whole is not None
    assert whole.value == pytest.approx(0.8)
    assert figure_of(found, "auc", "cv/2") == Figure(0.9)
    assert figure_of(found, "auc", "test") is figure_of(found, "rmse", "cv") is None
    assert [(metric, split) for metric, split, _ in reported(found)] == [("auc", "cv"), ("f1", "test")]
    assert list(reported(read("title: x"))) == []


def test_a_verdict_takes_runs_for_what_they_are() -> None:
    found = read("metrics: {auc: {cv/1: 0.7, cv/2: 0.9}}")
    for dataset in (None, "cv"):
        measured = measurement(found, "auc", dataset)
        assert measured is not None
        assert (measured.value, measured.n, measured.split) == (pytest.approx(0.8), 2, "cv")
    single = measurement(found, "auc", "cv/2")
    assert single is not None
    assert (single.value, single.n, single.split) == (0.9, None, "cv/2")


@pytest.mark.parametrize(
    ("fields", "split", "expected"),
    [
        ("metrics: {m: {test: 1}}", "test", Sample(1, None, 1)),
        ("metrics: {m: {test: 1}}\nseeds: [1, 2]", "test", Sample(1)),
        ("metrics: {m: {test: {mean: 1, std: 2, n: 5}}}", "test", Sample(1, 2, 5)),
        (
            "metrics: {m: {test: {mean: 1, std: 2, n: 5}}}\ndata: {test: {folds: 5}}",
            "test",
            Sample(1, 2, 5, 0.25),
        ),
        (
            "metrics: {m: {test: {mean: 1, std: 2, n: 10}}}\ndata: {test: {folds: 5}}",
            "test",
            Sample(1, 2, 10, 0.25),
        ),
        ("metrics: {m: {cv: {mean: 1, std: 2, n: 5}}}", "cv", Sample(1, 2, 5, 0.25)),
        ("metrics: {m: {cv: {mean: 1, std: 2}}}", "cv", Sample(1, 2)),
    ],
)
def test_folds_share_what_they_train_on_and_seeds_do_not(fields: str, split: str, expected: Sample) -> None:
    found = read(fields)
    figure = figure_of(found, "m", split)
    assert figure is not None
    assert sample(found, "m", split, figure) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("metrics: {auc: {test: 1}}", 1),
        ("metrics: {auc: {test: {mean: 1, n: 1}}}", 1),
        ("metrics: {auc: {test: {mean: 1, n: 4}}}", 4),
        ("metrics: {auc: {test/1: 1, test/2: 1, test/3: 2}}", 3),
        ("metrics: {auc: {test: {mean: 1, std: 0.1}}}", 2),
        ("metrics: {auc: {test: 1}}\nseeds: [1, 2, 3]", 3),
        ("metrics: {auc: {test: 1}}\ndata: {test: {folds: 5}}", 5),
        (
            "metrics: {auc: {test: 1}}\nreproductions: [{on: 2026-01-01, verdict: match, metrics: {auc: {test: 1}}}]",
            1,  # the same code with the same seeds
        ),
    ],
)
def test_how_many_runs_a_figure_rests_on(fields: str, expected: int) -> None:
    assert repeats(read(fields), "auc", "test") == expected
