"""The log of decisions: what is in force, what it rests on, what was superseded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kb.records.decision import Decision
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.templating import render


class DecisionsPage(PageMaker):
    """All decisions, newest first."""

    section, order, label, path = "Evidence", 50, "Decisions", "decisions.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield Page(self.path, "Decisions", lambda: _draw(material), search=False)


def _draw(material: Material) -> str:
    decisions = sorted(
        (record for _, record in material.base.records(Decision)), key=lambda d: (_on(d), d.id), reverse=True
    )
    by_year: dict[int, list[Decision]] = {}
    for decision in decisions:
        by_year.setdefault(_on(decision).year, []).append(decision)
    return render(
        "decisions.html",
        m=material,
        here=DecisionsPage.path,
        decisions=decisions,
        by_year=by_year,
        on=_on,
        in_force=[
            d for d in decisions if d.status == "accepted" and "superseded" not in material.flags(d.id)
        ],
        open=[d for d in decisions if d.status == "proposed"],
    )


def _on(decision: Decision) -> date:
    return decision.date or decision.created
