"""Runs the selected rules over a base and returns what they found, placed, weighed and in order."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from kb import discovery
from kb.diagnostics import Diagnostic, Severity
from kb.lint import rules as rules_package
from kb.lint.rule import Context, Finding, LastRule, Rule, Silence
from kb.lint.select import Selection
from kb.text.source import Source

MAX_PER_FILE = 1000
"""Findings of one rule about one file that are told one by one; nobody reads more, and a file can cause 150,000."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The outcome of one run.

    Attributes:
        diagnostics: by file, place and code.
        files: how many files were read.
        records: how many of them are records.
        silent: how many findings a baseline keeps silent.
        gone: how many entries of the baseline match nothing any more.
        elsewhere: the texts of files that findings name and that are no records of the work tree, by the name they
            have there: `docs/results.md`, `main:backlog/TASK-0007-encode.md`.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: int
    records: int
    silent: int = 0
    gone: int = 0
    elsewhere: Mapping[str, Source] = field(default_factory=dict)

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(d.severity is severity for d in self.diagnostics)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    found = discovery.contributed(sys.modules[rules_package.__name__], Rule)
    return tuple(sorted((cls() for cls in found.values()), key=lambda rule: rule.code))


def judge(context: Context, selection: Selection) -> Verdicts:
    """Run the rules of a selection."""
    found: set[Diagnostic] = set()
    used: set[tuple[str, str]] = set()
    for rule in selection.rules:
        found.update(_spoken(rule, rule.check(context), selection, used))
    for rule in selection.rules:
        if isinstance(rule, LastRule):
            silence = _silence(context, selection, used)
            found.update(_spoken(rule, rule.conclude(context, silence), selection, used))
    _note_places(context, found)
    documents = context.base.documents
    told = {diagnostic.path for diagnostic in found} if context.pages else ()
    return Verdicts(
        tuple(sorted(found, key=lambda d: d.sort_key)),
        len(documents),
        sum(d.record is not None for d in documents),
        elsewhere={page.path: page.source for page in context.pages if page.path in told},
    )


def speakers(selection: Selection, said: Iterable[Diagnostic]) -> Selection:
    """The rules of a selection that have to be asked whether they would say some findings of another base, too."""
    codes = {diagnostic.code for diagnostic in said}
    rules = tuple(rule for rule in selection.rules if rule.code in codes)
    return selection if any(isinstance(rule, LastRule) for rule in rules) else replace(selection, rules=rules)


def _note_places(context: Context, found: Iterable[Diagnostic]) -> None:
    """Who tells of a place in a text rests on its words, even if nobody prints where that is."""
    for diagnostic in found:
        others = [*(place.path for place in diagnostic.related), *(edit.path for edit in diagnostic.edits)]
        for path in (diagnostic.path, *others):
            document = context.base.by_path.get(path)
            if document is not None:
                document.source.asked = document.source.told = True


def _spoken(
    rule: Rule, findings: Iterable[Finding], selection: Selection, used: set[tuple[str, str]]
) -> Iterator[Diagnostic]:
    """What a rule says after everybody had a word in it; notes in ``used`` which `allow` silenced something."""
    counted: Counter[str] = Counter()
    beyond: dict[str, Finding] = {}
    for finding in findings:
        path = finding.document.path
        if not selection.speaks(rule, path):
            continue
        if _allowed(finding, rule):
            used.add((path, rule.code))
            continue
        counted[path] += 1
        if counted[path] > MAX_PER_FILE:
            beyond.setdefault(path, finding)
        else:
            yield _diagnostic(rule, finding, selection)
    for path, finding in beyond.items():
        message = (
            f"{finding.message}; and {counted[path] - MAX_PER_FILE - 1} more of {rule.code} in this file"
        )
        yield _diagnostic(rule, finding._replace(message=message), selection)


def _silence(context: Context, selection: Selection, used: set[tuple[str, str]]) -> Silence:
    """What `allow` silenced; a rule about steps finds something once, so its code is never unused for certain."""
    heard = {
        rule.code: rule
        for rule in selection.rules
        if "previous" not in rule.needs and all(map(context.offers, rule.needs + rule.gains))
    }
    codes = frozenset(rule.code for rule in all_rules())

    def judged(code: str, path: str) -> bool:
        return code in heard and selection.speaks(heard[code], path)

    return Silence(frozenset(used), codes, judged)


def _allowed(finding: Finding, rule: Rule) -> bool:
    record = finding.document.record
    return record is not None and rule.code in record.allow


def _diagnostic(rule: Rule, finding: Finding, selection: Selection) -> Diagnostic:
    document = finding.document
    return Diagnostic(
        path=document.path,
        span=document.span(finding.where, finding.on),
        code=rule.code,
        name=rule.name,
        severity=selection.severity(rule, finding.severity),
        message=_visible(finding.message),
        help=_visible(finding.help),
        record=document.id,
        related=finding.related,
        edits=finding.edits,
        safe=finding.safe,
        moves=finding.moves,
    )


def _visible(text: str) -> str:
    """What a finding says, without characters that turn or hide other words: it quotes what is in records."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def of_record(diagnostics: Iterable[Diagnostic], path: str) -> list[Diagnostic]:
    """The findings about one file."""
    return [d for d in diagnostics if d.path == path]
