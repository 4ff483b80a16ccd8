"""Names: files that are two here and one on a file system that does not tell cases or compositions apart."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from kb.cli.checkup import Checkup, Patient, Remark


class Names(Checkup):
    """What would not survive a clone to another machine."""

    name: ClassVar[str] = "names"
    turn: ClassVar[int] = 7

    def look(self, patient: Patient) -> Iterator[Remark]:
        """Pairs of names in the folders of the base, records or not."""
        root, config = patient.root, patient.config
        if root is None or config is None:
            return
        seen: dict[str, str] = {}
        clashes = []
        for start in sorted({*config.records, config.docs}):
            for folder, folders, names in os.walk(root / start):
                for name in sorted([*folders, *names]):
                    path = os.path.relpath(Path(folder) / name, root).replace(os.sep, "/")
                    key = unicodedata.normalize("NFC", path).casefold()
                    if seen.setdefault(key, path) != path:
                        clashes.append((seen[key], path))
        for one, other in clashes[:10]:
            help_ = "Rename one of them: on Windows and macOS they are one file."
            yield Remark("problem", f"{one} and {other} differ in case or composition alone", help_)
        if not clashes:
            yield Remark("ok", "no two names are one on other file systems")
