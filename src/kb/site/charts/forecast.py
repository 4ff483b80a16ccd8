"""The forecast: by when the work that is left for each goal may be done, against the deadlines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from kb.history.forecast import LEVELS, GoalOutlook
from kb.site.charts.look import ACCENT, BAD, HALF, INK, Chart, Spec, Table, day, values, whole
from kb.site.charts.vega import KEY, draw
from kb.site.charts.words import dated, figure, spelt, tasks
from kb.site.prospects import Prospects
from kb.wording import listed

GOALS: Final = 8
"""So many goals are drawn and listed, those with the nearest deadlines."""
_TITLE: Final = "Forecast"


def forecast(
    found: Prospects, reference: Callable[[str], str], address: Callable[[str], str | None]
) -> Chart:
    """The chart.

    Args:
        found: what may be expected.
        reference: names a record in a table, by its id.
        address: the page of a record, by its id.
    """
    n = found.whole.sample.n
    sample = f"n = {tasks(n)} done since {dated(found.whole.sample.first)}"
    if found.refused is not None:
        return Chart("forecast", _TITLE, sample, f"No forecast: {spelt(found.refused)}.")
    told = sorted((each for each in found.goals.values() if each.expected), key=_urgency)
    sentence = said(found)
    if not told:
        return Chart("forecast", _TITLE, sample, sentence)
    shown = told[:GOALS]
    links = {str(place): address(each.scope.goal.id) or "" for place, each in enumerate(shown)}
    drawing = draw(
        _spec(shown, found), "forecast", f"{_TITLE}: days by which goals are reached", sentence, links
    )
    rows = [_row(each, found, reference) for each in shown]
    table = Table(
        ("goal", "left", *(f"{level} %" for level in LEVELS), "deadline", "held in"),
        rows, figures=6, more=len(told) - len(shown),
    )  # fmt: skip
    note = (
        f"{figure(found.course.trials)} futures, drawn from the days of the past. A line reaches from the day that "
        "half of them keep to the one that 95 % keep; its dot stands at 85 %. A diamond is the deadline."
    )
    if len(told) > len(shown):
        note += f" Shown are the {len(shown)} of {len(told)} goals with the nearest deadlines."
    return Chart("forecast", _TITLE, sample, sentence, drawing, table, note=note)


def said(found: Prospects) -> str:
    """What may be expected, in words."""
    if not found.whole.left:
        return "Nothing is left to do for the goals that are pursued."
    by = [(level, found.date(number)) for level, number in found.whole.together.items()]
    certain = {
        on: level for level, on in by if on is not None and level < 95
    }  # of two on one day the surer one
    days = [f"in {level} of 100 futures by {dated(on)}" for on, level in certain.items()]
    if not days:
        return f"{tasks(found.whole.left)} are left; in most futures they take longer than three years."
    first = (
        f"The {tasks(found.whole.left)} that {'is' if found.whole.left == 1 else 'are'} left for all goals"
    )
    told = f"{first} may be done {listed(days)}."
    risky = [each for each in found.goals.values() if each.chance is not None and each.chance < 0.85]
    if risky:
        worst = min(risky, key=lambda each: (each.chance or 0, each.scope.goal.id))
        told += f" {worst.scope.goal.id} holds its deadline in {share(worst.chance or 0)} of them."
    return told


def share(chance: float) -> str:
    """A share in per cent that is neither none nor all where it is not."""
    if 0 < chance < 0.01:
        return "less than 1 %"
    return "more than 99 %" if 0.99 < chance < 1 else f"{100 * chance:.0f} %"


def _urgency(each: GoalOutlook) -> tuple[bool, str, str]:
    deadline = each.scope.deadline
    return deadline is None, str(deadline), each.scope.goal.id


def _row(each: GoalOutlook, found: Prospects, reference: Callable[[str], str]) -> tuple[str, ...]:
    days = [found.date(each.expected[level]) for level in LEVELS]
    return (
        reference(each.scope.goal.id),
        str(len(each.scope.open)),
        *(dated(on) if on is not None else "later" for on in days),
        dated(each.scope.deadline) if each.scope.deadline is not None else "–",
        share(each.chance) if each.chance is not None else "–",
    )


def _spec(shown: Sequence[GoalOutlook], found: Prospects) -> Spec:
    rows: list[Mapping[str, object]] = []
    for place, each in enumerate(shown):
        half, most, last = (found.course.date(each.expected[level]) for level in LEVELS)
        deadline = each.scope.deadline
        held = (
            f", {share(each.chance)} hold {dated(deadline)}" if each.chance is not None and deadline else ""
        )
        rows.append(
            {
                "goal": each.scope.goal.id,
                "half": half.isoformat(),
                "most": most.isoformat(),
                "last": last.isoformat(),
                "deadline": deadline.isoformat() if deadline is not None else None,
                "held": int(each.chance is None or each.chance >= 0.85),
                "to": f"{KEY}{place}",
                "words": f"{each.scope.goal.id}: 85 % by {dated(most)}{held}",
            }
        )
    ends = [found.course.today, *(found.course.date(each.expected[95]) for each in shown)]
    ends += [each.scope.deadline for each in shown if each.scope.deadline is not None]
    span = (max(ends) - min(ends)).days
    place_ = {"field": "goal", "type": "nominal", "sort": None, "title": None,
              "axis": {"domain": False, "ticks": False}}  # fmt: skip
    lead = {"href": {"field": "to"}, "description": {"field": "words"}}

    def on(field: str) -> Spec:
        return day(field, "day", span)

    def marks(field: str, mark: Spec, **more: object) -> Spec:
        known = [row for row in rows if row[field] is not None]
        return {"data": values(known), "mark": mark, "encoding": {"y": place_, "x": on(field), **more}}

    today = {"day": found.course.today.isoformat()}
    layers = [
        {
            "data": values([today]),
            "mark": {"type": "rule", "strokeDash": [2, 3]},
            "encoding": {"x": on("day")},
        },
        marks("half", {"type": "rule", "stroke": ACCENT, "strokeWidth": 3}, x2={"field": "last"}),
        marks("half", {"type": "tick", "color": ACCENT, "thickness": 3, "size": 12}),
        marks("last", {"type": "tick", "color": ACCENT, "thickness": 3, "size": 12}),
        marks("most", {"type": "point", "fill": ACCENT, "stroke": ACCENT, "size": 90}, **lead),
        marks(
            "deadline",
            {"type": "point", "shape": "diamond", "size": 110, "strokeWidth": 2},
            stroke={"condition": {"test": "datum.held", "value": INK}, "value": BAD},
        ),
    ]  # fmt: skip
    return whole(layers, width=HALF, height=44 * len(rows) + 66)
