"""One writer at a time: who waits, who is told, and what is left when a writer dies."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.disk import create, lock, state_folder
from kb.disk.locking import lock as lock_with_patience
from kb.errors import KbError

HOLD = """
import sys, time
from pathlib import Path
from kb.disk import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


class Holder:
    """Another process that holds the lock until it is told to let go."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-c", HOLD, str(root)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == b"held\n"

    def let_go(self) -> None:
        self.process.communicate()
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


def test_who_waits_in_vain_is_told_for_whom(tmp_path: Path) -> None:
    holder = Holder(tmp_path)
    expected = (
        rf"another kb \(process {holder.process.pid}, since \d{{4}}-\d\d-\d\dT[\d:]+\+00:00\) is writing"
    )
    with pytest.raises(KbError, match=expected), lock_with_patience(tmp_path, patience=0.05):
        pytest.fail("two hold one lock")
    holder.let_go()
    with lock_with_patience(tmp_path, patience=0):
        pass


def test_who_waits_long_enough_gets_it(tmp_path: Path) -> None:
    holder = Holder(tmp_path)
    timer = threading.Timer(0.2, holder.let_go)
    timer.start()
    create(tmp_path, "a.md", "x")
    timer.join()
    assert (tmp_path / "a.md").read_text() == "x"


def test_a_killed_holder_delays_nobody(tmp_path: Path) -> None:
    holder = Holder(tmp_path)
    holder.kill()
    with lock_with_patience(tmp_path, patience=0):
        pass


def test_a_command_may_write_twice_under_one_lock(tmp_path: Path) -> None:
    with lock(tmp_path):
        create(tmp_path, "a.md", "x")
        create(tmp_path, "b.md", "x")
        with pytest.raises(KbError, match="is writing"), lock_in_thread(tmp_path):
            pass
    with lock_with_patience(tmp_path, patience=0):
        pass


class lock_in_thread:  # noqa: N801  # reads as what it does
    """The lock, asked for by another thread of the same process."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.error: KbError | None = None

    def ask(self) -> None:
        try:
            with lock_with_patience(self.root, patience=0):
                pass
        except KbError as error:
            self.error = error

    def __enter__(self) -> None:
        thread = threading.Thread(target=self.ask)
        thread.start()
        thread.join()
        if self.error:
            raise self.error

    def __exit__(self, *_: object) -> None:
        pass


def test_an_error_under_the_lock_frees_it(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), lock(tmp_path):
        _ = 1 // 0
    with lock_with_patience(tmp_path, patience=0):
        pass


def test_a_file_system_without_locks_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    def no_locks(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with pytest.raises(KbError, match="no locks: No locks available"), lock(tmp_path):
        pass


# -- where it lies -------------------------------------------------------------------------------------------


def written_in(root: Path, *, status_of: Path | None = None) -> Path:
    """Writes once and returns the state folder; git must not see it."""
    create(root, "backlog/a.md", "x")
    if status_of is not None:
        command = ["git", "status", "--porcelain", "--ignored", "--untracked-files=all"]
        shown = subprocess.run(command, cwd=status_of, capture_output=True, text=True, check=True).stdout
        assert [line for line in shown.splitlines() if "backlog/a.md" not in line] == []
    return state_folder(root).resolve()


def test_it_lies_in_the_git_directory(git_repo: Callable[..., object], tmp_path: Path) -> None:
    git_repo(tmp_path / "repo")
    assert written_in(tmp_path / "repo", status_of=tmp_path / "repo").is_relative_to(
        tmp_path / "repo" / ".git"
    )


def test_two_bases_in_one_repository_do_not_wait_for_each_other(
    git_repo: Callable[..., object], tmp_path: Path
) -> None:
    git_repo(tmp_path / "repo")
    for name in ("one", "two"):
        (tmp_path / "repo" / name).mkdir()
    holder = Holder(tmp_path / "repo" / "one")
    assert written_in(tmp_path / "repo" / "two").is_relative_to(tmp_path / "repo" / ".git")
    holder.let_go()


def test_a_linked_work_tree_has_its_own(git_repo: Callable[..., object], tmp_path: Path) -> None:
    repo = git_repo(tmp_path / "repo", {"kb.toml": ""})
    repo.git("worktree", "add", "--quiet", str(tmp_path / "tree"))  # type: ignore[attr-defined]  # a GitRepo
    state = written_in(tmp_path / "tree", status_of=tmp_path / "tree")
    assert state.is_relative_to(tmp_path / "repo" / ".git" / "worktrees" / "tree")


def test_a_submodule_has_its_own(git_repo: Callable[..., object], tmp_path: Path) -> None:
    git_repo(tmp_path / "inner", {"kb.toml": ""})
    repo = git_repo(tmp_path / "outer", {"a": ""})
    repo.git("submodule", "add", "--quiet", str(tmp_path / "inner"), "sub")  # type: ignore[attr-defined]  # a GitRepo
    repo.commit("add")  # type: ignore[attr-defined]  # a GitRepo
    state = written_in(tmp_path / "outer" / "sub", status_of=tmp_path / "outer" / "sub")
    assert state.is_relative_to(tmp_path / "outer" / ".git" / "modules" / "sub")


@pytest.mark.parametrize(
    "dot_git",
    [None, b"gitdir: /nowhere/at/all\n", b"gitdir: .\n", b"words", b"\xff\xfe", b"gitdir: \0\n"],
    ids=repr,
)
def test_without_git_it_lies_in_the_cache_of_the_user(tmp_path: Path, dot_git: bytes | None) -> None:
    root = tmp_path / "base"
    root.mkdir()
    if dot_git is not None:
        (root / ".git").write_bytes(dot_git)
    state = written_in(root)
    assert state.is_relative_to(Path(os.environ["XDG_CACHE_HOME"]).resolve())
    assert sorted(path.name for path in root.iterdir() if path.name != ".git") == ["backlog"]


def test_without_a_home_it_lies_in_the_folder_for_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "base").mkdir()
    assert written_in(tmp_path / "base").is_relative_to(tmp_path / "temporary")


def test_a_state_folder_that_cannot_be_made_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    with pytest.raises(KbError, match="the folder cannot be made"):
        create(tmp_path, "a.md", "x")


def test_a_lock_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (state_folder(tmp_path) / "lock").mkdir()
    with pytest.raises(KbError, match="the lock cannot be opened"):
        create(tmp_path, "a.md", "x")
