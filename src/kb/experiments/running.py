"""Runs a command: as if nobody stood between it and the terminal, or on a leash with a time limit."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, Any, Final

_BY_TERMINAL: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name))
"""A terminal sends these to the command itself."""
_BY_OTHERS: Final = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_GRACE: Final = 5.0
"""Seconds between asking a command to end and ending it."""


@dataclass(frozen=True)
class Ended:
    """How a command ended.

    Attributes:
        code: its exit code; of a killed one 128 and the number of the signal, as shells have it.
        killed: the name of the signal that ended it.
        late: it was ended because its time was up.
    """

    code: int
    killed: str | None = None
    late: bool = False

    @property
    def well(self) -> bool:
        """Whether it did what it should, by its own account."""
        return self.code == 0

    @property
    def words(self) -> str:
        """How it ended, for a sentence about it."""
        if self.late:
            return "was ended when its time was up"
        return f"was killed by {self.killed}" if self.killed else f"ended with exit code {self.code}"


def _ended(status: int, *, late: bool = False) -> Ended:
    if status >= 0:
        return Ended(status, late=late)
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    return Ended(128 - status, name, late)


def pass_through(
    words: Sequence[str], folder: Path, variables: Mapping[str, str], *, out: IO[Any] | int | None = None
) -> Ended:
    """Run a command with our own streams and terminal; signals reach it as if it had been called directly.

    Args:
        words: the program and its arguments.
        folder: to run it in.
        variables: its whole environment.
        out: where its standard output goes; our own otherwise.

    Raises:
        OSError: it cannot be started.
    """
    held: list[int] = []
    process: subprocess.Popen[bytes] | None = None

    def hand_on(number: int, _frame: FrameType | None) -> None:
        if number in _BY_TERMINAL and _at_terminal():
            return  # it has got there already
        if process is None:
            held.append(number)
        else:
            with suppress(OSError):
                process.send_signal(number)

    with _handling((*_BY_TERMINAL, *_BY_OTHERS), hand_on):
        process = subprocess.Popen(list(words), cwd=folder, env=dict(variables), stdout=out)
        for number in held:
            process.send_signal(number)
        return _ended(process.wait())


def _at_terminal() -> bool:
    """Whether we are what a terminal is busy with, so that its keys send signals to all of us."""
    try:
        terminal = os.open(os.ctermid(), os.O_RDONLY | os.O_NOCTTY)
    except (OSError, AttributeError):
        return False
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return False
    finally:
        os.close(terminal)


@contextmanager
def _handling(numbers: Sequence[int], handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Let a handler have some signals, unless whoever started us wants them ignored (as `nohup` does)."""
    before: dict[int, Any] = {}
    try:
        if threading.current_thread() is threading.main_thread():
            for number in numbers:
                if signal.getsignal(number) != signal.SIG_IGN:
                    before[number] = signal.signal(number, handler)
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


@contextmanager
def deferred() -> Iterator[None]:
    """Finish what is under way, such as writing down how a command ended, before an interruption counts."""
    held: list[int] = []
    with _handling((*_BY_TERMINAL, *_BY_OTHERS), lambda number, _frame: held.append(number)):
        yield
    if held:
        raise KeyboardInterrupt


@contextmanager
def ends_orderly() -> Iterator[None]:
    """Make a request to end, such as SIGTERM, an interruption as Ctrl-C is one: what was begun is tidied up."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    with _handling(_BY_OTHERS, interrupt):
        yield


def on_a_leash(
    words: Sequence[str], folder: Path, variables: Mapping[str, str], *, out: IO[Any] | int, seconds: float
) -> Ended:
    """Run a command without a keyboard, both its streams into one; with it, or in time, ends all that it started.

    Args:
        words: the program and its arguments.
        folder: to run it in.
        variables: its whole environment.
        out: where its output and its complaints go.
        seconds: how long it may take.

    Raises:
        OSError: it cannot be started.
        KeyboardInterrupt: somebody wants us to end; nothing of it runs any more.
    """
    process = subprocess.Popen(
        list(words), cwd=folder, env=dict(variables),
        stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=sys.platform != "win32",
    )  # fmt: skip
    try:
        ended = _ended(process.wait(seconds))
        _end_the_rest(process)
    except subprocess.TimeoutExpired:
        return _ended(_end(process), late=True)
    except BaseException:
        _end(process)
        raise
    return ended


def _end(process: subprocess.Popen[bytes]) -> int:
    """Ask a command and all that it started to end, then make them."""
    _signal_all(process, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_GRACE)
    _signal_all(process, getattr(signal, "SIGKILL", signal.SIGTERM))
    return process.wait()


def _end_the_rest(process: subprocess.Popen[bytes]) -> None:
    """End what a command left running when it ended: the folder that it runs in is about to go."""
    if sys.platform == "win32":
        return  # nobody knows there what it started
    until = time.monotonic() + _GRACE
    _signal_all(process, signal.SIGTERM)
    with suppress(OSError):
        while time.monotonic() < until:
            os.killpg(process.pid, 0)
            time.sleep(0.02)
    _signal_all(process, signal.SIGKILL)


def _signal_all(process: subprocess.Popen[bytes], number: int) -> None:
    with suppress(OSError):
        if sys.platform == "win32":
            process.send_signal(number)
        else:
            os.killpg(process.pid, number)
