"""Reads a history in a second process, while the first one reads the records.

What comes back is bytes, so that little is handed over and neither process holds what the other works with. Where there
is no second processor, no way to fork, or anything goes wrong, the history is read as if there were no such process.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from kb.cache import code
from kb.history.brief import Brief, brief
from kb.history.lives import Chronicle

FEW: Final = 2000
"""With fewer records, reading is done before a second process has begun."""
JOBS: Final = "KB_JOBS"
"""The variable that says how many processes may work; 1 keeps everything in one."""
_PIECE: Final = 1024 * 1024


class Beside:
    """A history that is being read.

    Args:
        read: reads it.
    """

    def __init__(self, read: Callable[[], Chronicle]) -> None:
        self._read = read
        self._pid, self._pipe = _forked(read)

    def chronicle(self) -> Chronicle:
        """The history; waits for it."""
        pieces = self._received()
        self.close()
        if pieces is None:
            return Brief(brief(self._read()))
        code.beside(marshal.loads(pieces.pop()))  # noqa: S302  # from a process of our own
        return Brief(pieces)

    def close(self) -> None:
        """Let the process go, whether it has finished or not."""
        if self._pid is None:
            return
        pid, self._pid = self._pid, None
        os.close(self._pipe)
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(pid, 0)

    def _received(self) -> list[bytes] | None:
        """What the process said; None if it could not say all of it."""
        if self._pid is None:
            return None
        data = bytearray()
        try:
            while piece := os.read(self._pipe, _PIECE):
                data += piece
            found = marshal.loads(data)  # noqa: S302  # from a process of our own
        except (OSError, ValueError, EOFError, TypeError):
            return None
        return found if isinstance(found, list) else None


def may_fork() -> bool:
    """Whether a second process can be had, and gains something."""
    if not hasattr(os, "fork") or os.environ.get(JOBS) == "1" or processors() < 2:
        return False
    threading = sys.modules.get("threading")  # of a process with threads a fork may wait for a lock for ever
    return threading is None or threading.active_count() == 1


def processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def _forked(read: Callable[[], Chronicle]) -> tuple[int | None, int]:
    """The process that reads, and where it says what it read."""
    if not may_fork():
        return None, -1
    try:
        ours, theirs = os.pipe()
    except OSError:
        return None, -1
    gc.freeze()  # or its collector would touch, and so copy, what both have
    try:
        pid = os.fork()
    except OSError:
        os.close(ours)
        os.close(theirs)
        return None, -1
    if pid == 0:
        _work(read, ours, theirs)
    os.close(theirs)
    return pid, ours


def _work(read: Callable[[], Chronicle], ours: int, theirs: int) -> None:
    """Read in the new process, say it, and end without anything of what the other one does at its end."""
    done = 1
    try:
        os.close(ours)
        gc.disable()
        pieces = brief(read())
        left = memoryview(marshal.dumps([*pieces, marshal.dumps(code.folders())]))
        while left:
            left = left[os.write(theirs, left) :]
        done = 0
    except BaseException:  # noqa: BLE001, S110  # whatever it was, the other process will see for itself
        pass
    finally:
        os._exit(done)
