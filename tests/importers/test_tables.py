"""Tables of text: cells with their places, whatever separates them, and what is wrong with its place."""

import csv
import io
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.errors import KbError
from kb.importers.importer import Request
from kb.importers.run import Run, Trouble
from kb.importers.tables import table
from kb.importers.tools.csv import Csv

CELLS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r"), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5), st.sampled_from(",;\t"))
@example([["a", "b", "c"], ['x"y', "1\n2", ""]], ",")
def test_what_another_writer_wrote_is_read_as_it_was(rows: list[list[str]], delimiter: str) -> None:
    header = ["one", "two", "three"]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerows([header, *rows])
    found = table("t.csv", stream.getvalue())
    assert found.delimiter == delimiter
    assert [cell.text for cell in found.header] == header
    full = [row for row in rows if any(cell.strip() for cell in row)]
    assert [[cell.text for cell in row] for row in found.rows] == full


@given(st.text(st.sampled_from('a1,;\t"\n .'), max_size=60))
def test_any_text_is_a_table_or_a_trouble_with_a_place(text: str) -> None:
    places = []
    try:
        for row in table("t.csv", text).rows:
            places += [f"t.csv:{cell.line}:{cell.column}" for cell in row]
    except KbError as error:
        places.append(error.where or "")
    lines = text.split("\n")
    for place in places:
        name, line, column = place.split(":")
        assert name == "t.csv"
        assert 1 <= int(column) <= len(lines[int(line) - 1]) + 1


def test_cells_know_where_they_begin() -> None:
    found = table("t.csv", 'sep=;\r\na;b\r\n"x\r\ny";z\r\n;w\r\n')
    assert [(c.text, c.line, c.column) for c in found.header] == [("a", 2, 1), ("b", 2, 3)]
    assert [[(c.text, c.line, c.column) for c in row] for row in found.rows] == [
        [("x\r\ny", 3, 1), ("z", 4, 4)],
        [("", 5, 1), ("w", 5, 2)],
    ]


