"""Draws a forecast for people, as Markdown or CSV: what it says, then what it rests on and what is not in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Final

from kb.cli.answers import Answer, day_of, share_of
from kb.cli.output import emit_rows
from kb.cli.terminal import clean, on_terminal, say, style, width, wrap
from kb.history.forecast import LEVELS, Course, Cover, GoalOutlook
from kb.history.forecast.backtest import MOST_TRIALS
from kb.history.forecast.document import date
from kb.wording import plural

_GOALS: Final = ("goal", "deadline", "left", "50 %", "85 %", "95 %", "chance", "pace", "title")
_CHANGES: Final = ("change", "goal", "tasks", "85 % moves", "stated", "chance without it")
_COVERS: Final = ("about", "level", "promised", "held", "of", "share", "interval", "that is")
_WIDEST: Final = 100
_ROOM: Final = 100


def draw(answer: Answer, notes: Sequence[str], course: Course, format_: str) -> None:
    """Print an answer with what is to be said of it."""
    if format_ == "csv":
        _sheet(answer, course)
        return
    markdown = format_ == "md"
    say(f"## {clean(answer.title)}" if markdown else style(clean(answer.title), "bold"))
    if answer.refused is not None:
        say()
        _lines(f"No forecast: {clean(answer.refused)}.", markdown=markdown)
    else:
        say(f"{'' if not markdown else chr(10)}{_rests(answer, course)}")
        _tables(answer, course, format_)
    if notes:
        say()
    for sentence in notes:
        _lines(f"- {clean(sentence)}" if markdown else clean(sentence), markdown=markdown)


def _rests(answer: Answer, course: Course) -> str:
    past, seed = answer.past, f"seed {course.seed}"
    if answer.tested is not None:
        return f"each from what was known on its day; {min(course.trials, MOST_TRIALS):,} futures, {seed}"
    days = plural(len(past.finished), "day")
    return (
        f"from {plural(past.n, 'task')} finished in {days} to {day_of(past.last)}; "
        f"{course.trials:,} futures, {seed}"
    )


def _tables(answer: Answer, course: Course, format_: str) -> None:
    if answer.overview and answer.goals:
        say()
        columns = len(_GOALS) - (
            format_ == "table" and on_terminal() and width() < _ROOM
        )  # without the titles
        rows = [_goal(goal, course)[:columns] for goal in answer.goals]
        emit_rows(format_, _GOALS[:columns], rows, flexible=columns - 1)
    if answer.tested is not None:
        say()
        emit_rows(format_, _COVERS, [_cover(cover, answer.tested.days) for cover in answer.tested.covers])
    if answer.sentences:
        say()
    for sentence in answer.sentences:
        say(clean(f"- {sentence}" if format_ == "md" else f"  {sentence}"))
    changes = [row for goal in answer.goals for row in _changes(goal)]
    if changes:
        say()
        emit_rows(format_, _CHANGES, changes)


def _goal(goal: GoalOutlook, course: Course) -> list[object]:
    scope = goal.scope
    ends = [_date(goal.expected.get(level), course) for level in LEVELS]
    chance = share_of(goal.chance) if goal.chance is not None else "–"
    pace = {"goal": "own", "team": "all"}[goal.pace] if goal.futures else "–"
    return [scope.goal.id, scope.deadline or "–", len(scope.open), *ends, chance, pace, scope.goal.title]


def _date(day: float | None, course: Course) -> str:
    if day is None:
        return "–"
    found = date(day, course)
    return str(found) if found is not None else "later"


def _changes(goal: GoalOutlook) -> Iterator[list[object]]:
    for change in goal.changes:
        moved = f"{change.days:+d} d" if change.days is not None else "–"
        stated = f"{change.stated:+g} d" if change.stated is not None else "–"
        without = share_of(change.chance) if change.chance is not None else "–"
        yield [change.id, goal.scope.goal.id, f"{change.tasks:+d}", moved, stated, without]


def _cover(cover: Cover, days: int) -> list[object]:
    low, high = cover.interval
    about = f"tasks in {plural(days, 'day')}" if cover.manner == "throughput" else "a begun task"
    share, reach = (
        f"{words} %" for words in (f"{100 * cover.share:.0f}", f"{100 * low:.0f} to {100 * high:.0f}")
    )
    judged = cover.judged.removesuffix(" than promised")
    return [about, f"{cover.level} %", share_of(cover.promised), cover.held, cover.n, share, reach, judged]


def _lines(sentence: str, *, markdown: bool) -> None:
    room = sys.maxsize if markdown else min(width(), _WIDEST)
    for line in wrap(sentence, room):
        say(line)


def _sheet(answer: Answer, course: Course) -> None:
    """The figures alone."""
    if answer.overview:
        header = ("goal", "deadline", "left", *map(str, LEVELS), "chance", "pace", "n")
        rows = [
            [
                goal.scope.goal.id, goal.scope.deadline, len(goal.scope.open),
                *(date(goal.expected.get(level), course) for level in LEVELS), goal.chance, goal.pace, goal.n,
            ]
            for goal in answer.goals
        ]  # fmt: skip
        emit_rows("csv", header, rows)
    elif answer.tested is not None:
        found = [(c.manner, c.level, c.promised, c.n, c.held, *c.interval) for c in answer.tested.covers]
        emit_rows("csv", ("manner", "level", "promised", "n", "held", "low", "high"), found)
    else:
        emit_rows("csv", ("level", "value"), list(answer.percentiles.items()))
