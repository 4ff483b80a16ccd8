"""The experiments of the teaching base reproduce: from a fresh copy, and from their commit in this repository."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kb import config
from kb.base import load
from kb.example import BASE
from kb.records.experiment import Experiment
from tests.conftest import GitRepo

ROOT = Path(__file__).resolve().parents[2]
IDS = sorted(experiment.id for _, experiment in load(config.read(BASE)).records(Experiment))


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `python` be the one that runs the tests."""
    folder = tmp_path / "programs"
    folder.mkdir()
    (folder / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (folder / "python").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def kb(root: Path, *arguments: str) -> tuple[int, Any, str]:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "kb", *arguments],
        check=False,
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    return (
        done.returncode,
        json.loads(done.stdout) if done.stdout.startswith("{") else done.stdout,
        done.stderr,
    )


@pytest.fixture
def copy(git_repo: Callable[..., GitRepo]) -> Path:
    """What `kb init --example` gives in a new repository."""
    repo = git_repo()
    code, _, err = kb(repo.path, "init", "--example", ".")
    assert code == 0, err
    repo.commit("The example", at=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")  # ages are counted from commits
    return repo.path


# All scripts run in test_experiments; here some are enough, but when there is time.
@pytest.mark.slow
@pytest.mark.parametrize("ids", [pytest.param(IDS, marks=pytest.mark.soak, id="all"), IDS[2::5]])
def test_experiments_match_in_a_fresh_copy(ids: list[str], copy: Path, programs: None) -> None:
    asked = ["--all"] if ids == IDS else ids
    code, told, err = kb(copy, "reproduce", *asked, "--here", "--yes", "--by", "analyst", "--format", "json")
    assert [(one["id"], one["verdict"], one["why"]) for one in told["reproductions"]] == [
        (id, "match", "") for id in ids
    ]
    assert (code, err) == (0, "")
    for one in told["reproductions"]:
        assert [figure["difference"] for figure in one["metrics"]] == [0] * len(one["metrics"]) != []
        assert {found["answer"] for found in one["data"]} == {"same"}
        assert one["remarks"] == [] or all("Python" in remark for remark in one["remarks"])
    changed = GitRepo(copy).git("status", "--porcelain").splitlines()
    assert sorted(re.findall(r"EXP-[0-9]{4}", "\n".join(changed))) == ids
    assert len(changed) == len(ids)  # the scripts leave ignored files alone
    code, said, _ = kb(copy, "lint", "--strict")
    assert code == 0, said


def test_a_fresh_copy_says_that_it_has_not_their_commit(copy: Path) -> None:
    code, told, _ = kb(copy, "reproduce", "--all", "--yes", "--format", "json")
    assert code == 1
    for one in told["reproductions"]:
        assert one["verdict"] is None
        assert "which is not in this repository" in one["why"]
        assert "--here" in one["why"]


def test_one_matches_on_its_commit_in_this_repository(tmp_path: Path, programs: None) -> None:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not in a clone of the repository")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--shared", str(ROOT), str(clone)], check=True)
    base = clone / "src" / "kb" / "example" / "base"
    commit = re.findall(
        r"^  commit: ([0-9a-f]{40})$", next(base.rglob("EXP-0012-*.md")).read_text(), re.MULTILINE
    )[0]
    if subprocess.run(
        ["git", "cat-file", "-e", commit], cwd=clone, capture_output=True, check=False
    ).returncode:
        pytest.skip("a shallow clone, or a copy without the history")
    shutil.rmtree(base / "code")  # what lies in the work tree does not matter
    code, told, err = kb(base, "reproduce", "EXP-0012", "EXP-0016", "--yes", "--format", "json")
    assert [(one["verdict"], one["commit"]) for one in told["reproductions"]] == [("match", commit)] * 2, err
    assert code == 0
