"""Imports the real runs of every tool twice and counts the records that the second time changes.

`python -m tests.importers.twice` writes what it counted to `benchmarks/results/imported_twice.json`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.importers.importing import state_of
from tests.importers.test_records import SAMPLES

ROOT = Path(__file__).resolve().parents[2]
RESULT = ROOT / "benchmarks" / "results" / "imported_twice.json"
METRIC = "imported_runs_changed_twice"


def imported(root: Path, arguments: list[str]) -> None:
    """Run `kb import` as it is installed here."""
    command = [sys.executable, "-P", "-m", "kb", "import", *arguments]
    subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def counted(name: str) -> dict[str, int]:
    """How many records one tool's runs become, and how many of them the second import changes, bytes or times."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "base"
        root.mkdir()
        (root / "kb.toml").write_text("")
        arguments = SAMPLES[name](root)
        imported(root, arguments)
        before = state_of(root)
        imported(root, arguments)
        after = state_of(root)
    records = [path for path in before if path.startswith(f"research{os.sep}")]
    changed = sum(before.get(path) != after.get(path) for path in before.keys() | after.keys())
    return {METRIC: changed, "records": len(records)}


def main() -> None:
    """Count for every tool."""
    by_tool = {name: counted(name) for name in sorted(SAMPLES)}
    found = {}
    for key in (METRIC, "records"):
        counts = {name: one[key] for name, one in by_tool.items()}
        found[key] = {"tracker-fixtures": sum(counts.values()), **counts}
    RESULT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main()
