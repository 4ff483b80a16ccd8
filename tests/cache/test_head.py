"""Which commit is checked out, as git's files tell it: what git says, or nothing."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.cache.head import NO_REPOSITORY, UNBORN, commit_of, state_of

Git = Callable[..., str]
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with two commits on `main` and a branch `other`; the base lies in `below/base`."""
    folder = tmp_path / "repository"
    (folder / "below" / "base").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    for text in "ab":
        (folder / "below" / "base" / "file").write_text(text)
        git(folder, "add", ".")
        git(folder, "commit", "-q", "-m", text)
    git(folder, "branch", "other", "HEAD~1")
    return folder


def detach(folder: Path) -> Path:
    git(folder, "checkout", "-q", "--detach", "HEAD~1")
    return folder


def pack(folder: Path) -> Path:
    git(folder, "pack-refs", "--all")
    return folder


def pack_and_go_on(folder: Path) -> Path:
    git(folder, "pack-refs", "--all")
    git(folder, "commit", "-q", "--allow-empty", "-m", "c")
    return folder


def pack_and_switch(folder: Path) -> Path:
    git(folder, "pack-refs", "--all")
    git(folder, "switch", "-q", "other")
    return folder


def deep_name(folder: Path) -> Path:
    git(folder, "switch", "-q", "-c", "team/größe/main")
    return folder


def linked(folder: Path) -> Path:
    git(folder, "worktree", "add", "-q", "../linked", "other")
    return folder.parent / "linked"


def linked_and_packed(folder: Path) -> Path:
    found = linked(folder)
    git(found, "commit", "-q", "--allow-empty", "-m", "c")
    git(folder, "pack-refs", "--all")
    return found


def inside(folder: Path) -> Path:
    return folder / "below" / "base"


def submodule(folder: Path) -> Path:
    outer = folder.parent / "outer"
    outer.mkdir()
    git(outer, "init", "-q")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(folder), "inner")
    return outer / "inner"


def amended(folder: Path) -> Path:
    git(folder, "commit", "-q", "--amend", "-m", "another word")
    return folder


def reset(folder: Path) -> Path:
    git(folder, "reset", "-q", "--hard", "HEAD~1")
    return folder


def shallow(folder: Path) -> Path:
    git(folder.parent, "clone", "-q", "--depth", "1", folder.as_uri(), "shallow")
    return folder.parent / "shallow"


@pytest.mark.parametrize(
    "happens",
    [
        detach, pack, pack_and_go_on, pack_and_switch, deep_name, linked, linked_and_packed, inside, submodule,
        amended, reset, shallow,
    ],
)  # fmt: skip
def test_it_is_the_commit_that_git_says(repository: Path, happens: Callable[[Path], Path]) -> None:
    folder = happens(repository)
    assert commit_of(str(folder)) == git(folder, "rev-parse", "HEAD")
    assert state_of(str(folder)) is not None
    assert state_of(str(folder), branches=True) is not None


def sha256(folder: Path) -> str | None:
    git(folder, "init", "-q", "--object-format=sha256")
    git(folder, "commit", "-q", "--allow-empty", "-m", "a")
    return git(folder, "rev-parse", "HEAD")


def unborn(folder: Path) -> str | None:
    git(folder, "init", "-q")
    return UNBORN


def elsewhere(folder: Path) -> str | None:
    """A branch that is no branch: git follows it, and it is git's business."""
    sha256(folder)
    git(folder, "symbolic-ref", "refs/heads/alias", "refs/heads/" + git(folder, "branch", "--show-current"))
    git(folder, "symbolic-ref", "HEAD", "refs/heads/alias")
    return None


def grafted(folder: Path) -> str | None:
    sha256(folder)
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "grafts").write_text("")
    return None


def reftable(folder: Path) -> str | None:
    unborn(folder)
    (folder / ".git" / "reftable").mkdir()
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/.invalid\n")
    return None


def torn(folder: Path) -> str | None:
    sha256(folder)
    (folder / ".git" / "refs" / "heads" / git(folder, "branch", "--show-current")).write_text("")
    return None


def outside(folder: Path) -> str | None:
    unborn(folder)
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/../../../secret\n")
    return None


def pipe(folder: Path) -> str | None:
    unborn(folder)
    (folder / ".git" / "HEAD").unlink()
    os.mkfifo(folder / ".git" / "HEAD")
    return None


def broken(folder: Path) -> str | None:
    (folder / ".git").mkdir()
    return None


@pytest.mark.parametrize("made", [sha256, unborn, elsewhere, grafted, reftable, torn, outside, pipe, broken])
def test_what_leaves_a_doubt_is_left_to_git(tmp_path: Path, made: Callable[[Path], str | None]) -> None:
    if made is pipe and sys.platform == "win32":
        pytest.skip("no pipes among files")
    expected = made(tmp_path)
    assert commit_of(str(tmp_path)) == expected
    assert (state_of(str(tmp_path)) is None) is (expected is None)


def test_outside_a_repository_nothing_can_be_moved(tmp_path: Path) -> None:
    assert commit_of(str(tmp_path)) is None
    assert state_of(str(tmp_path), branches=True) == NO_REPOSITORY


def commit(folder: Path) -> None:
    git(folder, "commit", "-q", "--allow-empty", "-m", "c")


def switch(folder: Path) -> None:
    git(folder, "switch", "-q", "other")


def unshallow(folder: Path) -> None:
    (folder / ".git" / "shallow").write_text(git(folder, "rev-parse", "HEAD") + "\n")


@pytest.mark.parametrize("happens", [commit, switch, amended, reset, unshallow])
def test_another_history_is_another_state(repository: Path, happens: Callable[[Path], object]) -> None:
    before = state_of(str(repository))
    happens(repository)
    assert state_of(str(repository)) != before


def drop_a_branch(folder: Path) -> None:
    git(folder, "branch", "-q", "-D", "other")


def move_a_branch(folder: Path) -> None:
    git(folder, "branch", "-q", "-f", "other", "main")


def add_a_tag(folder: Path) -> None:
    git(folder, "tag", "v1")


def detach_another(folder: Path) -> None:
    git(folder.parent / "linked", "checkout", "-q", "--detach", "HEAD~1")


@pytest.mark.parametrize("happens", [drop_a_branch, move_a_branch, add_a_tag, detach_another])
def test_branches_count_where_they_matter(repository: Path, happens: Callable[[Path], object]) -> None:
    git(repository, "worktree", "add", "-q", "--detach", "../linked", "main")
    before = state_of(str(repository)), state_of(str(repository), branches=True)
    happens(repository)
    assert state_of(str(repository)) == before[0]
    assert state_of(str(repository), branches=True) != before[1]
