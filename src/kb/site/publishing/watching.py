"""Tells by their looks whether files are what they were, where they were not written a moment ago."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

GRAIN: Final = 2_000_000_000  # nanoseconds in which a clock may not tell two writes apart
_PROGRAM: Final = Path(__file__).resolve().parents[2]
_LIBRARIES: Final = (
    "jinja2",
    "markupsafe",
    "markdown",
    "nh3",
    "pygments",
    "vl_convert",
    "mkdocs",
    "material",
)


def signs(paths: Iterable[str]) -> str:
    """Files, and folders with all below them, as they look now; what is not there is a sign, too."""
    whole = blake2b(digest_size=16)
    for path in paths:
        for each in _files(path):
            whole.update(_sign(each))
    return whole.hexdigest()


def settled(paths: Iterable[str]) -> bool:
    """Whether all files were written long enough ago that their looks tell everything."""
    latest = 0
    for path in paths:
        for each in _files(path):
            try:
                seen = os.stat(each)
            except OSError:
                continue
            latest = max(latest, seen.st_mtime_ns, seen.st_ctime_ns)
    return latest < time.time_ns() - GRAIN


def _files(path: str) -> list[str]:
    if not os.path.isdir(path):
        return [path]
    found = []
    for folder, folders, names in os.walk(path, followlinks=True):
        folders.sort()
        found += [f"{folder}/{name}" for name in sorted(names)]
        if len(found) > 100_000:
            break
    return found


def _sign(path: str) -> bytes:
    try:
        seen = os.stat(path)
    except (OSError, ValueError):
        return os.fsencode(path)
    return os.fsencode(f"{path}\0{seen.st_size}\0{seen.st_ino}\0{seen.st_mtime_ns}\0{seen.st_ctime_ns}\n")


@cache
def program() -> str:
    """The program that draws: every file of `kb`, and the libraries it draws with."""
    whole = blake2b(sys.version.encode(), digest_size=16)
    for folder, folders, names in os.walk(_PROGRAM):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "example"))
        for name in sorted(names):
            whole.update(_sign(f"{folder}/{name}"))
    for folder in sys.path:
        for library in _LIBRARIES:
            if os.path.isdir(f"{folder}/{library}"):
                whole.update(_sign(f"{folder}/{library}"))
                whole.update(_sign(f"{folder}/{library}/__init__.py"))
    return whole.hexdigest()
