"""What an import does: new, unchanged, changed and refused runs, and what people wrote in between."""

import dataclasses
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from kb.importers.run import Artifact, Data, Metric, Trouble
from tests.importers.importing import RUN, experiments, imported, state_of, with_figures, written_file

TASK = "---\nid: TASK-0001\ntype: task\ntitle: T\nstatus: idea\ncreated: 2026-01-05\n---\n"


def test_everything_that_a_run_knows_is_in_its_record(tmp_path: Path) -> None:
    (tmp_path / "backlog").mkdir()
    (tmp_path / "backlog" / "TASK-0001-t.md").write_text(TASK)
    run = replace(
        RUN,
        command="python train.py --depth 3",
        repository="https://example.org/churn.git",
        dirty=True,
        model="churn",
        model_type="boosted trees",
        environment={"python": "3.11.7", "shell": "zsh"},
        outputs=(Artifact("model.bin", "sha256:1b", "the model"),),
        metrics=(Metric("val_auc", 0.87, std=0.01, n=5), Metric("auc", 0.85, "test")),
        tags={"kb.task": "TASK-0001"},
        note="Trees as deep as the last time.",
    )
    found = imported(tmp_path, [run], owner="analyst")

    assert [len(found.new), len(found.changed), found.unchanged, found.refused] == [1, 0, [], []]
    (experiment,) = experiments(tmp_path)
    plain = dataclasses.asdict(experiment)
    assert plain["title"] == "Boosted trees"
    assert plain["status"] == "running"
    assert plain["task"] == "TASK-0001"
    assert plain["owner"] == "analyst"
    assert plain["created"] == date(2026, 3, 5)
    assert plain["date"] == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    assert plain["code"] == {
        "commit": "5d41402abc", "repository": "https://example.org/churn.git", "dirty": True, "config": None,
        "command": "python train.py --depth 3",
    }  # fmt: skip
    assert plain["environment"] == {"python": "3.11.7", "lockfile": None, "image": None, "hardware": None}
    assert plain["seeds"] == (7,)
    assert plain["data"] == {
        "train": {"uri": "data/train.csv", "digest": "sha256:0a", "rows": 4000, "folds": None}
    }
    assert plain["model"] == {"name": "churn", "type": "boosted trees", "params": {"depth": 3, "rate": 0.1}}
    assert plain["metrics"] == {"auc": {"test": 0.85, "validation": {"mean": 0.87, "std": 0.01, "n": 5}}}
    assert plain["outputs"] == ({"uri": "model.bin", "digest": "sha256:1b", "what": "the model"},)
    assert plain["run"]["digest"] == run.digest
    assert plain["run"]["uri"] == "mlflow.db"
    assert "Trees as deep as the last time." in written_file(tmp_path).read_text()


def test_twice_imported_changes_nothing(tmp_path: Path) -> None:
    runs = [RUN, replace(RUN, id="1", uri="a"), replace(RUN, id="1", uri="b")]
    assert len(imported(tmp_path, runs).new) == 3
    before = state_of(tmp_path)
    found = imported(tmp_path, runs)
    assert found.unchanged == ["EXP-0001", "EXP-0002", "EXP-0003"]
    assert state_of(tmp_path) == before
    assert imported(tmp_path, runs, update=True).unchanged == ["EXP-0001", "EXP-0002", "EXP-0003"]
    assert state_of(tmp_path) == before


def test_a_moved_store_is_the_same_run_where_ids_are_unique(tmp_path: Path) -> None:
    imported(tmp_path, [RUN])
    moved = replace(RUN, uri="http://mlflow.example.org")
    assert imported(tmp_path, [moved]).unchanged == ["EXP-0001"]
    assert [c.run.uri for c in imported(tmp_path, [moved], update=True).changed] == [moved.uri]
    assert experiments(tmp_path)[0].run.uri == moved.uri  # type: ignore[union-attr]


