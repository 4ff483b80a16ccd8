"""Finds the folder for what must survive a run and not show in the work tree: the lock, the journal."""

from __future__ import annotations

import os
from pathlib import Path

from kb import rooting
from kb.cache.place import user_folder
from kb.errors import KbError

NAME = "kb"


def git_folder(root: Path) -> Path | None:
    """The git directory of the work tree that holds ``root``; None without git."""
    found = rooting.git_folder(os.path.realpath(root))
    return Path(found) if found is not None else None


def below_top(root: Path) -> str:
    """Where ``root`` lies in its repository, with a slash at the end; empty at its top, and without git."""
    here = os.path.realpath(root)
    top = rooting.git_top(here)
    if top is None or rooting.git_folder(here) is None:
        return ""
    relative = os.path.relpath(here, top).replace(os.sep, "/")
    return "" if relative == "." else f"{relative}/"


def state_folder(root: Path) -> Path:
    """A folder of our own for the base at ``root``, made if need be.

    It lies in the git directory, or without git in the user's cache folder; two bases never share one.

    Raises:
        KbError: it cannot be made.
    """
    import hashlib  # loads a library of its own

    key = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:16]
    folder = Path(NAME) / key
    try:
        folder = (git_folder(root) or Path(user_folder() or _temporary())) / folder
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "It holds the lock and the journal; make it writable."
        raise KbError(f"the folder cannot be made: {error.strerror}", where=str(folder), hint=hint) from None
    return folder


def _temporary() -> str:
    """The folder for temporary files, where there is no home."""
    import tempfile

    return tempfile.gettempdir()
