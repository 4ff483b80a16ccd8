"""Reads the text of a source that is one file: bounded, plain UTF-8, and no pipe or device."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from kb import disk
from kb.errors import KbError
from kb.importers.values import MAX_FILE

MAX_FILES: Final = 10_000
"""Files of one folder."""


def full_path(root: Path, source: str) -> Path:
    """Where a source is on this machine: relative ones are meant from the root of the base."""
    return Path(os.path.normpath(root / source))


def text_of(root: Path, source: str, limit: int = MAX_FILE) -> str:
    """The text of a file, without a byte order mark.

    Raises:
        KbError: there is no such file, it is none that may be read, not UTF-8, or too long.
    """
    full = full_path(root, source)
    if full.is_relative_to(root):
        folder, name = root, full.relative_to(root).as_posix()
    else:
        folder, name = full.parent, full.name
    if full.is_dir():
        raise KbError("this is a folder, not a file", where=source)
    try:
        return disk.read_text(folder, name, limit=limit).removeprefix("\ufeff")
    except KbError as error:
        where = error.where.replace(name, source, 1) if error.where else source
        message = error.message.replace("a record has at most", "read are at most")
        raise KbError(message, where=where, hint=_hint(error.hint)) from None


def _hint(hint: str | None) -> str | None:
    """The same advice as for a record, unless it makes sense for records only."""
    return None if hint is not None and ("record" in hint or ".md" in hint) else hint


def listed(root: Path, source: str, endings: tuple[str, ...], *, deep: bool = False) -> list[str] | None:
    """The files of a folder with one of some endings, sorted, as sources; None if the source is no folder.

    Hidden names are left out, and no link is followed.

    Args:
        root: of the base.
        source: a file or a folder.
        endings: of names, with their dots.
        deep: whether folders in the folder are looked into.

    Raises:
        KbError: there are more files than one import reads.
    """
    top = full_path(root, source)
    if not top.is_dir():
        return None
    found: list[str] = []
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            raise KbError(f"the folder cannot be listed: {error.strerror}", where=source) from None
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting += [Path(entry.path)] if deep else []
            elif entry.is_file(follow_symlinks=False) and entry.name.lower().endswith(endings):
                path = Path(entry.path)
                found.append(path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path))
        if len(found) > MAX_FILES:
            raise KbError(f"more than {MAX_FILES:,} files", where=source, hint="Name a folder in it.")
    return sorted(found)
