"""The health of the base: what the linter says, by rule and by owner."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import quote

from kb.diagnostics import Diagnostic, Severity
from kb.lint.engine import all_rules
from kb.records.task import Task
from kb.site.addresses import handle, rule_path
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.rendered import filled

SHOWN = 30
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Found(NamedTuple):
    """A finding, the line it is in, and the address of that line on the code host; empty where there is none."""

    said: Diagnostic
    line: int
    there: str


class HealthPage(PageMaker):
    """Findings by rule and by owner."""

    section, order, label, path = "Watch", 90, "Health", "health.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield filled(material, self.path, "Health", "health.html", partial(_values, material), wide=True)


def _values(material: Material) -> Mapping[str, Any]:
    by_code: dict[str, list[Diagnostic]] = defaultdict(list)
    owners: Counter[str] = Counter()
    for diagnostic in material.findings:
        by_code[diagnostic.code].append(diagnostic)
        owners[handle(_owner(material, diagnostic))] += 1
    rules = sorted(by_code.items(), key=lambda item: (_ORDER[item[1][0].severity], -len(item[1]), item[0]))
    return {
        "rules": [
            (code, len(found), [_found(material, each) for each in found[:SHOWN]]) for code, found in rules
        ],
        "summaries": {rule.code: rule.summary() for rule in all_rules() if rule.code in by_code},
        "owners": owners.most_common(),
        "errors": sum(d.severity is Severity.ERROR for d in material.findings),
        "warnings": sum(d.severity is Severity.WARNING for d in material.findings),
        "records": len(material.base.documents),
        "rule_path": rule_path,
    }


def _found(material: Material, diagnostic: Diagnostic) -> Found:
    line = material.whole.by_path[diagnostic.path].source.position(diagnostic.span.start).line
    file = quote(material.prefix + diagnostic.path)
    there = f"{material.repository}/blob/{material.branch}/{file}#L{line}" if material.repository else ""
    return Found(diagnostic, line, there)


def _owner(material: Material, diagnostic: Diagnostic) -> str:
    document = material.base.by_path.get(diagnostic.path)
    record = document.record if document is not None else None
    if record is None:
        return ""
    return (record.assignee if isinstance(record, Task) else None) or record.owner or ""
