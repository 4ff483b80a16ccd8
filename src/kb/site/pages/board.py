"""The board: columns by state with counts and limits, cards with what one must know before pulling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kb.boarding import Card, Column, board
from kb.history.since import ages as history_ages
from kb.records.goal import Goal
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.templating import render

# How many cards a column shows: work that has ended is history, and a column of hundreds is no board.
SHOWN = {False: 100, True: 12}


class BoardPage(PageMaker):
    """The Kanban board."""

    section, order, label, path = "Work", 20, "Board", "board.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield Page(self.path, "Board", lambda: _draw(material), wide=True, search=False)


def _draw(material: Material) -> str:
    ages = history_ages(material.chronicle, material.zone, material.today)
    columns = board(material.graph, material.workflow, material.today, ages)
    shown = [(column, _shown(material, column)) for column in columns]
    goals = {card.task.goal for _, cards in shown for card in cards}
    return render(
        "board.html",
        m=material,
        here=BoardPage.path,
        columns=shown,
        labels={goal.id: goal.title for _, goal in material.base.records(Goal) if goal.id in goals},
        workflow=material.workflow,
        total=sum(len(column.cards) for column in columns),
    )


def _shown(material: Material, column: Column) -> Sequence[Card]:
    ended = material.workflow.ended(column.state)
    return (newest(column.cards) if ended else column.cards)[: SHOWN[ended]]


def newest(cards: Sequence[Card]) -> list[Card]:
    """The cards written down last first: of what has ended, that is what one still talks about."""
    return sorted(cards, key=lambda c: (c.task.created, c.task.id), reverse=True)
