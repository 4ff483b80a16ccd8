"""Keeps every path inside the base: relative, without `..`, and through no symbolic link.

The root itself may be reached through a link; what lies below it may not, because a link in a repository can
lead a reader, and worse a writer, anywhere on the machine.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from kb.errors import KbError

MAX_NAME = 255


def checked(path: str) -> str:
    """A relative path that is safe to join to the root.

    Raises:
        KbError: it is absolute, climbs out with `..`, is not written with forward slashes, or holds a
            character that no file name of a base may hold.
    """
    parts = path.split("/")
    if not path or path.startswith("/") or "\\" in path or ":" in parts[0]:
        raise KbError(
            f"{path!r} is not a path inside the base", hint="Use a relative path with forward slashes."
        )
    if any(part in ("", ".", "..") for part in parts):
        raise KbError(
            f"{path!r} is not a plain path inside the base", hint="Leave out `.`, `..` and empty parts."
        )
    if not path.isprintable():
        raise KbError(
            f"the file name {path!a} holds characters that cannot be shown", hint="Rename the file."
        )
    if any(len(part.encode()) > MAX_NAME for part in parts):
        raise KbError(f"the file name `{parts[-1][:40]}…` is too long", hint=f"Use at most {MAX_NAME} bytes.")
    return path


def folder_trouble(root: Path, path: str) -> str | None:
    """Why the folders above ``path`` may not be entered, if so; folders that do not exist are no trouble."""
    here = os.fspath(root)
    for step in path.split("/")[:-1]:
        here = f"{here}/{step}"
        try:
            mode = os.lstat(here).st_mode
        except FileNotFoundError:
            return None
        except OSError as error:
            return f"the folder `{step}` cannot be read: {error.strerror}"
        if stat.S_ISLNK(mode):
            return f"the folder `{step}` is a symbolic link"
        if not stat.S_ISDIR(mode):
            return f"`{step}` is not a folder"
    return None


def resolve(root: Path, path: str) -> str:
    """The place of ``path`` on disk, for writing.

    Raises:
        KbError: the path is not plain, or a folder on the way is a link or leads out of the base.
    """
    trouble = folder_trouble(root, checked(path))
    if trouble is not None:
        raise KbError(
            trouble, where=path, hint="Records are read and written in real folders inside the base only."
        )
    full = f"{os.fspath(root)}/{path}"
    real_root = os.path.realpath(root)
    parent = os.path.realpath(os.path.dirname(full))
    if os.path.commonpath((real_root, parent)) != real_root:
        raise KbError("this path leads out of the base", where=path)
    return full
