"""Hostile values: what may not stand in a record is left out and said, and the run is not lost."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kb import base as bases
from kb import config
from kb.graph import Graph
from kb.importers.run import Artifact, Data, Metric, Run
from kb.lint.engine import all_rules, judge
from kb.lint.rule import Context
from kb.lint.select import select
from kb.records.experiment import Experiment
from tests.importers.importing import DAY, RUN, experiments, imported, written_file

TOKEN = "ghp_" + "a1B2c3D4e5" * 4
ESCAPE = "\x1b[31mred"
DEEP: dict[str, Any] = {"a": 1}
for _ in range(40):
    DEEP = {"a": DEEP}
YAML = {"null": "null", "on": "no", "1e5": "1e5", "~": "~", "a: b": "- c", "#": "# d", "v": "1.10", "m": "<<"}


def remarks(root: Path, run: Run) -> str:
    found = imported(root, [run])
    assert not found.refused
    return "; ".join(found.new[0].remarks)


@pytest.mark.parametrize(
    ("params", "said", "kept"),
    [
        ({"token": TOKEN}, "a GitHub token", {}),
        ({"url": "postgresql://analyst:Linden-4711@warehouse.plant.internal/x"}, "a password in an address", {}),
        ({"dsn": "jdbc:postgresql://warehouse/x?user=analyst&password=Linden"}, "by its name a secret", {}),
        ({"odbc": "Server=warehouse;Uid=analyst;Pwd=Linden-4711;"}, "by its name a secret", {}),
        ({"url": "https://warehouse/x?access_token=Linden4711abcDEF99"}, "by its name a secret", {}),
        ({"note": "token=<pad>, pwd=****, eos_token=end_of_text"}, "", None),
        ({"password": "Linden"}, "by its name it is a secret", {}),
        ({"db": {"password": "Linden", "host": "x"}}, "by its name it is a secret", {"db": {"host": "x"}}),
        ({"api_key": "0123456789abcdefXYZ"}, "by its name it is a secret", {}),
        ({"password": "***", "pad_token": "<pad>", "max_tokens": 20, "tokenizer": "bert"}, "", None),
        ({"mail": "a.person@company-x.com"}, "an e-mail address", {}),
        ({"colour": ESCAPE}, "U+001B", {}),
        ({"turned": "a\u202eb"}, "U+202E", {}),
        ({"half": "\ud800"}, "U+D800", {}),
        ({ESCAPE: 1}, "its name holds U+001B", {}),
        ({"long": "x" * 3000}, "more than 2,000 characters", {}),
        ({"n" * 300: 1}, "more than 200 characters", {}),
        ({"deep": DEEP}, "nested deeper than 10 levels", {}),
        ({f"p{n}": "v" * 100 for n in range(1000)}, "of 1,000 parameters", None),
        ({"big": 10**30, "nan": math.nan, "inf": math.inf, "none": None, "yes": True}, "",
         {"big": str(10**30), "nan": "nan", "inf": "inf", "none": None, "yes": True}),
        ({**YAML, "": 1}, "", YAML),
        ({"list": [1, "two", [3.5, None]], "empty": {}, "said": ""}, "", None),
    ],
)  # fmt: skip
def test_parameters(tmp_path: Path, params: dict[str, Any], said: str, kept: dict[str, Any] | None) -> None:
    found = remarks(tmp_path, replace(RUN, params=params))
    assert said in found
    assert bool(found) is bool(said)
    (experiment,) = experiments(tmp_path)
    assert experiment.model is not None or not (params if kept is None else kept)
    if kept is not None:
        held = experiment.model.params if experiment.model is not None else None
        assert (held or {}) == kept
    text = written_file(tmp_path).read_text()
    assert TOKEN not in text
    assert "Linden" not in text


@pytest.mark.parametrize("value", [10**400, -(10**400)])
def test_a_whole_number_without_end_is_no_figure(tmp_path: Path, value: int) -> None:
    metrics = (Metric("auc", 0.8), Metric("huge", value), Metric("spread", 1.0, std=value, n=3))
    said = remarks(tmp_path, replace(RUN, metrics=metrics))
    assert "left out huge, spread (spread): it is larger than any figure may be" in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"commit": ESCAPE}, "U+001B"),
        (
            {"repository": "https://user:Linden-4711@git.plant.internal/x"},
            "took a password or a signature out",
        ),
        (
            {"data": {"train": Data("s3://bucket/x?X-Amz-Signature=abc")}},
            "took a password or a signature out",
        ),
        ({"data": {"a\nb": Data("x")}}, "U+000A"),
        ({"data": {f"d{n}": Data("x") for n in range(99)}}, "took the first 40 of 99 data"),
        ({"outputs": tuple(Artifact(f"f{n}") for n in range(99))}, "took the first 60 of 99 outputs"),
        ({"seeds": tuple(range(99))}, "took the first 60 of 99 seeds"),
        ({"seeds": (10**20,)}, "at most 15 digits"),
        (
            {"command": "train --password Linden-4711 --api-key=Linden-4711 --tokenizer bert"},
            "took a secret out",
        ),
        ({"metrics": (Metric("loss", math.nan), Metric("auc", math.inf))}, "it is NaN or infinite"),
        ({"metrics": (Metric("loss", 1e300),)}, "larger than any figure"),
        (
            {"metrics": (Metric("val_auc", 0.1), Metric("auc/val", 0.2))},
            "another figure is called auc on validation",
        ),
        (
            {"metrics": tuple(Metric(f"m{n}", 1.0) for n in range(400))},
            "and 92 more: a record takes 300 figures",
        ),
        ({"metrics": (Metric(ESCAPE, 1.0),)}, "its name holds U+001B"),
        ({"note": f"see {TOKEN}"}, "took a GitHub token out of the note"),
        ({"note": "n" * 30_000}, "took the first 20,000 of 30,000 characters"),
        ({"environment": {"python": "3.11\0"}}, "U+0000"),
        (
            {"uri": "https://user:Linden-4711@mlflow.plant.internal"},
            "took a password or a signature out of run.uri",
        ),
    ],
)
def test_other_values(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    assert said in remarks(tmp_path, replace(RUN, **changes))
    text = written_file(tmp_path).read_text()
    assert "Linden" not in text
    assert "Signature=" not in text
    assert TOKEN not in text


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("two\nlines\tand \x1b[31mred", "two lines and [31mred"),
        ("x" * 500, "x" * 119 + "…"),
        ("\u202e", "Run 4f1c8d20a7b64d3f9d0c5b7e1a2f3c4d of mlflow"),
        ("", "Run 4f1c8d20a7b64d3f9d0c5b7e1a2f3c4d of mlflow"),
        (f"key {TOKEN}", "key …"),
        ("'quoted': # [it]", "'quoted': # [it]"),
        ("../../../../etc/passwd", "../../../../etc/passwd"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("数据", "数据"),
    ],
)
def test_a_name_becomes_a_title_and_a_file_inside_the_base(tmp_path: Path, name: str, title: str) -> None:
    imported(tmp_path, [replace(RUN, name=name)])
    (experiment,) = experiments(tmp_path)
    assert experiment.title == title
    assert [path.parent.name for path in tmp_path.rglob("EXP-0001*")] == ["experiments"]


NOTES = [
    "plain words\n\nand more of them",
    "<script>alert(1)</script>",
    "see TASK-0999, [[EXP-0999]] and [it](../../../etc/passwd)",
    "[a]: javascript:alert(1)",
    "<<<<<<< ours\n=======\n>>>>>>> theirs",
    "---\nid: EXP-0009\n---",
    "```\nfence\n```\n<b>",
    "{{ config }} {% raw %}",
    "turned \u202e around \x07 \ufeff",
    "```` ~~~ <i>",
]


def test_a_note_does_nothing_in_a_body(tmp_path: Path) -> None:
    imported(tmp_path, [replace(RUN, id=f"{n}" * 32, note=note) for n, note in enumerate(NOTES)])
    base = bases.load(config.read(tmp_path))
    assert len(list(base.records(Experiment))) == len(NOTES)
    found = judge(Context(base, Graph(base), DAY), select(all_rules(), base.config.lint)).diagnostics
    assert {d.code for d in found} <= {"LK004"}, [d.message for d in found]


def test_a_run_of_nothing_is_a_record(tmp_path: Path) -> None:
    found = imported(tmp_path, [Run("csv", "1", "t.csv", "t.csv:2")])
    assert found.refused == []
    (experiment,) = experiments(tmp_path)
    assert experiment.title == "Run 1 of csv"
    assert experiment.metrics is None
