"""Defects of tasks: not SMART (SM) and against the workflow (KB)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from benchmarks.defects import Seeder, sows
from benchmarks.drafts import Draft
from benchmarks.generate import configuration


def _smart(draft: Draft, **parts: Any) -> Draft:
    """Replaces parts of a task's SMART block; a part that is None is taken away."""
    smart = {**draft.values["smart"], **parts}
    draft.values["smart"] = {key: value for key, value in smart.items() if value is not None}
    return draft


@sows("SM001")
def not_specific(seeder: Seeder, number: int) -> None:
    """Generic words in the backlog; none at all in an entry that calls itself ready."""
    words = ("Improve it", "Investigate and try things", None)[number % 3]
    draft = _smart(seeder.task("backlog" if words else "ready"), specific=words)
    seeder.seed("SM001", seeder.keep(draft), f"specific: {words}" if words else "")


@sows("SM002")
def not_measurable(seeder: Seeder, number: int) -> None:
    """Nothing measurable, a target that is the baseline, a metric nobody knows."""
    metric, low, high = seeder.made.aims[0].metrics[0]
    known = {
        "metric": metric.name,
        "dataset": "test",
        "baseline": low,
        "target": high,
        "direction": metric.direction,
    }
    part = (None, known | {"target": low}, known | {"metric": "happiness"})[number % 3]
    seeder.seed("SM002", seeder.keep(_smart(seeder.task("ready"), measurable=part)))


@sows("SM003")
def not_achievable(seeder: Seeder, number: int) -> None:
    """More effort than one task may take, none stated, more than there are days left."""
    draft, today = seeder.task("ready"), seeder.made.today
    needs = draft.values["smart"]["achievable"]["needs"]
    if number % 3 == 2:
        _smart(draft, achievable={"effort_days": 9, "needs": needs}, time_bound=today + dt.timedelta(days=2))
        draft.values["created"] = today - dt.timedelta(days=1)
    else:
        _smart(draft, achievable={"effort_days": 25, "needs": needs} if number % 3 == 0 else {"needs": needs})
    seeder.seed("SM003", seeder.keep(draft))


@sows("SM004")
def not_relevant(seeder: Seeder, number: int) -> None:
    """A task that is ready for a goal nobody pursues any more, or not yet; or that does not say why."""
    if number % 3 == 2:
        seeder.seed("SM004", seeder.keep(_smart(seeder.task("ready"), relevant=None)))
        return
    goal = seeder.goal(status=("dropped", "draft")[number % 3])
    seeder.keep(goal)
    draft = seeder.task("ready", "research", goal=goal.id)
    seeder.seed("SM004", seeder.keep(draft), companions=("LK006",))


@sows("SM005")
def not_time_bound(seeder: Seeder, number: int) -> None:
    """No date, one before the task was written, one after the goal's deadline."""
    draft = seeder.task("ready")
    day = (
        None,
        draft.values["created"] - dt.timedelta(days=9),
        seeder.made.aims[0].deadline + dt.timedelta(days=40),
    )[number % 3]
    seeder.seed("SM005", seeder.keep(_smart(draft, time_bound=day)), companions=("SM003",))


@sows("SM006")
def no_expectation(seeder: Seeder, _number: int) -> None:
    """Ready, and nobody says what it is worth."""
    seeder.seed("SM006", seeder.keep(seeder.task("ready", expectation=None)), companions=("KB003",))


@sows("KB002")
def over_limit(seeder: Seeder, number: int) -> None:
    """More in review than the board allows: two more than there were, and a limit one below."""
    if number:
        return
    for _ in range(2):
        seeder.keep(seeder.task("review"))
    limit = 1 + sum(job.state == "review" for job in seeder.made.jobs)
    seeder.now["kb.toml"] = configuration(100_000, review=limit)
    seeder.seed("KB002", "")


@sows("KB003")
def not_ready(seeder: Seeder, _number: int) -> None:
    """Ready without a goal."""
    draft = seeder.task("ready", goal=None)
    seeder.seed("KB003", seeder.keep(draft), companions=("SM004", "LK004"))


@sows("KB004")
def not_done(seeder: Seeder, number: int) -> None:
    """Done, and nothing to show for it; done, and the metric was never measured."""
    if number % 2 == 0:
        seeder.seed("KB004", seeder.keep(seeder.task("done", "research", integrates=None)))
        return
    draft, _ = seeder.measured_task("done", met=False)
    part = draft.values["smart"]["measurable"]
    seeder.seed(
        "KB004",
        seeder.keep(_smart(draft, measurable=part | {"dataset": "holdout-2019"})),
        companions=("SM002",),
    )


@sows("KB005")
def blocked(seeder: Seeder, number: int) -> None:
    """Blocked by what is done; blocked although done itself."""
    state = ("doing", "done")[number % 2]
    waits_for = next(job.id for job in seeder.made.jobs if job.state == ("done", "ready")[number % 2])
    draft = seeder.task(state)
    seeder.insert(
        draft,
        "expectation",
        "blocked",
        {
            "since": seeder.made.today - dt.timedelta(days=1),
            "reason": "The ledger has not been delivered",
            "by": [waits_for],
        },
    )
    seeder.seed("KB005", seeder.keep(draft))


@sows("KB006")
def aging(seeder: Seeder, _number: int) -> None:
    """In work for four months."""
    draft = seeder.task("doing", created=seeder.made.today - dt.timedelta(days=130))
    path = seeder.keep(draft)
    seeder.long_ago[path] = seeder.before[path] = draft.text()
    seeder.seed("KB006", path, history=True)


@sows("KB007")
def unassigned(seeder: Seeder, _number: int) -> None:
    """In work, and nobody does it."""
    seeder.seed("KB007", seeder.keep(seeder.task("doing", assignee=None)))


@sows("KB008")
def stale(seeder: Seeder, number: int) -> None:
    """In the backlog for four months, untouched."""
    draft = seeder.task(("backlog", "idea")[number % 2], created=seeder.made.today - dt.timedelta(days=130))
    path = seeder.keep(draft)
    seeder.long_ago[path] = seeder.before[path] = draft.text()
    seeder.seed("KB008", path, history=True)


@sows("KB009")
def not_integrated(seeder: Seeder, _number: int) -> None:
    """Met its target, and nothing brings it into the product."""
    draft, _ = seeder.measured_task("done", met=True)
    seeder.seed("KB009", seeder.keep(draft))
