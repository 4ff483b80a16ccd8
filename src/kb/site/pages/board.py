"""The board: columns by state with counts and limits, cards with what one must know before pulling."""

from __future__ import annotations

from collections.abc import Iterator

from kb.boarding import board
from kb.records.goal import Goal
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.templating import render

SHOWN_WHEN_ENDED = 40


class BoardPage(PageMaker):
    """The Kanban board."""

    section, order, label, path = "Work", 20, "Board", "board.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield Page(self.path, "Board", lambda: _draw(material), wide=True, search=False)


def _draw(material: Material) -> str:
    columns = board(material.graph, material.workflow, material.today)
    labels = {goal.id: goal.title for _, goal in material.base.records(Goal)}
    return render(
        "board.html",
        m=material,
        here=BoardPage.path,
        columns=columns,
        labels=labels,
        workflow=material.workflow,
        shown=SHOWN_WHEN_ENDED,
        total=sum(len(column.cards) for column in columns),
    )
