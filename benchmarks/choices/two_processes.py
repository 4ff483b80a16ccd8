"""A first `kb lint` by KB_JOBS=1 and KB_JOBS=2 in turn: CPU, time on the clock, the most memory of each process.

Takes a base under git, the number of pairs and, to try small bases, how many files are too few for two processes.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BEGIN = "from kb import parcels; parcels.FEW = {few}; from kb.__main__ import main; raise SystemExit(main())"
FEW = sys.argv[3] if len(sys.argv) > 3 else "parcels.FEW"


def high(pid: int) -> tuple[float, float]:
    """The most memory that a process, and that a child of it, has held so far, in MiB."""
    found = []
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        children = []
    for one in (str(pid), *children):
        try:
            words = Path(f"/proc/{one}/status").read_text().split()
            found.append(int(words[words.index("VmHWM:") + 1]) / 1024)
        except (OSError, ValueError):
            found.append(0.0)
    return found[0], max(found[1:], default=0.0)


def run(base: Path, jobs: int) -> dict[str, float | str]:
    """One run without anything kept."""
    with tempfile.TemporaryDirectory() as cache, tempfile.TemporaryFile() as out:
        environment = {**os.environ, "KB_JOBS": str(jobs), "XDG_CACHE_HOME": cache, "NO_COLOR": "1"}
        begun, before = time.perf_counter(), os.times()
        process = subprocess.Popen(
            [sys.executable, "-c", BEGIN.format(few=FEW), "lint", "--today", "2026-03-02", "--output-format", "json"],
            cwd=base, env=environment, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        first = second = 0.0
        while process.poll() is None:
            mine, theirs = high(process.pid)
            first, second = max(first, mine), max(second, theirs)
            time.sleep(0.05)
        after = os.times()
        out.seek(0)
        return {
            "wall": time.perf_counter() - begun,
            "cpu": after.children_user
            + after.children_system
            - before.children_user
            - before.children_system,
            "first": first,
            "second": second,
            "said": hashlib.sha256(out.read()).hexdigest(),
        }


def main() -> None:
    """Prints JSON."""
    base, pairs = Path(sys.argv[1]), int(sys.argv[2])
    shutil.rmtree(base / ".git" / "kb", ignore_errors=True)
    found = [(run(base, 1), run(base, 2)) for _ in range(pairs)]
    said = {str(one["said"]) for pair in found for one in pair}

    def spread(numbers: list[float]) -> list[float]:
        return [round(n, 3) for n in (statistics.median(numbers), min(numbers), max(numbers))]

    ratios = {
        name: spread([float(two[name]) / float(one[name]) for one, two in found]) for name in ("cpu", "wall")
    }
    held = {
        f"{name}_of_{jobs}": spread([float(pair[jobs - 1][name]) for pair in found])
        for jobs in (1, 2)
        for name in ("first", "second", "cpu", "wall")
    }
    print(
        json.dumps(
            {"pairs": pairs, "answers": len(said), "load": os.getloadavg(), **ratios, **held}, indent=1
        )
    )


if __name__ == "__main__":
    main()
