"""Counts findings by rule, for whoever wants to know where to begin."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kb.cli.report import Report
from kb.cli.terminal import say, table


@dataclass(frozen=True)
class Row:
    """The findings of one rule and one weight."""

    code: str
    name: str
    severity: str
    count: int
    fixable: int
    unsafe: int


def rows(report: Report) -> list[Row]:
    """A row for each rule that found something, most findings first."""
    diagnostics = report.verdicts.diagnostics
    key = {id(d): (d.code, d.name, str(d.severity)) for d in diagnostics}
    counts = Counter(key.values())
    safe = Counter(key[id(d)] for d in diagnostics if d.mendable and d.safe)
    unsafe = Counter(key[id(d)] for d in diagnostics if d.mendable and not d.safe)
    found = [Row(*what, count, safe[what], unsafe[what]) for what, count in counts.items()]
    return sorted(found, key=lambda row: (-row.count, row.code, row.severity))


def say_table(report: Report) -> None:
    """Print the rows for people."""
    found = rows(report)
    if not found:
        return
    headers = ["n", "code", "name", "severity", "--fix", "unsafe"]
    cells = [
        [str(row.count), row.code, row.name, row.severity, _some(row.fixable), _some(row.unsafe)]
        for row in found
    ]
    for line in table(headers, cells):
        say(line)


def _some(count: int) -> str:
    return str(count) if count else ""
