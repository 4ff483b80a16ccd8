"""JSON, CSV and SQLite: what comes out is what is there, and no spreadsheet runs it."""

import csv
import io
import json
import sqlite3
import sys
from pathlib import Path

import jsonschema
import pytest

from kb.errors import KbError
from kb.exports.export import exporter, exporters, names
from kb.exports.tables import USUAL
from tests.exports.support import NASTY, export, record, request
from tools.manual.documents import schema

FILES = {
    "backlog/TASK-0001.md": record(
        "TASK-0001",
        "tags: [a, b]\nsmart:\n  measurable: {metric: roc_auc, dataset: test, target: 0.8}\n"
        "  achievable: {effort_days: 2}\nexpectation: {gain: 4, confidence: 0.5}",
        body="\nSee [[EXP-0001]].\n",
    ),
    "research/EXP-0001.md": record(
        "EXP-0001",
        "task: TASK-0001\ndate: 2026-06-01T10:00:00Z\ncode: {commit: 1a2b}\n"
        "model: {name: boosting, params: {depth: 3}}\n"
        "data:\n  train: {uri: data/train.csv, rows: 100}\n  validation: {folds: 5}\n  test: {uri: data/test.csv}\n"
        "metrics: {roc_auc: {test: {mean: 0.81, std: 0.02, n: 5}, train: 0.9}, loss: {test: -3}}\n"
        "outputs: [{uri: a.bin}, {uri: b.bin}]\nconclusion: It helps.",
        title="Day windows",
    ),
    "research/EXP-0002.md": record("EXP-0002", title="=HYPERLINK(1)"),
    "research/broken.md": "no record",
}


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_holds_records_texts_links_and_what_is_computed() -> None:
    found = json.loads(export("json", FILES))
    jsonschema.Draft202012Validator(schema("export")).validate(found)
    task, result, _ = found["records"]
    assert task["record"]["smart"]["measurable"]["target"] == 0.8
    assert task["computed"] == {"score": 1, "verdict": "met", "flags": []}
    assert task["body"] == "\nSee [[EXP-0001]].\n"
    assert (task["path"], result["path"]) == ("backlog/TASK-0001.md", "research/EXP-0001.md")
    assert found["links"] == [
        {"source": "EXP-0001", "kind": "task", "target": "TASK-0001"},
        {"source": "TASK-0001", "kind": "mentions", "target": "EXP-0001"},
    ]
    assert len(json.loads(export("json", FILES, "EXP-0001"))["records"]) == 1


def test_csv_has_the_usual_columns() -> None:
    found = table(export("csv", FILES))
    assert tuple(found[0]) == USUAL
    assert found[0]["tags"] == "a, b"
    assert [row["id"] for row in found] == ["TASK-0001", "EXP-0001", "EXP-0002"]


def test_columns_are_fields_by_their_paths_and_what_is_computed() -> None:
    names_ = "id,smart.measurable.target, score,verdict,model.params,metrics.roc_auc.train"
    task, result, other = table(export("csv", FILES, columns=names_))
    assert (task["smart.measurable.target"], task["score"], task["verdict"]) == ("0.8", "1", "met")
    assert (result["model.params"], result["metrics.roc_auc.train"]) == ('{"depth": 3}', "0.9")
    assert set(other.values()) == {"EXP-0002", ""}


@pytest.mark.parametrize("words", ["id,titel", "nothing", " , "])
def test_a_column_that_nothing_has_is_refused(words: str) -> None:
    with pytest.raises(KbError, match=r"no type of record has|names no column"):
        export("csv", FILES, columns=words)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_a_text_is_no_formula(start: str) -> None:
    found = table(export("csv", {"a.md": record("EXP-0001", title=f"{start}1+1")}))
    assert found[0]["title"] == f"'{start}1+1"


def test_what_only_looks_like_a_formula_stays() -> None:
    found = table(export("csv", {"a.md": record("EXP-0001", title="-0.5 ± 0.1 (n = 5)")}))
    assert found[0]["title"] == "-0.5 ± 0.1 (n = 5)"
    assert table(export("csv", {"a.md": record("EXP-0001", title=NASTY)}))[0]["title"] == NASTY


def test_the_file_of_metrics_has_thirteen_columns_and_one_for_each_figure() -> None:
    first, second = table(export("csv", FILES, columns="course"))
    assert first == {
        "date": "2026-06-01T10:00:00+00:00",
        "commit": "1a2b",
        "model": "boosting",
        "parameters": '{"depth": 3}',
        "train size": "100",
        "train link": "data/train.csv",
        "validation size": "5 folds",
        "validation link": "",
        "test size": "",
        "test link": "data/test.csv",
        "metrics.roc_auc.test": "0.81 ± 0.02 (n = 5)",
        "metrics.roc_auc.train": "0.9",
        "metrics.loss.test": "-3",
        "outputs": "a.bin; b.bin",
        "description": "EXP-0001 Day windows: It helps.",
    }
    assert second["metrics.loss.test"] == ""
    assert second["date"] == "2026-05-04"


def test_what_is_no_number_is_none() -> None:
    fields = "smart: {achievable: {effort_days: 1e-320}}\nexpectation: {gain: 5, confidence: 1}"
    files = {"a.md": record("TASK-0001", fields)}
    assert json.loads(export("json", files))["records"][0]["computed"]["score"] is None
    assert table(export("csv", files, columns="id,score")) == [{"id": "TASK-0001", "score": ""}]


def test_sqlite_is_a_database_with_the_tables_of_kb_sql(tmp_path: Path) -> None:
    (tmp_path / "kb.sqlite").write_bytes(exporter("sqlite").write(request(FILES)))
    with sqlite3.connect(tmp_path / "kb.sqlite") as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        assert database.execute("select id, verdict from task").fetchall() == [("TASK-0001", "met")]
        assert database.execute("select value from leaderboard where metric = 'loss'").fetchall() == [(-3,)]
        assert database.execute("select count(*) from links").fetchone() == (2,)
    database.close()
    with pytest.raises(KbError, match="the whole base"):
        exporter("sqlite").write(request(FILES, "EXP-0001"))


def test_parquet_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(KbError, match="needs pyarrow") as refused:
        exporter("parquet").write(request(FILES))
    assert 'pip install "research-kb[parquet]"' in (refused.value.hint or "")


def test_every_format_says_what_it_is_for() -> None:
    assert names() == ["bibtex", "csv", "ics", "issues", "json", "parquet", "ro-crate", "sqlite"]
    for one in exporters():
        assert one.name in names()
        assert one.summary
