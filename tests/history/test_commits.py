"""Looking for commits that records name: there, lost, absent, and where nobody can tell."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.history.commits import blobs_at, is_hash, look_for
from tests.conftest import GitRepo

Repo = Callable[..., GitRepo]


@pytest.mark.parametrize(
    ("commit", "expected"),
    [("a" * 40, True), ("ABCDEF1", True), ("0" * 40, True), ("abcdef", False), ("1234567", False), ("main", False),
     ("v1.2", False), ("abcdef1\nHEAD", False), ("a" * 65, False), ("abcdef1^{tree}", False)],
)  # fmt: skip
def test_what_is_looked_for(commit: str, *, expected: bool) -> None:
    assert is_hash(commit) is expected


def head(repo: GitRepo) -> str:
    return repo.git("rev-parse", "HEAD").strip()


def test_a_commit_is_there_lost_or_absent(git_repo: Repo) -> None:
    repo = git_repo(files={"a": "1"})
    first = head(repo)
    repo.commit("second", {"a": "2"})
    lost = head(repo)
    repo.git("reset", "--quiet", "--hard", first)
    repo.git("checkout", "-q", "-b", "other")
    repo.commit("third", {"a": "3"})
    branch = head(repo)
    repo.git("checkout", "-q", "main")
    absent = "f" * 40
    found = look_for(repo.path, [first, first[:9], lost, branch, branch.upper(), absent, "main", "v1"])
    assert found == {
        first: "reachable", first[:9]: "reachable", branch: "reachable", branch.upper(): "reachable",
        lost: "unreachable", absent: "missing",
    }  # fmt: skip


def test_a_tag_or_a_checkout_without_a_branch_leads_to_a_commit(git_repo: Repo) -> None:
    repo = git_repo(files={"a": "1"})
    repo.commit("second", {"a": "2"})
    tagged = head(repo)
    repo.git("tag", "kept")
    repo.git("reset", "--quiet", "--hard", "HEAD^")
    repo.git("checkout", "-q", "--detach")
    repo.commit("third", {"a": "3"})
    assert set(look_for(repo.path, [tagged, head(repo)]).values()) == {"reachable"}


def test_what_is_no_commit_is_not_there(git_repo: Repo) -> None:
    repo = git_repo(files={"a": "1"})
    tree = repo.git("rev-parse", "HEAD^{tree}").strip()
    assert look_for(repo.path, [tree]) == {tree: "missing"}


def test_nobody_can_tell_in_a_clone_that_left_out_history(git_repo: Repo, tmp_path: Path) -> None:
    repo = git_repo(files={"a": "1"})
    first = head(repo)
    repo.commit("second", {"a": "2"})
    repo.git("clone", "-q", "--depth", "1", f"file://{repo.path}", str(tmp_path / "shallow"))
    assert look_for(tmp_path / "shallow", [first, head(repo)]) == {head(repo): "reachable"}


def test_nobody_can_tell_in_a_clone_that_left_out_branches(git_repo: Repo, tmp_path: Path) -> None:
    repo = git_repo(files={"a": "1"})
    one, whole = tmp_path / "one", tmp_path / "whole"
    repo.git("clone", "-q", "--single-branch", f"file://{repo.path}", str(one))
    repo.git("clone", "-q", f"file://{repo.path}", str(whole))
    assert look_for(one, ["a" * 40, head(repo)]) == {head(repo): "reachable"}
    assert look_for(whole, ["a" * 40]) == {"a" * 40: "missing"}


def test_outside_a_repository_and_before_the_first_commit(git_repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    assert look_for(tmp_path / "none", ["a" * 40]) == {}
    assert blobs_at(tmp_path / "none", [("a" * 40, "a")]) == {}
    assert look_for(git_repo(tmp_path / "empty").path, ["a" * 40]) == {"a" * 40: "missing"}
    assert look_for(tmp_path / "empty", []) == {}


def test_files_at_a_commit_by_their_path_from_the_root(git_repo: Repo) -> None:
    repo = git_repo(files={"base/data/ü b.csv": "1", "data/a.csv": "2"})
    first = head(repo)
    repo.commit("second", {"base/data/ü b.csv": "3"})
    wanted = [
        (first, "data/ü b.csv"),
        (first, "data/a.csv"),
        (first, "data"),
        ("main", "data"),
        (first, "x\ny"),
    ]
    found = blobs_at(repo.path / "base", wanted)
    blob = repo.git("rev-parse", f"{first}:base/data/ü b.csv").strip()
    assert found == {(first, "data/ü b.csv"): blob}
