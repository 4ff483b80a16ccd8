"""The rows about a build from nothing at every size: `kb build` in turn with MkDocs and Material.

MkDocs gets two things to build, both outside its navigation, where it costs least. The first are the same records
as plain pages, the cheapest site of them that there is: nothing on a page but what stands in the file. The second
are the same pages: what `kb build --markdown` writes, so that MkDocs ends with the contents that `kb build` ends with.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import TODAY
from benchmarks.measure import CannotRun, Program, Usage, once
from benchmarks.rows import Bench, Row, missing
from kb.site.publishing import pieces

_MKDOCS = Path(sys.executable).with_name("mkdocs")
_GOAL = 0.30


def pages(bench: Bench) -> list[Row]:
    """CPU of a build from nothing by kb, as a share of what MkDocs takes, pair by pair, at every size."""
    rows: list[Row] = []
    for records in bench.records:
        what = f"kb build, {records:,} records"
        if not bench.has("build", "--markdown"):
            rows.append(missing("pages", what, _GOAL))
            continue
        try:
            rows += _in_turn(bench, records, what)
        except CannotRun as problem:
            rows.append(Row("pages", what, f"failed: {problem}"))
    return rows


def _in_turn(bench: Bench, records: int, what: str) -> list[Row]:
    plain = bench.base(records, "--as-mkdocs", "--outside-nav")
    tree = _tree(bench, records)
    # With the search of the theme, as MkDocs has it, and with the one that `kb` chooses for so many records.
    searches = (
        {"": "builtin", ", its index by piece": "pagefind"}
        if records > pieces.MANY and pieces.is_there()
        else {"": "builtin"}
    )
    programs = [_cold(bench, records, search) for search in searches.values()]
    programs += [_mkdocs(folder) for folder in (plain, tree)]
    runs = [[once(program) for program in programs] for _ in range(bench.site_runs)]
    rows = []
    for ours, named in enumerate(searches):
        for theirs, other in enumerate(("the same records as plain pages", "the same pages"), len(searches)):
            rows.append(row(f"{what}{named}", f"MkDocs, {other}", [(run[ours], run[theirs]) for run in runs]))
    return rows


def row(what: str, name: str, found: list[tuple[Usage, Usage]]) -> Row:
    """A row of runs in turn: medians of both, and of the ratios within each turn."""
    mine, theirs = (statistics.median(run[at].cpu for run in found) for at in (0, 1))
    ratios = [first.cpu / second.cpu for first, second in found]
    return replace(
        Row("pages", what, f"{mine:.1f} s", f"{name} {theirs:.1f} s", goal=_GOAL),
        ratio=statistics.median(ratios),
        low=min(ratios),
        high=max(ratios),
        wall_ratio=statistics.median(first.wall / second.wall for first, second in found),
    )


def _cold(bench: Bench, records: int, search: str) -> Program:
    """`kb build` with a search, that finds neither its caches nor a site."""
    folder = bench.base(records)
    cold = bench.kb(folder, "build", "--today", TODAY.isoformat(), cold=True)
    settings = folder / "kb.toml"
    kept = settings.read_text(encoding="utf-8").partition("\n[site]")[0]

    def forget() -> None:
        settings.write_text(f'{kept}\n[site]\nsearch = "{search}"\n', encoding="utf-8")
        _remove(folder / "site")
        if cold.before is not None:
            cold.before()

    return replace(cold, before=forget)


def _tree(bench: Bench, records: int) -> Path:
    """The pages of the base as Markdown with the settings MkDocs needs; made once, which is not counted."""
    target = bench.folder / f"tree-{records}"
    if not target.exists():
        once(
            bench.kb(
                bench.base(records),
                "build",
                "--today",
                TODAY.isoformat(),
                "--markdown",
                str(target),
                cold=True,
            )
        )
    return target


def _mkdocs(folder: Path) -> Program:
    return Program((str(_MKDOCS), "build", "--quiet"), folder, before=lambda: _remove(folder / "site"))


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
