"""An answer as a list of records with what the query says of each, or as a board of cards by state."""

from __future__ import annotations

from typing import Any, NamedTuple

from kb.index import Answer
from kb.queries.asking import Asked
from kb.record import Record
from kb.site.drawing import marks
from kb.site.drawing.html import Html, text
from kb.site.drawing.palette import status_tone, type_slug
from kb.site.queries.cells import Cells
from kb.site.templating import words

_SAID = frozenset({"id", "title", "type", "status", "verdict", "outcome"})
"""What a reference says by itself."""


def listed(asked: Asked, answer: Answer, cells: Cells) -> str:
    """One line for each row: the record, or the first column, then the others."""
    lines = []
    for row in answer.rows[: asked.limit]:
        given = dict(zip(answer.columns, row, strict=True))
        id_ = given.get("id")
        if cells.is_id(id_):
            first, rest = cells.whole(str(id_)), {k: v for k, v in given.items() if k not in _SAID}
        else:
            name = answer.columns[0]
            first, rest = cells.shown(name, row[0]), {k: v for k, v in given.items() if k != name}
        lines.append(f"<li>{first}{_note(rest, cells)}</li>")
    return f'<ul class="kb-reflist kb-reflist--ruled">{"".join(lines)}</ul>'


def _note(given: dict[str, Any], cells: Cells) -> str:
    said = [f"{text(words(name))} {cells.shown(name, v)}" for name, v in given.items() if v is not None]
    return f' <span class="kb-reflist__note">{", ".join(said)}</span>' if said else ""


class _Card(NamedTuple):
    record: Record
    given: dict[str, Any]


def board(asked: Asked, answer: Answer, cells: Cells) -> str:
    """A column for each state that is there, in the order of the workflow; what is no record has no card."""
    columns: dict[str, list[_Card]] = {}
    types: dict[str, None] = {}
    for row in answer.rows[: asked.limit]:
        given = dict(zip(answer.columns, row, strict=True))
        record = cells.record(given["id"])
        if record is not None:
            columns.setdefault(record.status, []).append(_Card(record, given))
            types[record.type] = None
    if not columns:
        return f'<p class="kb-query__empty">{text(asked.empty)}</p>'
    order = _order(types, cells)
    drawn = "".join(_column(state, columns[state], cells) for state in sorted(columns, key=order.index))
    label = text(asked.title or "Board")
    return f'<div class="kb-query__board" role="region" tabindex="0" aria-label="{label}">{drawn}</div>'


def _order(types: dict[str, None], cells: Cells) -> list[str]:
    """The states of some types, in order."""
    material = cells.material
    found: dict[str, None] = {}
    for name in types:
        states = material.workflow.states if name == "task" else material.base.types[name].type.states
        found.update(dict.fromkeys(states))
    return list(found)


def _column(state: str, cards: list[_Card], cells: Cells) -> str:
    tone = status_tone(state, cards[0].record.type)
    inner = "".join(_card(card, cells) for card in cards)
    return (
        f'<section class="kb-column" data-tone="{tone}"><p class="kb-column__head">'
        f'<span class="kb-column__title">{text(state)}</span> '
        f'<span class="kb-column__count">{len(cards)}</span></p><ol class="kb-cards">{inner}</ol></section>'
    )


def _card(card: _Card, cells: Cells) -> Html:
    record = card.record
    flags = [flag for flag in cells.material.flags(record.id) if flag in ("blocked", "late", "refuted")]
    verdict = cells.material.verdict(record.id)
    meta = [marks.verdict(verdict.name)] if verdict is not None and verdict.name != "not-measured" else []
    meta += [marks.flag(flag) for flag in flags]
    meta += [
        Html(f"<span>{text(words(name))} {cells.shown(name, value)}</span>")
        if name != "assignee"
        else cells.shown(name, value)
        for name, value in card.given.items()
        if name not in _SAID and value is not None
    ]
    below = f'<p class="kb-card__meta">{" ".join(meta)}</p>' if meta else ""
    identity = f'<code class="kb-id" data-type="{type_slug(record.type)}">{text(record.id)}</code>'
    href = text(cells.material.url(record.id, cells.here))
    return Html(
        f'<li class="kb-card"><p class="kb-card__top">{identity}</p>'
        f'<a class="kb-card__title" href="{href}">{text(record.title)}</a>{below}</li>'
    )
