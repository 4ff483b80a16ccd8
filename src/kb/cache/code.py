"""Which program gave an answer: all files beside the code that ran, so that an edited rule is another program."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

_STANDARD = os.path.dirname(os.__file__)


def folders() -> list[str] | None:
    """The folders of all modules that this run has loaded, but for those of Python itself.

    Returns:
        sorted; None when one of them is in no folder, such as a program in an archive.
    """
    found = set[str]()
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if not isinstance(file, str):
            continue
        folder = os.path.dirname(os.path.abspath(file))
        if folder == _STANDARD or (folder.startswith(_STANDARD + os.sep) and "-packages" not in folder):
            continue
        if folder in found:
            continue
        if not os.path.isdir(folder):
            return None
        found.add(folder)
    return sorted(found)


def stamp(folders: Iterable[str]) -> tuple[bytes, int]:
    """What the files in these folders look like, and when the last of them was written or changed.

    Raises:
        OSError: a folder has gone.
    """
    seen = [sys.version, sys.prefix, repr(sys.path), _STANDARD]
    latest = 0
    for folder in folders:
        status = os.stat(folder)
        latest = max(latest, status.st_mtime_ns)
        seen.append(f"{folder}\0{status.st_ino}\0{status.st_mtime_ns}")
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_file():
                    status = entry.stat()
                    when = max(status.st_mtime_ns, status.st_ctime_ns)
                    latest = max(latest, when)
                    seen.append(
                        f"{entry.name}\0{status.st_size}\0{status.st_ino}\0{status.st_mtime_ns}\0{when}"
                    )
    return os.fsencode("\n".join(seen)), latest
