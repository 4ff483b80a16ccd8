"""Measures kb against its references side by side and prints the table, with the versions that were used.

python -m benchmarks.run                               # everything, at 1,000 and 10,000 records
python -m benchmarks.run --records 1000 --only startup,lint --json figures.json
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import rows_checkers, rows_flow, rows_lint, rows_pages, rows_site
from benchmarks.rows import Bench, Group, Row, as_json, table

GROUPS: dict[str, Group] = {
    "startup": rows_lint.startup,
    "lint": rows_lint.lint,
    "warm": rows_lint.warm,
    "git": rows_lint.git_status,
    "commands": rows_lint.commands,
    "defects": rows_lint.defects,
    "checkers": rows_checkers.checkers,
    "flow": rows_flow.flow,
    "site": rows_site.site,
    "pages": rows_pages.pages,
    "edits": rows_site.edits,
}


def versions() -> dict[str, str]:
    """What the figures were taken with."""
    found = {
        "Python": platform.python_version(),
        "system": platform.platform(terse=True),
        "CPUs": str(len(os.sched_getaffinity(0))),
    }
    for name in ("research-kb", "pydantic", "PyYAML", "click", "mkdocs", "mkdocs-material"):
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "not installed"
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=False)
    found["git"] = git.stdout.strip().removeprefix("git version ")
    return found


def main(arguments: list[str] | None = None) -> int:
    """Runs the groups that were asked for; 0 also when goals are missed, 2 when called wrongly."""
    parser = _parser()
    options = parser.parse_args(arguments)
    wanted = options.only.split(",") if options.only else list(GROUPS)
    if unknown := [name for name in wanted if name not in GROUPS]:
        parser.error(f"no such rows: {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    used = versions()
    print(" · ".join(f"{name} {version}" for name, version in used.items()), "\n")
    with tempfile.TemporaryDirectory(prefix="kb-bench-", dir=options.folder) as folder:
        bench = Bench(
            Path(folder),
            options.runs,
            options.site_runs,
            sorted(options.records),
            options.commits,
            options.seed,
        )
        rows: list[Row] = []
        for name in wanted:
            print(f"{name} …", file=sys.stderr, flush=True)
            rows += GROUPS[name](bench)
    print(table(rows))
    if options.json:
        document = {
            "version": 1,
            "versions": used,
            "load": os.getloadavg(),
            "runs": options.runs,
            "rows": [as_json(row) for row in rows],
        }
        options.json.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.run",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 10000], metavar="N")
    parser.add_argument(
        "--only", default="", metavar="ROWS", help=f"some of {', '.join(GROUPS)}, with commas"
    )
    parser.add_argument("--runs", type=int, default=5, help="pairs per row (default %(default)s)")
    parser.add_argument("--site-runs", type=int, default=1, help="builds per site row (default %(default)s)")
    parser.add_argument("--commits", type=int, default=10_000, help="of the history (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    parser.add_argument("--folder", type=Path, help="where to put the bases (default: the temporary folder)")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