def test_a_changed_run_is_refused_until_it_is_asked_for(tmp_path: Path) -> None:
    imported(tmp_path, [RUN])
    before = state_of(tmp_path)
    changed = replace(with_figures(RUN, val_auc=0.88, test_auc=0.85), params={"depth": 3, "leaves": 31})

    (refused,) = imported(tmp_path, [changed]).refused
    assert refused.where.startswith("research/experiments/EXP-0001-")
    for name in (
        "metrics.auc.validation",
        "metrics.loss.unspecified",
        "model.params.rate",
        "model.params.leaves",
    ):
        assert name in refused.why
    assert "metrics.auc.test" not in refused.why
    assert state_of(tmp_path) == before

    assert len(imported(tmp_path, [changed], update=True).changed) == 1
    (experiment,) = experiments(tmp_path)
    assert experiment.metrics == {"auc": {"test": 0.85, "validation": 0.88}}
    assert experiment.model is not None
    assert experiment.model.params == {"depth": 3, "leaves": 31}
    assert imported(tmp_path, [changed]).unchanged == ["EXP-0001"]


def edit(root: Path, *pairs: tuple[str, str]) -> None:
    path = written_file(root)
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def test_what_a_person_wrote_is_never_written_over(tmp_path: Path) -> None:
    imported(tmp_path, [RUN])
    edit(
        tmp_path,
        ("title: Boosted trees", "title: 'Boosted trees'   # renamed"),
        ("status: running", "status: concluded"),
        ("test: 0.85", "test: 0.851  # counted again"),
        ("    depth: 3\n", "    depth: 3\n    leaves: 15\n"),
        ("    rate: 0.1\n", ""),
        ("rows: 4000", "rows: 3999"),
        ("run:", "outcome: supported\nconclusion: Depth 3 is enough\nrun:"),
        ("## What was done", "## What we did"),
    )
    before = written_file(tmp_path).read_text()
    changed = replace(
        with_figures(RUN, val_auc=0.88, test_auc=0.84, loss=0.3),
        data={"train": Data("data/train-2.csv", "sha256:0a", 4000)},
    )

    (done,) = imported(tmp_path, [changed], update=True).changed

    after = written_file(tmp_path).read_text()
    lines = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert [b.strip() for _, b in lines if "digest" not in b and "written" not in b] == [
        "uri: data/train-2.csv",
        "validation: 0.88",
    ]
    assert done.remarks == (
        "kept metrics.auc.test as it was written here, 0.851; mlflow says 0.84",
        "is concluded: read its conclusion again",
    )
    assert imported(tmp_path, [changed], update=True).unchanged == ["EXP-0001"]
    assert written_file(tmp_path).read_text() == after


def test_a_group_that_the_tool_has_no_more_goes_as_a_whole(tmp_path: Path) -> None:
    imported(tmp_path, [RUN])
    bare = replace(RUN, params={}, metrics=(), data={}, seeds=(), commit=None)
    imported(tmp_path, [bare], update=True)
    text = written_file(tmp_path).read_text()
    for key in ("params", "model", "metrics", "data", "seeds", "code", "commit"):
        assert f"{key}:" not in text.partition("\n---\n")[0], key
    assert imported(tmp_path, [RUN], update=True).changed
    assert experiments(tmp_path)[0].metrics == {
        "auc": {"test": 0.85, "validation": 0.87},
        "loss": {"unspecified": 0.3},
    }


def test_a_single_value_that_became_a_group_is_kept_and_said(tmp_path: Path) -> None:
    imported(tmp_path, [RUN])
    (done,) = imported(
        tmp_path, [replace(RUN, params={"depth": {"max": 3}, "rate": 0.2})], update=True
    ).changed
    (experiment,) = experiments(tmp_path)
    assert experiment.model is not None
    assert experiment.model.params == {"depth": {"max": 3}, "rate": 0.2}
    assert not done.remarks


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_bytes_beside_a_changed_value_stay(tmp_path: Path, line_end: str) -> None:
    imported(tmp_path, [RUN])
    path = written_file(tmp_path)
    own = path.read_text().replace("model:", "model: # ours").replace("\n", line_end)
    path.write_bytes(b"\xef\xbb\xbf" + own.encode() if line_end != "\n" else own.encode())
    before = path.read_bytes()
    imported(tmp_path, [with_figures(RUN, val_auc=0.88, test_auc=0.85, loss=0.3)], update=True)
    after = path.read_bytes()
    differ = [(a, b) for a, b in zip(before.splitlines(True), after.splitlines(True), strict=True) if a != b]
    assert [b.split(b":")[0].strip() for _, b in differ] == [b"validation", b"digest", b"written"]


