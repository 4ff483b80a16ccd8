"""Answers that depend on the history: said again for as long as the same commit is checked out, and no longer."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb.cache import listing
from tests.conftest import GitRepo

Runs = Callable[..., Any]
PATH = "backlog/TASK-0001-try.md"


def task(status: str) -> str:
    return f"---\nid: TASK-0001\ntype: task\ntitle: Try\nstatus: {status}\ncreated: 2026-01-01\n---\n"


@pytest.fixture
def repo(
    git_repo: Callable[..., GitRepo], cache_home: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> GitRepo:
    """A base with a history of two commits, under a program that is older than it."""
    monkeypatch.setattr(listing, "now", lambda: time.time_ns() + 60_000_000_000)
    found = git_repo(files={"kb.toml": "", PATH: task("ready")})
    found.commit("start", {PATH: task("doing")}, "2026-01-03T12:00:00Z")
    return found


def flow(kb_run: Runs, root: Path) -> Any:
    found = kb_run(["flow", "--format", "json", "--today", "2026-02-01"], root)
    assert found.code == 0, found
    return found


def test_the_history_is_read_once(repo: GitRepo, kb_run: Runs, read: list[int]) -> None:
    first = flow(kb_run, repo.path)
    assert flow(kb_run, repo.path) == first
    assert read == [1]
    repo.write(PATH, task("done"))
    repo.write("backlog/TASK-0002-more.md", "not committed\n")
    assert flow(kb_run, repo.path) == first
    assert read == [1], "what is not committed is no part of the history"
    kb_run(["lint"], repo.path)
    flow(kb_run, repo.path)
    assert read.count(1) <= 2, "other answers do not drive this one out"


def commit(repo: GitRepo) -> None:
    repo.commit("finish", {PATH: task("done")}, "2026-01-05T12:00:00Z")


def amend(repo: GitRepo) -> None:
    repo.write(PATH, task("done"))
    repo.git("commit", "-qa", "--amend", "-m", "finish")


def switch(repo: GitRepo) -> None:
    repo.git("switch", "-q", "-c", "before", "HEAD~1")


def detach(repo: GitRepo) -> None:
    repo.git("checkout", "-q", "--detach", "HEAD~1")


def reset(repo: GitRepo) -> None:
    repo.git("reset", "-q", "--hard", "HEAD~1")


def cut(repo: GitRepo) -> None:
    repo.write(".git/shallow", repo.git("rev-parse", "HEAD") + "\n")


def pack_and_commit(repo: GitRepo) -> None:
    repo.git("pack-refs", "--all")
    commit(repo)
    repo.git("pack-refs", "--all")


@pytest.mark.parametrize("happens", [commit, amend, switch, detach, reset, cut, pack_and_commit])
def test_another_history_is_another_answer(
    repo: GitRepo, kb_run: Runs, monkeypatch: pytest.MonkeyPatch, happens: Callable[[GitRepo], None]
) -> None:
    first = flow(kb_run, repo.path)
    happens(repo)
    after = flow(kb_run, repo.path)
    assert after != first
    assert flow(kb_run, repo.path) == after
    monkeypatch.setenv("KB_NO_CACHE", "1")
    assert flow(kb_run, repo.path) == after


def configure(repo: GitRepo) -> None:
    repo.write("kb.toml", 'timezone = "Asia/Tokyo"\n')


def pack(repo: GitRepo) -> None:
    repo.git("gc", "-q")


@pytest.mark.parametrize(("happens", "times"), [(configure, 2), (pack, 1)])
def test_the_configuration_counts_and_where_git_keeps_things_does_not(
    repo: GitRepo, kb_run: Runs, read: list[int], happens: Callable[[GitRepo], None], times: int
) -> None:
    flow(kb_run, repo.path)
    happens(repo)
    flow(kb_run, repo.path)
    assert len(read) == times


def test_a_linked_work_tree_has_its_own_answer(repo: GitRepo, kb_run: Runs, tmp_path: Path) -> None:
    first = flow(kb_run, repo.path)
    repo.git("worktree", "add", "-q", "--detach", str(tmp_path / "linked"), "HEAD~1")
    linked = flow(kb_run, tmp_path / "linked")
    assert linked.out != first.out
    assert flow(kb_run, tmp_path / "linked") == linked
    assert flow(kb_run, repo.path) == first


@pytest.mark.parametrize("arguments", [["board", "--format", "json"], ["show", "TASK-0001"]])
def test_what_tells_of_states_is_asked_again_after_a_commit(
    repo: GitRepo, kb_run: Runs, read: list[int], arguments: list[str]
) -> None:
    asked = [*arguments, "--today", "2026-02-01"]
    first = kb_run(asked, repo.path)
    assert kb_run(asked, repo.path) == first
    assert read == [1]
    dates = {"GIT_AUTHOR_DATE": "2026-01-20T12:00:00Z"}
    repo.git("commit", "-q", "--amend", "--date", dates["GIT_AUTHOR_DATE"], "-m", "start later", env=dates)
    later = kb_run(asked, repo.path)
    assert later.code == first.code == 0
    assert later.out != first.out
    assert ("30" in first.out, "13" in later.out) == (True, True), "days since the 3rd, and since the 20th"
