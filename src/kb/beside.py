"""Shares pieces of work with a second process, where there is a second processor; alone if anything goes wrong.

Both processes take the next piece from one pipe, so that the one that is quicker does more. What the second one made
comes back as bytes. A piece that never came back is done here.
"""

from __future__ import annotations

import importlib
import os
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

JOBS: Final = "KB_JOBS"
"""The variable that says how many processes may work: 1 keeps everything in one."""
MOST: Final = 250
"""Pieces that work may be cut into: the number of each is one byte in a pipe."""
_HEAD: Final = struct.Struct("<IB")
_LOADED: Final = 255  # the number of the last words: the modules that the second process loaded
_ROOM: Final = 1024 * 1024


def share(
    count: int, make: Callable[[int], bytes], do: Callable[[int], None], take: Callable[[bytes], None]
) -> None:
    """Do some pieces of work, in any order.

    Args:
        count: how many there are, at most :data:`MOST`.
        make: does one in the second process, and says what came of it.
        do: does one in this process.
        take: takes what the second process said.
    """
    left = dict.fromkeys(range(count))
    helper = _Helper.begin(count, make) if count > 1 and may_fork() else None
    if helper is not None:
        try:
            while (number := helper.next()) is not None:
                do(number)
                left.pop(number, None)
                for made, said in helper.said(wait=False):
                    take(said)
                    del left[made]
            for made, said in helper.said(wait=True):
                take(said)
                del left[made]
        finally:
            helper.close()
    for number in left:
        do(number)


def may_fork() -> bool:
    """Whether a second process can be had, and gains something."""
    if sys.platform != "linux" or os.environ.get(JOBS) == "1" or processors() < 2:
        return False  # elsewhere a process can not be doubled, or the system's own libraries do not bear it
    threading = sys.modules.get("threading")  # of a process with threads a fork may wait for a lock for ever
    return threading is None or threading.active_count() == 1


def processors() -> int:
    """How many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


class _Helper:
    """The second process, seen from the first.

    Args:
        pid: its number.
        numbers: where the numbers of the pieces are taken from.
        words: where it says what it made.
    """

    def __init__(self, pid: int, numbers: int, words: int) -> None:
        self._pid, self._numbers, self._words = pid, numbers, words
        self._data = bytearray()

    @classmethod
    def begin(cls, count: int, make: Callable[[int], bytes]) -> _Helper | None:
        """Begin it; None where the system has no room for it."""
        pipes: list[int] = []
        try:
            pipes += os.pipe()
            pipes += os.pipe()
            numbers, filled, ours, theirs = pipes
            os.write(filled, bytes(range(count)))
            os.close(filled)
            pipes.remove(filled)
            _widen(theirs)
            pid = os.fork()
        except OSError:
            for pipe in pipes:
                os.close(pipe)
            return None
        if pid == 0:
            _work(make, numbers, ours, theirs)
        os.close(theirs)
        return cls(pid, numbers, ours)

    def next(self) -> int | None:
        """The number of a piece that nobody has begun."""
        return _next(self._numbers)

    def said(self, *, wait: bool) -> Iterator[tuple[int, bytes]]:
        """Each piece that it has made by now, or will have made in the end, with its number."""
        os.set_blocking(self._words, wait)
        while True:
            try:
                piece = os.read(self._words, _ROOM)
            except BlockingIOError:
                return
            except OSError:
                piece = b""
            self._data += piece
            yield from self._whole()
            if not piece:
                return

    def _whole(self) -> Iterator[tuple[int, bytes]]:
        """What was said to the end."""
        while len(self._data) >= _HEAD.size:
            length, number = _HEAD.unpack_from(self._data)
            end = _HEAD.size + length
            if len(self._data) < end:
                return
            said = bytes(memoryview(self._data)[_HEAD.size : end])
            del self._data[:end]
            if number == _LOADED:
                _load(said.decode().split("\0"))
            else:
                yield number, said

    def close(self) -> None:
        """Let it go, whether it has finished or not."""
        os.close(self._numbers)
        os.close(self._words)
        with suppress(OSError):
            os.kill(self._pid, signal.SIGKILL)
        with suppress(OSError):
            os.waitpid(self._pid, 0)


def _next(numbers: int) -> int | None:
    found = os.read(numbers, 1)
    return found[0] if found else None


def _widen(pipe: int) -> None:
    """Let a pipe hold more than a few pages, so that neither side waits for the other."""
    with suppress(ImportError, OSError, AttributeError):
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _ROOM)


def _load(names: list[str]) -> None:
    """Load what the second process has loaded: an answer rests on the program that made all of it."""
    for name in names:
        if name not in sys.modules:
            with suppress(Exception):
                importlib.import_module(name)


def _work(make: Callable[[int], bytes], numbers: int, ours: int, theirs: int) -> None:
    """Work in the new process, and end without anything of what the other one does at its end."""
    done = 1
    try:
        os.close(ours)
        before = set(sys.modules)
        while (number := _next(numbers)) is not None:
            _say(theirs, number, make(number))
            if new := [name for name in sys.modules if name not in before]:
                _say(theirs, _LOADED, "\0".join(new).encode())
                before.update(new)
        done = 0
    except BaseException:  # noqa: BLE001, S110  # whatever it was, the other process will see for itself
        pass
    finally:
        os._exit(done)


def _say(pipe: int, number: int, said: bytes) -> None:
    left = memoryview(_HEAD.pack(len(said), number) + said)
    while left:
        left = left[os.write(pipe, left) :]