def test_failed_and_running_runs_are_counted_and_left_alone(tmp_path: Path) -> None:
    runs = [
        replace(RUN, id=f"{n}" * 32, state=state) for n, state in enumerate(("failed", "running", "failed"))
    ]
    found = imported(tmp_path, runs)
    assert dict(found.passed_over) == {"failed": 2, "still running": 1}
    assert not (tmp_path / "research").exists()
    found = imported(tmp_path, runs, failed=True)
    assert dict(found.passed_over) == {"still running": 1}
    assert {e.status for e in experiments(tmp_path)} == {"invalid"}
    assert "The run failed, says mlflow." in written_file(tmp_path).read_text()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("ValueError: no border", ":\n\nValueError: no border\n"),
        ("ValueError: two\nlines \x1b[31mred", ":\n\nValueError: two lines [31mred\n"),
        ("KeyError: EXP-0009 {{ x }} <b>", ":\n\n```text\nKeyError: EXP-0009 {{ x }} <b>\n```\n"),
        ("OSError: ```` <b>", ":\n\n`````text\nOSError: ```` <b>\n`````\n"),
        ("x" * 400, f":\n\n{'x' * 299}…\n"),
        ("OperationalError: postgresql://analyst:Linden-4711@warehouse.plant.internal/x", "//analyst:…"),
        ("  ", ".\n"),
    ],
)
def test_what_went_wrong_is_told_in_the_body(tmp_path: Path, said: str, told: str) -> None:
    failed = replace(RUN, state="failed", failure=said)
    assert failed.digest == replace(failed, failure=None).digest
    imported(tmp_path, [failed], failed=True)
    text = written_file(tmp_path).read_text()
    assert "The run failed, says mlflow" in text
    assert told in text
    assert "Linden" not in text


def test_a_known_run_that_failed_later_has_changed(tmp_path: Path) -> None:
    imported(tmp_path, [RUN])
    (refused,) = imported(tmp_path, [replace(RUN, state="failed")]).refused
    assert refused.why.endswith("in nothing that a record holds")
    assert imported(tmp_path, [replace(RUN, state="failed")], update=True).changed
    assert experiments(tmp_path)[0].status == "running"


def test_only_runs_begun_since_a_day(tmp_path: Path) -> None:
    found = imported(tmp_path, [RUN, replace(RUN, id="e" * 32, started=None)], since=date(2026, 3, 2))
    assert dict(found.passed_over) == {"earlier": 2}
    assert len(imported(tmp_path, [RUN], since=date(2026, 3, 1)).new) == 1


RECORD = """---
id: EXP-0007
type: experiment
title: Written before it ran
status: running
created: 2026-02-01
task: TASK-0001
model:
  params: {depth: 5}
---

Why.
"""


def record(root: Path, text: str = RECORD, name: str = "EXP-0007-w.md") -> Path:
    path = root / "research" / "experiments" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_a_run_fills_the_record_that_it_names(tmp_path: Path) -> None:
    path = record(tmp_path)
    run = replace(RUN, tags={"kb.id": "EXP-0007"})
    (done,) = imported(tmp_path, [run]).changed
    text = path.read_text()
    assert text.startswith(RECORD.partition("model:")[0][:-1])
    assert text.endswith("---\n\nWhy.\n")
    (experiment,) = experiments(tmp_path)
    assert experiment.model is not None
    assert experiment.model.params == {"depth": 5, "rate": 0.1}
    assert done.remarks == ("kept model.params.depth as it was written here, 5; mlflow says 3",)
    assert imported(tmp_path, [run]).unchanged == ["EXP-0007"]
    assert imported(tmp_path, [replace(run, tags={})]).unchanged == ["EXP-0007"]


