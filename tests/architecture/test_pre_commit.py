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


def test_the_manifest_is_one_pre_commit_accepts() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert set(hooks) == {"kb-lint", "kb-lint-fix"}
    assert not any(hook["pass_filenames"] for hook in hooks.values())
