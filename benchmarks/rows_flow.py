"""The row about history: `kb flow` against git's own listing of what the commits changed."""

from __future__ import annotations

from benchmarks.corpus import TODAY
from benchmarks.generate import files
from benchmarks.histories import write_history
from benchmarks.measure import Program, peak
from benchmarks.rows import Bench, Row, missing

_RECORDS = 200


def flow(bench: Bench) -> list[Row]:
    """`kb flow` without a cache, over a history in which each commit moves one task."""
    what = f"kb flow, {bench.commits:,} commits, no cache"
    if not bench.has("flow"):
        return [missing("flow", what, 2)]
    folder = bench.folder / f"history-{bench.commits}"
    if not folder.exists():
        write_history(folder, files(_RECORDS, bench.seed), bench.commits, TODAY, bench.seed)
    program = bench.kb(folder, "flow", "--format", "json", cold=True)
    log = Program(("git", "log", "--raw", "-p", "--", "backlog", "research"), folder)
    row, found = bench.compare("flow", what, program, log, "git log --raw -p", 2)
    rows = [row]
    if found:
        most = peak(found.first)
        rows.append(
            Row("flow", f"memory of kb flow, {bench.commits:,} commits", f"{most:.0f} MiB", ratio=most)
        )
    return rows
