"""The risks: a matrix of likelihood and impact, and the register by group with what is done about each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from kb.records.risk import Risk
from kb.site.drawing.palette import risk_level
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.rendered import filled
from kb.wording import listed, plural

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
HIGH = 4
"""From this level of five on a risk asks for something to be done."""
FEW = 5


class RisksPage(PageMaker):
    """Matrix and register."""

    section, order, label, path = "Watch", 70, "Risks", "risks.md"

    def pages(self, material: Material) -> Iterator[Page]:
        risks = [record for _, record in material.base.records(Risk)]
        risks.sort(key=lambda r: (r.status in ENDED, -(r.exposure or 0), r.id))
        by_group = sorted(risks, key=lambda r: list(GROUPS).index(r.group or ""))
        for part in parts(self.path, by_group, SIZE):
            values = partial(_values, part, risks)
            yield filled(material, part.path, part.title("Risks"), "risks.html", values, wide=True)


def _values(part: Part[Risk], risks: Sequence[Risk]) -> Mapping[str, Any]:
    cells: dict[tuple[int, int], list[Risk]] = {}
    for risk in risks:
        if risk.likelihood is not None and risk.impact is not None:
            cells.setdefault((risk.likelihood, risk.impact), []).append(risk)
    return {
        "part": part,
        "cells": cells if part.first else {},
        "groups": [
            (GROUPS[name], list(found)) for name, found in groupby(part.items, lambda r: r.group or "")
        ],
        "likelihood": LIKELIHOOD,
        "impact": IMPACT,
        "level": risk_level,
        "in_a_cell": IN_A_CELL,
        "ended": ENDED,
        "states": listed([f"{n} {state}" for state, n in Counter(r.status for r in risks).most_common()]),
        "said": said(risks) if part.first else "",
    }


def said(risks: Sequence[Risk]) -> str:
    """Where the risks lie, and what of it nobody does anything about."""
    watched = [risk for risk in risks if risk.status not in ENDED]
    graded = [risk for risk in watched if risk.exposure is not None]
    parts = []
    if graded:
        most = max(risk.exposure or 0 for risk in graded)
        worst = sorted(risk.id for risk in graded if risk.exposure == most)
        are = "is" if len(worst) == 1 else "are"
        which = listed(worst) if len(worst) <= FEW else plural(len(worst), "risk")
        parts.append(f"The greatest {are} {which} with an exposure of {most} of 25.")
        parts += _upper([r for r in graded if risk_level(r.likelihood or 1, r.impact or 1) >= HIGH])
    rest = len(watched) - len(graded)
    if rest:
        are = "is" if rest == 1 else "are"
        parts.append(f"{plural(rest, 'risk')} without likelihood or impact {are} not in the matrix.")
    return " ".join(parts)


def _upper(high: Sequence[Risk]) -> list[str]:
    """What is done about the risks of the upper levels."""
    if not high:
        return []
    bare = [risk.id for risk in high if not risk.mitigated_by and not risk.solution]
    nothing = f"nothing is done about {listed(bare[:FEW])}" if bare else "something is done about each"
    more = f" and {len(bare) - FEW} more" if len(bare) > FEW else ""
    lie = "lies" if len(high) == 1 else "lie"
    return [f"{plural(len(high), 'risk')} {lie} in the two upper levels; {nothing}{more}."]
