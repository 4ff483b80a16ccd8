"""Lays a commit out in a temporary work tree, and takes it away again, whatever happens: also one left by a crash."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from kb.errors import KbError
from kb.experiments.asking import ask
from kb.experiments.running import deferred

PREFIX: Final = "kb-reproduce-"
_TREE: Final = "tree"
_LOCK: Final = "in-use"


@contextmanager
def work_tree(root: Path, commit: str) -> Iterator[Path]:
    """The files of a commit, as long as the context lasts; no branch, no stash, nothing in the user's work tree.

    Args:
        root: a folder of the repository.
        commit: a full commit id.

    Yields:
        the folder in the temporary work tree that corresponds to ``root``.

    Raises:
        KbError: git cannot lay it out.
    """
    tidy_up(root)
    home = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
    with _in_use(home):
        try:
            tree = home / _TREE
            said = ask(root, "worktree", "add", "--quiet", "--detach", "--force", "--", str(tree), commit)
            if said.code != 0:
                raise KbError(f"git cannot lay out commit {commit[:12]}: {said.complaint}")
            prefix = ask(root, "rev-parse", "--show-prefix").text
            yield tree / prefix
        finally:
            with deferred():
                _remove(root, home)


def tidy_up(root: Path) -> list[Path]:
    """Take away the work trees of this repository that runs left behind which do not run any more.

    Returns:
        the folders that were removed.
    """
    gone = []
    said = ask(root, "worktree", "list", "--porcelain", "-z")
    for entry in said.out.split(b"\0"):
        if entry.startswith(b"worktree "):
            tree = Path(os.fsdecode(entry.removeprefix(b"worktree ")))
            ours = tree.name == _TREE and tree.parent.name.startswith(PREFIX)
            if ours and not (tree.is_symlink() or tree.parent.is_symlink() or _is_in_use(tree.parent)):
                _remove(root, tree.parent)
                gone.append(tree.parent)
    return gone


def _remove(root: Path, home: Path) -> None:
    tree = home / _TREE
    if tree.exists():
        shutil.rmtree(tree, onerror=_try_harder)  # git would leave files behind that it does not know
    ask(root, "worktree", "remove", "--force", "--force", "--", str(tree))
    shutil.rmtree(home, onerror=_try_harder)


def _try_harder(function: Callable[..., Any], path: str, _error: Any) -> None:
    """Give the right to delete what was made read-only, such as a copy of the data."""
    with suppress(OSError):
        os.chmod(os.path.dirname(path), stat.S_IRWXU)  # noqa: PTH101,PTH120  # rmtree speaks of paths as text
        os.chmod(path, stat.S_IRWXU)  # noqa: PTH101  # rmtree speaks of paths as text
        function(path)


if sys.platform == "win32":

    @contextmanager
    def _in_use(home: Path) -> Iterator[None]:
        """Keep a file open, which Windows then does not let anybody delete."""
        with (home / _LOCK).open("wb"):
            yield

    def _is_in_use(home: Path) -> bool:
        try:
            (home / _LOCK).unlink(missing_ok=True)
        except OSError:
            return True
        return False

else:
    import fcntl

    @contextmanager
    def _in_use(home: Path) -> Iterator[None]:
        """Hold a lock of the kernel, which is free as soon as we do not run any more."""
        with (home / _LOCK).open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _is_in_use(home: Path) -> bool:
        try:
            with (home / _LOCK).open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False  # there is no such file: nobody got as far as that
        return False
