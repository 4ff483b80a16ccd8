"""The log of decisions: what is in force, what it rests on, what was superseded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from kb.records.decision import Decision
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.templating import render

SIZE = 100


class DecisionsPage(PageMaker):
    """All decisions, newest first."""

    section, order, label, path = "Evidence", 50, "Decisions", "decisions.md"

    def pages(self, material: Material) -> Iterator[Page]:
        decisions = [record for _, record in material.base.records(Decision)]
        decisions.sort(key=lambda d: (decided_on(d), d.id), reverse=True)
        in_force = sum(d.status == "accepted" and "superseded" not in material.flags(d.id) for d in decisions)
        proposed = sum(d.status == "proposed" for d in decisions)
        for part in parts(self.path, decisions, SIZE):
            draw = partial(_draw, material, part, in_force=in_force, proposed=proposed)
            yield Page(part.path, part.title("Decisions"), draw, search=False)


def _draw(material: Material, part: Part[Decision], *, in_force: int, proposed: int) -> str:
    by_year: dict[int, list[Decision]] = {}
    for decision in part.items:
        by_year.setdefault(decided_on(decision).year, []).append(decision)
    return render(
        "decisions.html",
        m=material,
        here=part.path,
        part=part,
        by_year=by_year,
        on=decided_on,
        in_force=in_force,
        proposed=proposed,
    )


def decided_on(decision: Decision) -> date:
    """The day of the decision; where it is not stated, the day it was written down."""
    return decision.date or decision.created
