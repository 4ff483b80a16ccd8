"""Prints findings: full with the source line, concise, JSON, and as annotations for a code host."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kb.base import KnowledgeBase
from kb.cli.output import emit_json
from kb.cli.terminal import clean, display_width, say, shorten, style, width
from kb.diagnostics import Diagnostic, Position, Severity
from kb.lint.engine import Verdicts
from kb.text.source import Source

_COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def report(format_: str, outcome: Verdicts, base: KnowledgeBase) -> None:
    """Print the outcome of a lint run in one of the formats."""
    FORMATS[format_](outcome, base)


def places(diagnostic: Diagnostic, source: Source) -> tuple[Position, Position]:
    """Where a finding begins and ends, for people."""
    return source.position(diagnostic.span.start), source.position(diagnostic.span.end)


def as_json(diagnostic: Diagnostic, source: Source) -> dict[str, Any]:
    """A finding as the contract describes it."""
    start, end = places(diagnostic, source)
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "path": diagnostic.path,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "record": diagnostic.record,
        "fixable": bool(diagnostic.edits),
        "help": diagnostic.help,
    }


def _full(outcome: Verdicts, base: KnowledgeBase) -> None:
    for diagnostic in outcome.diagnostics:
        source = base.by_path[diagnostic.path].source
        start, end = places(diagnostic, source)
        place = style(f"{clean(diagnostic.path)}:{start.line}:{start.column}", "bold")
        code = style(diagnostic.code, _COLOUR[diagnostic.severity], "bold")
        say(f"{place} {diagnostic.severity} {code} {clean(diagnostic.message)}")
        _excerpt(diagnostic, source, start, end)
        for related in diagnostic.related:
            other = base.by_path[related.path].source.position(related.span.start)
            say(f"   = see {clean(related.path)}:{other.line}:{other.column}: {clean(related.message)}")
        if diagnostic.help:
            say(f"   = {style('help', 'cyan')}: {clean(diagnostic.help)}")
        say()
    _closing(outcome)


def _excerpt(diagnostic: Diagnostic, source: Source, start: Position, end: Position) -> None:
    """The line of a finding with the finding underlined; of a long line what is around it."""
    line = source.line(start.line)
    if not line:
        return
    gutter = str(start.line)
    room = max(width() - len(gutter) - 4, 40)
    first = min(start.column - 1, len(line))
    last = min(max(end.column - 1 if end.line == start.line else len(line), first + 1), len(line))
    before, marked, rest = (
        visible(part)
        for part in (line[max(first - room, 0) : first], line[first:last][:room], line[last:][:room])
    )
    if display_width(before) + display_width(marked) + display_width(rest) > room or first > room:
        before = _ending(before, (room - min(display_width(marked), room // 2)) // 2)
        marked = shorten(marked, room - display_width(before))
        rest = shorten(rest, room - display_width(before) - display_width(marked))
    say(f" {gutter} | {before}{marked}{rest}".rstrip())
    carets = "^" * max(display_width(marked), 1)
    blanks = " " * display_width(before)
    say(f" {' ' * len(gutter)} | {blanks}{style(carets, _COLOUR[diagnostic.severity])}")


def _ending(text: str, columns: int) -> str:
    """The end of a text, with an ellipsis where something is gone."""
    if display_width(text) <= columns:
        return text
    cut = text[-columns:]
    while display_width(cut) > columns - 1:
        cut = cut[1:]
    return "…" + cut


def visible(text: str) -> str:
    """A piece of a line as a terminal shows it: tabs as one blank, the unprintable escaped."""
    return clean(text.replace("\t", " "))


def _concise(outcome: Verdicts, base: KnowledgeBase) -> None:
    for diagnostic in outcome.diagnostics:
        start, _ = places(diagnostic, base.by_path[diagnostic.path].source)
        path = clean(diagnostic.path)
        say(f"{path}:{start.line}:{start.column}: {diagnostic.code} {clean(diagnostic.message)}")
    _closing(outcome)


def _closing(outcome: Verdicts) -> None:
    errors, warnings = outcome.count(Severity.ERROR), outcome.count(Severity.WARNING)
    files = f"{outcome.files} record{'' if outcome.files == 1 else 's'}"
    if not outcome.diagnostics:
        say(f"{style('Nothing to complain about', 'green')} in {files}.", err=True)
        return
    parts = [
        f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((errors, "error"), (warnings, "warning")) if n
    ]
    infos = outcome.count(Severity.INFO)
    if infos:
        parts.append(f"{infos} info")
    say(f"Found {' and '.join(parts)} in {files}.", err=True)


def _json(outcome: Verdicts, base: KnowledgeBase) -> None:
    emit_json(
        {
            "summary": {
                "records": outcome.records,
                "files": outcome.files,
                "errors": outcome.count(Severity.ERROR),
                "warnings": outcome.count(Severity.WARNING),
            },
            "diagnostics": [as_json(d, base.by_path[d.path].source) for d in outcome.diagnostics],
        }
    )


def _github(outcome: Verdicts, base: KnowledgeBase) -> None:
    """Workflow commands of GitHub Actions; properties and data are escaped as its toolkit does."""
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    for diagnostic in outcome.diagnostics:
        start, end = places(diagnostic, base.by_path[diagnostic.path].source)
        properties = {
            "title": f"kb ({diagnostic.code} {diagnostic.name})",
            "file": clean(diagnostic.path),
            "line": start.line,
            "col": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        }
        told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
        text = clean(diagnostic.message) + (f". {clean(diagnostic.help)}" if diagnostic.help else "")
        say(f"::{words[diagnostic.severity]} {told}::{_data(text)}", data=True)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Verdicts, KnowledgeBase], None]] = {
    "full": _full,
    "concise": _concise,
    "json": _json,
    "github": _github,
}
