"""The risks: a matrix of likelihood and impact, and the register by group with what is done about each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from kb.records.risk import Risk
from kb.site.drawing.palette import risk_level
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.templating import render

LIKELIHOOD = {5: "almost certain", 4: "likely", 3: "possible", 2: "unlikely", 1: "rare"}
IMPACT = {1: "negligible", 2: "minor", 3: "moderate", 4: "major", 5: "severe"}
GROUPS = {
    "common": "Common",
    "research": "Research",
    "mvp": "MVP",
    "development": "Development",
    "production": "Production",
    "": "Without a group",
}
ENDED = ("closed",)
SIZE = 100
IN_A_CELL = 8


class RisksPage(PageMaker):
    """Matrix and register."""

    section, order, label, path = "Watch", 70, "Risks", "risks.md"

    def pages(self, material: Material) -> Iterator[Page]:
        risks = [record for _, record in material.base.records(Risk)]
        risks.sort(key=lambda r: (r.status in ENDED, -(r.exposure or 0), r.id))
        by_group = sorted(risks, key=lambda r: list(GROUPS).index(r.group or ""))
        for part in parts(self.path, by_group, SIZE):
            draw = partial(_draw, material, part, risks)
            yield Page(part.path, part.title("Risks"), draw, wide=True, search=False)


def _draw(material: Material, part: Part[Risk], risks: list[Risk]) -> str:
    cells: dict[tuple[int, int], list[Risk]] = {}
    for risk in risks:
        if risk.likelihood is not None and risk.impact is not None:
            cells.setdefault((risk.likelihood, risk.impact), []).append(risk)
    return render(
        "risks.html",
        m=material,
        here=part.path,
        part=part,
        cells=cells,
        groups=[(GROUPS[name], list(found)) for name, found in groupby(part.items, lambda r: r.group or "")],
        likelihood=LIKELIHOOD,
        impact=IMPACT,
        level=risk_level,
        in_a_cell=IN_A_CELL,
        ended=ENDED,
        open=sum(r.status not in ENDED for r in risks),
    )
