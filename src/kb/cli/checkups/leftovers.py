"""Leftovers: writes that were interrupted, a lock that is held, temporary files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from kb import disk
from kb.cli.checkup import Checkup, Patient, Remark
from kb.disk import journal
from kb.disk.publish import is_temporary
from kb.errors import KbError


class Leftovers(Checkup):
    """What earlier runs left behind."""

    name: ClassVar[str] = "leftovers"
    turn: ClassVar[int] = 6

    def look(self, patient: Patient) -> Iterator[Remark]:
        """The lock, the journal, and temporary files beside the records."""
        root, config = patient.root, patient.config
        if root is None or config is None:
            return
        try:
            folder = disk.state_folder(root)
        except KbError as error:
            yield Remark("problem", str(error), error.hint or "")
            return
        yield from _lock(root, folder)
        if os.path.lexists(folder / journal.NAME):
            help_ = "The next command that writes finishes it; until then do not edit its files."
            yield Remark("problem", "a write was interrupted", help_)
        names = [name for start in config.records for name in _temporary(root, start)]
        if names:
            yield Remark("problem", f"temporary files are left: {', '.join(names[:3])}", "Remove them.")
        if not names and not os.path.lexists(folder / journal.NAME):
            yield Remark("ok", "nothing is left of earlier writes")


def _lock(root: Path, folder: Path) -> Iterator[Remark]:
    if not (folder / "lock").exists():
        return
    try:
        with disk.lock(root, patience=0):
            pass
    except KbError as error:
        yield Remark("note", str(error), error.hint or "")


def _temporary(root: Path, start: str) -> Iterator[str]:
    for folder, _, names in os.walk(root / start):
        for name in names:
            if is_temporary(f"{folder}/{name}"):
                yield f"{os.path.relpath(folder, root)}/{name}".replace(os.sep, "/")
