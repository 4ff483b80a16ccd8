"""Which rules judge, where and how hard: the command line, `[lint]` of the configuration, `allow` in a record."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.config import LintTable
from kb.diagnostics import Severity
from kb.errors import KbError
from kb.lint.rule import Rule


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules that judge.

    Attributes:
        rules: those that are run.
        config: `[lint]`, for per-path settings and severities.
    """

    rules: tuple[Rule, ...]
    config: LintTable

    def speaks(self, rule: Rule, path: str) -> bool:
        """Whether a rule judges a file, by the per-path settings."""
        for pattern, table in self.config.per_path.items():
            if _matches_path(path, pattern):
                if table.select is not None and not _matches(rule.code, table.select):
                    return False
                if _matches(rule.code, table.ignore):
                    return False
        return True

    def severity(self, rule: Rule, found: Severity | None) -> Severity:
        """How much a finding weighs: the configuration first, then the finding, then the rule."""
        configured = self.config.severity.get(rule.code)
        return Severity(configured) if configured is not None else (found or rule.severity)


def select(
    rules: Iterable[Rule], config: LintTable, *, chosen: Sequence[str] = (), ignored: Sequence[str] = ()
) -> Selection:
    """The rules left after the command line's ``chosen`` (else the configuration's select) and all that is ignored.

    Raises:
        KbError: a code or family that does not exist.
    """
    known = list(rules)
    names = {"ALL", *(rule.code for rule in known), *(rule.family for rule in known)}
    if unknown := next((pattern for pattern in (*chosen, *ignored) if pattern not in names), None):
        raise KbError(f"there is no rule {unknown}", hint="`kb rule` lists the rules.")
    wanted = chosen or config.select
    left = [
        rule
        for rule in known
        if _matches(rule.code, wanted)
        and not _matches(rule.code, ignored)
        and (not _matches(rule.code, config.ignore) or _matches(rule.code, [c for c in chosen if c != "ALL"]))
    ]
    return Selection(tuple(left), config)


def _matches(code: str, patterns: Sequence[str]) -> bool:
    return any(pattern == "ALL" or code.startswith(pattern) for pattern in patterns)


def _matches_path(path: str, pattern: str) -> bool:
    """Shell patterns in which ``**`` crosses folders and a bare folder means all below it."""
    if fnmatch.fnmatchcase(path, pattern) or (
        path.startswith(pattern.rstrip("/*") + "/") and pattern.endswith(("/", "/**"))
    ):
        return True
    return "**/" in pattern and fnmatch.fnmatchcase(path, pattern.replace("**/", ""))
