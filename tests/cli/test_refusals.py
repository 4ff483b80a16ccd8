"""What the writing commands refuse beyond their transcripts, and that refusing writes nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished

Run = Callable[..., Finished]
TASK = "---\nid: {id}\ntype: task\ntitle: Idea\nstatus: {status}\ncreated: 2026-01-05\n{more}---\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "backlog").mkdir()
    (tmp_path / "backlog" / "TASK-0001-idea.md").write_text(
        TASK.format(id="TASK-0001", status="idea", more="")
    )
    return tmp_path


def texts(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*.md")}


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (["set", "TASK-0001", "type=goal"], 2, "the type of a record never changes"),
        (["move", "TASK-0001", "ready", "--format", "json"], 1, ""),
        (["new", "task", "--from", "list.json"], 2, "not a JSON object"),
        (["new", "task", "--from", "latin.json"], 2, "no JSON text in UTF-8"),
        (["new", "task", "--from", "deep.json"], 2, "no JSON text in UTF-8"),
        (["new", "task", "--from", "long.json"], 2, "longer than"),
        (["new", "task", "--from", "open.json"], 2, "open.json:1:2"),
        (["new", "task", "x\x1by"], 2, "U+001B"),
        (["new", "task", "x" * 121], 2, "at most 120 characters"),
        (["init", "kb.toml"], 2, "is not a folder"),
    ],
)
def test_a_refusal_says_why_and_writes_nothing(
    kb_run: Run, root: Path, command: list[str], code: int, words: str
) -> None:
    (root / "list.json").write_text("[1]")
    (root / "latin.json").write_bytes(b'{"title": "gr\xfc\xdfe"}')
    (root / "deep.json").write_text("[" * 100_000)
    (root / "long.json").write_text('"' + "x" * 1_100_000)
    (root / "open.json").write_text("{")
    before = texts(root)
    done = kb_run(command, root)
    assert (done.code, texts(root)) == (code, before), done.err
    assert words in done.err


def test_a_draft_in_a_file_is_written(kb_run: Run, root: Path) -> None:
    (root / "draft.json").write_text('\ufeff{"title": "Größe", "tags": ["a"]}', encoding="utf-8")
    done = kb_run(["new", "task", "--from", "draft.json", "--format", "json"], root)
    assert json.loads(done.out)["written"] == [{"path": "backlog/TASK-0002-grosse.md", "id": "TASK-0002"}]


def test_the_catalogue_is_json_too(kb_run: Run, root: Path) -> None:
    risks = json.loads(kb_run(["new", "risk", "--from-catalogue", "--format", "json"], root).out)["risks"]
    assert [risk["number"] for risk in risks] == list(range(1, 14))


def test_a_refused_move_names_every_reason_in_json(kb_run: Run, root: Path) -> None:
    document = json.loads(kb_run(["move", "TASK-0001", "ready", "--format", "json"], root).out)
    assert document["written"] == []
    assert {entry["path"] for entry in document["refused"]} == {"backlog/TASK-0001-idea.md"}
    reasons = [entry["why"] for entry in document["refused"]]
    assert reasons[0].startswith("illegal-move: ")
    assert any(reason.startswith("not-ready: it lacks a goal") for reason in reasons)


def test_an_id_of_two_files_is_not_guessed(kb_run: Run, root: Path) -> None:
    (root / "backlog" / "TASK-0001-twin.md").write_text(TASK.format(id="TASK-0001", status="idea", more=""))
    before = texts(root)
    for command in (
        ["set", "TASK-0001", "owner=a"],
        ["move", "TASK-0001", "dropped"],
        ["unblock", "TASK-0001"],
    ):
        done = kb_run(command, root)
        assert done.code == 1
        assert "is the id of two files" in done.err
    assert texts(root) == before


def test_a_record_is_found_by_its_id_when_its_file_is_named_otherwise(kb_run: Run, root: Path) -> None:
    (root / "backlog" / "other.md").write_text(TASK.format(id="TASK-0005", status="idea", more=""))
    assert kb_run(["set", "TASK-0005", "owner=a"], root).code == 0
    assert "owner: a\n" in (root / "backlog" / "other.md").read_text()


def test_a_file_that_cannot_be_read_is_not_moved(kb_run: Run, root: Path) -> None:
    (root / "backlog" / "TASK-0002-x.md").write_text(
        TASK.format(id="TASK-0002", status="idea", more="rank: [\n")
    )
    for command in (["move", "TASK-0002", "dropped"], ["set", "TASK-0002", "owner=a"]):
        done = kb_run(command, root)
        assert done.code == 2
        assert "cannot be read as a record" in done.err


def test_ending_a_blocked_task_reminds_of_the_mark(kb_run: Run, root: Path) -> None:
    blocked = "blocked: {since: 2026-01-06, reason: waits}\n"
    (root / "backlog" / "TASK-0002-x.md").write_text(
        TASK.format(id="TASK-0002", status="doing", more=blocked)
    )
    done = kb_run(["move", "TASK-0002", "dropped"], root)
    assert done.code == 0
    assert "kb unblock TASK-0002" in done.err


def test_only_tasks_are_blocked(kb_run: Run, root: Path) -> None:
    assert kb_run(["new", "risk", "x y"], root).code == 0
    for command in (["block", "RISK-0001", "waits"], ["unblock", "RISK-0001"]):
        done = kb_run(command, root)
        assert done.code == 1
        assert "no task that could be blocked" in done.err


def test_the_user_is_the_owner_unless_said_otherwise(kb_run: Run, root: Path) -> None:
    for arguments, owner in (
        ([], "analyst"),
        (["--owner", "lead"], "lead"),
        (["--set", "owner=chief"], "chief"),
    ):
        path = kb_run(["new", "task", "x", *arguments], root, env={"KB_USER": "analyst"}).out.split()[-1]
        assert f"owner: {owner}\n" in (root / path).read_text()
