"""For people: every finding with its line, the words it is about underlined, and what to do."""

from __future__ import annotations

from typing import ClassVar

from kb.cli.report import COLOUR, Format, Report, closing, places
from kb.cli.statistics import say_table
from kb.cli.terminal import clean, display_width, say, shorten, style, width
from kb.diagnostics import Diagnostic, Position
from kb.text.source import Source


class Full(Format):
    """Findings with the source line."""

    name: ClassVar[str] = "full"

    def write(self, report: Report) -> None:
        """Print every finding as a small paragraph, and how many there are."""
        if report.statistics:
            say_table(report)
            closing(report)
            return
        for diagnostic in report.verdicts.diagnostics:
            source = report.source(diagnostic.path)
            start, end = places(diagnostic, source)
            place = style(f"{clean(diagnostic.path)}:{start.line}:{start.column}", "bold")
            code = style(diagnostic.code, COLOUR[diagnostic.severity], "bold")
            say(f"{place} {diagnostic.severity} {code} {clean(diagnostic.message)}")
            _excerpt(diagnostic, source, start, end)
            for related in diagnostic.related:
                other = report.source(related.path).position(related.span.start)
                say(f"   = see {clean(related.path)}:{other.line}:{other.column}: {clean(related.message)}")
            if diagnostic.help:
                say(f"   = {style('help', 'cyan')}: {clean(diagnostic.help)}")
            say()
        closing(report)


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
        _visible(part)
        for part in (line[max(first - room, 0) : first], line[first:last][:room], line[last:][:room])
    )
    if display_width(before) + display_width(marked) + display_width(rest) > room or first > room:
        before = _ending(before, (room - min(display_width(marked), room // 2)) // 2)
        marked = shorten(marked, room - display_width(before))
        rest = shorten(rest, room - display_width(before) - display_width(marked))
    say(f" {gutter} | {before}{marked}{rest}".rstrip())
    carets = "^" * max(display_width(marked), 1)
    blanks = " " * display_width(before)
    say(f" {' ' * len(gutter)} | {blanks}{style(carets, COLOUR[diagnostic.severity])}")


def _ending(text: str, columns: int) -> str:
    """The end of a text, with an ellipsis where something is gone."""
    if display_width(text) <= columns:
        return text
    cut = text[-columns:]
    while display_width(cut) > columns - 1:
        cut = cut[1:]
    return "…" + cut


def _visible(text: str) -> str:
    """A piece of a line as a terminal shows it: tabs as one blank, the unprintable escaped."""
    return clean(text.replace("\t", " "))
