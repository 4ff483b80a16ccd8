"""What the folder of a site looks like from outside, without loading what writes it."""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

Signature = list[int]
"""What a file looks like from outside: its size, inode and both times."""


def signature(path: str) -> Signature | None:
    """What a file looks like; None where there is no such file."""
    try:
        seen = os.lstat(path)
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(seen.st_mode):
        return None
    return [seen.st_size, seen.st_ino, seen.st_mtime_ns, seen.st_ctime_ns]


def survey(site: Path | str, empty: list[str] | None = None) -> dict[str, Signature | None]:
    """Every file of a site and what it looks like; None for what is no file. Hidden names at the top are left out.

    Args:
        site: the folder.
        empty: takes the folders in which there is nothing.
    """
    found: dict[str, Signature | None] = {}
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            entries = list(os.scandir(f"{site}/{prefix}"))
        except OSError:  # nobody may look into it, or it is gone
            continue
        if empty is not None and not entries:
            empty.append(prefix)
        for entry in entries:
            if not prefix and entry.name.startswith("."):
                continue
            name = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{name}/")
            else:
                found[name] = signature(f"{site}/{name}")
    return found
