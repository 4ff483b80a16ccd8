"""The JSON document of the contract."""

from __future__ import annotations

from typing import ClassVar

from kb.cli.output import emit_json
from kb.cli.report import Format, Report, as_json
from kb.diagnostics import Severity


class Json(Format):
    """All there is, for programs."""

    name: ClassVar[str] = "json"

    def write(self, report: Report) -> None:
        """Print one document."""
        verdicts = report.verdicts
        emit_json(
            {
                "summary": {
                    "records": verdicts.records,
                    "files": verdicts.files,
                    "errors": verdicts.count(Severity.ERROR),
                    "warnings": verdicts.count(Severity.WARNING),
                },
                "diagnostics": [as_json(d, report.source(d.path)) for d in verdicts.diagnostics],
            }
        )
