"""Tells by their looks whether files are what they were, where they were not written a moment ago."""

from __future__ import annotations

import os
import sys
import time
from _blake2 import blake2b
from collections.abc import Iterable
from functools import cache

GRAIN = 2_000_000_000  # nanoseconds in which a clock may not tell two writes apart
_PROGRAM = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
_LIBRARIES = (
    "jinja2",
    "markupsafe",
    "markdown",
    "nh3",
    "pygments",
    "vl_convert",
    "mkdocs",
    "material",
    "pagefind",
    "pagefind_bin",
)


def signs(paths: Iterable[str]) -> str:
    """Files, and folders with all below them, as they look now; what is not there is a sign, too."""
    whole = blake2b(digest_size=16)
    for path in paths:
        for each in _files(path):
            whole.update(_sign(each))
    return whole.hexdigest()


def settled(paths: Iterable[str], now: int = 0) -> bool:
    """Whether all files were written so long before a moment, by itself this one, that their looks tell everything."""
    latest = 0
    for path in paths:
        for each in _files(path):
            try:
                seen = os.stat(each)
            except OSError:
                continue
            latest = max(latest, seen.st_mtime_ns, seen.st_ctime_ns)
    return latest < (now or time.time_ns()) - GRAIN


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
