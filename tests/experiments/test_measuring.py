"""Figures, whatever the shape of the file: metric, split, value, and the spread of what came several times."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.config import Config
from kb.drafting import Wish, draft
from kb.experiments.discretion import discreet
from kb.experiments.measuring import MOST, Figures, seeds_of
from kb.experiments.recording import plain
from kb.records import registry


def metrics(*files: Any, known: frozenset[str] = frozenset()) -> dict[str, dict[str, Any]]:
    figures = Figures("test", known)
    for number, values in enumerate(files):
        figures.add(f"{number}.json", values)
    return figures.metrics()


@pytest.mark.parametrize(
    ("values", "read"),
    [
        ({"auc": 0.8}, {"auc": {"test": 0.8}}),
        ({"auc": {"train": 0.9, "val": 0.8}}, {"auc": {"train": 0.9, "validation": 0.8}}),
        ({"train": {"auc": 0.9}, "valid": {"auc": 0.8}}, {"auc": {"train": 0.9, "validation": 0.8}}),
        ({"train_auc": 0.9, "val/auc": 0.8, "auc_test": 0.7}, {"auc": {"train": 0.9, "validation": 0.8, "test": 0.7}}),
        ({"precision_at_10": 0.5}, {"precision_at_10": {"test": 0.5}}),
        ({"test": {"a": {"f1": 0.5}}}, {"a.f1": {"test": 0.5}}),
        ({"mase": {"origins": 0.9}}, {"mase": {"origins": 0.9}}),
        ({"auc": {"mean": 0.8, "std": 0.1, "n": 5}}, {"auc": {"test": {"mean": 0.8, "std": 0.1, "n": 5}}}),
        ({"auc": [0.7, 0.8, 0.9]}, {"auc": {"test": {"mean": 0.8, "std": 0.1, "n": 3}}}),
        ({"auc": [0.7]}, {"auc": {"test": 0.7}}),
        ({"metrics": {"auc": {"cv": 0.7}}, "seeds": [1]}, {"auc": {"cv": 0.7}}),
        ({"note": "words", "ok": True, "auc": 0.7, "none": None}, {"auc": {"test": 0.7}}),
        ([{"metric": "auc", "split": "train", "value": 0.9}, {"metric": "f1", "split": "test", "value": 0.5}],
         {"auc": {"train": 0.9}, "f1": {"test": 0.5}}),
        ([{"fold": 1, "auc": 0.7}, {"fold": 2, "auc": 0.7}], {"auc": {"test": {"mean": 0.7, "std": 0, "n": 2}}}),
        ([{"epoch": 1, "auc": 0.2}, {"epoch": 2, "auc": 0.9}], {"auc": {"test": 0.9}}),
        ([{"epoch": 1, "split": "train", "auc": 0.2}, {"epoch": 1, "split": "val", "auc": 0.1},
          {"epoch": 2, "split": "train", "auc": 0.9}],
         {"auc": {"train": 0.9, "validation": 0.1}}),
        ([], {}), ({}, {}), ("text", {}), (0.5, {}), (None, {}),
    ],
)  # fmt: skip
def test_shapes(values: Any, read: dict[str, Any]) -> None:
    assert metrics(values) == read


def test_several_files_are_repeats() -> None:
    assert metrics({"auc": 0.7}, {"auc": 0.9}, {"auc": 0.8}) == {
        "auc": {"test": {"mean": 0.8, "std": 0.1, "n": 3}}
    }


def test_the_splits_of_the_data_are_splits() -> None:
    assert metrics({"origins_mase": 0.9}, known=frozenset({"origins"})) == {"mase": {"origins": 0.9}}
    assert metrics({"origins_mase": 0.9}) == {"origins_mase": {"test": 0.9}}


def test_what_is_no_finite_number_is_told_and_left_out() -> None:
    figures = Figures("test")
    figures.add("m.json", {"loss": float("nan"), "auc": float("inf"), "f1": 0.5, "big": 1e300})
    assert figures.metrics() == {"f1": {"test": 0.5}}
    assert len(figures.remarks) == 3


@pytest.mark.parametrize(
    "file",
    [
        {"auc": [0.5, None, 0.75]},
        {"auc": [0.5, float("nan"), 0.75]},
        [{"fold": 1, "auc": 0.5}, {"fold": 2, "auc": "nan"}, {"fold": 3, "auc": 0.75}],
        [{"fold": 1, "auc": 0.5}, {"fold": 2, "auc": None}, {"fold": 3, "auc": 0.75}],
        [{"metric": "auc", "value": value} for value in (0.5, "", 0.75)],
    ],
)
def test_a_repeat_without_a_number_is_told(file: Any) -> None:
    figures = Figures("test")
    figures.add("m", file)
    assert figures.metrics()["auc"]["test"] == {"mean": 0.625, "std": 0.176776695297, "n": 2}
    assert figures.remarks == [
        "auc of `m` is not a finite number everywhere; it is taken from its other values"
    ]


def test_words_and_nothing_are_no_figures_and_need_no_remark() -> None:
    figures = Figures("test")
    figures.add("m", {"model": "linear", "best": None, "names": ["a", None], "auc": 0.5, "loss": ".nan"})
    figures.add("n", [{"fold": 1, "auc": 0.75, "note": ""}, {"fold": 2, "auc": 0.5, "note": "x"}])
    assert figures.remarks == ["loss of `m` is not a finite number"]


def test_many_that_are_no_numbers_are_counted() -> None:
    figures = Figures("test")
    figures.add("m", {f"loss{n}": float("nan") for n in range(1000)})
    assert len(figures.remarks) == 6
    assert figures.remarks[-1] == "995 more figures of `m` are not finite numbers"


def test_figures_may_lie_deep() -> None:
    deep = {"a": {"b": {"c": {"d": {"e": {"f": {"g": 1}}}}}}}
    assert metrics(deep) == {"a.b.c.d.e.f.g": {"test": 1}}


def test_too_many_figures_are_told() -> None:
    figures = Figures("test")
    figures.add("m.json", {f"class{number}": 0.5 for number in range(MOST + 5)})
    assert len(figures.metrics()) == MOST
    assert "205 figures" in figures.remarks[0]


@pytest.mark.parametrize(
    ("params", "words", "seeds"),
    [
        ({"seed": 7}, [], [7]),
        ({"train": {"random_state": 3}, "seeds": [1, 2]}, [], [1, 2, 3]),
        ({}, ["python", "x.py", "--seed", "7"], [7]),
        ({}, ["x", "--random-state=7", "model.seed=8", "--seed", "7"], [7, 8]),
        ({"seed": "words"}, ["x", "--seed"], []),
        ({"seed": True, "speed": 3}, ["x", "seed", "4"], []),
        ({"seed": 1.5}, [], []),
        ([{"seed": 5}], [], [5]),
    ],
)
def test_seeds(params: Any, words: list[str], seeds: list[int]) -> None:
    found = seeds_of(params, words, ("seed", "seeds", "random_state"))
    assert sorted(found) == sorted(seeds)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=20,
)
TYPES = registry(Config())


@given(JSON, JSON)
def test_whatever_files_hold_the_record_can_be_read(result: Any, params: Any) -> None:
    figures = Figures("test")
    figures.add("m.json", result)
    remarks: list[str] = []
    values = discreet({"metrics": figures.metrics(), "model": {"params": plain(params)}}, "", remarks)
    if not isinstance(params, dict):
        del values["model"]
    made = draft(
        TYPES["experiment"], TYPES, Config(), "EXP-0001", Wish("A run", date(2026, 1, 5), values=values)
    )
    assert not made.problems
    assert made.record is not None
