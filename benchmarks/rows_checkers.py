"""The rows that set `kb lint` beside the checkers people have: CPU on one base, and seeded defects seen."""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks.checkers import REFERENCE, Base, Tool, lay_out, seconds, seen, tools
from benchmarks.rows import KB, Bench, Row, missing

SCRIPTS = "KB_CHECKERS"
"""The folder of `check-jsonschema` and `yamllint`; beside this Python otherwise."""
NODE = "KB_CHECKERS_NODE"
"""The `node_modules` of remark and markdownlint-cli2; left out without one."""


def checkers(bench: Bench) -> list[Row]:
    """`kb lint` with every rule and no cache against each checker; then who sees how many defects."""
    if not bench.has("schema"):
        return [missing("checkers", "kb lint beside other checkers")]
    node = Path(os.environ[NODE]) if NODE in os.environ else None
    found = tools(Path(os.environ.get(SCRIPTS, KB.parent)), node)
    base = lay_out(bench.folder / "checked", node, bench.largest, bench.seed)
    sound = lay_out(bench.folder / "checked-sound", node, 100, bench.seed)
    seeded = lay_out(bench.folder / "checked-seeded", node, 100, bench.seed, defects=3)
    rows = []
    for name, tool in found.items():
        if not Path(next(iter(tool.calls(base)))[0]).exists():
            rows.append(Row("checkers", name, f"not installed; {SCRIPTS} and {NODE} name the folders"))
            continue
        if name != REFERENCE:
            rows.append(_speed(bench, name, found[REFERENCE], tool, base))
        told = seen(tool, sound, seeded)
        of = f"of {told['defects']} defects of {told['rules']} rules"
        rows.append(Row("checkers", f"seeded defects seen by {name}", f"{told['seen']} {of}"))
    return rows


def _speed(bench: Bench, name: str, kb: Tool, tool: Tool, base: Base) -> Row:
    pairs = [(seconds(kb, base), seconds(tool, base)) for _ in range(bench.runs)]
    ratios = sorted(ours / theirs for ours, theirs in pairs)
    ours, theirs = (sorted(side)[len(pairs) // 2] for side in zip(*pairs, strict=True))
    what = f"kb lint, {bench.largest:,} records, beside {name}"
    middle = ratios[len(ratios) // 2]
    return Row(
        "checkers", what, f"{ours:.2f} s", f"{name} {theirs:.2f} s", middle, ratios[0], ratios[-1], goal=1.0
    )
