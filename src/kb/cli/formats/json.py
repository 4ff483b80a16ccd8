"""The JSON document of the contract."""

from __future__ import annotations

import dataclasses
from typing import Any, ClassVar

from kb.cli.output import emit_json
from kb.cli.report import Format, Report, as_json
from kb.cli.statistics import rows
from kb.diagnostics import Severity


class Json(Format):
    """All there is, for programs."""

    name: ClassVar[str] = "json"

    def write(self, report: Report) -> None:
        """Print one document."""
        verdicts = report.verdicts
        document: dict[str, Any] = {
            "summary": {
                "records": verdicts.records,
                "files": verdicts.files,
                "errors": verdicts.count(Severity.ERROR),
                "warnings": verdicts.count(Severity.WARNING),
            }
        }
        if report.baseline is not None:
            file = {"file": report.baseline, "silent": verdicts.silent, "gone": verdicts.gone}
            document["baseline"] = file
        if report.statistics:
            document["statistics"] = [dataclasses.asdict(row) for row in rows(report)]
        found = [as_json(d, report.source(d.path)) for d in verdicts.diagnostics]
        emit_json({**document, "diagnostics": found})
