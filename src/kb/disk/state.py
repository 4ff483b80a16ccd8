"""Finds the folder for what must survive a run and not show in the work tree: the lock, the journal."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from kb.errors import KbError

NAME = "kb"


def git_folder(root: Path) -> Path | None:
    """The git directory of the work tree that holds ``root``; None without git.

    In a linked work tree or a submodule `.git` is a file that names the directory. A file that names
    nothing, or something that is no git directory, counts as none.
    """
    top = _top(root)
    if top is None:
        return None
    dot_git = top / ".git"
    if dot_git.is_dir():
        return dot_git if (dot_git / "HEAD").exists() else None
    return _named_by(dot_git)


def below_top(root: Path) -> str:
    """Where ``root`` lies in its repository, with a slash at the end; empty at its top, and without git."""
    top = _top(root)
    if top is None or git_folder(root) is None:
        return ""
    relative = os.path.relpath(os.path.realpath(root), top).replace(os.sep, "/")
    return "" if relative == "." else f"{relative}/"


def _top(root: Path) -> Path | None:
    """The nearest folder at or above ``root`` that has a `.git`."""
    here = Path(os.path.realpath(root))
    return next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), None)


def _named_by(dot_git: Path) -> Path | None:
    try:
        words = dot_git.read_bytes()[:4096].decode()
    except (OSError, UnicodeDecodeError):
        return None
    if not words.startswith("gitdir:"):
        return None
    named = Path(os.path.normpath(dot_git.parent / words[7:].strip()))
    return named if (named / "HEAD").is_file() else None


def state_folder(root: Path) -> Path:
    """A folder of our own for the base at ``root``, made if need be.

    It lies in the git directory, or without git in the user's cache folder; two bases never share one.

    Raises:
        KbError: it cannot be made.
    """
    key = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]
    folder = Path(NAME) / key
    try:
        folder = (git_folder(root) or _cache_folder()) / folder
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "It holds the lock and the journal; make it writable."
        raise KbError(f"the folder cannot be made: {error.strerror}", where=str(folder), hint=hint) from None
    return folder


def _cache_folder() -> Path:
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if named and Path(named).is_absolute():
        return Path(named)
    try:
        home = Path.home()
    except RuntimeError:
        import tempfile

        return Path(tempfile.gettempdir())
    return home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"
