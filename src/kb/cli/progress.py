"""Shows on a terminal how far something long has got, on a line of its own that is gone afterwards."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from kb.cli.terminal import clean, shorten, width

_DELAY: Final = 0.5
_PAUSE: Final = 0.2
_UNITS: Final = ("bytes", "kB", "MB", "GB", "TB")


class Progress:
    """One line on standard error, drawn only where that is a terminal and only if it takes a while.

    Attributes:
        seen: whether anybody would see it.
    """

    def __init__(self) -> None:
        self.seen = sys.stderr is not None and sys.stderr.isatty()
        self._begun = self._last = time.monotonic()
        self._drawn = False

    def say(self, words: str) -> None:
        """Tell where things are, at once."""
        if self.seen:
            sys.stderr.write(f"\r\033[K{shorten(clean(words), width() - 1)}")
            sys.stderr.flush()
            self._drawn = True

    def at(self, words: str) -> None:
        """Tell where things are once it has taken a while, and not at every step."""
        now = time.monotonic()
        if now - self._begun > _DELAY and now - self._last > _PAUSE:
            self._last = now
            self.say(words)

    def reading(self, name: str) -> Callable[[int], None]:
        """Tell how much of something was read, each time that some more was."""
        read = 0

        def more(size: int) -> None:
            nonlocal read
            read += size
            self.at(f"reading {name}: {amount(read)}")

        return more

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
            self._drawn = False


@contextmanager
def waiting(words: str) -> Iterator[None]:
    """Tell what is going on while something lasts that cannot tell how far it has got; nothing if it is over soon."""
    progress = Progress()
    if not progress.seen:
        yield
        return
    import threading

    timer = threading.Timer(_DELAY, progress.say, (words,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        progress.clear()


def amount(size: float) -> str:
    """A number of bytes for people."""
    unit = 0
    while size >= 1000 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:.0f} {_UNITS[unit]}" if unit == 0 else f"{size:.1f} {_UNITS[unit]}"
