"""Which rules judge, where and how hard: the command line, `[lint]` of the configuration, `allow` in a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.config import Config, LintTable, paths
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
            if paths.matches(path, pattern):
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


def configured(
    rules: Iterable[Rule], config: Config, *, chosen: Sequence[str] = (), ignored: Sequence[str] = ()
) -> Selection:
    """As :func:`select`, when nobody has looked yet whether the rules exist that the configuration names.

    Raises:
        KbError: a code or family that does not exist, with its place in the configuration.
    """
    known = list(rules)
    names = {"ALL", *(rule.code for rule in known), *(rule.family for rule in known)}
    for path, name in _named(config.lint):
        if name not in names:
            raise KbError(
                f"there is no rule {name}", where=config.place("lint", *path), hint=_nearest(name, names)
            )
    return select(known, config.lint, chosen=chosen, ignored=ignored)


def _named(table: LintTable) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every code and family that `[lint]` names, with its place."""
    lists: list[tuple[tuple[str, ...], Sequence[str]]] = [
        (("select",), table.select),
        (("ignore",), table.ignore),
    ]
    for pattern, here in table.per_path.items():
        lists.append((("per-path", pattern, "ignore"), here.ignore))
        lists.append((("per-path", pattern, "select"), here.select or ()))
    for path, codes in lists:
        for number, code in enumerate(codes):
            yield (*path, number), code
    for code in table.severity:
        yield ("severity", code), code


def _nearest(name: str, names: Iterable[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, sorted(names), n=1)
    return f"Did you mean {close[0]}?" if close else "`kb rule` lists the rules."


def _matches(code: str, patterns: Sequence[str]) -> bool:
    return any(pattern == "ALL" or code.startswith(pattern) for pattern in patterns)
