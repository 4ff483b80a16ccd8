"""`kb renumber` is killed at every kind of moment, and the same command again ends where an undisturbed one does."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import GitRepo

TASK = "---\nid: TASK-000{0}\ntype: task\ntitle: Number {0}\nstatus: idea\ncreated: 2026-01-05\n{1}---\n[[TASK-0001]]\n"
FILES = {"kb.toml": ""} | {
    f"backlog/TASK-000{n}-x.md": TASK.format(n, "depends_on: [TASK-0001]\n" if n > 1 else "")
    for n in range(1, 5)
}
COMMAND = ["renumber", "TASK-0001", "TASK-0009"]
KILLER = """
import os, signal, sys
at, done = int(sys.argv.pop(1)), 0
def counted(real):
    def call(*arguments, **more):
        global done
        done += 1
        if done == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **more)
    return call
for name in ("rename", "replace", "unlink", "mkdir", "fsync", "link"):
    setattr(os, name, counted(getattr(os, name)))
from kb.__main__ import main
code = main(sys.argv[1:])
print(done, file=sys.stderr)
sys.exit(code)
"""
NEVER = 1_000_000


def run(repo: GitRepo, at: int) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-P", "-c", KILLER, str(at), *COMMAND]
    return subprocess.run(words, cwd=repo.path, env=os.environ, capture_output=True, text=True, check=False)


def files(repo: GitRepo) -> dict[str, str]:
    paths = [path for path in repo.path.rglob("*") if path.is_file() and ".git" not in path.parts]
    return {path.relative_to(repo.path).as_posix(): path.read_text() for path in paths}


@pytest.fixture
def base(git_repo: Callable[..., GitRepo], tmp_path: Path) -> Callable[[int], GitRepo]:
    return lambda number: git_repo(tmp_path / f"base{number}", files=FILES)


@pytest.mark.slow
def test_whenever_it_is_killed_the_same_command_again_is_enough(base: Callable[[int], GitRepo]) -> None:
    whole = base(0)
    steps = int(run(whole, NEVER).stderr.split()[-1])
    wanted = files(whole)
    assert "backlog/TASK-0009-x.md" in wanted
    seen = set()
    for at in range(1, steps + 1, 4):
        repo = base(at)
        assert run(repo, at).returncode == -signal.SIGKILL
        seen.add(frozenset(path for path in files(repo) if ".kb-" not in path))
        again = run(repo, NEVER)
        assert again.returncode == 0, again.stderr
        assert files(repo) == wanted
    assert len(seen) > 1, "it was never killed between two files"
