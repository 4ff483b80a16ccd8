"""Edits in a repository are judged by the lives that were kept: as by the whole history, without reading it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb.cache import listing
from tests.conftest import GitRepo

Runs = Callable[..., Any]
TODAY = ("--today", "2026-06-01")
STATES = ("idea", "backlog", "ready", "doing", "review")
TITLES = ("Hash the categories", "Encode the days", "Weigh the classes", "Mend the labels")


def task(number: int, status: str, title: str = "", words: str = "Words.") -> str:
    title = title or TITLES[number - 1]
    return (
        f"---\nid: TASK-000{number}\ntype: task\ntitle: {title}\nstatus: {status}\ncreated: 2026-01-01\n"
        f"hypothesis: {words}\n---\n{words}\n"
    )


def path(number: int) -> str:
    return f"backlog/TASK-000{number}-it.md"


@pytest.fixture
def repo(
    git_repo: Callable[..., GitRepo], cache_home: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> GitRepo:
    """A base with a history, under a program that is older than it, in which every write shows."""
    monkeypatch.setattr(listing, "now", lambda: time.time_ns() + 60_000_000_000)
    found = git_repo(files={"kb.toml": "", path(1): task(1, "idea"), path(2): task(2, "idea")})
    found.commit("more", {path(3): task(3, "idea"), path(4): task(4, "idea")}, "2026-05-25T12:00:00Z")
    return found


def test_an_edit_that_no_rule_minds_reads_no_history(
    repo: GitRepo, kb_run: Runs, read: list[int], judged: list[int]
) -> None:
    arguments = ["lint", *TODAY, "--ignore", "KB008,SM,FR"]
    first = kb_run(arguments, repo.path)
    for words in ("Other words.", "And others."):
        repo.write(path(3), task(3, "idea", words=words))
        assert kb_run(arguments, repo.path) == first
    assert (read, judged) == ([1], [1])


def test_a_state_that_the_history_has_something_to_say_of_is_judged(repo: GitRepo, kb_run: Runs) -> None:
    arguments = ["lint", *TODAY, "--select", "KB006,KB008,ID005,FR002"]
    repo.commit("start", {path(1): task(1, "doing"), path(3): task(3, "doing")}, "2026-05-01T12:00:00Z")
    repo.write(path(1), task(1, "review"))
    kb_run(arguments, repo.path)
    repo.write(path(1), task(1, "doing"))
    again = kb_run(arguments, repo.path)
    assert "KB006" in again.out
    assert again == kb_run([*arguments, "--no-cache"], repo.path)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_edited_and_committed_the_answer_is_that_of_the_whole(
    seed: int, repo: GitRepo, kb_run: Runs, read: list[int], judged: list[int]
) -> None:
    dice = random.Random(seed)
    arguments = [
        "lint",
        *TODAY,
        *(() if seed % 2 else ("--select", "KB006,KB008,ID005,FR002,SM007,CH002,KB001")),
    ]
    whole = [*arguments, "--no-cache"]
    kept = 0
    for step in range(14):
        number = dice.randrange(1, 5)
        kind = dice.randrange(6)
        if kind == 0:
            repo.commit(f"{step}", at=f"2026-05-{step + 10:02}T12:00:00Z")
        elif kind == 1:
            repo.write(path(number), repo.git("show", f"HEAD:{path(number)}") + "\n")
        else:
            title = dice.choice(TITLES) if kind == 2 else ""
            repo.write(
                path(number), task(number, dice.choice(STATES), title, dice.choice(("Words.", "Others.")))
            )
        before = len(judged)
        found = kb_run(arguments, repo.path)
        kept += len(judged) == before
        assert found == kb_run(whole, repo.path), (step, number, kind)
    assert kept, "some edits leave the answer as it is"
