"""Compares one process with two for a cold `kb lint`: time on the clock, CPU, and the most memory of each.

Usage: ``python benchmarks/choices/second_process.py FOLDER [PAIRS]``, FOLDER a generated base in a git repository.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

_PROBE = """
import json, resource, sys
from kb.__main__ import main
main(["lint", "--today", "2026-03-02", "--no-cache"])
own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
cpu = sum(usage.ru_utime + usage.ru_stime for usage in (own, others))
print(json.dumps([cpu, own.ru_maxrss / 1024, others.ru_maxrss / 1024]), file=sys.stderr)
"""


def once(folder: Path, jobs: int) -> tuple[float, float, float, float]:
    """Seconds on the clock, seconds of CPU, and the most MiB of the first process and of any it started."""
    environment = {**os.environ, "KB_JOBS": str(jobs)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _PROBE],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    wall = time.perf_counter() - begun
    cpu, own, other = json.loads(done.stderr.splitlines()[-1])
    return wall, cpu, own, other


def main(folder: Path, pairs: int) -> dict[str, Any]:
    """The medians of some interleaved pairs, after one run of each."""
    once(folder, 1), once(folder, 2)
    found = [(once(folder, 1), once(folder, 2)) for _ in range(pairs)]
    ratios = {name: [two[at] / one[at] for one, two in found] for at, name in enumerate(("wall", "cpu"))}
    return {
        "load": os.getloadavg(),
        "pairs": pairs,
        **{
            f"{name}_ratio": {"median": median(each), "least": min(each), "most": max(each)}
            for name, each in ratios.items()
        },
        "one_process_mib": median(one[2] for one, _ in found),
        "two_processes_mib": {
            "first": median(two[2] for _, two in found),
            "second": median(two[3] for _, two in found),
        },
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5), indent=2))
