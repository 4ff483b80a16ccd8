"""Annotations of a workflow of GitHub Actions; properties and data are escaped as its toolkit does."""

from __future__ import annotations

from typing import ClassVar

from kb.cli.report import Format, Report, places, told
from kb.cli.terminal import clean, say
from kb.diagnostics import Severity

_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


class Github(Format):
    """Workflow commands, one for each finding."""

    name: ClassVar[str] = "github"

    def write(self, report: Report) -> None:
        """Print the commands."""
        for diagnostic in report.verdicts.diagnostics:
            start, end = places(diagnostic, report.source(diagnostic.path))
            properties = {
                "title": f"kb ({diagnostic.code} {diagnostic.name})",
                "file": clean(report.below + diagnostic.path),
                "line": start.line,
                "col": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            }
            named = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
            say(f"::{_WORDS[diagnostic.severity]} {named}::{_data(told(diagnostic))}", data=True)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
