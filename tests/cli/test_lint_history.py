"""`kb lint` and git: which commits are looked for, and what is said of a clone that holds only the end of a history."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.lint import timeline

Run = Callable[..., Any]
MISSING = "0123456789abcdef0123456789abcdef01234567"
TASK = """\
---
id: TASK-0001
type: task
title: Encode the shop
status: {status}
created: 2026-06-01
---
"""
EXPERIMENT = """\
---
id: EXP-0001
type: experiment
title: Thirty-two buckets
status: {status}
created: 2026-06-12
code: {{commit: {commit}, command: python run.py{more}}}
---
"""


def lint(kb_run: Run, folder: Path, *options: str) -> list[str]:
    done = kb_run(["lint", "--output-format", "concise", "--today", "2026-11-23", *options], folder)
    assert done.code in (0, 1), done.err
    return [line for line in done.out.splitlines() if line]


def experiment(folder: Path, commit: str, *, status: str = "concluded", more: str = "") -> None:
    path = folder / "research" / "experiments" / "EXP-0001-buckets.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(EXPERIMENT.format(status=status, commit=commit, more=more))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base whose history has two commits."""
    folder = tmp_path / "base"
    path = "backlog/TASK-0001-encode.md"
    for name, text in timeline.tell(
        folder,
        [
            {"day": "2026-06-01", "files": {path: TASK.format(status="backlog")}},
            {"day": "2026-06-02", "files": {path: TASK.format(status="idea")}},
        ],
    ).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "kb.toml").write_text("")
    return folder


def test_a_commit_that_is_not_there_is_told(base: Path, kb_run: Run) -> None:
    experiment(base, MISSING)
    (told,) = lint(kb_run, base, "--select", "EX001")
    assert told.startswith("research/experiments/EXP-0001-buckets.md:7:16")
    assert "EXP-0001 ran on 0123456789ab, and there is no such commit in this repository" in told


@pytest.mark.parametrize("length", [7, 12, 40])
def test_a_commit_that_a_branch_leads_to_is_not(base: Path, kb_run: Run, length: int) -> None:
    experiment(base, timeline.commit_at(base, 1)[:length])
    assert lint(kb_run, base, "--select", "EX001") == []


@pytest.mark.parametrize(
    ("commit", "status", "more"),
    [
        (MISSING, "running", ""),
        (MISSING, "concluded", ", repository: https://git.example.org/team/models"),
        ("v1.2", "concluded", ""),
        ("31415926", "concluded", ""),
    ],
    ids=["running", "elsewhere", "tag", "number"],
)
def test_others_are_not_looked_for(base: Path, kb_run: Run, commit: str, status: str, more: str) -> None:
    experiment(base, commit, status=status, more=more)
    assert lint(kb_run, base, "--select", "EX001") == []


def test_the_repository_by_its_own_name_is_this_one(base: Path, kb_run: Run) -> None:
    with (base / ".git" / "config").open("a") as file:
        file.write('[remote "origin"]\n\turl = git@git.example.org:team/models.git\n')
    experiment(base, MISSING, more=", repository: https://git.example.org/team/models")
    assert len(lint(kb_run, base, "--select", "EX001")) == 1


def test_who_does_not_want_git_to_be_asked_says_so(base: Path, kb_run: Run) -> None:
    experiment(base, MISSING)
    assert lint(kb_run, base, "--select", "EX001,KB008", "--no-history") == []
    (base / "kb.toml").write_text("[lint]\nhistory = false\n")
    assert lint(kb_run, base, "--select", "EX001,KB008") == []


def test_outside_a_repository_nothing_is_known_and_nothing_said(tmp_path: Path, kb_run: Run) -> None:
    (tmp_path / "kb.toml").write_text("")
    experiment(tmp_path, MISSING)
    done = kb_run(["lint", "--select", "EX001,KB008"], tmp_path)
    assert (done.code, done.out) == (0, "")
    assert "history" not in done.err


def test_a_shallow_clone_says_what_was_not_judged(base: Path, kb_run: Run) -> None:
    clone = timeline.cut(base, 1)
    (clone / "kb.toml").write_text("")
    experiment(clone, MISSING)
    done = kb_run(["lint", "--select", "EX001,KB006,KB008", "--today", "2026-11-23"], clone)
    assert (done.code, done.out) == (0, "")
    assert (
        "holds only the end of the history: KB006 and KB008 say nothing where the rest would be needed"
        in done.err
    )
    assert "fetch-depth: 0" in done.err
    assert "history" not in kb_run(["lint", "--select", "FM"], clone).err
    assert "history" not in kb_run(["lint", "--select", "KB008", "--no-history"], clone).err


def test_an_allow_is_unused_only_where_the_history_could_have_used_it(base: Path, kb_run: Run) -> None:
    path = base / "backlog" / "TASK-0001-encode.md"
    text = TASK.format(status="idea").replace("---\n", "---\nallow: [KB006]\nallow_reason: it is known\n", 1)
    path.write_text(text)
    select = ("--select", "KB006,LN001")
    assert ["LN001" in line for line in lint(kb_run, base, *select)] == [True]
    assert lint(kb_run, base, *select, "--no-history") == []
    clone = timeline.cut(base, 1)
    (clone / "kb.toml").write_text("")
    (clone / "backlog" / "TASK-0001-encode.md").write_text(text)
    assert lint(kb_run, clone, *select) == []


def test_a_commit_that_nobody_looked_for_makes_no_allow_unused(base: Path, kb_run: Run) -> None:
    select = ("--select", "EX001,LN001")
    experiment(base, MISSING)
    path = base / "research" / "experiments" / "EXP-0001-buckets.md"
    text = path.read_text().replace("---\n", "---\nallow: [EX001]\nallow_reason: it is lost\n", 1)
    path.write_text(text)
    assert lint(kb_run, base, *select) == []
    assert lint(kb_run, base, *select, "--no-history") == []
    clone = timeline.cut(base, 1)
    (clone / "kb.toml").write_text("")
    there = clone / "research" / "experiments" / path.name
    there.parent.mkdir(parents=True)
    there.write_text(text)
    assert lint(kb_run, clone, *select) == []
    there.write_text(text.replace(MISSING, timeline.commit_at(clone, 0)))
    assert ["LN001" in line for line in lint(kb_run, clone, *select)] == [True]


def test_a_baseline_keeps_what_a_run_without_the_history_cannot_find(base: Path, kb_run: Run) -> None:
    experiment(base, MISSING)
    silent = ("--select", "EX001", "--baseline", "agreed.json")
    assert kb_run(["lint", *silent, "--write-baseline"], base).code == 0
    before = (base / "agreed.json").read_text()
    assert "matches nothing" not in kb_run(["lint", *silent, "--no-history"], base).err
    assert kb_run(["lint", *silent, "--no-history", "--write-baseline"], base).code == 0
    assert (base / "agreed.json").read_text() == before
