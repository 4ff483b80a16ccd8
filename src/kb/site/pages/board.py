"""The board: columns by state with counts and limits, cards with what one must know before pulling."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from kb.boarding import Card, Column, board
from kb.history.since import ages as history_ages
from kb.records.goal import Goal
from kb.site.addresses import handle
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.rendered import filled
from kb.site.templating import rough

# How many cards a column shows: work that has ended is history, and a column of hundreds is no board. The others are
# in a file of their own, which a browser asks for when somebody filters, or wants to see more.
SHOWN = {False: 60, True: 8}
REST = "board.json"


class Shown(NamedTuple):
    """A column as far as the page shows it.

    Attributes:
        state: of the tasks in it.
        ended: whether their work has ended.
        limit: how many may be in it; None for any number.
        over: whether there are more.
        many: how many there are.
        cards: those that are shown.
    """

    state: str
    ended: bool
    limit: int | None
    over: bool
    many: int
    cards: Sequence[Card]


class BoardPage(PageMaker):
    """The Kanban board."""

    section, order, label, path = "Work", 20, "Board", "board.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield filled(material, self.path, "Board", "board.html", partial(_values, material), wide=True)

    def files(self, material: Material) -> Mapping[str, str]:
        rest = {
            column.state: [_data(material, card) for card in column.cards[SHOWN[False] :]]
            for column in _columns(material)
            if not material.workflow.ended(column.state) and len(column.cards) > SHOWN[False]
        }
        if not rest:
            return {}
        return {_rest(material): json.dumps({"version": 1, "columns": rest}, ensure_ascii=False)}


def _rest(material: Material) -> str:
    return f"board/{REST}" if material.directories else REST


def _columns(material: Material) -> list[Column]:
    ages = history_ages(material.history, material.zone, material.today)
    return board(material.graph, material.workflow, material.today, ages)


def _data(material: Material, card: Card) -> dict[str, Any]:
    """A card as the script of the board makes one, what it does not say left out."""
    task, here = card.task, BoardPage.path
    found = {
        "id": task.id,
        "title": task.title,
        "href": material.url(task.id, here),
        "goal": task.goal,
        "person": handle(task.assignee) if task.assignee else None,
        "research": task.research,
        "tags": list(task.tags),
        "score": rough(task.score) if task.score is not None else None,
        "blocked": f"blocked {card.blocked_days} d: {card.blocked}" if card.blocked else None,
        "late": "late" in material.flags(task.id) or None,
        "waits": list(card.waits_for),
        "age": card.age_days if card.state_age_days is None else card.state_age_days,
    }
    return {name: value for name, value in found.items() if value not in (None, [])}


def _values(material: Material) -> Mapping[str, Any]:
    columns = _columns(material)
    open_ = [column for column in columns if not material.workflow.ended(column.state)]
    goals = {card.task.goal for column in columns for card in column.cards}
    return {
        "columns": [_shown(material, column) for column in columns],
        "labels": {goal.id: goal.title for _, goal in material.base.records(Goal) if goal.id in goals},
        "entered": partial(_entered, material.today),
        "total": sum(len(column.cards) for column in columns),
        "rest": material.asset_url(_rest(material), BoardPage.path)
        if any(len(column.cards) > SHOWN[False] for column in open_)
        else None,
    }


def _shown(material: Material, column: Column) -> Shown:
    ended = material.workflow.ended(column.state)
    cards = (newest(column.cards) if ended else column.cards)[: SHOWN[ended]]
    return Shown(column.state, ended, column.limit, column.over, len(column.cards), cards)


def _entered(today: date, card: Card) -> date | None:
    """The day on which a card came into its state, which counts as a day of its age; None where that is not known."""
    return None if card.state_age_days is None else today - timedelta(days=card.state_age_days - 1)


def newest(cards: Sequence[Card]) -> list[Card]:
    """The cards that ended last first, as far as the history shows it; then those written down last."""
    return sorted(sorted(cards, key=lambda c: (c.task.created, c.task.id), reverse=True), key=_ended_before)


def _ended_before(card: Card) -> float:
    return float("inf") if card.state_age_days is None else card.state_age_days
