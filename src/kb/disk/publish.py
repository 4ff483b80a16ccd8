"""Puts bytes into place: a temporary file beside the target, on disk before it is renamed over it.

At any moment the target is the old file or the new one, whole. The temporary name is short, hidden and has
nothing of the record's name in it.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress

PREFIX = ".kb-"
SUFFIX = ".tmp"


def temporary(full: str) -> str:
    """A free name beside ``full``."""
    return f"{os.path.dirname(full)}/{PREFIX}{os.urandom(6).hex()}{SUFFIX}"


def is_temporary(path: str) -> bool:
    """Whether a path has the form that :func:`temporary` gives."""
    name = path.rpartition("/")[2]
    middle = name.removeprefix(PREFIX).removesuffix(SUFFIX)
    return (
        name == f"{PREFIX}{middle}{SUFFIX}" and len(middle) == 12 and set(middle) <= set("0123456789abcdef")
    )


def write_new(full: str, data: bytes, like: os.stat_result | None = None, *, durable: bool = True) -> None:
    """Write a file that is not there yet.

    Args:
        full: where.
        data: what.
        like: take owner and mode from this file; without it, what the user's mask gives.
        durable: wait for the disk; without it, a loss of power may lose the file, a crash of kb may not.

    Raises:
        OSError: it could not be written; nothing is left of it.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    fd = os.open(full, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)
    try:
        try:
            if like is not None and hasattr(os, "fchmod"):
                _liken(fd, like)
            left = memoryview(data)
            while left:
                left = left[os.write(fd, left) :]
            if durable:
                os.fsync(fd)
        finally:
            os.close(fd)
    except BaseException:
        with suppress(OSError):
            os.unlink(full)
        raise


def _liken(fd: int, like: os.stat_result) -> None:
    now = os.fstat(fd)
    if (now.st_uid, now.st_gid) != (like.st_uid, like.st_gid):
        with suppress(PermissionError):  # only root gives files away
            os.fchown(fd, like.st_uid, like.st_gid)
    os.fchmod(fd, like.st_mode & 0o777)


def sync_folder(folder: str) -> None:
    """Wait until renames in a folder are on disk, where the system can tell."""
    if sys.platform == "win32":
        return
    fd = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0))
    try:
        os.fsync(fd)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(fd)


def rename_new(old: str, new: str) -> None:
    """Rename a file to a name that must be free; two writers cannot both win.

    Raises:
        FileExistsError: the name is taken.
        OSError: the rename failed.
    """
    if sys.platform.startswith("linux") and _rename_exclusive(old, new):
        return
    if sys.platform != "win32" and os.path.lexists(
        new
    ):  # Windows refuses by itself; elsewhere our lock must do
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), new)
    os.rename(old, new)


_RENAME_NOREPLACE = 1
_AT_FDCWD = -100


def _rename_exclusive(old: str, new: str) -> bool:
    """Let the kernel compare and rename in one step; False where it or the file system cannot."""
    import ctypes

    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(old), _AT_FDCWD, os.fsencode(new), _RENAME_NOREPLACE) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), new)
