"""Reads the text of a source that is one file: bounded, plain UTF-8, and no pipe or device."""

from __future__ import annotations

import os
from pathlib import Path

from kb import disk
from kb.errors import KbError
from kb.importers.values import MAX_FILE


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
        raise KbError(error.message, where=where, hint=_hint(error.hint)) from None


def _hint(hint: str | None) -> str | None:
    """The same advice as for a record, unless it makes sense for records only."""
    return None if hint is not None and "record" in hint else hint
