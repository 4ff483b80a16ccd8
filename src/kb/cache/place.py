"""Where a cache lies: in the user's own cache folder, in which nobody else can put anything.

Not in the repository's git directory, because an unpacked archive or a shared folder brings that along, and what
others wrote must not speak for `kb`. A folder that is not the user's alone is not used, nor is a file in it.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from zlib import crc32

from kb.cache.frames import Packing

MAX_FILE = 64 * 1024 * 1024
"""A file of the cache that would be larger is not written, and one that is larger is not read."""
MAX_BASES = 32
"""Bases that are remembered; those looked at longest ago are forgotten."""
HOUR = 3600

READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
READ |= getattr(os, "O_NONBLOCK", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def user_folder() -> str:
    """The folder for caches of this user, by the custom of the system; empty where there is no home."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or ""
    if os.path.isabs(named):
        return named
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        return ""
    return f"{home}/Library/Caches" if sys.platform == "darwin" else f"{home}/.cache"


def folder_of(root: str) -> str:
    """The folder of the base at ``root``, whether it is there or not; empty where there can be none."""
    home = user_folder()
    return f"{home}/kb/bases/{crc32(os.fsencode(root)):08x}" if home else ""


def ours(status: os.stat_result) -> bool:
    """Whether something belongs to this user, and nobody else can write to it."""
    if sys.platform == "win32":
        return True  # the folder for a user's data is theirs alone by its access list
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def read(folder: str, name: str) -> bytes | None:
    """A file of the cache; None when it is not there, or is not to be trusted."""
    try:
        status = os.lstat(folder)
        if not (folder and stat.S_ISDIR(status.st_mode) and ours(status)):
            return None
        fd = os.open(f"{folder}/{name}", READ)
    except (OSError, ValueError):
        return None
    try:
        status = os.fstat(fd)
        if not (stat.S_ISREG(status.st_mode) and ours(status) and status.st_size <= MAX_FILE):
            return None
        data = os.read(fd, status.st_size)
        return data if len(data) == status.st_size else None
    except OSError:
        return None
    finally:
        os.close(fd)


def write(folder: str, name: str, data: bytes | bytearray) -> bool:
    """Put a file into the cache, whole or not at all; of two who do so at once the last one wins.

    Returns:
        whether it is there now. Nothing is said when it is not: a full disk or a folder of somebody else's
        only means that the next run has to look for itself.
    """
    return _write(folder, name, (data,), None)


def write_parts(folder: str, name: str, parts: Packing) -> bool:
    """As :func:`write`, of parts that are never in memory all at once."""
    return _write(folder, name, parts, parts)


def _write(folder: str, name: str, parts: Iterable[bytes | bytearray], sealed: Packing | None) -> bool:
    if not folder or not _made(folder):
        return False
    temp = f"{folder}/.{os.urandom(6).hex()}.tmp"
    try:
        fd = os.open(temp, _WRITE, 0o600)
    except OSError:
        return False
    try:
        try:
            _put(fd, parts)
            if sealed is not None:
                os.lseek(fd, 0, os.SEEK_SET)
                _put(fd, (sealed.head,))
        finally:
            os.close(fd)
        os.replace(temp, f"{folder}/{name}")
        _sweep(folder)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(temp)
        if isinstance(error, OSError):
            return False
        raise
    return True


def _put(fd: int, parts: Iterable[bytes | bytearray]) -> None:
    room = MAX_FILE
    for part in parts:
        room -= len(part)
        if room < 0:
            raise OSError("this is longer than anything that is kept")
        left = memoryview(part)
        while left:
            left = left[os.write(fd, left) :]


def _sweep(folder: str) -> None:
    """Remove what runs that were killed left behind, long after they can have been at work."""
    for name in os.listdir(folder):
        left = f"{folder}/{name}"
        if name.endswith(".tmp") and os.lstat(left).st_mtime < time.time() - HOUR:
            os.unlink(left)


def _made(folder: str) -> bool:
    """Whether the folder is there and ours alone, made if need be; a new one lets an old one go."""
    try:
        if not os.path.lexists(folder):
            above = os.path.dirname(folder)
            os.makedirs(above, mode=0o700, exist_ok=True)
            _forget(above)
            os.mkdir(folder, 0o700)
        for here in (folder, os.path.dirname(folder)):
            status = os.lstat(here)
            if not (stat.S_ISDIR(status.st_mode) and ours(status)):
                return False
    except OSError:
        return False
    return True


def _forget(bases: str) -> None:
    """Remove the bases beyond the number that is kept."""
    with os.scandir(bases) as entries:
        known = sorted(
            ((entry.stat(follow_symlinks=False).st_mtime, entry.path) for entry in entries), reverse=True
        )
    for _, folder in known[MAX_BASES - 1 :]:
        clear(folder)


def clear(folder: str) -> None:
    """Remove a folder of the cache with the files in it, as far as that goes."""
    with suppress(OSError):
        for name in os.listdir(folder):
            os.unlink(f"{folder}/{name}")
        os.rmdir(folder)
