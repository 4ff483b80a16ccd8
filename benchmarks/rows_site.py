"""The rows about the site: `kb build` against MkDocs on the same pages, and the weight of what comes out."""

from __future__ import annotations

import re
import shutil
import statistics
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks import previews
from benchmarks.corpus import TODAY
from benchmarks.measure import CannotRun, Program, Usage, median, once, peak
from benchmarks.rows import Bench, Changer, Row, missing

_MKDOCS = Path(sys.executable).with_name("mkdocs")
_RECORD_PAGE = re.compile(r"(?:^|/)[A-Z]{1,6}-[0-9]{4,}[^/]*(?:/index)?\.html\Z")


def site(bench: Bench) -> list[Row]:
    """CPU, memory and bytes of a build from nothing, by kb, and by MkDocs with pages in and outside the nav.

    Taken at 1,000 records, or at the smallest size asked for when that is smaller: MkDocs is quadratic.
    """
    records = min(1000, bench.largest)
    rows = []
    outside = _mkdocs(bench, records, "--outside-nav")
    inside = _mkdocs(bench, records)
    for name, found in (("outside the navigation", outside), ("in the navigation", inside)):
        rows.append(_described(f"mkdocs build, {records:,} pages {name}", *found))
    what = f"kb build, {records:,} records"
    if not bench.has("build"):
        return [*rows, missing("site", what, 0.30)]
    try:
        usage, output = _kb_build(bench, records)
    except CannotRun as problem:
        return [*rows, Row("site", what, f"failed: {problem}")]
    rows.append(_described(what, usage, output))
    for name, (others, _), goal in (("outside", outside, 0.30), ("inside", inside, None)):
        ratio = median(usage) / median(others)
        rows.append(
            Row(
                "site",
                f"kb build against MkDocs with pages {name} the navigation",
                "",
                ratio=ratio,
                goal=goal,
            )
        )
    rows.append(previewed(bench, records))
    rows.append(Row("site", "memory of kb build", f"{peak(usage):.0f} MiB", ratio=peak(usage), goal=300))
    return [*rows, *_weights(output), *_grown(bench, records, usage)]


def edits(bench: Bench) -> list[Row]:
    """What a build costs after an edit, against the build from nothing, at every size that is asked for."""
    rows: list[Row] = []
    for records in bench.records:
        if not bench.has("build"):
            return [missing("edits", f"kb build, {records:,} records", 0.10)]
        usage, output = _kb_build(bench, records)
        rows += [
            replace(_described(f"kb build, {records:,} records", usage, output), group="edits"),
            _nothing_changed(bench, records, usage),
            _one_changed(bench, records, usage),
            _one_changed(bench, records, usage, "title"),
        ]
    return rows


def _mkdocs(bench: Bench, records: int, *options: str) -> tuple[list[Usage], Path]:
    folder = bench.base(records, "--as-mkdocs", *options)
    program = Program((str(_MKDOCS), "build", "--quiet"), folder, before=lambda: _remove(folder / "site"))
    return [once(program) for _ in range(bench.site_runs)], folder / "site"


def _kb_build(bench: Bench, records: int) -> tuple[list[Usage], Path]:
    folder = bench.base(records)
    plain = bench.kb(folder, "build", "--today", TODAY.isoformat())
    cold = bench.kb(folder, "build", cold=True)

    def forget() -> None:
        _remove(folder / "site")
        if cold.before is not None:
            cold.before()

    program = Program(plain.arguments, folder, plain.variables, forget, (0,))
    return [once(program) for _ in range(bench.site_runs)], folder / "site"


def _nothing_changed(bench: Bench, records: int, full: list[Usage]) -> Row:
    """A second build of what is there, against the build from nothing."""
    folder = bench.base(records)
    plain = bench.kb(folder, "build", "--today", TODAY.isoformat())
    once(plain)  # what was written a moment before the build from nothing is looked at again
    usage = [once(plain) for _ in range(bench.site_runs)]
    what = f"kb build, {records:,} records, nothing changed"
    return Row("edits", what, f"{median(usage):.2f} s", ratio=median(usage) / median(full))


def _grown(bench: Bench, records: int, usage: list[Usage]) -> list[Row]:
    """The build from nothing of ten times as many records: what it costs more, and its memory."""
    many = 10 * records
    if many > bench.largest:
        return []
    grown, _ = _kb_build(bench, many)
    ratio = median(grown) / median(usage)
    memory = peak(grown)
    return [
        Row(
            "site",
            f"kb build, {many:,} records against {records:,}",
            f"{median(grown):.1f} s",
            ratio=ratio,
            goal=11,
        ),
        Row("edits", f"memory of kb build, {many:,} records", f"{memory:.0f} MiB", ratio=memory, goal=300),
    ]


def _one_changed(bench: Bench, records: int, full: list[Usage], field: str | None = None) -> Row:
    """A second build after one body was edited, or a field, against the build from nothing."""
    folder = bench.base(records)
    plain = bench.kb(folder, "build", "--today", TODAY.isoformat())
    victim = next(folder.glob("backlog/TASK-0001-*"))
    kept = victim.read_bytes()
    program = Program(plain.arguments, folder, plain.variables, Changer(victim, kept, field))
    usage = [once(program) for _ in range(bench.site_runs)]
    victim.write_bytes(kept)
    what = f"kb build, {records:,} records, one {field or 'text'} changed"
    return Row("edits", what, f"{median(usage):.2f} s", ratio=median(usage) / median(full), goal=0.10)


def previewed(bench: Bench, records: int) -> Row:
    """What passes from the save of a record until its page has arrived in a browser that waits for it."""
    what = f"kb serve, {records:,} records: from save to page"
    if not bench.has("serve"):
        return missing("site", what, 1.0)
    folder = bench.base(records)
    program = bench.kb(folder, "serve", "--address", "127.0.0.1:0", "--today", TODAY.isoformat())
    try:
        found = previews.shown(
            program, next(folder.glob("backlog/TASK-0001-*")), "r/TASK-0001/", max(5, bench.site_runs)
        )
    except CannotRun as problem:
        return Row("site", what, f"failed: {problem}", goal=1.0)
    took = previews.middle(found)
    return Row("site", what, f"{took.cpu:.2f} s CPU, {took.wall:.2f} s in all", ratio=took.wall, goal=1.0)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _described(what: str, usage: list[Usage], output: Path) -> Row:
    files = [path for path in output.rglob("*") if path.is_file()]
    html = sum(path.stat().st_size for path in files if path.suffix == ".html")
    total = sum(path.stat().st_size for path in files)
    return Row(
        "site",
        what,
        f"{median(usage):.1f} s, {peak(usage):.0f} MiB",
        f"{len(files):,} files, {total / 1e6:.1f} MB, of it HTML {html / 1e6:.1f} MB",
    )


def _weights(output: Path) -> list[Row]:
    """Median and largest size of a record's page, in KB of HTML."""
    sizes = [
        path.stat().st_size / 1000
        for path in output.rglob("*.html")
        if _RECORD_PAGE.search(path.relative_to(output).as_posix()) and path.stat().st_size > 2000
    ]
    if not sizes:
        return [Row("site", "HTML of a record's page", "no record pages found in the output")]
    middle, most = statistics.median(sizes), max(sizes)
    return [
        Row("site", "HTML of a record's page, median", f"{middle:.1f} KB", ratio=middle, goal=25),
        Row("site", "HTML of a record's page, largest", f"{most:.1f} KB", ratio=most, goal=100),
    ]
