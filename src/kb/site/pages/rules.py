"""The manual pages of the rules that have found something, so that whoever reads a finding reads what to do, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from kb.lint.engine import all_rules
from kb.lint.rule import Rule
from kb.site.addresses import rule_path
from kb.site.drawing.html import Html
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.prose import convert
from kb.site.rendered import filled


class RulePages(PageMaker):
    """One page for each rule that has a finding on the site; the page of the base's health leads there."""

    def pages(self, material: Material) -> Iterator[Page]:
        found = {diagnostic.code for diagnostic in material.findings}
        for rule in all_rules():
            if rule.code in found:
                path, title = rule_path(rule.code), f"{rule.code} {rule.name}"
                yield filled(material, path, title, "rule.html", partial(_values, material, rule), wide=True)


def _values(material: Material, rule: Rule) -> Mapping[str, Any]:
    count = sum(diagnostic.code == rule.code for diagnostic in material.findings)
    manual = Html(convert(rule.manual(), trusted=False))
    return {"code": rule.code, "name": rule.name, "count": count, "manual": manual}
