"""The rows about start-up, `kb lint`, the quick commands and the defects it must find."""

from __future__ import annotations

import json
import subprocess

from benchmarks.corpus import TODAY
from benchmarks.measure import Program, median, once, peak
from benchmarks.rows import KB, Bench, Changer, Row, missing

_AT = ("--today", TODAY.isoformat())


def startup(bench: Bench) -> list[Row]:
    """`kb --version` and `kb --help` against an interpreter that does nothing."""
    rows = []
    for option in ("--version", "--help"):
        if not KB.exists():
            rows.append(missing("startup", f"kb {option}", 4))
            continue
        program = bench.kb(bench.folder, option)
        rows.append(
            bench.compare("startup", f"kb {option}", program, bench.nothing(), "python -c pass", 4)[0]
        )
    return rows


def lint(bench: Bench) -> list[Row]:
    """A cold lint against the reference reader, against YAML alone; its memory and its growth."""
    rows: list[Row] = []
    cold: dict[int, float] = {}
    for records in bench.records:
        folder = bench.base(records)
        what = f"kb lint, {records:,} records, cold"
        full = bench.python("-m", "benchmarks.reference_read", str(folder))
        yaml = bench.python("-m", "benchmarks.reference_read", str(folder), "--yaml")
        if not bench.has("lint"):
            rows += [
                missing("lint", what, 1.0),
                _alone(bench, "lint", f"reference reader, {records:,}", full),
                _alone(bench, "lint", f"read + CSafeLoader, {records:,}", yaml),
            ]
            continue
        program = bench.kb(folder, "lint", *_AT, cold=True)
        row, found = bench.compare("lint", what, program, full, "read + CSafeLoader + pydantic + graph", 1.0)
        rows += [row, bench.compare("lint", what, program, yaml, "read + CSafeLoader")[0]]
        if found:
            cold[records] = median(found.first)
            rows.append(
                _memory(
                    "lint",
                    f"memory of kb lint, {records:,} records",
                    peak(found.first),
                    100,
                    f"reference {peak(found.second):.0f} MiB",
                )
            )
    if len(cold) > 1:
        few, many = min(cold), max(cold)
        rows.append(
            Row(
                "lint",
                f"growth of kb lint from {few:,} to {many:,}",
                "",
                ratio=cold[many] / cold[few],
                goal=1.1 * many / few,
            )
        )
    return rows


def _memory(group: str, what: str, mebibytes: float, goal: float, reference: str = "") -> Row:
    return Row(group, what, f"{mebibytes:.0f} MiB", reference, ratio=mebibytes, goal=goal)


def _alone(bench: Bench, group: str, what: str, program: Program) -> Row:
    once(program)
    usage = [once(program) for _ in range(bench.runs)]
    return Row(group, what, f"{median(usage):.2f} s, {peak(usage):.0f} MiB")


def warm(bench: Bench) -> list[Row]:
    """`kb lint` when nothing, when one text and when one field has changed since the last look."""
    folder, count = bench.base(bench.largest), f"{bench.largest:,} records"
    if not bench.has("lint"):
        return [
            missing("warm", f"kb lint, {count}, nothing changed", 10),
            missing("warm", f"kb lint, {count}, one file changed in its text", 20),
            missing("warm", f"kb lint, {count}, one file changed in a field", 20),
        ]
    again = bench.kb(folder, "lint", *_AT)
    status = Program(("git", "status", "--short"), folder)
    victim = next(folder.glob("backlog/TASK-0001-*"))
    kept = victim.read_bytes()
    changed, edited = (
        Program(again.arguments, folder, again.variables, Changer(victim, kept, field), again.exits)
        for field in (None, "hypothesis")
    )
    rows = [
        bench.compare(
            "warm", f"kb lint, {count}, nothing changed", again, bench.nothing(), "python -c pass", 10
        )[0],
        bench.compare("warm", f"kb lint, {count}, nothing changed", again, status, "git status", 5)[0],
        bench.compare(
            "warm",
            f"kb lint, {count}, one file changed in its text",
            changed,
            bench.nothing(),
            "python -c pass",
            20,
        )[0],
        bench.compare(
            "warm",
            f"kb lint, {count}, one file changed in a field",
            edited,
            bench.nothing(),
            "python -c pass",
            20,
        )[0],
    ]
    victim.write_bytes(kept)
    return rows


def commands(bench: Bench) -> list[Row]:
    """The quick looks at a base, against an interpreter that does nothing."""
    folder = bench.base(bench.largest)
    rows = []
    for arguments in (("board",), ("list",), ("show", "TASK-0001")):
        what = f"kb {' '.join(arguments)}, {bench.largest:,} records"
        if not bench.has(arguments[0]):
            rows.append(missing("commands", what, 15))
            continue
        program = bench.kb(folder, *arguments)
        row, found = bench.compare("commands", what, program, bench.nothing(), "python -c pass", 15)
        rows.append(row)
        cold = bench.kb(folder, *arguments, cold=True)
        rows.append(
            bench.compare("commands", f"{what}, no cache", cold, bench.nothing(), "python -c pass")[0]
        )
        if found:
            rows.append(_memory("commands", f"memory of kb {arguments[0]}", peak(found.first), 100))
    return rows


def defects(bench: Bench) -> list[Row]:
    """How many of the seeded defects `kb lint` reports in the file where they are."""
    what = "seeded defects not found by kb lint"
    if not bench.has("lint"):
        return [missing("defects", what, 0)]
    folder = bench.base(100, "--defects", "3")
    notes = json.loads((folder / "defects.json").read_text())
    arguments = [str(KB), "lint", "--today", notes["today"], "--output-format", "json"]
    if bench.has("lint", "--against"):
        arguments += ["--against", notes["against"]]
    done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        return [
            Row(
                "defects", what, f"failed: kb lint ended with {done.returncode}: {done.stderr.strip()[-300:]}"
            )
        ]
    found = json.loads(done.stdout)["diagnostics"]
    lost = unseen(notes["defects"], found)
    codes = ", ".join(sorted({str(defect["code"]) for defect in lost}))
    total = len(notes["defects"])
    return [Row("defects", what, f"{total - len(lost)} of {total} found", codes, ratio=len(lost), goal=0)]


def unseen(seeded: list[dict[str, object]], found: list[dict[str, object]]) -> list[dict[str, object]]:
    """The seeded defects that no finding of the same code names: in the same file and, when known, line."""
    places = {(item["code"], item["path"], item["line"]) for item in found}
    files = {(code, path) for code, path, _ in places}
    codes = {code for code, _ in files}
    lost = []
    for defect in seeded:
        code, path, line = defect["code"], defect["file"], defect["line"]
        also = defect["also"]
        assert isinstance(also, list)
        hit = (code, path, line) in places if line else (code, path) in files
        if not (hit or (not path and code in codes) or any((code, other) in files for other in also)):
            lost.append(defect)
    return lost


def git_status(bench: Bench) -> list[Row]:
    """`git status` on the same base, for comparison."""
    program = Program(("git", "status", "--short"), bench.base(bench.largest))
    what = f"git status, {bench.largest:,} records"
    return [bench.compare("git", what, program, bench.nothing(), "python -c pass")[0]]
