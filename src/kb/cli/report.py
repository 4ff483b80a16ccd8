"""What a format prints from: the findings, the texts they are about, and the words all formats share."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any, ClassVar

from kb import discovery
from kb.base import KnowledgeBase
from kb.cli import formats
from kb.cli.terminal import clean, say, style
from kb.diagnostics import Diagnostic, Position, Severity
from kb.lint.engine import Verdicts
from kb.lint.rule import Rule
from kb.text.source import Source

COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


@dataclass(frozen=True, slots=True)
class Report:
    """All that a format may look at.

    Attributes:
        verdicts: the findings, and how many files they are about.
        base: the base that was judged.
        files: the paths of the files that findings could be about.
        rules: those that judged.
        below: where the base lies in its repository, with a slash at the end: code hosts count paths from there.
        strict: whether warnings fail the run.
        statistics: whether to count findings by rule.
        baseline: the file that keeps findings silent, if there is one.
    """

    verdicts: Verdicts
    base: KnowledgeBase
    files: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    below: str = ""
    strict: bool = False
    statistics: bool = False
    baseline: str | None = None

    def source(self, path: str) -> Source:
        """The text of a file."""
        document = self.base.by_path.get(path)
        return document.source if document is not None else self.verdicts.elsewhere[path]

    def fails(self, diagnostic: Diagnostic) -> bool:
        """Whether a finding fails the run."""
        return diagnostic.severity is Severity.ERROR or (
            self.strict and diagnostic.severity is Severity.WARNING
        )


class Format:
    """One way to print findings; a subclass is a file in `kb.cli.formats` that is named as it is."""

    name: ClassVar[str]

    def write(self, report: Report) -> None:
        """Print a report."""
        raise NotImplementedError


def format_names() -> list[str]:
    """What `--output-format` can be."""
    return discovery.module_names(formats)


def write(format_: str, report: Report) -> None:
    """Print a report in one of the formats; the others are not even loaded."""
    module = importlib.import_module(f"{formats.__name__}.{format_}")
    discovery.own(module, Format)().write(report)


def places(diagnostic: Diagnostic, source: Source) -> tuple[Position, Position]:
    """Where a finding begins and ends, for people."""
    return source.position(diagnostic.span.start), source.position(diagnostic.span.end)


def told(diagnostic: Diagnostic) -> str:
    """What is wrong and what to do about it, on one line."""
    return clean(diagnostic.message) + (f". {clean(diagnostic.help)}" if diagnostic.help else "")


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
        "fixable": diagnostic.mendable and diagnostic.safe,
        "fix": ("safe" if diagnostic.safe else "unsafe") if diagnostic.mendable else None,
        "help": diagnostic.help,
    }


def closing(report: Report) -> None:
    """Say to standard error how many findings there are, and what can be done about them at once."""
    say(" ".join(filter(None, (_found(report), _silent(report), _mendable(report)))), err=True)
    gone = report.verdicts.gone
    if gone:
        entries = "entry of the baseline matches" if gone == 1 else "entries of the baseline match"
        say(f"{gone} {entries} nothing any more: `kb lint --write-baseline` drops what is gone.", err=True)


def _found(report: Report) -> str:
    verdicts = report.verdicts
    files = f"{verdicts.files} record{'' if verdicts.files == 1 else 's'}"
    if not verdicts.diagnostics:
        return f"{style('Nothing to complain about', 'green', err=True)} in {files}."
    weights = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"))
    counts = [(verdicts.count(severity), word) for severity, word in weights]
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n]
    infos = verdicts.count(Severity.INFO)
    if infos:
        parts.append(f"{infos} info")
    return f"Found {' and '.join(parts)} in {files}."


def _silent(report: Report) -> str:
    silent = report.verdicts.silent
    return f"{silent} more {'is' if silent == 1 else 'are'} in the baseline." if silent else ""


def _mendable(report: Report) -> str:
    """How many findings need no hands: people should not mend by hand what a command mends."""
    mendable = [diagnostic.safe for diagnostic in report.verdicts.diagnostics if diagnostic.mendable]
    safe, unsafe = sum(mendable), len(mendable) - sum(mendable)
    parts = [f"`--fix` mends {safe} of them"] if safe else []
    if unsafe:
        parts.append(f"`--fix --unsafe-fixes` mends {unsafe} {'more' if safe else 'of them'}")
    return f"{', '.join(parts)}." if parts else ""
