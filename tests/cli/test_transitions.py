"""The table `transitions`: what `kb sql` and an exported database tell of the states that records entered."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished, GitRepo

Run = Callable[..., Finished]
Make = Callable[..., GitRepo]
ALL = "select record, from_status, to_status, at, author from transitions"


def task(number: int, status: str, visibility: str = "internal") -> str:
    head = f"id: TASK-000{number}\ntype: task\ntitle: Task {number}\nstatus: {status}\ncreated: 2026-01-01\n"
    return f"---\n{head}visibility: {visibility}\n---\n\nWords.\n"


def on(day: int) -> str:
    return f"2026-01-{day:02}T12:00:00Z"


@pytest.fixture
def repo(git_repo: Make) -> GitRepo:
    """Three tasks of three audiences, and one that is gone."""
    levels = ("public", "internal", "restricted", "public")
    made = git_repo()
    made.commit(
        "begin",
        {
            "kb.toml": "",
            **{f"backlog/TASK-000{n}-a.md": task(n, "idea", level) for n, level in enumerate(levels, 1)},
        },
        on(1),
    )
    for number, level in enumerate(levels[:3], 1):
        made.commit("on", {f"backlog/TASK-000{number}-a.md": task(number, "ready", level)}, on(1 + number))
    made.git("rm", "-q", "backlog/TASK-0004-a.md")
    made.commit("drop", at=on(9))
    return made


def exported(kb_run: Run, repo: GitRepo, audience: str) -> list[tuple[str, ...]]:
    done = kb_run(["export", "sqlite", "--audience", audience, "-o", "kb.sqlite"], repo.path)
    assert (done.code, done.err) == (0, "")
    with sqlite3.connect(repo.path / "kb.sqlite") as database:
        return database.execute(ALL).fetchall()


def test_a_query_is_told_every_state_of_every_record(kb_run: Run, repo: GitRepo) -> None:
    rows = kb_run(["sql", f"{ALL} order by record, at", "--format", "csv"], repo.path).out.splitlines()[1:]
    assert rows[:2] == [
        "TASK-0001,,idea,2026-01-01T12:00:00Z,Test Author",
        "TASK-0001,idea,ready,2026-01-02T12:00:00Z,Test Author",
    ]
    assert [row[:9] for row in rows[2:]] == ["TASK-0002", "TASK-0002", "TASK-0003", "TASK-0003", "TASK-0004"]


@pytest.mark.parametrize("audience", ["public", "internal", "restricted"])
def test_a_database_holds_those_of_the_records_in_it(kb_run: Run, repo: GitRepo, audience: str) -> None:
    seen = ["public", "internal", "restricted"].index(audience) + 1
    author = None if audience == "public" else "Test Author"
    assert exported(kb_run, repo, audience) == [
        row
        for n in range(1, seen + 1)
        for row in (
            (f"TASK-000{n}", None, "idea", on(1), author),
            (f"TASK-000{n}", "idea", "ready", on(1 + n), author),
        )
    ]


def test_a_file_that_was_moved_and_not_committed_has_its_past_and_lends_it_to_nobody(
    kb_run: Run, repo: GitRepo
) -> None:
    repo.git("mv", "backlog/TASK-0001-a.md", "backlog/TASK-0001-b.md")
    repo.write("backlog/TASK-0001-a.md", task(3, "doing", "public"))
    repo.git("rm", "-q", "-f", "backlog/TASK-0003-a.md")
    rows = exported(kb_run, repo, "public")
    assert [row[:3] for row in rows if row[0] == "TASK-0001"] == [
        ("TASK-0001", None, "idea"),
        ("TASK-0001", "idea", "ready"),
    ]


def test_where_a_shallow_clone_ends_nothing_was_entered(kb_run: Run, repo: GitRepo, tmp_path: Path) -> None:
    repo.git("clone", "-q", "--depth=3", f"file://{repo.path}", str(tmp_path / "clone"))
    done = kb_run(["sql", ALL, "--format", "csv"], tmp_path / "clone")
    assert done.out.splitlines()[1:] == ["TASK-0003,idea,ready,2026-01-04T12:00:00Z,Test Author"]
    assert "`git fetch --unshallow` brings the rest" in done.err


def test_where_nothing_can_be_told_it_is_said_why(kb_run: Run, tmp_path: Path) -> None:
    (tmp_path / "backlog").mkdir()
    (tmp_path / "kb.toml").write_text("")
    (tmp_path / "backlog" / "TASK-0001-a.md").write_text(task(1, "idea"))
    for asked in (["sql", ALL], ["export", "sqlite", "-o", "kb.sqlite"]):
        done = kb_run(asked, tmp_path)
        assert done.code == 0
        assert done.err.startswith("The table transitions is empty: this is no git repository")
    assert kb_run(["sql", "select id from records"], tmp_path).err == ""
