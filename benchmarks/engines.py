"""Builds the Markdown trees of both real bases with MkDocs, ProperDocs and Zensical, and counts their CPU.

`python -m benchmarks.engines --runs 3 --json FILE`; all three have to be installed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "src" / "kb" / "example" / "base"
ENGINES = ("mkdocs", "properdocs", "zensical")
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


def seconds(command: Sequence[str], folder: Path) -> float:
    """CPU of a program and of those it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def build(engine: str, tree: Path) -> tuple[float, Path]:
    """Build a tree from nothing, every warning being an error."""
    shutil.rmtree(tree / "site", ignore_errors=True)
    shutil.rmtree(tree / ".cache", ignore_errors=True)
    clean = ["--clean"] if engine == "zensical" else ["--quiet"]
    command = [sys.executable, "-P", "-m", engine, "build", "--strict", "-f", "mkdocs.yml", *clean]
    return seconds(command, tree), tree / "site"


def measure(base: Path, folder: Path, runs: int) -> dict[str, object]:
    """What each makes of the tree of one base."""
    tree = folder / "tree"
    kb = [sys.executable, "-P", "-m", "kb", "build", "--no-lint", "--markdown", str(tree)]
    writing = seconds(kb, base)
    again = seconds(kb, base)
    found: dict[str, object] = {"tree_cpu_s": round(writing, 2), "tree_again_cpu_s": round(again, 2)}
    taken: dict[str, list[float]] = {engine: [] for engine in ENGINES}
    sites: dict[str, dict[str, object]] = {}
    for _ in range(runs):
        for engine in ENGINES:
            spent, site = build(engine, tree)
            taken[engine].append(spent)
            files = [path for path in site.rglob("*") if path.is_file()]
            pages = sum(path.name == "index.html" for path in files)
            sites[engine] = {
                "pages": pages,
                "megabytes": round(sum(p.stat().st_size for p in files) / 1e6, 2),
            }
    for engine in ENGINES:
        spent_all = taken[engine]
        found[engine] = {
            "cpu_s": round(statistics.median(spent_all), 2),
            "from": round(min(spent_all), 2),
            "to": round(max(spent_all), 2),
            **sites[engine],
        }
    return found


def main() -> int:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    names = (*ENGINES, "mkdocs-material", "Markdown", "pymdown-extensions")
    table: dict[str, object] = {"runs": options.runs, "versions": {name: version(name) for name in names}}
    with tempfile.TemporaryDirectory(prefix="kb-engines-") as name:
        for title, base in (("example", EXAMPLE), ("own", ROOT)):
            folder = Path(name) / title
            folder.mkdir()
            table[title] = measure(base, folder, options.runs)
    text = json.dumps(table, indent=2) + "\n"
    print(text, end="")
    if options.json is not None:
        options.json.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
