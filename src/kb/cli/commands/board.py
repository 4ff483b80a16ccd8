"""`kb board`: the Kanban board, with counts, WIP limits, age, blocked and verdict marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from kb.boarding import Card, Column, board
from kb.cli.output import emit_json, format_option, today_option
from kb.cli.session import Session
from kb.cli.terminal import clean, display_width, say, shorten, style, width, wrap

LANES: dict[str, Callable[[Card], str | None]] = {
    "goal": lambda card: card.task.goal,
    "assignee": lambda card: card.task.assignee,
    "research": lambda card: card.task.research,
}
_NARROWEST = 20
_VERDICTS = {"met": ("✓ met", "green"), "missed": ("✗ missed", "red")}


@click.command("board")
@click.option("--swimlane", type=click.Choice(list(LANES)), help="One board for each of these.")
@click.option(
    "--all", "everything", is_flag=True, help="Every card of finished states, not only the first ten."
)
@format_option("table", "json", "md")
@today_option
@click.pass_obj
def command(session: Session, swimlane: str | None, everything: bool, format_: str) -> int:
    """Show the board: one column a state, cards in the order in which they should be pulled.

    The days of a card are those in its state, as the history of the repository tells; where it does not, since the day
    on which it was created.
    """
    workflow = session.config.workflow.workflow()
    columns = board(session.graph, workflow, session.today, session.state_ages)
    session.vouch_history()
    if format_ == "json":
        emit_json({"columns": [_as_json(column) for column in columns]})
        return 0
    for name, lane in _lanes(columns, swimlane):
        if format_ == "md":
            _markdown(lane, name)
            continue
        if name is not None:
            say(style(clean(name), "bold", "magenta"))
        shown = lane if everything else [_cut(c, workflow.ended(c.state)) for c in lane]
        _draw(shown, {c.state: len(c.cards) for c in lane})
    return 0


def _as_json(column: Column) -> dict[str, Any]:
    return {
        "state": column.state,
        "count": len(column.cards),
        "limit": column.limit,
        "over": column.over,
        "cards": [
            {
                "id": card.task.id,
                "title": card.task.title,
                "assignee": card.task.assignee,
                "state_age_days": card.state_age_days,
                "age_days": card.age_days,
                "blocked": card.blocked,
                "blocked_days": card.blocked_days,
                "waits_for": list(card.waits_for),
                "score": card.task.score,
                "verdict": card.verdict.name if card.verdict is not None else None,
            }
            for card in column.cards
        ],
    }


def _lanes(columns: Sequence[Column], swimlane: str | None) -> list[tuple[str | None, list[Column]]]:
    if swimlane is None:
        return [(None, list(columns))]
    key = LANES[swimlane]
    names = sorted({key(card) or "" for column in columns for card in column.cards})
    return [
        (
            name or f"no {swimlane}",
            [Column(c.state, tuple(card for card in c.cards if (key(card) or "") == name)) for c in columns],
        )
        for name in sorted(names, key=lambda n: (n == "", n))
    ]


def _cut(column: Column, ended: bool) -> Column:
    return Column(column.state, column.cards[:10], column.limit) if ended else column


def _draw(columns: Sequence[Column], counts: dict[str, int]) -> None:
    """Columns side by side as far as the terminal is wide, then the next ones below."""
    shown = [column for column in columns if column.cards or column.limit is not None] or list(columns)
    across = max(min((width() + 2) // (_NARROWEST + 2), len(shown)), 1)
    rows = -(-len(shown) // across)
    across = -(-len(shown) // rows)
    for start in range(0, len(shown), across):
        part = shown[start : start + across]
        room = (width() - 2 * (across - 1)) // across
        cells = [_cell(column, counts[column.state], room) for column in part]
        for line in range(max(len(cell) for cell in cells)):
            parts = [_padded(cell[line] if line < len(cell) else ("", ()), room) for cell in cells]
            say("  ".join(parts).rstrip())
        if start + across < len(shown):
            say()


Cell = list[tuple[str, tuple[str, ...]]]


def _padded(part: tuple[str, tuple[str, ...]], room: int) -> str:
    text, styles = part
    blanks = " " * max(room - display_width(text), 0)
    return style(text, *styles) + blanks


def _cell(column: Column, count: int, room: int) -> Cell:
    limit = f"/{column.limit}" if column.limit is not None else ""
    head = f"{column.state} {count}{limit}"
    over = column.limit is not None and count > column.limit
    lines: Cell = [
        (shorten(head + (" over the limit" if over else ""), room), ("bold", "red") if over else ("bold",))
    ]
    lines.append(("─" * room, ("dim",)))
    for card in column.cards:
        lines.extend(_card(card, room))
        lines.append(("", ()))
    if not column.cards:
        lines.append(("", ()))
    if count > len(column.cards):
        lines.append((f"… {count - len(column.cards)} more", ("dim",)))
    return lines


def _card(card: Card, room: int) -> Cell:
    task = card.task
    lines: Cell = [(shorten(task.id, room), ("cyan",))]
    lines += [(line, ()) for line in _wrapped(clean(task.title), room, 2)]
    age = card.age_days if card.state_age_days is None else card.state_age_days
    figures = f"{age} d" + (f" · {task.score:.2g}" if task.score is not None else "")
    who = f"{shorten(task.assignee, room - len(figures) - 3)} · " if task.assignee else ""
    lines.append((clean(who + figures), ("dim",)))
    if card.blocked is not None:
        lines.append((shorten(clean(f"■ blocked {card.blocked_days} d: {card.blocked}"), room), ("red",)))
    elif card.waits_for:
        lines.append((shorten(f"waits for {', '.join(card.waits_for)}", room), ("yellow",)))
    if card.verdict is not None and card.verdict.name in _VERDICTS:
        words, colour = _VERDICTS[card.verdict.name]
        lines.append((words, (colour,)))
    return lines


def _wrapped(text: str, room: int, most: int) -> list[str]:
    lines = wrap(text, room)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shorten(line, room) for line in lines]


def _markdown(columns: Sequence[Column], lane: str | None) -> None:
    """A list for every column that has cards; under the name of the lane where there is one."""
    if lane is not None:
        say(f"## {clean(lane)}\n")
    for column in columns:
        if not column.cards:
            continue
        limit = f" of {column.limit}" if column.limit is not None else ""
        say(f"{'##' if lane is None else '###'} {column.state} ({len(column.cards)}{limit})\n")
        for card in column.cards:
            marks = [card.task.assignee or "", f"blocked: {card.blocked}" if card.blocked else ""]
            if card.verdict is not None:
                marks.append(card.verdict.name.replace("-", " "))
            tail = ", ".join(mark for mark in marks if mark)
            say(f"- [[{card.task.id}]] {clean(card.task.title)}" + (f" ({clean(tail)})" if tail else ""))
        say()
