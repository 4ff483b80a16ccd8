"""Work item age: what is in progress and for how long, against the service level expectation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from kb.history.flow import Calendar, Flow, Item, certain_age, late
from kb.site.charts.look import (
    ACCENT,
    BAD,
    HALF,
    INK,
    Chart,
    Level,
    Spec,
    Table,
    amount,
    leading,
    levels,
    values,
    whole,
)
from kb.site.charts.vega import KEY, draw
from kb.site.charts.words import days, tasks
from kb.wording import listed
from kb.workflow import Workflow

DOTS: Final = 24
"""So many of the oldest are drawn."""
ROWS: Final = 12
"""So many are listed."""
NAMED: Final = 8
"""So many of the oldest have their names beside them, where there is room."""
_LANES: Final = 7
_ROOM: Final = 3
"""Of more marks beside one another the fourth lies where the name would be."""
_STUCK: Final = ", blocked"
_KINDS: Final = {"known": ("circle", ACCENT), "blocked": ("cross", BAD), "least": ("triangle-up", INK)}


def ages(
    flow: Flow,
    workflow: Workflow,
    stuck: Collection[str],
    reference: Callable[[str], str],
    address: Callable[[str], str | None],
) -> Chart:
    """The chart.

    Args:
        flow: what the flow comes to; what moves is in it, the oldest first.
        workflow: the states, and what is expected.
        stuck: the ids of what is blocked now.
        reference: names a record in a table, by its id.
        address: the page of a record, by its id; None for one that is gone.
    """
    title = "Work item age"
    shown = [item for item in flow.moving if certain_age(item) is not None][:DOTS]
    sentence = said(flow, workflow, stuck)
    sample = f"n = {tasks(len(flow.moving))} in progress"
    if not shown:
        return Chart("ages", title, sample, sentence)
    drawing = draw(
        _spec(shown, workflow, stuck),
        "ages",
        f"{title}: days since the start of each task in progress, by state",
        sentence,
        leading(shown, address),
    )
    rows = [
        (reference(item.id), item.state or "", _marks(item, workflow, stuck), _age(item))
        for item in shown[:ROWS]
    ]
    note = (
        "Each mark is a task and leads to it: a dot, a cross where it is blocked, a triangle where its start is not "
        "known and it is at least so old."
    )
    if len(flow.moving) > len(shown):
        note += f" Drawn are the {len(shown)} oldest of {len(flow.moving)}."
    table = Table(("task", "state", "", "days"), rows, more=len(flow.moving) - len(rows))
    return Chart("ages", title, sample, sentence, drawing, table, note=note)


def said(flow: Flow, workflow: Workflow, stuck: Collection[str]) -> str:
    """How old the work in progress is, in words."""
    if not flow.moving:
        return "Nothing is in progress."
    n, expected = len(flow.moving), workflow.expectation
    older = sum(late(item, workflow) for item in flow.moving)
    held = sum(item.id in stuck for item in flow.moving)
    parts = [f"{tasks(n)} {'is' if n == 1 else 'are'} in progress"]
    parts.append(
        f"{older or 'none'} of them older than the {days(expected.days)} "
        f"within which {expected.percentile} % should be done"
    )
    if held:
        parts.append(f"{held} {'is' if held == 1 else 'are'} blocked")
    return f"{listed(parts)}."


def blocked_now(flow: Flow, calendar: Calendar) -> frozenset[str]:
    """The ids of what is in progress and blocked at the end of the day up to which the history counts."""
    return frozenset(
        item.id
        for item in flow.moving
        for spell in item.life.blocked
        if calendar.sees(spell.since) and (spell.until is None or not calendar.sees(spell.until))
    )


def _age(item: Item) -> str:
    return str(item.age_days) if item.age_days is not None else f"≥ {item.least_age_days}"


def _marks(item: Item, workflow: Workflow, stuck: Collection[str]) -> str:
    return ", ".join(
        word
        for word, holds in (
            ("blocked", item.id in stuck),
            ("older than expected", late(item, workflow)),
        )
        if holds
    )


def _scale(of: int) -> Spec:
    """The shapes, or the colours, of the kinds of marks."""
    return {"domain": list(_KINDS), "range": [each[of] for each in _KINDS.values()]}


def _beside(shown: Sequence[Item], stuck: Collection[str]) -> dict[str, tuple[int, int]]:
    """The place of each mark among those of about the same age, and how many those are.

    The second place lies right of the first, the third left of it: what is blocked takes the second, where its name
    has room.
    """
    groups: dict[tuple[str | None, int], list[Item]] = {}
    for item in shown:
        groups.setdefault((item.state, (certain_age(item) or 0) // 2), []).append(item)
    found = {}
    for group in groups.values():
        held = next((item for item in group if item.id in stuck), None)
        if held is not None and len(group) > 1:
            group.remove(held)
            group.insert(1, held)
        found.update({item.id: (place, len(group)) for place, item in enumerate(group)})
    return found


def _named(
    shown: Sequence[Item], stuck: Collection[str], lanes: Mapping[str, tuple[int, int]], apart: float
) -> set[str]:
    """The ids of those whose names stand beside them: what is blocked first, then the oldest, where there is room."""
    found: dict[str, Item] = {}
    for item in sorted(shown, key=lambda item: item.id not in stuck)[:NAMED]:
        place, many = lanes[item.id]
        rightmost = many == 1 or (many <= _ROOM and place == 1)
        clear = all(
            abs((certain_age(item) or 0) - (certain_age(other) or 0)) > apart
            for other in found.values()
            if other.state == item.state
        )
        if rightmost and clear:
            found[item.id] = item
    return set(found)


def _spec(shown: Sequence[Item], workflow: Workflow, stuck: Collection[str]) -> Spec:
    states = [state for state in workflow.states if workflow.in_progress(state)]
    most = max(certain_age(item) or 0 for item in shown)
    lanes = _beside(shown, stuck)
    named = _named(shown, stuck, lanes, max(most, workflow.expectation.days) / 20)
    rows: list[Mapping[str, object]] = []
    for n, item in enumerate(shown):
        age = certain_age(item) or 0
        lane = lanes[item.id][0] % _LANES
        kind = "blocked" if item.id in stuck else "known" if item.age_days is not None else "least"
        rows.append(
            {
                "state": item.state, "days": age, "lane": (lane + 1) // 2 * (1 if lane % 2 else -1), "kind": kind,
                "to": f"{KEY}{n}",
                "words": f"{item.id}: {item.state}, {_age(item)} days{_STUCK if kind == 'blocked' else ''}",
                "name": item.id if item.id in named else "",
            }
        )  # fmt: skip
    place = {
        "x": {"field": "state", "type": "nominal", "title": "state", "sort": None,
              "scale": {"domain": states, "paddingInner": 0.2},
              "axis": {"labelAngle": 0, "grid": False, "ticks": False}},
        "xOffset": {"field": "lane", "type": "quantitative", "scale": {"domain": [-_LANES, _LANES]}},
        "y": amount("days", "days since start", max(most, workflow.expectation.days)),
    }  # fmt: skip
    marks: Spec = {
        "data": values(rows),
        "mark": {"type": "point", "size": 60, "strokeWidth": 1.6},
        "encoding": {
            **place,
            "shape": {"field": "kind", "type": "nominal", "legend": None, "scale": _scale(0)},
            "stroke": {"field": "kind", "type": "nominal", "legend": None, "scale": _scale(1)},
            "href": {"field": "to"},
            "description": {"field": "words"},
        },
    }  # fmt: skip
    names: Spec = {
        "data": values(rows),
        "mark": {"type": "text", "align": "left", "dx": 9},
        "encoding": {**place, "text": {"field": "name"}},
    }
    expected = workflow.expectation
    line = levels([Level(expected.days, f"{expected.percentile} %: {expected.days:g} d", (7, 3))], most)
    return whole([marks, names, *line], width=HALF, height=300)
