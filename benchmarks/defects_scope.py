"""Defects of stacks, of changes of scope, and of days to look again (ST, CH, FR)."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

from benchmarks import writing_context
from benchmarks.defects import Seeder, sows
from benchmarks.drafts import Draft


def stack(seeder: Seeder, number: int, **requirement: Any) -> Draft:
    """A clean stack whose last requirement is spoilt: `requirement` replaces or, being None, takes away keys."""
    seeder.numbers["stack"] += 1
    draft = seeder.changed(writing_context.stack(seeder.made, seeder.numbers["stack"]))
    requirements = copy.deepcopy(draft.values["requirements"])
    spoilt = {**requirements[-1], "id": f"NFR{70 + number}", "text": "answers in time", **requirement}
    requirements.append({key: value for key, value in spoilt.items() if value is not None})
    draft.values["requirements"] = requirements
    return draft


def change(seeder: Seeder, **values: Any) -> Draft:
    """A clean change; `values` replace or, being None, take away keys."""
    seeder.numbers["change"] += 1
    return seeder.changed(writing_context.change(seeder.made, seeder.numbers["change"]), **values)


@sows("ST001")
def unmet(seeder: Seeder, number: int) -> None:
    """A requirement that is not met, though a measurement says so, and that nobody works on."""
    draft = stack(seeder, number, met=False)
    seeder.seed("ST001", seeder.keep(draft), f"NFR{70 + number}")


@sows("ST002")
def undecided(seeder: Seeder, number: int) -> None:
    """A technology on which nobody has decided."""
    name = f"unheard-of-{number}"
    draft = stack(seeder, number, technologies=[name])
    seeder.seed("ST002", seeder.keep(draft), name)


@sows("ST003")
def shunned(seeder: Seeder, number: int) -> None:
    """A technology that a decision in force has dropped, or put on hold."""
    decision = seeder.decision()
    (name,) = decision.values["technologies"]
    decision.values["technologies"] = {name: ("drop", "hold")[number % 2]}
    seeder.keep(decision)
    draft = stack(seeder, number, technologies=[name])
    seeder.seed("ST003", seeder.keep(draft), name)


@sows("ST004")
def unproved(seeder: Seeder, number: int) -> None:
    """A requirement that is said to be met, with no word on what shows it."""
    draft = stack(seeder, number, evidence=None)
    seeder.seed("ST004", seeder.keep(draft), f"NFR{70 + number}")


@sows("CH001")
def effect_unknown(seeder: Seeder, number: int) -> None:
    """An approved change, or an old request, that does not say what it does to the deadline."""
    draft = change(seeder, effect_days=None, status=("approved", "requested")[number % 2])
    seeder.seed("CH001", seeder.keep(draft))


@sows("CH002")
def past_the_deadline(seeder: Seeder, number: int) -> None:
    """More days than there are until the deadline; a task that is due after it and serves another goal."""
    aim = next(aim for aim in seeder.made.aims)
    if number % 2 == 0:
        draft = change(seeder, goal=aim.id, effect_days=900 + number)
        seeder.seed("CH002", seeder.keep(draft), "effect_days:")
        return
    goal = seeder.goal(constraints={"deadline": seeder.made.today + dt.timedelta(days=30)})
    seeder.keep(goal)
    served = seeder.task("backlog", goal=goal.id)  # an active goal has a backlog of its own
    served.values["smart"]["time_bound"] = seeder.made.today + dt.timedelta(days=20)
    seeder.keep(served)
    task = seeder.task("backlog")
    task.values["smart"]["time_bound"] = seeder.made.today + dt.timedelta(days=40 + number)
    seeder.keep(task)
    draft = change(seeder, goal=goal.id, adds=[task.id], effect_days=1)
    seeder.seed("CH002", seeder.keep(draft), "adds:")


@sows("FR001")
def past_its_day(seeder: Seeder, number: int) -> None:
    """A decision or a risk that was to be looked at again some days ago."""
    day = seeder.made.today - dt.timedelta(days=1 + number)
    draft = seeder.decision(review_by=day) if number % 2 else seeder.risk(review_by=day)
    seeder.seed("FR001", seeder.keep(draft), "review_by:")
