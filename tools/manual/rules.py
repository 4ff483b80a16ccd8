"""The pages of the rules: the list of them all, and each rule's own, which is its docstring."""

from __future__ import annotations

import re

from kb.lint.engine import all_rules
from kb.lint.rule import Rule

FAMILIES = {
    "FM": "Front matter as text",
    "ID": "Ids and files",
    "LK": "Links",
    "SM": "SMART",
    "KB": "Kanban",
    "GO": "Goals",
    "EX": "Experiments",
    "RV": "Technology reviews",
    "DC": "Decisions",
    "RK": "Risks",
    "PD": "Products",
    "PV": "Privacy",
    "ST": "Technology stacks",
    "CH": "Changes",
    "FR": "Freshness",
    "QU": "Queries",
    "LN": "The linter itself",
}
_OPENING = """\
# Rules

What `kb lint` finds. A rule judges the base as a whole; it reads no file, asks nobody and knows today's date only
because it is told. `kb rule CODE` prints the page of a rule in the terminal. The examples on the pages of the rules are
executed: each rule speaks about its bad example and is silent about its good one.

An error makes `kb lint` end with 1, a warning only under `--strict`, a remark (`info`) never; `[lint]` in the
[configuration](../configuration.md) weighs them otherwise, and [`allow` in a record](../../howto/accept-a-finding.md)
accepts what is meant.
"""


def pages() -> dict[str, str]:
    """The list, and a page per rule."""
    lines = [_OPENING]
    family = ""
    for rule in all_rules():
        if rule.family != family:
            family = rule.family
            lines += [
                f"\n## {FAMILIES[family]}\n",
                "| code | name | severity | what it finds |",
                "|---|---|---|---|",
            ]
        lines.append(f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} | {rule.summary()} |")
    return {"rules/index.md": "\n".join(lines)} | {f"rules/{r.code}.md": _page(r) for r in all_rules()}


def _page(rule: Rule) -> str:
    family = FAMILIES[rule.family]
    facts = f"**{str(rule.severity).capitalize()}**, family {rule.family}: {family}. [All rules](index.md)."
    return f"# {rule.code} {rule.name}\n\n{facts}\n\n{_titled(rule.manual())}"


def _titled(manual: str) -> str:
    """The manual with the files of its examples as titles of the blocks."""
    manual = re.sub(r"^(`{3,})record (.+)$", r'\1yaml title="\2"', manual, flags=re.MULTILINE)
    return re.sub(r"^```config$", '```toml title="kb.toml"', manual, flags=re.MULTILINE)
