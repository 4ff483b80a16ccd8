"""The risks: a matrix of likelihood and impact, and the register by group with what is done about each."""

from __future__ import annotations

from collections.abc import Iterator

from kb.records.risk import Risk
from kb.site.drawing.palette import risk_level
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.templating import render

LIKELIHOOD = {5: "almost certain", 4: "likely", 3: "possible", 2: "unlikely", 1: "rare"}
IMPACT = {1: "negligible", 2: "minor", 3: "moderate", 4: "major", 5: "severe"}
GROUPS = ("common", "research", "mvp", "development", "production")
OPEN = ("open", "occurred", "mitigated", "accepted")


class RisksPage(PageMaker):
    """Matrix and register."""

    section, order, label, path = "Watch", 70, "Risks", "risks.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield Page(self.path, "Risks", lambda: _draw(material), search=False)


def _draw(material: Material) -> str:
    risks = sorted((r for _, r in material.base.records(Risk)), key=lambda r: (-(r.exposure or 0), r.id))
    cells: dict[tuple[int, int], list[Risk]] = {}
    for risk in risks:
        if risk.likelihood is not None and risk.impact is not None:
            cells.setdefault((risk.likelihood, risk.impact), []).append(risk)
    groups = [(name, [r for r in risks if (r.group or "") == name]) for name in (*GROUPS, "")]
    return render(
        "risks.html",
        m=material,
        here=RisksPage.path,
        risks=risks,
        cells=cells,
        groups=[(name or "without a group", found) for name, found in groups if found],
        likelihood=LIKELIHOOD,
        impact=IMPACT,
        level=risk_level,
        open=[r for r in risks if r.status in OPEN],
    )