@pytest.mark.parametrize(
    ("tags", "why"),
    [
        ({"kb.id": "EXP-0009"}, "its tag kb.id names EXP-0009, and there is no such record"),
        ({"kb.id": "TASK-0001"}, "its tag kb.id names TASK-0001, which is no experiment"),
        ({"kb.task": "TASK-0009"}, "its tag kb.task names TASK-0009, and there is no such task"),
        ({"kb.task": "EXP-0007"}, "its tag kb.task names EXP-0007, and there is no such task"),
    ],
)
def test_a_tag_that_leads_nowhere_is_refused(tmp_path: Path, tags: dict[str, str], why: str) -> None:
    record(tmp_path)
    (tmp_path / "backlog").mkdir()
    (tmp_path / "backlog" / "TASK-0001-t.md").write_text(TASK)
    assert [r.why for r in imported(tmp_path, [replace(RUN, tags=tags)]).refused] == [why]


def test_no_new_record_takes_the_id_that_a_run_names(tmp_path: Path) -> None:
    runs = [replace(RUN, id="a" * 32, tags={"kb.id": "EXP-0001"}), RUN]
    found = imported(tmp_path, runs)
    assert [new.document.id for new in found.new] == ["EXP-0002"]
    assert found.spare == ["EXP-0001"]


def test_a_record_that_holds_another_run_is_not_taken_over(tmp_path: Path) -> None:
    imported(tmp_path, [RUN])
    other = replace(RUN, id="b" * 32, tags={"kb.id": "EXP-0001"})
    assert "which holds another run" in imported(tmp_path, [other], update=True).refused[0].why


def test_a_record_written_by_hand_is_not_touched_unless_asked_for(tmp_path: Path) -> None:
    path = record(tmp_path, RECORD.replace("model:", f"run: {{tracker: mlflow, id: {RUN.id}}}\nmodel:"))
    before = path.read_bytes()
    assert imported(tmp_path, [RUN]).unchanged == ["EXP-0007"]
    assert path.read_bytes() == before
    assert imported(tmp_path, [RUN], update=True).changed
    assert experiments(tmp_path)[0].run.digest == RUN.digest  # type: ignore[union-attr]


def test_two_records_of_one_run_are_refused(tmp_path: Path) -> None:
    for number in (7, 8):
        text = RECORD.replace("EXP-0007", f"EXP-000{number}")
        record(
            tmp_path,
            text.replace("model:", f"run: {{tracker: mlflow, id: {RUN.id}}}\nmodel:"),
            f"EXP-000{number}.md",
        )
    assert "two records hold this run" in imported(tmp_path, [RUN]).refused[0].why


@pytest.mark.parametrize(
    "text",
    [
        RECORD.replace("model:", f"run: {{tracker: mlflow, id: {RUN.id}}}\nunknown: 1\nmodel:"),
        RECORD.replace("model:", f"run: {{tracker: mlflow, id: {RUN.id}}}\nmodel: [\nx:"),
    ],
)
def test_a_record_that_cannot_be_read_still_holds_its_run(tmp_path: Path, text: str) -> None:
    path = record(tmp_path, text)
    (refused,) = imported(tmp_path, [RUN], update=True).refused
    assert "cannot be read" in refused.why
    assert path.read_text() == text
    assert list(path.parent.iterdir()) == [path]


def test_one_trouble_does_not_keep_the_others_from_being_written(tmp_path: Path) -> None:
    found = imported(tmp_path, [Trouble("runs/3", "cut off", "look"), RUN, RUN])
    assert [(r.where, r.why) for r in found.refused] == [
        ("runs/3", "cut off"),
        (RUN.place, f"the run {RUN.id} is there twice"),
    ]
    assert len(found.new) == 1


def test_a_source_brings_further_fields_and_a_conclusion(tmp_path: Path) -> None:
    fields: dict[str, Any] = {"conclusion": "It holds", "outcome": "supported", "tags": ["trees", "shop"]}
    imported(tmp_path, [replace(RUN, fields=fields)])
    (experiment,) = experiments(tmp_path)
    assert (experiment.status, experiment.outcome, experiment.conclusion) == (
        "concluded",
        "supported",
        "It holds",
    )
    assert experiment.tags == ("trees", "shop")
    (refused,) = imported(tmp_path, [replace(RUN, id="c" * 32, fields={"outcome": "great"})]).refused
    assert "outcome" in refused.why
    assert len(experiments(tmp_path)) == 1