def runs(root: Path, text: str, name: str = "t.csv", **asked: Any) -> list[Run | Trouble]:
    (root / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return list(Csv().runs(Request(root, name, **asked)))


THIRTEEN = (
    "Experiment date,Code version (Git commit hash),Model name,Model parameters,Training dataset size,"
    "Training dataset link,Validation dataset size (fold number for cross-validation),"
    "Validation dataset link (none for cross-validation),Test dataset size,Test dataset link,"
    "AUC (validation),AUC (test),Output file links,Experiment description\n"
)


def test_the_thirteen_columns(tmp_path: Path) -> None:
    row = (
        '2026-03-04T15:30:00Z,5d41402,trees,"depth=3, rate=0.1",4000,train.csv,5,none,1500,test.csv,0.861,0.852,'
        "a.bin; b.html,First try\n"
    )
    (run,) = runs(tmp_path, "\ufeff" + THIRTEEN + row)
    assert isinstance(run, Run)
    assert run.started is not None
    assert run.started.isoformat() == "2026-03-04T15:30:00+00:00"
    assert (run.commit, run.model, run.params) == ("5d41402", "trees", {"depth": 3, "rate": 0.1})
    assert {name: tuple(part) for name, part in run.data.items()} == {
        "train": ("train.csv", None, 4000, None),
        "validation": (None, None, None, 5),
        "test": ("test.csv", None, 1500, None),
    }
    assert [(m.name, m.value) for m in run.metrics] == [("AUC (test)", 0.852), ("AUC (validation)", 0.861)]
    assert [output.uri for output in run.outputs] == ["a.bin", "b.html"]
    assert run.note == "First try"
    assert run.id.startswith("2026-03-04T15:30:00Z 5d41402 trees ")


def test_several_rows_of_one_experiment_are_one_run(tmp_path: Path) -> None:
    text = (
        "date;commit;model;split;auc;f1\n"
        "2026-03-04;5d41402;trees;validation;0,861;0,7\n"
        "2026-03-04;5d41402;trees;test;0,852;\n"
        "2026-03-05;5d41402;trees;test;0,853;\n"
    )
    first, second = runs(tmp_path, text)
    assert isinstance(first, Run)
    assert isinstance(second, Run)
    assert [(m.name, m.split, m.value) for m in first.metrics] == [
        ("auc", "test", 0.852), ("auc", "validation", 0.861), ("f1", "validation", 0.7),
    ]  # fmt: skip
    assert first.id != second.id
    assert first.place == "t.csv:2"


def test_a_mapping_of_any_columns(tmp_path: Path) -> None:
    columns = {
        "Lauf": "run.id", "Wann": "date", "Tiefe": "model.params.depth", "Güte": "metrics.roc_auc.test",
        "Streuung": "metrics.roc_auc.test.std", "Wer": "owner", "Zustand": "state", "Saat": "seeds",
    }  # fmt: skip
    text = (
        "Lauf\tWann\tTiefe\tGüte\tStreuung\tWer\tZustand\tSaat\tRest\n"
        "A1\t01.03.2026\t3\t0,85\t0,01\tanna\tfailed\t1 2 3\t?\n"
    )
    (run,) = runs(tmp_path, text, "lauf.csv", settings={"lauf": columns})
    assert isinstance(run, Run)
    assert (run.id, str(run.started), run.params, run.state, run.seeds) == (
        "A1", "2026-03-01", {"depth": 3}, "failed", (1, 2, 3),
    )  # fmt: skip
    assert [tuple(m) for m in run.metrics] == [("roc_auc", 0.85, "test", 0.01, None)]
    assert run.fields == {"owner": "anna"}
    assert runs(tmp_path, text, "other.csv", settings={"lauf": columns}, mapping="lauf")[0].id == "A1"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("date,auc\n2026-13-01,0.5\n", "t.csv:2:1", "no date"),
        ("date,auc\n2026-03-01,good\n", "t.csv:2:12", "`good` is no number"),
        ('date,auc\n2026-03-01,"1,234"\n', "t.csv:2:12", "thousands or a fraction"),
        ("date,params\n2026-03-01,deep\n", "t.csv:2:12", "no list of parameters"),
        ("date,params\n2026-03-01,{'a': __import__('os')}\n", "t.csv:2:12", "cannot be read"),
        ("date,train size\n2026-03-01,3.5\n", "t.csv:2:12", "no whole number"),
        ("date,train size\n2026-03-01,1e300\n", "t.csv:2:12", "no whole number"),
        ("date,state\n2026-03-01,fine\n", "t.csv:2:12", "no state of a run"),
        ("date,dirty\n2026-03-01,perhaps\n", "t.csv:2:12", "neither yes nor no"),
        ("id,date\na,2026-03-01\na,2026-03-02\n", "t.csv:3:3", "says something else than at t.csv:2:3"),
        ("id,date,auc\na,2026-03-01,1\na,2026-03-01,2\n", "t.csv:3:14", "auc is 1 at t.csv:2:14 and 2 here"),
        ("id,auc\n,0.5\n", "t.csv:2", "nothing tells this run from others"),
        ("date,auc\n2026-03-01,0.5,7\n", "t.csv:2:16", "3 cells, the first line names 2"),
        ("date,auc\n2026-03-01\n", "t.csv:2:1", "1 cell, the first line names 2"),
        ('date,auc\n"2026-03-01,0.5\n', "t.csv:2:1", "never closed"),
        ('date,auc\n"2026"-03,0.5\n', "t.csv:2:7", "behind the closing quote"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_cell(
    tmp_path: Path, text: str, where: str, message: str
) -> None:
    found = runs(tmp_path, text)
    troubles = [one for one in found if isinstance(one, Trouble)]
    assert [t.where for t in troubles] == [where]
    assert message in troubles[0].message
    assert len(found) == 1


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("", "t.csv:1:1", "empty"),
        ("a,b\n1,2\n", "t.csv:1:1", "no column of this table is known"),
        ("date,date\n", "t.csv:1:6", "twice"),
        ("date,experiment date\n", "t.csv:1:6", "for the same as `date`"),
        ("date,a\x1bc\n", "t.csv:1:7", "escape"),
        ("date," + ",".join(f"c{n}" for n in range(2000)), "t.csv:1:1", "columns"),
    ],
)
def test_a_table_that_is_none_of_experiments(tmp_path: Path, text: str, where: str, message: str) -> None:
    with pytest.raises(KbError) as refused:
        runs(tmp_path, text)
    assert refused.value.where == where
    assert message in refused.value.message


def test_a_file_that_cannot_be_a_table(tmp_path: Path) -> None:
    (tmp_path / "latin.csv").write_bytes("date,größe\n".encode("latin-1"))
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "link.csv").symlink_to("/etc/passwd")
    for name, message in (
        ("latin.csv", "not UTF-8"), ("folder.csv", "a folder"), ("link.csv", "symbolic link"),
        ("none.csv", "no such file"),
        ("../../../../../../etc/hostname.csv", "no such file"),
    ):  # fmt: skip
        with pytest.raises(KbError, match=message):
            list(Csv().runs(Request(tmp_path, name)))


@given(st.text(st.sampled_from('date,auc id\n12"-.;{}=\t'), max_size=80))
def test_any_table_gives_runs_and_troubles_and_nothing_else(text: str) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder, suppress(KbError):
        for one in runs(Path(folder), text):
            assert isinstance(one, Run | Trouble)
