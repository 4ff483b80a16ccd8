"""When an answer that rests on the history is said again, and when not."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kb.cli.recall import Run
from tests.cache.simulated import SECOND, Disk

TASK = """\
---
id: TASK-0001
type: task
title: Compare hashing with one-hot encoding
status: {status}
created: 2026-01-05
{more}---
Some words.
"""
EXPERIMENT = """\
---
id: EXP-0001
type: experiment
title: Thirty-two buckets
status: concluded
created: 2026-01-12
code: {{commit: {commit}, command: python run.py}}
{more}---
Some words.
"""
LINT = ["lint", "--output-format", "concise", "--select", "KB006,KB008,FR002,SM007,ID005,EX001"]
Runs = Callable[..., Any]


@pytest.fixture
def again(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each run whether it said again what was said before."""
    found: list[bool] = []
    real = Run.answer

    def answer(run: Run) -> int | None:
        code = real(run)
        found.append(code is not None)
        return code

    monkeypatch.setattr(Run, "answer", answer)
    return found


@pytest.fixture
def base(disk: Callable[..., Disk], cache_home: Path, program: Path) -> Disk:
    """A base with an idea and an experiment that ran on the commit before, committed more than a year ago."""
    found = disk(1, 0)
    (found.root / "kb.toml").write_text("")
    git(found, "init", "--quiet", "--initial-branch=main")
    git(found, "commit", "--quiet", "--allow-empty", "--message", "code")
    found.write(found.root / "backlog" / "TASK-0001-hashing.md", TASK.format(status="idea", more=""))
    commit = git(found, "rev-parse", "HEAD")
    found.write(
        found.root / "research" / "experiments" / "EXP-0001-buckets.md",
        EXPERIMENT.format(commit=commit, more=""),
    )
    git(found, "add", "--all")
    git(found, "commit", "--quiet", "--message", "begin")
    found.wait(60 * SECOND)
    return found


def git(base: Disk, *arguments: str) -> str:
    stamps = {f"GIT_{who}_DATE": "2025-06-01T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    done = subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@b.example", *arguments],
        cwd=base.root,
        env={**os.environ, **stamps, "GIT_CONFIG_GLOBAL": os.devnull},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def task(base: Disk) -> Path:
    return base.root / "backlog" / "TASK-0001-hashing.md"


def rewritten(base: Disk, path: Path, text: str) -> None:
    base.write(path, text)
    base.wait(60 * SECOND)


def test_the_same_history_needs_no_second_look(base: Disk, kb_run: Runs, again: list[bool]) -> None:
    first = kb_run(LINT, base.root)
    assert "KB008" in first.out
    assert "EX001" not in first.out
    assert kb_run(LINT, base.root) == first
    assert again == [False, True]


def test_words_that_are_taken_back_bring_the_finding_back(base: Disk, kb_run: Runs) -> None:
    as_committed = task(base).read_text()
    rewritten(base, task(base), f"{as_committed}More words.\n")
    assert "KB008" not in kb_run(LINT, base.root).out
    rewritten(base, task(base), as_committed)
    assert "KB008" in kb_run(LINT, base.root).out


def test_a_field_that_is_taken_back_brings_the_finding_back(base: Disk, kb_run: Runs) -> None:
    as_committed = task(base).read_text()
    rewritten(
        base,
        task(base),
        as_committed.replace("created", "rank: 1\ncreated"),
    )
    assert "KB008" not in kb_run(LINT, base.root).out
    rewritten(base, task(base), as_committed)
    assert "KB008" in kb_run(LINT, base.root).out


def test_a_state_that_is_taken_back_brings_the_finding_back(base: Disk, kb_run: Runs) -> None:
    text = TASK.format(status="doing", more="")
    rewritten(base, task(base), text)
    git(base, "commit", "--quiet", "--all", "--message", "move")
    rewritten(base, task(base), text.replace("doing", "review"))
    assert "KB006" not in kb_run(LINT, base.root).out
    rewritten(base, task(base), text)
    assert "KB006" in kb_run(LINT, base.root).out


def test_an_aim_that_moves_in_the_work_tree_is_noticed(base: Disk, kb_run: Runs) -> None:
    aim = "smart:\n  measurable: {metric: auc, dataset: test, target: 0.8}\n"
    experiment = base.root / "research" / "experiments" / "EXP-0001-buckets.md"
    commit = git(base, "rev-parse", "HEAD~1")
    rewritten(base, task(base), TASK.format(status="doing", more=aim))
    git(base, "commit", "--quiet", "--all", "--message", "aim")
    rewritten(base, task(base), TASK.format(status="done", more=aim))
    more = "task: TASK-0001\nmetrics: {auc: {test: 0.78}}\n"
    rewritten(base, experiment, EXPERIMENT.format(commit=commit, more=more))
    git(base, "commit", "--quiet", "--all", "--message", "result")
    assert "SM007" not in kb_run(LINT, base.root).out
    rewritten(base, task(base), TASK.format(status="done", more=aim.replace("0.8}", "0.7}")))
    assert "SM007" in kb_run(LINT, base.root).out


def test_a_commit_that_no_branch_leads_to_any_more_is_noticed(
    base: Disk, kb_run: Runs, again: list[bool]
) -> None:
    git(base, "checkout", "--quiet", "--orphan", "anew")
    git(base, "commit", "--quiet", "--message", "begin anew")
    first = kb_run(LINT, base.root)
    assert "EX001" not in first.out
    assert kb_run(LINT, base.root) == first
    assert again == [False, True]
    git(base, "branch", "--quiet", "--delete", "--force", "main")
    assert "to which no branch and no tag leads" in kb_run(LINT, base.root).out


def test_an_edit_that_names_another_commit_is_noticed(base: Disk, kb_run: Runs) -> None:
    path = base.root / "research" / "experiments" / "EXP-0001-buckets.md"
    text = path.read_text()
    assert "EX001" not in kb_run(LINT, base.root).out
    rewritten(
        base, path, text.replace(git(base, "rev-parse", "HEAD~1"), "0123456789abcdef0123456789abcdef01234567")
    )
    assert "there is no such commit in this repository" in kb_run(LINT, base.root).out


def test_an_edit_is_judged_by_itself_with_the_history(base: Disk, kb_run: Runs, again: list[bool]) -> None:
    text = TASK.format(status="done", more="")
    rewritten(base, task(base), text)
    git(base, "commit", "--quiet", "--all", "--message", "done")
    first = kb_run(LINT, base.root)
    rewritten(base, task(base), text.replace("created: 2026-01-05", "created: 2026-01-06"))
    assert kb_run(LINT, base.root) == first
    assert again == [False, True]


def test_without_the_history_nothing_rests_on_it(base: Disk, kb_run: Runs, again: list[bool]) -> None:
    first = kb_run([*LINT, "--no-history"], base.root)
    assert first.code == 0
    git(base, "commit", "--quiet", "--allow-empty", "--message", "more")
    assert kb_run([*LINT, "--no-history"], base.root) == first
    assert again == [False, True]
    (base.root / "kb.toml").write_text("[lint]\nhistory = false\n")
    assert kb_run(LINT, base.root) == first
