"""JUnit XML, for CI that shows test results: every file is a test case, and fails by its findings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from xml.sax.saxutils import escape, quoteattr

from kb.cli.report import Format, Report, places
from kb.cli.terminal import clean, say
from kb.diagnostics import Diagnostic


class Junit(Format):
    """One test suite."""

    name: ClassVar[str] = "junit"

    def write(self, report: Report) -> None:
        """Print the suite: findings that fail the run fail a test case, others are its output."""
        by_path: dict[str, list[Diagnostic]] = {path: [] for path in report.files}
        for diagnostic in report.verdicts.diagnostics:
            by_path.setdefault(diagnostic.path, []).append(diagnostic)
        failed = sum(any(map(report.fails, found)) for found in by_path.values())
        count = f'tests="{len(by_path)}" failures="{failed}" errors="0"'
        lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="kb lint" {count}>']
        lines.append(f'  <testsuite name="kb lint" {count} skipped="0" time="0">')
        for path, found in sorted(by_path.items()):
            lines += _case(report, path, found)
        lines += ["  </testsuite>", "</testsuites>"]
        say("\n".join(lines), data=True)


def _case(report: Report, path: str, found: list[Diagnostic]) -> list[str]:
    named = report.base.by_path[path].id or path
    begin = f"    <testcase name={_quoted(named)} classname={_quoted(report.below + path)}"
    if not found:
        return [f'{begin} time="0"/>']
    failing = [diagnostic for diagnostic in found if report.fails(diagnostic)]
    rest = [diagnostic for diagnostic in found if not report.fails(diagnostic)]
    lines = [f'{begin} time="0">']
    if failing:
        first = f"{failing[0].code} {failing[0].message}"
        more = f" (and {len(failing) - 1} more)" if len(failing) > 1 else ""
        lines.append(f"      <failure type={_quoted(failing[0].code)} message={_quoted(first + more)}>")
        lines += [*_lines(report, failing), "      </failure>"]
    if rest:
        lines += ["      <system-out>", *_lines(report, rest), "      </system-out>"]
    return [*lines, "    </testcase>"]


def _lines(report: Report, found: Iterable[Diagnostic]) -> list[str]:
    lines = []
    for d in found:
        start, _ = places(d, report.source(d.path))
        said = f"{report.below}{d.path}:{start.line}:{start.column}: {d.severity} {d.code} {d.message}"
        lines += [escape(_inert(said)), *([f"  {escape(_inert(d.help))}"] if d.help else [])]
    return lines


def _inert(text: str) -> str:
    """The text without what XML cannot hold or a terminal would act on: such characters are written as escapes."""
    return clean(text)


def _quoted(text: str) -> str:
    return quoteattr(_inert(text))
