"""How a run ends: the exit codes of the contract, with words for people and never a traceback."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kb import base
from tests.conftest import Finished

Run = Callable[..., Finished]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "kb.toml").write_text("")
    return tmp_path


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("[workflow]\nstates = [1]\n", "kb.toml:2:1", "workflow.states"),
        ("name = 'x'\nrecrods = ['a']\n", "kb.toml:2:1", "Did you mean `records`"),
        ("name = \n", "kb.toml:1:8", "not valid TOML"),
        ("records = ['../x']\n", "kb.toml:1:1", "inside the base"),
    ],
)
@pytest.mark.parametrize("command", [["set", "TASK-0001", "title=x"], ["new", "task", "x"], ["lint"]])
def test_a_bad_configuration_ends_with_2_and_its_place(
    kb_run: Run, root: Path, command: list[str], text: str, place: str, word: str
) -> None:
    (root / "kb.toml").write_text(text)
    done = kb_run(command, root)
    assert done.code == 2
    assert done.err.startswith(place)
    assert word in done.err


@pytest.mark.parametrize(
    "command",
    [
        ["new", "task", "x"],
        ["set", "TASK-0001", "a=b"],
        ["move", "TASK-0001", "done"],
        ["block", "TASK-0001", "x"],
    ],
)
def test_outside_of_a_base_kb_says_what_to_do(kb_run: Run, tmp_path: Path, command: list[str]) -> None:
    done = kb_run(command, tmp_path)
    assert done.code == 2
    assert "there is no knowledge base at or above" in done.err
    assert "kb init" in done.err


@pytest.mark.parametrize(
    "command",
    [
        ["new", "--nonsense"],
        ["set"],
        ["set", "TASK-0001"],
        ["nonsense"],
        ["move", "TASK-0001"],
        ["new", "task", "a", "b"],
    ],
)
def test_a_wrong_call_ends_with_2_and_the_usage(kb_run: Run, root: Path, command: list[str]) -> None:
    done = kb_run(command, root)
    assert done.code == 2
    assert "Usage: kb" in done.err
    assert "Traceback" not in done.err


def test_a_command_that_was_meant_is_named(kb_run: Run, root: Path) -> None:
    assert "Did you mean `move`?" in kb_run(["mvoe", "TASK-0001", "done"], root).err


@pytest.mark.parametrize("command", [["move", "TASK-0001", "done"], ["set", "TASK-0001", "title=x"]])
def test_a_record_that_is_not_there_ends_with_1(kb_run: Run, root: Path, command: list[str]) -> None:
    done = kb_run(command, root)
    assert done.code == 1
    assert done.err.startswith("error: there is no record TASK-0001")


def test_a_bug_ends_with_70_and_a_log(kb_run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("nobody thought of this")

    monkeypatch.setattr(base, "load", broken)
    done = kb_run(["new", "task", "x"], root)
    assert done.code == 70
    assert "a bug in kb" in done.err
    assert "Traceback" not in done.err
    found = re.search(r"with this file: (\S+)", done.err)
    assert found is not None
    log = Path(found[1])
    text = log.read_text()
    log.unlink()
    assert "Traceback" in text
    assert "nobody thought of this" in text


def test_an_interrupted_run_ends_with_130(kb_run: Run, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(base, "load", interrupted)
    done = kb_run(["new", "task", "x"], root)
    assert (done.code, done.err.strip()) == (130, "interrupted")
    assert list(root.glob("backlog/*")) == []


def test_control_c_while_the_editor_is_open_writes_nothing_and_gives_the_id_back(
    root: Path, kb_run: Run
) -> None:
    editor = root / "editor"
    editor.write_text("#!/bin/sh\ntouch started\nexec sleep 30\n")
    editor.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "kb", "new", "task", "Idea", "--edit"],
        cwd=root, env={**os.environ, "EDITOR": str(editor)}, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not (root / "started").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert not list(root.glob("backlog/*"))
    assert kb_run(["new", "task", "Idea"], root).out.strip().endswith("backlog/TASK-0001-idea.md")


@pytest.mark.parametrize("command", [["new", "task", "x"], ["set", "TASK-0001", "owner=a"]])
def test_a_folder_that_cannot_be_written_ends_with_2_and_one_line(
    kb_run: Run, root: Path, command: list[str]
) -> None:
    folder = root / "backlog"
    folder.mkdir()
    (folder / "TASK-0001-x.md").write_text(
        "---\nid: TASK-0001\ntype: task\ntitle: x y\nstatus: idea\ncreated: 2026-01-05\n---\n"
    )
    before = (folder / "TASK-0001-x.md").read_bytes()
    folder.chmod(0o555)
    try:
        done = kb_run(command, root)
    finally:
        folder.chmod(0o755)
    assert done.code == 2
    assert "read-only" in done.err
    assert [path.read_bytes() for path in folder.iterdir()] == [before]
