"""`kb rule`: lists the rules, or prints the manual page of one."""

from __future__ import annotations

import click

from kb.cli import completion
from kb.cli.output import emit_json, emit_rows, format_option
from kb.cli.terminal import say, style
from kb.errors import KbError
from kb.lint.engine import all_rules
from kb.lint.rule import Rule


@click.command("rule")
@click.argument("code", required=False, shell_complete=completion.rules)
@format_option("table", "json", "csv", "md")
def command(code: str | None, format_: str) -> int:
    """List the rules, or explain one: what it finds, why, a bad and a good example, how to configure it."""
    if code is None:
        _list(format_)
        return 0
    rule = next((r for r in all_rules() if code.upper() == r.code or code.lower() == r.name), None)
    if rule is None:
        raise KbError(f"there is no rule {code}", hint="`kb rule` lists the rules.")
    if format_ == "json":
        emit_json({"rules": [{**_facts(rule), "manual": rule.manual()}]})
    else:
        _page(rule)
    return 0


def _facts(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "family": rule.family,
        "severity": str(rule.severity),
        "fixable": rule.fixable,
        "summary": rule.summary(),
    }


def _list(format_: str) -> None:
    facts = [_facts(rule) for rule in all_rules()]
    if format_ == "json":
        emit_json({"rules": facts})
        return
    keys = ("code", "name", "severity", "summary")
    emit_rows(format_, keys, [[fact[key] for key in keys] for fact in facts], flexible=3)


def _page(rule: Rule) -> None:
    say(
        style(f"{rule.code} {rule.name}", "bold") + f" ({rule.severity}{', fixable' if rule.fixable else ''})"
    )
    say()
    for line in rule.manual().splitlines():
        say(style(line.removeprefix("## "), "bold") if line.startswith("## ") else line)
