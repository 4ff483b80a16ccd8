"""The log of decisions: what is in force, what it rests on, what was superseded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from kb.records.decision import Decision
from kb.site.material import Material
from kb.site.overturning import overturning, weighed
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.rendered import filled, ids_of

SIZE = 40
FEW = 6
FORCE, PROPOSED, OVER = "In force", "Proposed", "No longer in force"
_ORDER = (PROPOSED, FORCE, OVER)


class Logged(NamedTuple):
    """A decision in the log.

    Attributes:
        decision: the record.
        on: the day under which it stands.
        turns: what would overturn it, while it is in force.
        after: the ids of those that replaced it.
    """

    decision: Decision
    on: date
    turns: list[str]
    after: list[str]


class DecisionsPage(PageMaker):
    """All decisions: those that wait for a word, those in force, and those that no longer are, each newest first."""

    section, order, label, path = "Evidence", 50, "Decisions", "decisions.md"

    def pages(self, material: Material) -> Iterator[Page]:
        decisions = [record for _, record in material.base.records(Decision)]
        decisions.sort(key=lambda d: (decided_on(d), d.id), reverse=True)
        decisions.sort(key=lambda d: _ORDER.index(standing(material, d)))
        counts = Counter(standing(material, d) for d in decisions)
        for part in parts(self.path, decisions, SIZE):
            values, about = partial(_values, material, part, counts), partial(ids_of, part.items)
            title = part.title("Decisions")
            yield filled(material, part.path, title, "decisions.html", values, about=about)


def _values(material: Material, part: Part[Decision], counts: Mapping[str, int]) -> Mapping[str, Any]:
    log = []
    scores = weighed(material, (d for d in part.items if standing(material, d) == FORCE))
    for name in _ORDER:
        found = [_logged(material, d, name, scores) for d in part.items if standing(material, d) == name]
        years = [(year, list(group)) for year, group in groupby(found, key=lambda each: each.on.year)]
        if found:
            log.append((name, counts[name], years))
    return {
        "part": part,
        "log": log,
        "in_force": counts.get(FORCE, 0),
        "proposed": counts.get(PROPOSED, 0),
        "over": counts.get(OVER, 0),
        "few": FEW,
    }


def _logged(material: Material, decision: Decision, heading: str, scores: Mapping[str, list[str]]) -> Logged:
    return Logged(
        decision,
        decided_on(decision),
        overturning(material, decision, scores) if heading == FORCE else [],
        [link.source_id for link in material.graph.backlinks(decision.id, ("supersedes",))],
    )


def standing(material: Material, decision: Decision) -> str:
    """Under which heading of the log a decision stands."""
    if decision.status == "proposed":
        return PROPOSED
    return FORCE if material.in_force(decision) else OVER


def decided_on(decision: Decision) -> date:
    """The day of the decision; where it is not stated, the day it was written down."""
    return decision.date or decision.created
