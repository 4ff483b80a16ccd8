"""Runs the real `pre-commit` in a scratch repository against this one, as a team that adopts `kb` does."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.architecture.tree import ROOT
from tests.conftest import GitRepo

pytestmark = pytest.mark.slow

GOOD = """\
---
id: GOAL-0001
type: goal
title: Fewer customers leave
status: draft
created: 2026-01-05
owner: product-owner
---
Why this goal.
"""
BAD = GOOD.replace("status: draft", "status: finished-ish")


def here(*arguments: str) -> str:
    """Asks git about this repository."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def pre_commit(repo: GitRepo, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs pre-commit; a slow network gets several chances."""
    env = {**os.environ, "PIP_RETRIES": "10", "PIP_TIMEOUT": "120", "PRE_COMMIT_COLOR": "never"}
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=repo.path, env=env, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture(scope="module")
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home pre-commit runs in, with the environments it makes: once for the tests of this module."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def scratch(
    git_repo: Callable[..., GitRepo], pre_commit_home: Path, monkeypatch: pytest.MonkeyPatch
) -> GitRepo:
    """A repository whose only hook is ours, at this repository's HEAD, installed to run at every commit."""
    monkeypatch.setenv("PRE_COMMIT_HOME", str(pre_commit_home / "cache"))
    # pre-commit takes every GIT_ variable away from git, so its settings have to lie in a home after all.
    settings = Path(os.environ["GIT_CONFIG_GLOBAL"]).read_text()
    (pre_commit_home / ".gitconfig").write_text(settings)
    monkeypatch.setenv("HOME", str(pre_commit_home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(pre_commit_home / "none"))
    hook = {"repo": str(ROOT), "rev": here("rev-parse", "HEAD"), "hooks": [{"id": "kb-lint"}]}
    repo = git_repo(files={"kb.toml": "", ".pre-commit-config.yaml": yaml.safe_dump({"repos": [hook]})})
    installed = pre_commit(repo, "install", "--install-hooks")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    return repo


def try_commit(repo: GitRepo, name: str, text: str) -> tuple[bool, str]:
    """Stages a file and commits: whether there is a commit now, and what was said."""
    before = repo.git("rev-parse", "HEAD")
    repo.write(name, text)
    repo.git("add", name)
    done = subprocess.run(
        ["git", "commit", "-m", "a record"], cwd=repo.path, capture_output=True, text=True, check=False
    )
    assert (done.returncode == 0) == (repo.git("rev-parse", "HEAD") != before)
    return done.returncode == 0, done.stdout + done.stderr


def test_a_bad_record_is_stopped_and_a_good_one_goes_through(scratch: GitRepo) -> None:
    record = "research/goals/GOAL-0001-fewer-leave.md"

    committed, said = try_commit(scratch, record, BAD)
    assert not committed, said
    assert "FM005" in said
    assert "GOAL-0001" in said

    committed, said = try_commit(scratch, record, GOOD)
    assert committed, said
    assert "Passed" in said

    committed, said = try_commit(scratch, "notes.md", "Not a record: the hook has nothing to look at.\n")
    assert committed, said
    assert "Skipped" in said


RECORD = "research/goals/GOAL-0001-fewer-leave.md"


def commit(repo: GitRepo) -> tuple[bool, str]:
    """Commits what is staged: whether it went through, and what was said."""
    done = subprocess.run(
        ["git", "commit", "-m", "staged"], cwd=repo.path, capture_output=True, text=True, check=False
    )
    return done.returncode == 0, done.stdout + done.stderr


def test_what_is_staged_is_judged_and_what_is_not_comes_back(scratch: GitRepo) -> None:
    scratch.write(RECORD, BAD)
    scratch.git("add", RECORD)
    scratch.write(RECORD, GOOD)
    committed, said = commit(scratch)
    assert not committed, said
    assert "FM005" in said
    assert (scratch.path / RECORD).read_text() == GOOD

    scratch.git("add", RECORD)
    scratch.write(RECORD, BAD)
    committed, said = commit(scratch)
    assert committed, said
    assert (scratch.path / RECORD).read_text() == BAD


def test_a_file_that_git_does_not_track_is_judged_too(scratch: GitRepo) -> None:
    untracked = "research/goals/GOAL-0002-another.md"
    scratch.write(RECORD, GOOD)
    scratch.git("add", RECORD)
    scratch.write(untracked, BAD.replace("GOAL-0001", "GOAL-0002"))
    committed, said = commit(scratch)
    assert not committed, said
    assert f"{untracked}:5" in said
    assert judged_as_staged(scratch) == (0, "")


def judged_as_staged(repo: GitRepo) -> tuple[int, str]:
    """What the hook of one's own in the manual says."""
    script = (
        'staged=$(mktemp -d); git checkout-index --all --prefix="$staged/"; "$0" -P -m kb -C "$staged" lint'
    )
    done = subprocess.run(
        ["sh", "-c", script, sys.executable], cwd=repo.path, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_a_hook_of_one_s_own_can_judge_what_is_staged(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo(files={"kb.toml": ""})
    repo.write(RECORD, BAD)
    repo.git("add", RECORD)
    repo.write(RECORD, GOOD)
    code, said = judged_as_staged(repo)
    assert (code, "FM005" in said) == (1, True)


def test_the_step_to_the_commit_can_be_judged(scratch: GitRepo) -> None:
    settings = yaml.safe_load((scratch.path / ".pre-commit-config.yaml").read_text())
    settings["repos"][0]["hooks"][0]["args"] = ["--against", "HEAD", "--select", "KB001"]
    task = "---\nid: TASK-0001\ntype: task\ntitle: Encode the shop\nstatus: {}\ncreated: 2026-01-05\n---\n"
    path = "backlog/TASK-0001-encode.md"
    scratch.write(".pre-commit-config.yaml", yaml.safe_dump(settings))
    scratch.git("add", ".pre-commit-config.yaml")
    assert try_commit(scratch, path, task.format("doing"))[0]
    committed, said = try_commit(scratch, path, task.format("idea"))
    assert not committed, said
    assert "TASK-0001 went from doing to idea" in said
    assert try_commit(scratch, path, task.format("review"))[0]


def test_the_manifest_is_one_pre_commit_accepts() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert set(hooks) == {"kb-lint", "kb-lint-fix"}
    assert not any(hook["pass_filenames"] for hook in hooks.values())
