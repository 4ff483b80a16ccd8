"""Defects of goals (GO): what an active goal does not say, and what cannot be."""

from __future__ import annotations

from typing import Any

from benchmarks.defects import Seeder, sows


def _goal(seeder: Seeder, **values: Any) -> str:
    """Keeps an active goal that a task of the backlog serves; returns its path."""
    goal = seeder.goal(**values)
    seeder.keep(seeder.task("backlog", "research", goal=goal.id))
    return seeder.keep(goal)


@sows("GO001")
def not_quantified(seeder: Seeder, number: int) -> None:
    """No business metric, one without a baseline, one whose target is worse than its baseline."""
    metric = {"name": "cost per month", "unit": "euro", "baseline": 70, "target": 35, "direction": "lower"}
    worse = metric | {"target": 90}
    unmeasured = {key: value for key, value in metric.items() if key != "baseline"}
    path = _goal(seeder, business_metric=(None, unmeasured, worse)[number % 3])
    seeder.seed("GO001", path, "target: 90" if number % 3 == 2 else "")


@sows("GO002")
def no_technical_metric(seeder: Seeder, number: int) -> None:
    """No technical metric; or one without a reason, which the task that serves the goal measures."""
    metric = seeder.made.aims[0].metrics[number % 2][0]
    known = [{"name": metric.name, "direction": metric.direction}]
    goal = seeder.goal(technical_metrics=known if number % 2 else None)
    seeder.keep(seeder.task("backlog", goal=goal.id))
    seeder.seed("GO002", seeder.keep(goal), f"name: {metric.name}" if number % 2 else "")


@sows("GO003")
def not_in_our_terms(seeder: Seeder, number: int) -> None:
    """No kind of problem; another kind, and not how it is approached."""
    values = ({"problem": None}, {"problem": "other", "approach": None})[number % 2]
    seeder.seed("GO003", _goal(seeder, **values), "problem: other" if number % 2 else "")


@sows("GO004")
def process_unknown(seeder: Seeder, _number: int) -> None:
    """No process of the business."""
    seeder.seed("GO004", _goal(seeder, process=None))


@sows("GO005")
def no_data(seeder: Seeder, number: int) -> None:
    """No data; data that are not available; a name and nothing else."""
    name = "ledger of partners"
    sources = (None, [{"name": name, "uri": "s3://partners", "available": False}], [{"name": name}])
    path = _goal(seeder, data_sources=sources[number % 3])
    seeder.seed("GO005", path, name if number % 3 else "")


@sows("GO006")
def no_scope(seeder: Seeder, number: int) -> None:
    """No scope, or an empty one."""
    path = _goal(seeder, scope=(None, {"included": [], "excluded": []})[number % 2])
    seeder.seed("GO006", path, "scope:" if number % 2 else "")


@sows("GO007")
def no_constraints(seeder: Seeder, _number: int) -> None:
    """No limits."""
    seeder.seed("GO007", _goal(seeder, constraints=None))


@sows("GO008")
def no_criteria(seeder: Seeder, _number: int) -> None:
    """Nothing that counts as success."""
    seeder.seed("GO008", _goal(seeder, success_criteria=None))


@sows("GO009")
def not_confirmed(seeder: Seeder, _number: int) -> None:
    """Nobody has confirmed it."""
    seeder.seed("GO009", _goal(seeder, confirmed=None))


@sows("GO010")
def no_backlog(seeder: Seeder, number: int) -> None:
    """No task serves it; or only one that was dropped."""
    goal = seeder.goal()
    if number % 2:
        seeder.keep(seeder.task("dropped", "research", goal=goal.id))
    seeder.seed("GO010", seeder.keep(goal), "status: active")
