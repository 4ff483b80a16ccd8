"""Draws pages in two processes where there are many and two cores: what comes out is the same, and sooner."""

from __future__ import annotations

import gc
import marshal
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final, TypeVar

from kb.beside import JOBS, processors
from kb.site.remembered import current

T = TypeVar("T")

MANY: Final = 150
"""Fewer pages than this are drawn sooner than a second process is at work."""


def shared(
    paths: Sequence[str],
    draw: Callable[[str], T],
    attachments: set[str],
    leave: Callable[[str], None],
    last: Callable[[], None],
) -> dict[str, T]:
    """Draw pages.

    Args:
        paths: the pages.
        draw: draws one, writes it, and says what is to be kept of it: texts, numbers, lists and tuples of them.
        attachments: where files are noted that bodies show.
        leave: forgets what is easily found again of a page that the other process draws.
        last: forgets what only drawing needs; each process has drawn its pages, and what they came to takes room.
    """
    if len(paths) < MANY or os.environ.get(JOBS) == "1" or processors() < 2 or not _alone():
        return {path: draw(path) for path in paths}
    _give_back()
    gc.freeze()  # what is there stays; to look through it for rubbish costs time, and copies it for the child
    # Neighbours are much alike, such as long reviews: every second one goes to the other process.
    child, end = _fork(paths, draw, attachments, leave, last)
    try:
        for path in paths[1::2]:
            leave(path)
        done = {path: draw(path) for path in paths[::2]}
        last()
        _give_back()
    finally:
        said = _read(end)
        _, status = os.waitpid(child, 0)
    theirs: tuple[dict[str, T], list[str], dict[str, bytes]] | None = (
        _understood(said) if status == 0 else None
    )
    if theirs is None:  # it was killed, or failed in a way that this process will tell of
        done.update((path, draw(path)) for path in paths[1::2])
        return done
    pages, attached, drawings = theirs
    attachments.update(attached)
    current().learn(drawings)
    done.update(pages)
    return done


def _give_back() -> None:
    """Give the system back what was let go of: before a fork it would be counted for both processes."""
    import ctypes

    with suppress(OSError, AttributeError):  # the library of another system has no such thing
        ctypes.CDLL(None).malloc_trim(0)


def _alone() -> bool:
    """Whether this process has one thread, libraries' included.

    A child has that one alone: what another thread holds at that moment, nobody will ever give back. Only Linux tells.
    """
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def _fork(
    paths: Sequence[str],
    draw: Callable[[str], T],
    attachments: set[str],
    leave: Callable[[str], None],
    last: Callable[[], None],
) -> tuple[int, int]:
    """A child that draws every second page; returns its number and where it says what it drew."""
    end, start = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        os.close(start)
        return child, end
    code = 1
    try:
        os.close(end)
        for path in paths[::2]:
            leave(path)
        drawn = {path: draw(path) for path in paths[1::2]}
        last()
        _write(start, marshal.dumps((drawn, sorted(attachments), current().made)))
        os.close(start)
        code = 0
    finally:
        os._exit(code)  # without what the parent wants to do at its end


def _write(pipe: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(pipe, left) :]


def _read(pipe: int) -> bytes:
    with os.fdopen(pipe, "rb") as stream:
        return stream.read()


def _understood(said: bytes) -> tuple[dict[str, T], list[str], dict[str, bytes]] | None:
    try:
        drawn, attached, made = marshal.loads(said)  # noqa: S302  # of a child of this process, that came to its end
    except (ValueError, EOFError, TypeError):
        return None
    return drawn, attached, made
