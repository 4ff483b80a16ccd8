"""Measures programs by the CPU seconds they and their children use, and compares two by interleaved pairs.

Each program is started by a launcher that is next to nothing itself, because Linux carries the peak
memory of a process over to the program it turns into.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True)
class Program:
    """Something to run: its arguments, where, with which variables, what to do before, how it may end."""

    arguments: tuple[str, ...]
    folder: Path
    variables: Mapping[str, str] | None = None
    before: Callable[[], None] | None = None
    exits: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Usage:
    """What one run took.

    Attributes:
        cpu: user and system time of the process and the children it waited for, in seconds.
        wall: time that passed, in seconds.
        peak: the largest resident set of the process or any one of its children, in MiB.
    """

    cpu: float
    wall: float
    peak: float


@dataclass(frozen=True)
class Pairs:
    """Two programs run in turn, A B A B …, and the ratios A ÷ B within each pair."""

    first: tuple[Usage, ...]
    second: tuple[Usage, ...]

    @property
    def ratios(self) -> list[float]:
        """CPU ratio of each pair."""
        return [a.cpu / b.cpu for a, b in zip(self.first, self.second, strict=True)]

    @property
    def wall_ratio(self) -> float:
        """Median of the ratios of the time that passed."""
        return statistics.median(a.wall / b.wall for a, b in zip(self.first, self.second, strict=True))


class CannotRun(Exception):
    """A program ended otherwise than it may; the text says how, with the end of what it wrote."""


# Starts the program in its arguments, waits, and reports on the descriptor that comes first.
_LAUNCHER = """
import os, sys, time
report, program = int(sys.argv[1]), sys.argv[2:]
begun = time.perf_counter()
child = os.posix_spawnp(program[0], program, os.environ, file_actions=[(os.POSIX_SPAWN_CLOSE, report)])
_, status, used = os.wait4(child, 0)
wall = time.perf_counter() - begun
found = (os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, wall, used.ru_maxrss)
os.write(report, " ".join(map(str, found)).encode())
"""


def once(program: Program) -> Usage:
    """Runs a program with its output thrown away.

    Raises:
        CannotRun: it ended with an exit code it may not end with.
    """
    if program.before:
        program.before()
    with tempfile.TemporaryFile() as report, tempfile.TemporaryFile() as complaints:
        _launch(program, report.fileno(), complaints.fileno())
        code, cpu, wall, peak_kib = _read(report).split() or ("nothing", "0", "0", "0")
        if code not in map(str, program.exits):
            last = _read(complaints).strip()[-400:]
            raise CannotRun(f"{' '.join(program.arguments[:4])} … ended with {code}: {last}")
    return Usage(float(cpu), float(wall), int(peak_kib) / 1024)


def _launch(program: Program, report: int, complaints: int) -> None:
    """Waits for the launcher; it has failed itself when the program cannot be started."""
    arguments = [sys.executable, "-I", "-S", "-c", _LAUNCHER, str(report), *program.arguments]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", **(program.variables or {})}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
    subprocess.run(
        arguments,
        cwd=program.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=complaints,
        pass_fds=(report,),
        check=False,
    )


def _read(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode(errors="replace")


def pairs(first: Program, second: Program, runs: int) -> Pairs:
    """One run of each to warm caches of bytecode and files, then `runs` pairs."""
    once(first)
    once(second)
    found = [(once(first), once(second)) for _ in range(runs)]
    return Pairs(tuple(a for a, _ in found), tuple(b for _, b in found))


def median(values: Sequence[Usage]) -> float:
    """Median CPU seconds."""
    return statistics.median(usage.cpu for usage in values)


def peak(values: Sequence[Usage]) -> float:
    """The largest peak, in MiB."""
    return max(usage.peak for usage in values)
