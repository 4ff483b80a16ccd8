"""What is seen around a base: data with their digests, files, commits, and nothing outside of it."""

import dataclasses
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.records.experiment import Code, DataSplit, Environment, Experiment
from kb.surroundings import look
from tests.conftest import GitRepo
from tests.test_comparison import experiment, read
from tests.test_graph import graph_of

Repo = Callable[..., GitRepo]


def sha256(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def made(
    data: dict[str, tuple[str, str]],
    *,
    commit: str | None = None,
    config: str | None = None,
    lock: str | None = None,
) -> Experiment:
    return dataclasses.replace(
        read(graph_of(experiment(1, "title: x")), 1),
        data={name: DataSplit(uri=uri, digest=digest) for name, (uri, digest) in data.items()},
        code=Code(commit=commit, config=config),
        environment=Environment(lockfile=lock),
    )


def test_data_and_files_of_the_work_tree(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.csv").write_bytes(b"1,2\n")
    (tmp_path / "uv.lock").touch()
    right, wrong = sha256(b"1,2\n"), sha256(b"3")
    cases = {
        ("data/a.csv", right): "same",
        ("./data/a.csv", right): "same",
        ("data/a.csv", "md5:" + hashlib.md5(b"1,2\n", usedforsecurity=False).hexdigest()): "same",
        ("data/a.csv", wrong): "other",
        ("data/a.csv", "etag:7"): "unreadable",
        ("data/b.csv", right): "absent",
        ("s3://bucket/a.csv", right): "elsewhere",
        ("../a.csv", right): "elsewhere",
        (str(tmp_path / "data/a.csv"), right): "elsewhere",
        ("data\x00", right): "elsewhere",
    }
    asked = made({str(n): case for n, case in enumerate(cases)}, config="conf.yaml", lock="uv.lock")
    found = look(tmp_path, [asked])
    assert found.data == cases
    assert found.files == {"conf.yaml": False, "uv.lock": True}
    assert found.commits == {}


def test_a_folder_has_a_digest_as_well(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.csv").write_bytes(b"1")
    listed = f"{hashlib.sha256(b'1').hexdigest()}  a.csv\n".encode()
    assert look(tmp_path, [made({"all": ("data/", sha256(listed))})]).data == {
        ("data/", sha256(listed)): "same"
    }


def test_nothing_is_reached_through_links_nor_opened_that_is_no_file(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.csv").write_bytes(b"1")
    root = tmp_path / "base"
    root.mkdir()
    (root / "data").symlink_to(outside)
    (root / "a.csv").symlink_to(outside / "a.csv")
    os.mkfifo(root / "pipe")
    digest = sha256(b"1")
    found = look(root, [made({"a": ("data/a.csv", digest), "b": ("a.csv", digest), "c": ("pipe", digest)})])
    assert list(found.data.values()) == ["elsewhere", "elsewhere", "unreadable"]


def test_large_data_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"12345")
    asked = made({"a": ("a.csv", sha256(b"12345"))})
    assert set(look(tmp_path, [asked], most_bytes=5).data.values()) == {"same"}
    assert set(look(tmp_path, [asked], most_bytes=4).data.values()) == {"unreadable"}


@pytest.mark.parametrize("change", [b"2", None])
def test_data_that_changed_since_are_looked_up_at_the_commit(git_repo: Repo, change: bytes | None) -> None:
    repo = git_repo(files={"data/a.csv": "1"})
    commit = repo.git("rev-parse", "HEAD").strip()
    path = repo.path / "data/a.csv"
    path.unlink() if change is None else path.write_bytes(change)
    right, wrong = sha256(b"1"), sha256(b"3")
    asked = made({"a": ("data/a.csv", right), "b": ("data/a.csv", wrong)}, commit=commit)
    found = look(repo.path, [asked])
    left = "absent" if change is None else "other"
    assert found.data == {("data/a.csv", right): "committed", ("data/a.csv", wrong): left}
    assert found.commits == {commit: "reachable"}
    assert look(repo.path, [asked], most_bytes=0).data[("data/a.csv", right)] != "committed"
