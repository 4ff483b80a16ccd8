"""SARIF 2.1.0, for code hosts and editors: findings with the pages of their rules and with what mends them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, ClassVar
from urllib.parse import quote

from kb._version import __version__
from kb.cli.output import emit_raw_json
from kb.cli.report import Format, Report, told
from kb.cli.terminal import clean
from kb.diagnostics import Diagnostic, Edit, Severity, Span
from kb.lint.identity import fingerprints
from kb.lint.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_TOP = "%SRCROOT%"


class Sarif(Format):
    """One log with one run."""

    name: ClassVar[str] = "sarif"

    def write(self, report: Report) -> None:
        """Print the log; columns count characters, and paths begin at the top of the repository."""
        diagnostics = report.verdicts.diagnostics
        numbers = {rule.code: number for number, rule in enumerate(report.rules)}
        run = {
            "tool": {"driver": _driver(report.rules)},
            "automationDetails": {"id": f"kb lint/{report.below}"},
            "originalUriBaseIds": {_TOP: {"description": {"text": "The top of the repository."}}},
            "columnKind": "unicodeCodePoints",
            "results": [
                _result(report, diagnostic, fingerprint, numbers)
                for diagnostic, fingerprint in fingerprints(diagnostics, report.base, report.below)
            ],
        }
        emit_raw_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(rules: Iterable[Rule]) -> dict[str, Any]:
    return {
        "name": "kb",
        "fullName": "kb lint",
        "semanticVersion": __version__,
        "rules": [
            {
                "id": rule.code,
                "name": "".join(word.capitalize() for word in rule.name.split("-")),
                "shortDescription": {"text": _text(rule.summary())},
                "help": {"text": _text(rule.manual()), "markdown": rule.manual()},
                "defaultConfiguration": {"level": _LEVELS[rule.severity]},
                "properties": {"tags": [rule.family], "fixable": rule.fixable},
            }
            for rule in rules
        ],
    }


def _result(
    report: Report, diagnostic: Diagnostic, fingerprint: str, numbers: dict[str, int]
) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        **({"ruleIndex": numbers[diagnostic.code]} if diagnostic.code in numbers else {}),
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _text(told(diagnostic))},
        "locations": [{"physicalLocation": _place(report, diagnostic.path, diagnostic.span)}],
        "partialFingerprints": {"kbFinding/v1": fingerprint},
    }
    if diagnostic.record is not None:
        result["locations"][0]["logicalLocations"] = [{"name": clean(diagnostic.record), "kind": "record"}]
    if diagnostic.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _place(report, related.path, related.span),
                "message": {"text": _text(clean(related.message))},
            }
            for number, related in enumerate(diagnostic.related, start=1)
        ]
    if diagnostic.edits and not diagnostic.moves:  # a new name is nothing that SARIF could write down
        result["fixes"] = [_fix(report, diagnostic)]
    return result


def _fix(report: Report, diagnostic: Diagnostic) -> dict[str, Any]:
    by_path: dict[str, list[Edit]] = {}
    for edit in diagnostic.edits:
        by_path.setdefault(edit.path, []).append(edit)
    says = "keeps the meaning" if diagnostic.safe else "may change the meaning"
    return {
        "description": {"text": f"Mends {diagnostic.code}; {says}."},
        "artifactChanges": [
            {
                "artifactLocation": _artifact(report, path),
                "replacements": [
                    {
                        "deletedRegion": _region(report, path, edit.span),
                        **({"insertedContent": {"text": edit.text}} if edit.text else {}),
                    }
                    for edit in edits
                ],
            }
            for path, edits in by_path.items()
        ],
    }


def _place(report: Report, path: str, span: Span) -> dict[str, Any]:
    return {"artifactLocation": _artifact(report, path), "region": _region(report, path, span)}


def _artifact(report: Report, path: str) -> dict[str, Any]:
    return {"uri": quote(os.fsencode(report.below + path)), "uriBaseId": _TOP}


def _region(report: Report, path: str, span: Span) -> dict[str, int]:
    source = report.source(path)
    start, end = source.position(span.start), source.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _text(text: str) -> str:
    """Plain text in which nothing is taken for a link: records may hold anything."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") if "](" in text else text
