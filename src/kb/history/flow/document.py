"""The flow as the JSON document of `kb flow`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from kb.history.flow.cumulative import Tally, cumulative, step_days
from kb.history.flow.items import Item
from kb.history.flow.percentiles import Percentiles
from kb.history.flow.report import Flow, late
from kb.workflow import Workflow

GROUPS: Final = ("goal", "assignee", "research")
"""What items can be told apart by."""


def as_json(found: Flow, items: Sequence[Item], workflow: Workflow) -> dict[str, Any]:
    """The document, apart from what is told by groups.

    Args:
        found: the flow of a period.
        items: the items that it was computed from, earlier ones as well, which still stand in their states.
        workflow: what the states mean.
    """
    tallies = _tallies(found, items, workflow)
    return {
        "as_of": found.last,
        "since": found.first,
        "items": [item_as_json(item, found, workflow) for item in found.items],
        "percentiles": {"lead": _percentiles(found.lead), "cycle": _percentiles(found.cycle)},
        "throughput": [
            {"week": w.name, "done": w.done, "dropped": w.dropped, "monday": w.monday, "days": w.days}
            for w in found.weeks
        ],
        "cumulative": [_tally(tally) for tally in tallies],
        "wip": [{"date": tally.on, "n": tally.moving(workflow)} for tally in tallies],
        "uncertain": uncertain(found.items),
        "summary": summary(found),
        "time_in_state": [{"state": s.state, **_percentiles(s.days)} for s in found.in_states],
        "expectation": {
            "days": workflow.expectation.days,
            "percentile": workflow.expectation.percentile,
            "within": found.kept.within,
            "n": found.kept.n,
            "late": [item.id for item in found.moving if late(item, workflow)],
        },
    }


def item_as_json(item: Item, found: Flow, workflow: Workflow) -> dict[str, Any]:
    """One item."""
    values = item.life.values
    return {
        "id": item.id,
        "title": item.life.title,
        "arrived": item.arrived,
        "started": item.started,
        "finished": item.finished,
        "lead_days": item.lead_days,
        "cycle_days": item.cycle_days,
        "blocked_days": item.blocked_days,
        "state": item.state,
        "state_age_days": item.state_age_days,
        "age_days": item.age_days,
        "least_age_days": item.least_age_days,
        "active_days": item.active_days,
        "outcome": outcome(item),
        "gone": item.gone,
        "reopened": item.reopened,
        "late": late(item, workflow),
        "older_than": found.older_than(item) if item.moving else None,
        **{name: values.get(name) for name in GROUPS},
    }


def outcome(item: Item) -> str:
    """What became of an item: `done`, `dropped`, `removed` before either, or `open`."""
    if item.done or item.dropped:
        return "done" if item.done else "dropped"
    return "removed" if item.gone is not None else "open"


def uncertain(items: Iterable[Item]) -> list[dict[str, Any]]:
    """What is not known, an entry for each thing."""
    return [
        {"id": item.id, "why": doubt.why, "about": doubt.about, "counted": doubt.counted}
        for item in items
        for doubt in item.doubts
    ]


def summary(found: Flow) -> dict[str, Any]:
    """Some figures of a flow."""
    efficiency = found.efficiency
    return {
        "done": len(found.done),
        "dropped": len(found.dropped),
        "in_progress": len(found.moving),
        "done_a_week": found.a_week,
        "flow_efficiency": efficiency.share,
        "active_days": efficiency.active,
        "blocked_days": efficiency.blocked,
        "elapsed_days": efficiency.elapsed,
        "n": efficiency.n,
    }


def groups_as_json(by: str, groups: Mapping[str | None, Flow]) -> list[dict[str, Any]]:
    """The flow of each group; the name of one is null whose items do not say it."""
    return [
        {
            by: name,
            **summary(found),
            "percentiles": {"lead": _percentiles(found.lead), "cycle": _percentiles(found.cycle)},
        }
        for name, found in groups.items()
    ]


def _tally(tally: Tally) -> dict[str, Any]:
    """A day; a state that is called `date` has to stand back."""
    return {"date": tally.on} | {state: n for state, n in tally.counts.items() if state != "date"}


def _percentiles(found: Percentiles) -> dict[str, Any]:
    return {**{str(rank): value for rank, value in found.at.items()}, "n": found.n}


def _tallies(found: Flow, items: Sequence[Item], workflow: Workflow) -> list[Tally]:
    first: date | None = found.first
    if first is None or first > found.last:
        return []
    return list(cumulative(items, workflow, first, found.last, step_days(first, found.last)))
