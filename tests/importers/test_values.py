"""Files of parameters and metrics: values by format, and troubles with their place."""

import math
from typing import Any

import pytest

from kb.errors import KbError
from kb.importers.values import numbers, read


@pytest.mark.parametrize(
    ("path", "text", "values"),
    [
        ("metrics.json", '\ufeff{"test": {"auc": 0.87}, "n": 3}', {"test": {"auc": 0.87}, "n": 3}),
        ("params.yaml", "train:\n  rate: 1e-3\n  seed: 7\n", {"train": {"rate": 0.001, "seed": 7}}),
        ("params.yml", "rate: 1\n", {"rate": 1}),
        ("config.toml", "[model]\ndepth = 3\n", {"model": {"depth": 3}}),
        ("m.csv", 'n,who\r\n1,\r\n2,"a,b"\r\n\r\n', [{"n": 1, "who": None}, {"n": 2, "who": "a,b"}]),
        ("M.TSV", "step\tauc\n1\t0.5\n", [{"step": 1, "auc": 0.5}]),
        ("empty.csv", "", []),
    ],
)  # fmt: skip
def test_values_of_each_format(path: str, text: str, values: Any) -> None:
    assert read(path, text) == values


def test_json_keeps_what_trackers_write_for_no_number() -> None:
    assert math.isnan(read("m.json", '{"loss": NaN}')["loss"])


@pytest.mark.parametrize(
    ("path", "text", "where"),
    [
        ("m.json", '{"auc": 0.8', "m.json:1:12"),
        ("m.json", "[" * 100_000, "m.json"),
        ("m.json", "9" * 5000, "m.json"),
        ("m.json", "[" * 102 + "]" * 102, "m.json"),
        ("p.toml", "a = " + "[" * 101 + "]" * 101, "p.toml"),
        ("p.yaml", "a: 1\n b: 2\n", "p.yaml:2:3"),
        ("p.toml", "a = 1\nb = \n", "p.toml:2:5"),
        ("p.toml", 'a = "', "p.toml:1:6"),
        ("t.csv", "a,b\n1,2\n3\n", "t.csv:3:1"),
        ("t.csv", "a,a\n1,2\n", "t.csv:1:1"),
        ("t.csv", 'a,b\n1,"2\n', "t.csv:2:1"),
        ("t.xlsx", "", "t.xlsx"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(path: str, text: str, where: str) -> None:
    with pytest.raises(KbError) as refused:
        read(path, text)
    assert refused.value.where == where


def test_numbers_have_the_path_they_stand_at() -> None:
    values = {"test": {"auc": 0.87, "ok": True}, "folds": [0.8, {"f1": 1}], "name": "x"}
    assert list(numbers(values)) == [("test.auc", 0.87), ("folds.0", 0.8), ("folds.1.f1", 1)]


def test_what_no_float_can_hold_is_no_figure() -> None:
    assert list(numbers({"huge": 10**400, "large": 10**300})) == [("large", 10**300)]
