"""Asking git: the right answers in every state of a repository, and nothing of the repository's is run."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.history import git
from tests.conftest import GitRepo

Repo = Callable[..., GitRepo]
FOLDERS = ("backlog", "research")


def test_names_on_every_branch_count(git_repo: Repo) -> None:
    repo = git_repo(files={"backlog/TASK-0001-a.md": "1", "notes/TASK-0050-elsewhere.md": "x"})
    repo.git("checkout", "-q", "-b", "local")
    repo.commit("b", {"research/goals/GOAL-0002-ü b.md": "2"})
    repo.git("checkout", "-q", "-b", "gone", "main")
    repo.commit("c", {'backlog/deep/task-0009-"odd" name.md': "3", "backlog/TASK-0012.txt": "4"})
    repo.git("update-ref", "refs/remotes/origin/theirs", "gone")
    repo.git("checkout", "-q", "main")
    repo.git("branch", "-q", "-D", "gone")
    repo.git("tag", "old", "local")
    assert git.ids_on_branches(repo.path, FOLDERS) == {"TASK-0001", "GOAL-0002", "TASK-0009"}


def test_a_base_below_the_top_sees_its_own_folders(git_repo: Repo) -> None:
    repo = git_repo(files={"kb/backlog/TASK-0001-a.md": "1", "backlog/TASK-0007-b.md": "2"})
    assert git.ids_on_branches(repo.path / "kb", FOLDERS) == {"TASK-0001"}
    shared = git.shared(repo.path / "kb")
    assert shared is not None
    assert (shared.folder.resolve(), shared.inside) == ((repo.path / ".git").resolve(), "kb/")


def test_linked_work_trees_share_one_folder(git_repo: Repo, tmp_path: Path) -> None:
    repo = git_repo(files={"a": ""})
    repo.git("worktree", "add", "-q", str(tmp_path / "other"))
    ours, theirs = git.shared(repo.path), git.shared(tmp_path / "other")
    assert ours is not None
    assert theirs is not None
    assert ours.folder.resolve() == theirs.folder.resolve()


def test_an_unborn_branch_has_no_names(git_repo: Repo) -> None:
    repo = git_repo()
    assert git.ids_on_branches(repo.path, FOLDERS) == frozenset()
    assert git.top_level(repo.path) == repo.path.resolve()


def test_without_a_repository_nothing_is_known(tmp_path: Path) -> None:
    assert git.top_level(tmp_path) is None
    assert git.shared(tmp_path) is None
    assert git.remote_address(tmp_path) is None
    assert git.ids_on_branches(tmp_path, FOLDERS) == frozenset()


@pytest.mark.parametrize("broken", ["HEAD", "packed-refs", "objects"])
def test_a_broken_repository_is_as_good_as_none(git_repo: Repo, broken: str) -> None:
    repo = git_repo(files={"backlog/TASK-0001-a.md": "1"})
    place = repo.path / ".git" / broken
    if place.is_dir():
        place.rename(place.with_name("moved"))
    else:
        place.write_bytes(b"\xff\x00 nonsense\n")
    assert git.ids_on_branches(repo.path, FOLDERS) == frozenset()


def test_without_git_nothing_is_known(git_repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = git_repo(files={"backlog/TASK-0001-a.md": "1"})
    monkeypatch.setenv("PATH", os.fspath(repo.path))
    assert git.ids_on_branches(repo.path, FOLDERS) == frozenset()
    assert git.start_repository(repo.path) is False


def test_a_hook_s_variables_do_not_lead_elsewhere(
    git_repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = git_repo(files={"backlog/TASK-0001-a.md": "1"})
    other = git_repo(tmp_path / "other", files={"backlog/TASK-0099-b.md": "2"})
    monkeypatch.setenv("GIT_DIR", str(other.path / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.path))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.path / ".git" / "index"))
    assert git.ids_on_branches(repo.path, FOLDERS) == {"TASK-0001"}


def test_nothing_that_the_repository_names_is_run(git_repo: Repo, tmp_path: Path) -> None:
    repo = git_repo(files={"backlog/TASK-0001-a.md": "1", ".gitattributes": "*.md diff=evil filter=evil\n"})
    trap, sprung = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f'#!/bin/sh\necho "$0 $@" >> "{sprung}"\ncat\n')
    trap.chmod(0o755)
    for key in (
        "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "diff.external",
        "diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge", "gpg.program",
        "credential.helper", "pager.rev-list", "core.alternateRefsCommand", "uploadpack.packObjectsHook",
    ):  # fmt: skip
        repo.git("config", key, str(trap))
    for hook in ("post-index-change", "reference-transaction", "post-checkout"):
        (repo.path / ".git" / "hooks" / hook).symlink_to(trap)
    repo.git("config", "core.hooksPath", str(repo.path / ".git" / "hooks"))
    sprung.unlink(missing_ok=True)
    assert git.ids_on_branches(repo.path, FOLDERS) == {"TASK-0001"}
    assert git.top_level(repo.path) is not None
    assert git.shared(repo.path) is not None
    git.remote_address(repo.path)
    git.ask(repo.path, "log", "-1", "--format=%H")
    assert not sprung.exists(), sprung.read_text()


def test_a_bare_repository_among_the_files_is_not_used(tmp_path: Path, git_repo: Repo) -> None:
    inner = git_repo(tmp_path / "source", files={"backlog/TASK-0066-a.md": "1"})
    planted = tmp_path / "planted"
    (inner.path / ".git").rename(planted)
    GitRepo(planted).git("config", "core.bare", "true")
    assert git.ids_on_branches(planted, FOLDERS) == frozenset()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("git@github.com:team/base.git", "https://github.com/team/base"),
        (
            "https://user:secret@gitlab.example.org/group/sub/base.git",
            "https://gitlab.example.org/group/sub/base",
        ),
        ("ssh://git@host.example.org:2222/team/base", "https://host.example.org/team/base"),
        ("https://github.com/team/base/", "https://github.com/team/base"),
        ("/srv/git/base.git", None),
        ("../base", None),
        ("C:\\base", None),
        ("javascript:alert(1)//host.example/x", None),
        ("https://host.example.org/a b", None),
        ("", None),
    ],
)
def test_an_address_for_a_browser(address: str, shown: str | None) -> None:
    assert git.browsable(address) == shown


def test_origin_is_asked_first(git_repo: Repo) -> None:
    repo = git_repo()
    repo.git("remote", "add", "backup", "https://backup.example.org/base.git")
    assert git.remote_address(repo.path) == "https://backup.example.org/base"
    repo.git("remote", "add", "origin", "git@host.example.org:team/base.git")
    assert git.remote_address(repo.path) == "https://host.example.org/team/base"
