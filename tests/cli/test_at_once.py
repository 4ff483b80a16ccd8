"""Several writers at once, in processes of their own: no id twice, no edit lost, no lock left behind."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kb import disk
from tests.conftest import Finished, GitRepo

LOOP = """
import sys
from kb.__main__ import main
codes = [main(arguments.split("|")) for arguments in sys.argv[1:]]
sys.exit(max(codes))
"""


def start(cwd: Path, commands: Sequence[Sequence[str]]) -> subprocess.Popen[str]:
    """A process that runs commands of `kb` one after the other."""
    return subprocess.Popen(
        [sys.executable, "-P", "-c", LOOP, *("|".join(command) for command in commands)],
        cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def finish(processes: Sequence[subprocess.Popen[str]]) -> None:
    ends = [(process.communicate(timeout=120), process.returncode) for process in processes]
    assert [code for _, code in ends] == [0] * len(ends), ends


def ids(root: Path) -> list[str]:
    return sorted(path.name[:9] for path in (root / "backlog").glob("TASK-*.md"))


@pytest.fixture
def root(git_repo: Callable[..., GitRepo]) -> Path:
    """A base in a repository with one commit."""
    return git_repo(files={"kb.toml": "", "backlog/.gitkeep": ""}).path


def test_six_writers_get_thirty_different_ids(root: Path) -> None:
    finish([start(root, [("new", "task", f"Idea {w}.{n}") for n in range(5)]) for w in range(6)])
    assert ids(root) == [f"TASK-{n:04d}" for n in range(1, 31)]


def test_two_work_trees_do_not_give_one_id_twice(
    root: Path, tmp_path: Path, kb_run: Callable[..., Finished]
) -> None:
    other = tmp_path / "other"
    GitRepo(root).git("worktree", "add", "--quiet", str(other), "-b", "other")
    (other / "backlog").mkdir(exist_ok=True)
    finish([start(place, [("new", "task", f"Idea {n}") for n in range(4)]) for place in (root, other)])
    assert sorted(ids(root) + ids(other)) == [f"TASK-{n:04d}" for n in range(1, 9)]


def test_edits_at_once_are_all_there(root: Path, kb_run: Callable[..., Finished]) -> None:
    assert kb_run(["new", "task", "Idea"], root).code == 0
    writers = [[("set", "TASK-0001", f"tags+=w{w}-{n}") for n in range(4)] for w in range(4)]
    finish([start(root, commands) for commands in writers])
    text = next((root / "backlog").glob("TASK-*.md")).read_text()
    assert all(f"w{w}-{n}" in text for w in range(4) for n in range(4))


def test_two_moves_at_once_do_not_pass_one_limit(root: Path, kb_run: Callable[..., Finished]) -> None:
    (root / "kb.toml").write_text("[workflow.wip]\ndoing = 1\n[workflow.wip_per_person]\n")
    for n in (1, 2, 3):
        text = f"---\nid: TASK-000{n}\ntype: task\ntitle: Idea {n}\nstatus: ready\ncreated: 2026-01-05\n---\n"
        (root / "backlog" / f"TASK-000{n}-idea.md").write_text(text)
    movers = [start(root, [("move", f"TASK-000{n}", "doing", "--assignee", f"a{n}")]) for n in (1, 2, 3)]
    for mover in movers:
        mover.communicate(timeout=120)
    assert sorted(mover.returncode for mover in movers) == [0, 1, 1]
    assert sum("status: doing" in path.read_text() for path in (root / "backlog").glob("*.md")) == 1


def test_a_writer_that_was_killed_holds_nobody_up(root: Path, kb_run: Callable[..., Finished]) -> None:
    holder = "import sys, time; from pathlib import Path; from kb import disk\n"
    holder += "with disk.lock(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", holder, os.fspath(root)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    with pytest.raises(Exception, match="is writing to this base"), disk.lock(root, patience=0.05):
        pass
    process.kill()
    process.communicate()
    assert kb_run(["new", "task", "Idea"], root).code == 0
