"""Repeats every experiment of the example base in a temporary work tree of its commit, and counts those that match.

`python -m benchmarks.reproduce_example` works in a clone, so that nothing is written into the records of this one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "benchmarks" / "results" / "reproduced_example.json"
BASE = "src/kb/example/base"


def repeated(clone: Path) -> list[dict[str, Any]]:
    """What `kb reproduce --all` tells of each experiment."""
    subprocess.run(["git", "clone", "--quiet", "--shared", str(ROOT), str(clone)], check=True)
    done = subprocess.run(
        [sys.executable, "-P", "-m", "kb", "-C", BASE, "reproduce", "--all", "--yes", "--format", "json"],
        cwd=clone, env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.PIPE, check=False,
    )  # fmt: skip
    found: list[dict[str, Any]] = json.loads(done.stdout)["reproductions"]
    return found


def main() -> None:
    """Repeat them and write down how many match."""
    with tempfile.TemporaryDirectory() as folder:
        found = repeated(Path(folder) / "clone")
    figures = [figure for one in found for figure in one["metrics"]]
    counts = {
        "reproduced_share": sum(one["verdict"] == "match" for one in found) / len(found),
        "experiments": len(found),
        "figures": len(figures),
        "largest_difference": max(abs(figure["difference"] or 0) for figure in figures),
        "commits": len({one["commit"] for one in found}),
    }
    RESULT.write_text(json.dumps({"example-base": counts}, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{counts}\n")


if __name__ == "__main__":
    main()
