"""A Code Quality report of GitLab: what a merge request adds and what it takes away."""

from __future__ import annotations

from typing import ClassVar

from kb.cli.output import emit_raw_json
from kb.cli.report import Format, Report, places, told
from kb.diagnostics import Severity
from kb.lint.identity import fingerprints

_WORDS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


class Gitlab(Format):
    """One document for `artifacts: reports: codequality`."""

    name: ClassVar[str] = "gitlab"

    def write(self, report: Report) -> None:
        """Print the list of findings; GitLab compares two such lists by their fingerprints."""
        found = []
        for diagnostic, fingerprint in fingerprints(report.verdicts.diagnostics, report.base, report.below):
            start, end = places(diagnostic, report.source(diagnostic.path))
            found.append(
                {
                    "description": told(diagnostic),
                    "check_name": f"{diagnostic.code} {diagnostic.name}",
                    "fingerprint": fingerprint,
                    "severity": _WORDS[diagnostic.severity],
                    "location": {
                        "path": report.below + diagnostic.path,
                        "lines": {"begin": start.line, "end": end.line},
                    },
                }
            )
        emit_raw_json(found)
