"""What is kept of a history never makes an answer another one, whatever was done to the repository in between."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from kb import config
from kb.cache import place
from kb.history import chronicle, kept, log
from kb.history.lives import Chronicle
from tests.conftest import GitRepo

Make = Callable[..., GitRepo]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def read(root: Path, *, cached: bool, settings: str = "") -> Chronicle:
    return chronicle.read(root, config.parse(settings), cached=cached)


def agree(root: Path) -> Chronicle:
    """Read with what is kept and without, and hold both against each other."""
    known, anew = read(root, cached=True), read(root, cached=False)
    assert known.lives == anew.lives
    assert (known.head, known.commits, known.cut, known.untold) == (
        anew.head,
        anew.commits,
        anew.cut,
        anew.untold,
    )
    return anew


def file_of(root: Path) -> Path:
    return Path(place.folder_of(str(root))) / kept.NAME


def record(number: int, status: str, title: str) -> str:
    head = f"id: TASK-{number:04d}\ntype: task\ntitle: {title}\nstatus: {status}\ncreated: 2026-01-01\n"
    return f"---\n{head}---\n\nWords.\n"


class Person:
    """Does something to a repository, then something else."""

    def __init__(self, repo: GitRepo, seed: int) -> None:
        self.repo, self.luck, self.count = repo, random.Random(seed), 0

    def work(self) -> None:
        self.count += 1
        number = self.luck.randint(1, 4)
        name = f"backlog/TASK-{number:04d}-{self.luck.choice('ab')}.md"
        for path in (self.repo.path / "backlog").glob(f"TASK-{number:04d}-*"):
            path.unlink()
        files = {}
        if self.luck.random() < 0.85:
            files[name] = record(
                number, self.luck.choice(["idea", "ready", "done"]), f"Try {self.luck.randint(1, 2)}"
            )
        if self.luck.random() < 0.1:
            files["kb.toml"] = self.luck.choice(
                ["", 'records = ["research"]\n', 'exclude = ["*-a.md"]\n', "broken ["]
            )
        self.repo.commit(
            "work", files, f"2026-02-{self.luck.randint(1, 28):02d}T12:00:{self.count % 60:02d}Z"
        )

    def amend(self) -> None:
        self.repo.git("commit", "-q", "--amend", "--allow-empty", "-m", f"amended {self.count}", check=False)

    def branch(self) -> None:
        self.repo.git("switch", "-q", "-c", f"b{self.count}-{self.luck.random()}", check=False)

    def switch(self) -> None:
        branches = self.repo.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split()
        self.repo.git("switch", "-q", self.luck.choice(branches), check=False)

    def merge(self) -> None:
        branches = self.repo.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split()
        how = self.luck.choice(["ours", "theirs"])
        self.repo.git("merge", "-q", "-m", "merge", "-X", how, self.luck.choice(branches), check=False)
        self._settle("merge")

    def rebase(self) -> None:
        branches = self.repo.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split()
        self.repo.git("rebase", "-q", "-X", "theirs", self.luck.choice(branches), check=False)
        self._settle("rebase")

    def reset(self) -> None:
        self.repo.git("reset", "-q", "--hard", self.luck.choice(["HEAD~1", "HEAD~2"]), check=False)

    def collect(self) -> None:
        self.repo.git("reflog", "expire", "--expire=now", "--all")
        self.repo.git("gc", "-q", "--prune=now")

    def cut(self) -> None:
        """Make of it what a shallow clone is, or no more."""
        shallow = self.repo.path / ".git" / "shallow"
        if shallow.exists():
            shallow.unlink()
        else:
            shallow.write_text(self.luck.choice(self.repo.git("rev-list", "HEAD").split()) + "\n")

    def tear(self) -> None:
        file = file_of(self.repo.path)
        if file.exists():
            data = bytearray(file.read_bytes())
            if self.luck.random() < 0.5:
                data = data[: self.luck.randrange(len(data))]
            else:
                data[self.luck.randrange(len(data))] ^= 1
            file.write_bytes(data)

    def _settle(self, what: str) -> None:
        self.repo.git(what, "--abort", check=False)
        self.repo.git("reset", "-q", "--hard")


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_done_the_answer_is_that_of_a_reader_who_knows_nothing(git_repo: Make, seed: int) -> None:
    repo = git_repo(files={"kb.toml": ""})
    person = Person(repo, seed)
    more = [person.work] * 5 + [person.amend, person.branch, person.switch, person.merge, person.rebase]
    for _ in range(25):
        person.luck.choice([*more, person.reset, person.cut, person.tear])()
        if person.luck.random() < 0.6:
            agree(repo.path)
    (repo.path / ".git" / "shallow").unlink(missing_ok=True)
    person.collect()
    assert agree(repo.path).untold is None


def test_only_commits_that_are_not_known_are_asked_for(
    git_repo: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = git_repo(files={"backlog/TASK-0001-a.md": record(1, "idea", "Try")})
    asked: list[list[str]] = []
    real = log.rows

    def rows(root: Path, commits: log.Order, places: list[str]) -> object:
        asked.append([commit for commit, _ in commits])
        return real(root, commits, places)

    monkeypatch.setattr(log, "rows", rows)
    first = repo.git("rev-parse", "HEAD")
    read(repo.path, cached=True)
    second = repo.commit("on", {"backlog/TASK-0001-a.md": record(1, "ready", "Try")})
    agree(repo.path)
    read(repo.path, cached=True)
    assert asked == [[first], [second], [first, second], []]


def test_another_configuration_of_today_is_heard(git_repo: Make) -> None:
    repo = git_repo(
        files={"backlog/TASK-0001-a.md": record(1, "idea", "Try"), "notes/b.md": record(2, "idea", "B")}
    )
    assert len(read(repo.path, cached=True).lives) == 1
    both = 'records = ["backlog", "notes"]'
    assert len(read(repo.path, cached=True, settings=both).lives) == 2
    assert len(read(repo.path, cached=True).lives) == 1


def test_what_is_kept_of_other_branches_is_bounded(git_repo: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MORE", 2)
    repo = git_repo(files={"backlog/TASK-0001-a.md": record(1, "idea", "Try")})
    for number in range(8):
        repo.commit("on", {"backlog/TASK-0001-a.md": record(1, "idea", f"Try {number}")})
        repo.git("commit", "-q", "--amend", "-m", f"again {number}")
        agree(repo.path)
        repo.git("reset", "-q", "--hard", "HEAD~1")
    assert len(kept.load(repo.path, "", ["backlog", "research"]).rows) <= 2 * 2 + 2


def test_a_cache_that_cannot_be_written_only_costs_time(
    git_repo: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = git_repo(files={"backlog/TASK-0001-a.md": record(1, "idea", "Try")})
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/nowhere")
    assert len(agree(repo.path).lives) == 1
