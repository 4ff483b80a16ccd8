"""One line for each finding: place, code, message."""

from __future__ import annotations

from typing import ClassVar

from kb.cli.report import Format, Report, closing, places
from kb.cli.statistics import say_table
from kb.cli.terminal import clean, say


class Concise(Format):
    """One line per finding."""

    name: ClassVar[str] = "concise"

    def write(self, report: Report) -> None:
        """Print the lines, and how many findings there are."""
        if report.statistics:
            say_table(report)
            closing(report)
            return
        for diagnostic in report.verdicts.diagnostics:
            start, _ = places(diagnostic, report.source(diagnostic.path))
            path = clean(diagnostic.path)
            say(f"{path}:{start.line}:{start.column}: {diagnostic.code} {clean(diagnostic.message)}")
        closing(report)
