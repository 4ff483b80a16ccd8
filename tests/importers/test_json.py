"""Runs in JSON: in the words of a record or by a mapping, one or many, and what cannot be read."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import KbError
from kb.importers.importer import BadSetting, Request
from kb.importers.run import Run, Trouble
from kb.importers.tools.json import Json


def runs(root: Path, text: str, name: str = "r.json", **asked: Any) -> list[Run | Trouble]:
    (root / name).write_text(text, encoding="utf-8")
    return list(Json().runs(Request(root, name, **asked)))


def figures(run: Run | Trouble) -> list[tuple[Any, ...]]:
    assert isinstance(run, Run)
    return [(m.name, m.split, m.value, m.std, m.n) for m in run.metrics]


WORDS = """
{"runs": [
  {"id": "a", "title": "Trees", "date": "2026-03-04T15:30:00Z", "state": "finished",
   "code": {"commit": "5d41402", "dirty": false}, "environment": {"python": "3.11"}, "seeds": [1, 2],
   "data": {"train": {"uri": "train.csv", "rows": 4000}, "test": "test.csv"},
   "model": {"name": "t", "params": {"d": 3}},
   "metrics": {"auc": {"test": 0.85, "validation": {"mean": 0.86, "std": 0.01, "n": 5}}, "val_loss": 0.3,
               "test": {"f1": 0.7}, "deep": {"er": {"test": 1}}},
   "outputs": ["a.bin", {"uri": "b.bin", "digest": "sha256:00"}], "tags": ["x"], "colour": "red"},
  {"run": {"tracker": "json", "id": "b"}, "model": "linear", "params": {"C": 1}, "metrics": {"auc": NaN}}
]}
"""


def test_the_words_of_a_record(tmp_path: Path) -> None:
    first, second = runs(tmp_path, WORDS)
    assert isinstance(first, Run)
    assert isinstance(second, Run)
    assert (first.id, first.name, first.commit, first.dirty, first.seeds) == (
        "a",
        "Trees",
        "5d41402",
        False,
        (1, 2),
    )
    assert first.data["test"].uri == "test.csv"
    assert first.data["train"].rows == 4000
    assert figures(first) == [
        ("auc", "test", 0.85, None, None),
        ("auc", "validation", 0.86, 0.01, 5),
        ("deep.er", "test", 1, None, None),
        ("f1", "test", 0.7, None, None),
        ("val_loss", None, 0.3, None, None),
    ]
    assert first.outputs[1].digest == "sha256:00"
    assert first.fields == {"tags": ["x"]}
    assert first.remarks == ("left out colour: nothing is known of these keys",)
    assert (second.id, second.model, second.params) == ("b", "linear", {"C": 1})
    assert first.place == "r.json: runs[0]"


def test_lines_of_json_a_list_and_a_single_run(tmp_path: Path) -> None:
    lines = runs(tmp_path, '{"id": 1, "metrics": {"a": 1}}\n\n{"id": 2, "metrics": {"a": 2}}\n', "r.jsonl")
    assert [run.id for run in lines if isinstance(run, Run)] == ["1", "2"]
    assert [run.id for run in runs(tmp_path, '[{"id": "x"}]') if isinstance(run, Run)] == ["x"]
    assert [
        run.id for run in runs(tmp_path, '{"metrics": {"a": 1}}', "one.json") if isinstance(run, Run)
    ] == ["one"]


def test_the_files_of_a_folder(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / "results").mkdir(exist_ok=True)
        (tmp_path / "results" / f"{name}.json").write_text('{"metrics": {"auc": 0.5}}')
    (tmp_path / "results" / "cut.json").write_text('{"metrics": ')
    (tmp_path / "results" / "link.json").symlink_to("/etc/passwd")
    found = list(Json().runs(Request(tmp_path, "results")))
    assert [one.id if isinstance(one, Run) else one.where for one in found] == [
        "a",
        "b",
        "results/cut.json:1:13",
    ]


def test_a_mapping_of_paths(tmp_path: Path) -> None:
    paths = {
        "studies[].trial": "run.id", "studies[].score.val.auc": "metrics.roc_auc.validation",
        "studies[].opts": "model.params",
        "studies[].more": "metrics", "meta.commit": "code.commit", 'meta."made.at"': "date",
    }  # fmt: skip
    text = """{"meta": {"commit": "5d41402", "made.at": "2026-03-04"}, "studies": [
      {"trial": 1, "score": {"val": {"auc": 0.8}}, "opts": {"d": 3}, "more": {"test_auc": 0.7, "name": "x"}},
      {"trial": 2, "score": {}, "opts": null}]}"""
    first, second = runs(tmp_path, text, settings={"r": paths})
    assert isinstance(first, Run)
    assert isinstance(second, Run)
    assert (first.id, first.commit, str(first.started), first.params) == (
        "1",
        "5d41402",
        "2026-03-04",
        {"d": 3},
    )
    assert figures(first) == [("roc_auc", "validation", 0.8, None, None), ("test_auc", None, 0.7, None, None)]
    assert (second.id, second.commit) == ("2", "5d41402")


@pytest.mark.parametrize(
    ("paths", "key", "message"),
    [
        ({"a": "metric.auc"}, ("r", "a"), "there is no field `metric`"),
        ({"a[].b": "title", "c[].d": "date"}, ("r", "c[].d"), "another list"),
        ({"a": "created"}, ("r", "a"), "given by `kb import`"),
    ],
)
def test_a_mapping_that_cannot_be_followed(
    tmp_path: Path, paths: dict[str, str], key: tuple[str, ...], message: str
) -> None:
    with pytest.raises(BadSetting, match=message) as refused:
        runs(tmp_path, "{}", settings={"r": paths})
    assert refused.value.key == key


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ('{"id": 1', "r.json:1:9", "not JSON"),
        ("[" * 100_000, "r.json", "nested too deeply"),
        ('{"id": ' + "9" * 5000 + "}", "r.json", "cannot be read"),
        ('{"id": 1, "id": 2}', "r.json", "`id` is there twice"),
    ],
)
def test_a_document_that_cannot_be_read(tmp_path: Path, text: str, where: str, message: str) -> None:
    with pytest.raises(KbError, match=message) as refused:
        runs(tmp_path, text)
    assert refused.value.where == where


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("[1]", "r.json[0]", "a run is a JSON object"),
        ('[{"colour": 1}]', "r.json[0]", "nothing is known of any key"),
        ('[{"id": "a", "date": "soon"}]', "r.json[0].date", "no date"),
        ('[{"id": "a", "metrics": {"auc": {"mean": "x"}}}]', "r.json[0].metrics.auc", "no number"),
        ('[{"id": "a", "code": {"comit": "x"}}]', "r.json[0].code.comit", "there is no field `code.comit`"),
        ('[{"id": "a", "code": "x"}]', "r.json[0].code", "a group of fields"),
        ('[{"id": "a", "outputs": [{"url": "x"}]}]', "r.json[0].outputs", "an output has `uri`"),
        (
            '[{"id": "a", "data": {"train": {"rows": 1%s}}}]' % ("0" * 400),
            "r.json[0].data.train.rows",
            "no whole number",
        ),
        ('[{"id": ["a"]}]', "r.json[0].id", "a text is asked for"),
        ('[{"metrics": {"a": 1}}, {"metrics": {"a": 1}}]', "r.json[0]", "nothing tells this run from others"),
    ],
)
def test_a_run_that_cannot_be_read_is_said_with_its_place(
    tmp_path: Path, text: str, where: str, message: str
) -> None:
    found = runs(tmp_path, text)
    assert isinstance(found[0], Trouble)
    assert found[0].where == where
    assert message in found[0].message


KEYS = ["id", "metrics", "data", "model", "params", "code", "date", "outputs", "seeds", "mean", "std", "test"]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(KEYS),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(VALUES)
def test_any_document_gives_runs_and_troubles_and_nothing_else(value: Any) -> None:
    import json
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        for one in runs(Path(folder), json.dumps(value)):
            assert isinstance(one, Run | Trouble)
