"""The rows about history: `kb flow` beside git's own listing of what commits changed, with a cache, and its growth."""

from __future__ import annotations

import statistics
from pathlib import Path

from benchmarks.corpus import TODAY
from benchmarks.generate import files
from benchmarks.histories import write_history
from benchmarks.measure import Program, median, once, peak
from benchmarks.rows import Bench, Row, missing

_RECORDS = 200
_FLOW = ("flow", "--format", "json")


def flow(bench: Bench) -> list[Row]:
    """Without a cache, with one, and over a tenth of the commits and ten times the records."""
    what = f"kb flow, {bench.commits:,} commits, no cache"
    if not bench.has("flow"):
        return [missing("flow", what, 2)]
    folder = _history(bench, bench.commits, _RECORDS)
    program = bench.kb(folder, *_FLOW, cold=True)
    log = Program(("git", "log", "--raw", "-p", "--", "backlog", "research"), folder)
    row, found = bench.compare("flow", what, program, log, "git log --raw -p", 2)
    rows = [row, *_repeated(bench, folder)]
    if found:
        most = peak(found.first)
        rows.append(
            Row("flow", f"memory of kb flow, {bench.commits:,} commits", f"{most:.0f} MiB", ratio=most)
        )
        rows += _growth(bench, median(found.first))
    return rows


def _repeated(bench: Bench, folder: Path) -> list[Row]:
    """The same question again, and questions that nobody has asked so far, where only what is kept of commits helps."""
    again = bench.kb(folder, *_FLOW)
    once(again)
    count = f"{bench.commits:,} commits"
    row, _ = bench.compare(
        "flow", f"kb flow, {count}, asked again", again, bench.nothing(), "python -c pass", 15
    )
    others = [bench.kb(folder, *_FLOW, "--since", f"{number + 1}w") for number in range(bench.runs)]
    found = [(once(other), once(bench.nothing())) for other in others]
    ratios = [mine.cpu / nothing.cpu for mine, nothing in found]
    cpu = median([mine for mine, _ in found])
    asked = f"kb flow, {count}, asked otherwise"
    return [
        row,
        Row(
            "flow",
            asked,
            f"{cpu * 1000:.0f} ms",
            "python -c pass",
            statistics.median(ratios),
            min(ratios),
            max(ratios),
        ),
    ]


def _growth(bench: Bench, whole: float) -> list[Row]:
    """How many times as long ten times the commits, and ten times the records, take."""
    rows = []
    tenth = bench.commits // 10
    for what, commits, records in (
        (f"from {tenth:,} to {bench.commits:,} commits", tenth, _RECORDS),
        (f"from {_RECORDS:,} to {10 * _RECORDS:,} records", bench.commits, 10 * _RECORDS),
        (f"from {_RECORDS:,} to {50 * _RECORDS:,} records", bench.commits, 50 * _RECORDS),
    ):
        program = bench.kb(_history(bench, commits, records), *_FLOW, cold=True)
        once(program)
        found = [once(program) for _ in range(bench.runs)]
        cpu = median(found)
        ratio = whole / cpu if commits != bench.commits else cpu / whole
        goal = 11.0 if commits != bench.commits else 1.1 * records / _RECORDS
        rows.append(
            Row(
                "flow",
                f"growth of kb flow {what}",
                f"{cpu:.2f} s, {peak(found):.0f} MiB",
                ratio=ratio,
                goal=goal,
            )
        )
    return rows


def _history(bench: Bench, commits: int, records: int) -> Path:
    folder = bench.folder / f"history-{commits}-{records}"
    if not folder.exists():
        write_history(folder, files(records, bench.seed), commits, TODAY, bench.seed)
    return folder
