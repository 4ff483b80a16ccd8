"""Tells the largest resident memory of a program and of every process below it, each by itself; on Linux.

python -m benchmarks.peaks kb build
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_EVERY = 0.2  # seconds


def peaks(arguments: Sequence[str], folder: Path | None = None) -> tuple[int, list[tuple[str, float]]]:
    """Run a program.

    Args:
        arguments: the program and what it is called with.
        folder: where it runs.

    Returns:
        how it ended, and for each process what it was called with and its peak in MiB, in the order they came.
        A process that lives for less than a fifth of a second may be missed.
    """
    program = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL)
    found: dict[int, tuple[str, float]] = {}
    while program.poll() is None:
        for process in _below(program.pid):
            with suppress(OSError, IndexError, ValueError):  # it has ended
                status = Path(f"/proc/{process}/status").read_text()
                peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
                called = Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ").strip()
                found[process] = called, max(peak, found.get(process, ("", 0.0))[1])
        time.sleep(_EVERY)
    return program.returncode, list(found.values())


def _below(process: int) -> list[int]:
    """A process and all that it has started, in turn."""
    found = [process]
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in (thread / "children").read_text().split():
                found += _below(int(child))
    return found


if __name__ == "__main__":
    ended, processes = peaks(sys.argv[1:])
    for called, peak in processes:
        sys.stdout.write(f"{peak:7.0f} MiB  {called[:100]}\n")
    sys.exit(ended)
