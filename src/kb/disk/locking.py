"""Lets one process at a time write to a base.

The lock belongs to the kernel: when its holder dies, however that happens, it is free. The file that
carries it is never removed and lies where git does not look.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kb.disk.state import state_folder
from kb.errors import KbError

PATIENCE: Final = 10.0
_PAUSE: Final = 0.02

_mine: set[tuple[str, int, int]] = set()
"""The locks that this very thread of this very process holds: a command may write twice under one."""


@contextmanager
def lock(root: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the right to write to the base at ``root``; entering again in the same thread is free.

    Args:
        root: the folder of the base.
        patience: seconds to wait for another process.

    Raises:
        KbError: another process holds it; the message says which and since when. Or the lock cannot be made.
    """
    path = str(state_folder(root) / "lock")
    key = (path, os.getpid(), threading.get_ident())
    if key in _mine:
        yield
        return
    fd = _open(path)
    try:
        _acquire(fd, patience)
        _mine.add(key)
        try:
            yield
        finally:
            _mine.discard(key)
            with suppress(OSError):
                _sign(fd, "")
    finally:
        with suppress(OSError):  # the descriptor is gone in any case, and the lock with it
            os.close(fd)


def _open(path: str) -> int:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(path, flags, 0o666)
    except OSError as error:
        raise KbError(f"the lock cannot be opened: {error.strerror}", where=path) from None


def _acquire(fd: int, patience: float) -> None:
    deadline = time.monotonic() + patience
    try:
        while not _try(fd):
            if time.monotonic() >= deadline:
                hint = "Wait until it has finished, or end it; then try again."
                raise KbError(f"{_holder(fd)} is writing to this base", hint=hint)
            time.sleep(_PAUSE)
    except OSError as error:
        raise KbError(f"this file system gives no locks: {error.strerror}") from None
    with suppress(OSError):  # on a full disk the lock holds all the same; only its holder's name is missing
        _sign(fd, f"process {os.getpid()}, since {datetime.now(UTC).isoformat(timespec='seconds')}")


def _sign(fd: int, words: str) -> None:
    os.ftruncate(fd, 0)
    os.lseek(fd, 0, os.SEEK_SET)
    os.write(fd, words.encode())


def _holder(fd: int) -> str:
    os.lseek(fd, 0, os.SEEK_SET)
    said = os.read(fd, 200).decode("ascii", "replace")
    return f"another kb ({said})" if said.isprintable() and said else "another kb"


if sys.platform == "win32":
    import msvcrt

    _FAR: Final = 1 << 30  # a locked byte cannot be read by others, so it is one that is not there

    def _try(fd: int) -> bool:
        os.lseek(fd, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
