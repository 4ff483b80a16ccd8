"""`kb import` and `kb verify` where something is in the way: all or nothing, and no reading where nobody asked."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kb import disk
from kb.disk import publish
from kb.errors import KbError
from kb.importers import register
from tests.conftest import Finished
from tests.importers.importing import state_of

Run = Callable[..., Finished]
TABLE = "id,date,auc_test\na,2026-03-01,0.8\nb,2026-03-02,0.81\nc,2026-03-03,0.82\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "base").mkdir()
    (tmp_path / "base" / "kb.toml").write_text("")
    (tmp_path / "base" / "experiments.csv").write_text(TABLE)
    return tmp_path / "base"


def ids(root: Path, kb_run: Run) -> list[str]:
    return [r["id"] for r in json.loads(kb_run(["list", "--format", "json"], root).out)["records"]]


@pytest.mark.parametrize("failing_at", [1, 2, 3, 4])
def test_all_of_an_import_is_written_or_nothing(
    root: Path, kb_run: Run, monkeypatch: pytest.MonkeyPatch, failing_at: int
) -> None:
    before = state_of(root)
    renamed, calls = os.rename, []

    def failing(old: str, new: str) -> None:
        calls.append(new)
        if len(calls) >= failing_at:  # and from then on, as on a full disk
            raise OSError(errno.ENOSPC, "No space left on device")
        renamed(old, new)

    monkeypatch.setattr(publish, "_rename_exclusive", lambda _old, _new: False)
    monkeypatch.setattr(os, "rename", failing)
    done = kb_run(["import", "csv"], root)
    monkeypatch.setattr(os, "rename", renamed)
    assert len(calls) >= failing_at
    assert "Traceback" not in done.err
    disk.recover(root)
    there = {name for name in state_of(root) if name.startswith("research")}
    assert len(there) in (0, 3)
    assert (len(there) == 0) == (state_of(root) == before)


def test_a_failed_import_gives_its_ids_back(root: Path, kb_run: Run) -> None:
    (root / "research").write_text("in the way")
    done = kb_run(["import", "csv"], root)
    assert done.code == 2
    assert "Traceback" not in done.err
    (root / "research").unlink()
    assert kb_run(["import", "csv"], root).code == 0
    assert ids(root, kb_run) == ["EXP-0001", "EXP-0002", "EXP-0003"]


def test_the_source_is_meant_from_where_one_stands(root: Path, kb_run: Run) -> None:
    (root / "sub").mkdir()
    assert kb_run(["import", "csv", "../experiments.csv"], root / "sub").code == 0
    assert kb_run(["import", "csv"], root).out.count("unchanged") == 3
    assert kb_run(["verify"], root).out == "3 same\n"


def test_only_the_runs_that_are_asked_for(root: Path, kb_run: Run) -> None:
    done = kb_run(["import", "csv", "--run", "b", "--run", "z", "--format", "json"], root)
    said = json.loads(done.out)
    assert done.code == 1
    assert [w["run"] for w in said["written"]] == ["b"]
    assert said["refused"] == [{"path": "experiments.csv", "why": "there is no run z"}]
    assert kb_run(["import", "csv", "--group", "none"], root).err == "csv: there are no runs\n"


def test_fields_of_all_new_records(root: Path, kb_run: Run) -> None:
    done = kb_run(
        [
            "import",
            "csv",
            "--set",
            "tags=sweep",
            "--set",
            "environment.python=3.11",
            "--baseline",
            "EXP-0009",
        ],
        root,
    )
    assert (done.code, "there is no record EXP-0009" in done.err) == (1, True)
    done = kb_run(
        ["import", "csv", "--set", "tags=sweep", "--set", "environment.python=3.11"],
        root,
        env={"KB_USER": "ana"},
    )
    assert done.code == 0
    record = json.loads(kb_run(["show", "EXP-0002", "--format", "json"], root).out)["record"]
    assert (record["tags"], record["environment"], record["owner"]) == (["sweep"], {"python": "3.11"}, "ana")
    assert kb_run(["import", "csv"], root).code == 0


def test_a_field_that_there_is_not_is_no_matter_of_the_runs(root: Path, kb_run: Run) -> None:
    done = kb_run(["import", "csv", "--set", "metric.auc=1"], root)
    assert (done.code, done.err.splitlines()[0]) == (2, "error: there is no field `metric`")


def test_a_setting_that_cannot_be_followed_is_shown_where_it_stands(root: Path, kb_run: Run) -> None:
    (root / "kb.toml").write_text(
        '[import.csv.experiments]\n"date" = "date"\n"auc_test" = "metric.auc.test"\n'
    )
    done = kb_run(["import", "csv"], root)
    assert (done.code, done.err.splitlines()[0]) == (2, "kb.toml:3:1: error: there is no field `metric`")
    (root / "kb.toml").write_text('[import.csv.experiments]\n"day" = "date"\n')
    assert "kb.toml:2:1: error: experiments.csv has no column `day`" in kb_run(["import", "csv"], root).err
    (root / "kb.toml").write_text("[import.mlflow]\nsuorce = 'x'\n")
    done = kb_run(["import", "csv"], root)
    assert (done.code, "kb.toml:2:1" in done.err, "Did you mean `source`?" in done.err) == (2, True, True)


def test_verify_reads_nothing_outside_of_the_base_unless_asked(root: Path, kb_run: Run) -> None:
    kb_run(["import", "csv"], root)
    outside = root.parent / "elsewhere.csv"
    outside.write_text(TABLE)
    (root / "link.csv").symlink_to(outside)
    for uri in ("../elsewhere.csv", str(outside), "link.csv", "http://127.0.0.1:9/x"):
        assert kb_run(["set", "EXP-0001", f"run.uri={uri}"], root).code == 0
        done = kb_run(["verify", "EXP-0001"], root)
        assert (done.code, "not looked at" in done.out) == (0, True), uri
    kb_run(["set", "EXP-0001", "run.uri=../elsewhere.csv"], root)
    assert kb_run(["verify", "EXP-0001", "--outside"], root).out == "1 same\n"


def test_a_source_without_end_is_read_no_further_than_needed(
    root: Path, kb_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kb.cli.commands.import_.MAX_RUNS", 0)
    assert kb_run(["import", "csv"], root).code == 0
    assert ids(root, kb_run) == ["EXP-0001", "EXP-0002"]


def test_what_is_said_of_many_is_said_once(root: Path, kb_run: Run) -> None:
    rows = "".join(f"{n},2026-03-01,0.8,{'nan' if n == 3 else 0.5},Linden-4711\n" for n in range(8))
    (root / "experiments.csv").write_text(f"id,date,auc_test,loss_test,model.params.password\n{rows}")
    done = kb_run(["import", "csv"], root)
    assert done.err.count("password") == 1
    assert "8 records, EXP-0001 to EXP-0008: left out model.params.password" in done.err
    assert "\nEXP-0004: left out loss_test" in done.err
    (root / "experiments.csv").rename(root.parent / "elsewhere.csv")
    done = kb_run(["verify"], root)
    assert (done.code, done.out.count("experiments.csv")) == (2, 1)
    assert "8 records, EXP-0001 to EXP-0008: unreachable (" in done.out
    assert "\n8 unreachable\n" in done.out


def test_verify_says_what_it_cannot_read(root: Path, kb_run: Run) -> None:
    kb_run(["import", "csv"], root)
    (root / "experiments.csv").write_text(TABLE[:-10] + '"')
    done = kb_run(["verify", "--format", "json"], root)
    said = json.loads(done.out)
    assert done.code == 2
    assert said["counts"]["unreachable"] == 3
    assert all("experiments.csv:4" in record["why"] for record in said["records"])
    (root / "experiments.csv").unlink()
    assert kb_run(["verify"], root).code == 2


@pytest.mark.parametrize("tracker", ["csv", "json", "papermill", "mlflow", "dvc", "sacred"])
def test_a_place_that_there_cannot_be_hides_no_other_record(root: Path, kb_run: Run, tracker: str) -> None:
    kb_run(["import", "csv"], root)
    path = next(root.glob("research/experiments/EXP-0001*"))
    text = path.read_text().replace("tracker: csv", f"tracker: {tracker}")
    path.write_text(text.replace("uri: experiments.csv", f"uri: {'x' * 3000}"))
    for more in ([], ["--outside"]):
        done = kb_run(["verify", *more], root)
        assert (done.code, done.out.splitlines()[-1]) == (2, "2 same, 1 unreachable")


def test_verify_follows_the_configuration(root: Path, kb_run: Run) -> None:
    kb_run(["import", "csv"], root)
    (root / "experiments.csv").write_text(TABLE.replace("0.8\n", "0.7\n"))
    assert kb_run(["verify"], root).code == 1
    (root / "kb.toml").write_text('[lint]\nignore = ["EX014"]\n')
    done = kb_run(["verify"], root)
    assert (done.code, "EX014 is not asked of 1 of them" in done.err) == (0, True)


def test_lint_does_not_look_at_sources(root: Path, kb_run: Run) -> None:
    kb_run(["import", "csv"], root)
    (root / "experiments.csv").unlink()
    assert "EX014" not in kb_run(["lint", "--output-format", "concise"], root).out


@pytest.mark.parametrize(
    ("tool", "hint"),
    [
        ("csv", "  Write: kb import csv SOURCE."),
        ("mlflow", "  Write: kb import mlflow SOURCE; or set `source` under [import.mlflow]."),
    ],
)
def test_without_a_source_it_is_said_where_was_looked(root: Path, kb_run: Run, tool: str, hint: str) -> None:
    (root / "experiments.csv").unlink()
    done = kb_run(["import", tool], root)
    assert done.code == 2
    assert done.err.startswith("error: no source is given, and looked for ")
    assert done.err.splitlines()[1] == hint


def test_the_source_of_the_configuration(root: Path, kb_run: Run) -> None:
    (root / "kb.toml").write_text("[import.papermill]\nsource = 'notes'\n")
    assert kb_run(["import", "papermill"], root).err == "notes: error: there is no such file\n"


def test_a_file_that_is_too_long_or_none_is_no_source(root: Path, kb_run: Run) -> None:
    with (root / "long.csv").open("wb") as stream:
        stream.truncate(2_000_000_000)
    os.mkfifo(root / "pipe.csv")
    done = kb_run(["import", "csv", "long.csv"], root)
    assert (done.code, done.err) == (
        2, "long.csv: error: the file has 2,000,000,000 bytes; read are at most 16,777,216\n",
    )  # fmt: skip
    done = kb_run(["import", "csv", "pipe.csv"], root)
    assert (done.code, done.err) == (2, "pipe.csv: error: this is a pipe, not a file\n")


def test_a_broken_record_beside_does_not_stop_an_import(root: Path, kb_run: Run) -> None:
    (root / "backlog").mkdir()
    (root / "backlog" / "TASK-0001-x.md").write_text("---\nid: [\n---\n")
    assert kb_run(["import", "csv"], root).code == 0


def test_an_unknown_tool_raises_nothing_else(root: Path, kb_run: Run) -> None:
    with pytest.raises(KbError):
        register.importer("mlfow")
    assert "Did you mean `mlflow`?" in kb_run(["import", "mlfow"], root).err
