"""The flow: how tasks move over the board, from the history alone, as charts with the tables behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from kb.days import elapsed
from kb.history.flow import (
    Calendar,
    Flow,
    Item,
    Percentiles,
    beginning,
    cumulative,
    flow,
    items,
    late,
)
from kb.site.charts.ages import ages, blocked_now
from kb.site.charts.blocked import blocked
from kb.site.charts.cumulative_flow import cumulative_flow, step_for
from kb.site.charts.cycle_times import cycle_times
from kb.site.charts.forecast import forecast
from kb.site.charts.look import Chart
from kb.site.charts.states import states
from kb.site.charts.throughput import throughput
from kb.site.charts.vega import able
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.rendered import filled
from kb.wording import plural

DOUBTS = 12
SURE = 85


class Tile(NamedTuple):
    """A figure of the flow at a glance."""

    value: str
    unit: str
    label: str
    note: str
    tone: str = ""


class FlowPage(PageMaker):
    """Cumulative flow, cycle times, throughput, age, time in state and blocked time."""

    section, order, label, path = "Work", 42, "Flow", "flow.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield filled(material, self.path, "Flow", "flow.html", partial(_values, material), wide=True)


def _values(material: Material) -> Mapping[str, Any]:
    history, workflow, today = material.history, material.workflow, material.today
    found = items(history, workflow, material.zone, today)
    told = flow(found, workflow, today)
    doubts = [(item.id, doubt.why) for item in found for doubt in item.doubts]
    return {
        "head": history.head,
        "untold": history.untold,
        "cut": history.cut,
        "tasks": len(told.items),
        "done": len(told.done),
        "since": told.first,
        "tiles": _tiles(material, told) if found else (),
        "charts": _charts(material, found, told) if found else (),
        "doubts": doubts[:DOUBTS],
        "more_doubts": max(len(doubts) - DOUBTS, 0),
        "able": able(),
    }


def _tiles(material: Material, told: Flow) -> list[Tile]:
    expected, share, week = material.workflow.expectation, told.efficiency.share, told.a_week
    older = sum(late(item, material.workflow) for item in told.moving)
    of = f"of the days not blocked, n\u00a0=\u00a0{told.efficiency.n}"
    return [
        _within(told.cycle, "from start to done"),
        _within(told.lead, "from arrival to done"),
        Tile("–" if week is None else f"{week:.1f}", "", "done a week", "on average of whole weeks"),
        Tile(str(len(told.moving)), "", "in progress", f"oldest {_oldest(told)}"),
        Tile(str(older), "", "older than expected", f"beyond {expected.days:g} d", "bad" if older else ""),
        Tile("–" if share is None else f"{100 * share:.0f}", "%", "flow efficiency", of),
    ]


def _within(found: Percentiles, label: str) -> Tile:
    value = found.at.get(SURE)
    if value is None:
        return Tile("–", "", label, f"n = {found.n}: too few")
    return Tile(str(value), "d", label, f"{SURE} % of {plural(found.n, 'task')} took no longer")


def _oldest(told: Flow) -> str:
    ages = [item.age_days for item in told.moving if item.age_days is not None]
    return f"{max(ages)} d" if ages else "not known"


def _charts(material: Material, found: Sequence[Item], told: Flow) -> list[Chart]:
    """The charts, that of cumulative flow first, which takes the whole width."""
    first, last = beginning(found), material.today
    tallies = (
        tuple(cumulative(found, material.workflow, first, last, step_for(elapsed(first, last))))
        if first is not None
        else ()
    )

    def address(id_: str) -> str | None:
        return material.url(id_, FlowPage.path) if id_ in material.base.by_id else None

    def reference(id_: str) -> str:
        return material.ref(id_, FlowPage.path, with_flags=False, with_status=False)

    stuck = blocked_now(told, Calendar(material.zone, last))
    expected = material.prospects
    drawn = [
        cumulative_flow(tallies, material.workflow),
        cycle_times(told, reference, address),
        throughput(told.weeks),
        ages(told, material.workflow, stuck, reference, address),
        states(told, material.workflow),
        blocked(told, stuck, reference, address),
    ]
    return drawn if expected is None else [*drawn, forecast(expected, reference, address)]
