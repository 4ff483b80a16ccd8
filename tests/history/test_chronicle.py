"""What the history tells of every record, read from real repositories."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kb import config
from kb.history import chronicle
from kb.history.lives import Chronicle, Life
from tests.conftest import GitRepo

Make = Callable[..., GitRepo]


def record(id: str = "TASK-0001", status: str = "idea", title: str = "Try", **more: str) -> str:
    kind = {"T": "task", "G": "goal", "E": "experiment"}[id[0]]
    fields = {"id": id, "type": kind, "title": title, "status": status, "created": "2026-01-01", **more}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()) + "---\n\nWords.\n"


def read(root: Path, revision: str = "HEAD") -> Chronicle:
    return chronicle.read(root, config.parse(""), revision, cached=False)


def only(root: Path) -> Life:
    (life,) = read(root).lives
    return life


def way(life: Life) -> list[tuple[str, str]]:
    return [(passage.state, f"{passage.when.at:%m-%d}") for passage in life.passages]


def on(day: str) -> str:
    return f"2026-{day}T12:00:00Z"


def test_a_record_is_followed_from_state_to_state_and_under_other_names(git_repo: Make) -> None:
    repo = git_repo()
    repo.commit("begin", {"backlog/TASK-0001-try.md": record()}, on("01-01"))
    repo.commit("move", {"backlog/TASK-0001-try.md": record(status="doing")}, on("01-03"))
    repo.git("mv", "backlog/TASK-0001-try.md", "backlog/TASK-0001-attempt.md")
    repo.commit(
        "rename", {"backlog/TASK-0001-attempt.md": record(status="review", title="Attempt")}, on("01-04")
    )
    last = repo.commit(
        "renumber", {"backlog/TASK-0002-attempt.md": record("TASK-0002", "done", "Attempt")}, on("01-05")
    )
    repo.git("rm", "--quiet", "backlog/TASK-0001-attempt.md")
    last = repo.commit("amended", at=on("01-06"))
    lives = read(repo.path)
    assert lives.head is not None
    assert lives.head.commit == last
    assert [life.id for life in lives.lives] == ["TASK-0001", "TASK-0002"]
    life = lives.lives[0]
    assert way(life) == [("idea", "01-01"), ("doing", "01-03"), ("review", "01-04")]
    assert (life.title, life.path, life.begun.author) == ("Attempt", None, "Test Author")


def test_without_a_history_nothing_is_known_and_it_is_said_why(git_repo: Make, tmp_path: Path) -> None:
    assert read(tmp_path).untold == "this is no git repository, or none that git trusts"
    repo = git_repo()
    assert read(repo.path).untold == "there is no commit yet"
    repo.commit("begin", {"backlog/TASK-0001-try.md": record()})
    assert read(repo.path, "elsewhere").untold == "there is no revision elsewhere here"
    assert read(repo.path).untold is None
