"""Measures a preview: from the save of a record until its new page has arrived, with a browser that waits for news."""

from __future__ import annotations

import os
import re
import signal
import statistics
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import CannotRun, Program
from benchmarks.rows import Changer

_ADDRESS = re.compile(r"http://\S+")
_STATE = re.compile(r"/\.kb/reload\.js\?(\d+)")
_CALM = 4.0  # seconds after which the preview has tidied up what the last save left


class Shown(NamedTuple):
    """What one save took.

    Attributes:
        cpu: seconds of the preview's process.
        wall: seconds from the save to the page.
    """

    cpu: float
    wall: float


def shown(program: Program, record: Path, page: str, runs: int) -> list[Shown]:
    """Save a record several times under a preview, the first time for nothing.

    Args:
        program: `kb serve --address 127.0.0.1:0` in a base.
        record: the file that is saved.
        page: the address of its page, seen from the start of the site.
        runs: how often.

    Raises:
        CannotRun: there is no preview, or it does not show what was saved.
    """
    kept = record.read_bytes()
    change = Changer(record, kept)
    server = subprocess.Popen(
        program.arguments,
        cwd=program.folder,
        env={**os.environ, **(program.variables or {}), "PYTHONUNBUFFERED": "1"},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stderr is not None
        said: list[str] = []
        for line in iter(server.stderr.readline, ""):
            said.append(line)
            if _ADDRESS.search(line):
                break
        found = _ADDRESS.search(said[-1]) if said else None
        if found is None:
            raise CannotRun(f"kb serve did not start: {''.join(said)[-400:]}")
        return [_once(found[0], page, change, server.pid) for _ in range(runs + 1)][1:]
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=60)
        record.write_bytes(kept)


def _once(address: str, page: str, change: Changer, process: int) -> Shown:
    number = _STATE.search(_fetched(address + page))
    if number is None:
        raise CannotRun(f"{page} does not load itself again")
    time.sleep(_CALM)
    before, begun = _cpu(process), time.perf_counter()
    change()
    _fetched(f"{address}.kb/state?{number[1]}")
    text = _fetched(address + page)
    wall = time.perf_counter() - begun
    if f"Looked at {change.times} times." not in text:
        raise CannotRun(f"{page} is not what was saved")
    return Shown(_cpu(process) - before, wall)


def _fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:  # our own server, on this machine
        text: str = answer.read().decode()
    return text


def _cpu(process: int) -> float:
    """The CPU seconds of a process and its children so far, as Linux counts them."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError as error:
        raise CannotRun(f"this system does not tell the time of a process that runs: {error}") from None
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def middle(values: list[Shown]) -> Shown:
    """The medians."""
    return Shown(statistics.median(v.cpu for v in values), statistics.median(v.wall for v in values))
