"""Defects of risks and of product notes (RK, PD)."""

from __future__ import annotations

import copy
import datetime as dt
from typing import Any

from benchmarks import writing_context
from benchmarks.defects import Seeder, sows
from benchmarks.drafts import Draft


def product(seeder: Seeder, **values: Any) -> Draft:
    """A clean product note; `values` replace or, being None, take away keys."""
    seeder.numbers["product"] += 1
    return seeder.changed(writing_context.product(seeder.made, seeder.numbers["product"]), **values)


@sows("RK001")
def unanswered(seeder: Seeder, number: int) -> None:
    """A risk that was weighed, or is called mitigated, with no word on what is done about it."""
    weight = {} if number % 2 else {"status": "open", "likelihood": None}
    state = weight or {"status": "mitigated"}
    draft = seeder.risk(solution=None, mitigated_by=None, **state)
    seeder.seed("RK001", seeder.keep(draft))


@sows("RK002")
def ownerless(seeder: Seeder, number: int) -> None:
    """A high risk for which nobody answers."""
    draft = seeder.risk(
        owner=None, status=("open", "accepted")[number % 2], likelihood=3 + number % 3, impact=4
    )
    seeder.seed("RK002", seeder.keep(draft))


@sows("RK003")
def not_reviewed(seeder: Seeder, number: int) -> None:
    """A risk that has been open for months without a day to look at it again."""
    created = seeder.made.today - dt.timedelta(days=91 + number)
    draft = seeder.risk(status="open", created=created, review_by=None)
    seeder.seed("RK003", seeder.keep(draft))


@sows("RK004")
def mitigation_waits(seeder: Seeder, number: int) -> None:
    """A high risk whose only mitigation lies in the backlog; a small one whose mitigation was dropped."""
    if number % 2:
        task, weight = seeder.task("dropped", role="research"), (1, 2)
    else:
        task, weight = seeder.task("backlog"), (4, 5)
    seeder.keep(task)
    draft = seeder.risk(status="open", likelihood=weight[0], impact=weight[1], mitigated_by=[task.id])
    seeder.seed("RK004", seeder.keep(draft), "mitigated_by:")


@sows("PD001")
def questions_open(seeder: Seeder, number: int) -> None:
    """An agreed product note without users, processes or a problem."""
    gone = ("users", "processes", "problem")
    values = dict.fromkeys(gone if number % 4 == 3 else gone[number % 4 : number % 4 + 1])
    seeder.seed("PD001", seeder.keep(product(seeder, **values)))


@sows("PD002")
def unclassified(seeder: Seeder, number: int) -> None:
    """A feature without a class, or without a reason."""
    draft = product(seeder)
    features = copy.deepcopy(draft.values["features"])
    features[2] = {
        "name": f"speech input {number}",
        ("why", "class")[number % 2]: ("shown", "core")[number % 2],
    }
    draft.values["features"] = features
    seeder.seed("PD002", seeder.keep(draft), f"speech input {number}")


@sows("PD003")
def undistinguished(seeder: Seeder, number: int) -> None:
    """No core feature, or a competitor and no difference."""
    if number % 2:
        draft = product(seeder, competitors=[{"name": "the tool in use"}])
        seeder.seed("PD003", seeder.keep(draft), "the tool in use")
        return
    draft = product(seeder)
    draft.values["features"] = [{**feature, "class": "complementary"} for feature in draft.values["features"]]
    seeder.seed("PD003", seeder.keep(draft), "features:")


@sows("PD004")
def large_core(seeder: Seeder, number: int) -> None:
    """A first version of six core features and more."""
    draft = product(seeder)
    first = draft.values["features"][0]
    draft.values["features"] = [{**first, "name": f"part {part}"} for part in range(6 + number)]
    seeder.seed("PD004", seeder.keep(draft), "features:")


@sows("PD005")
def unlicensed(seeder: Seeder, number: int) -> None:
    """A component without a licence beside one with."""
    draft = product(seeder)
    parts = draft.values["components"]
    draft.values["components"] = [*parts, {"name": f"loader-{number}", "stage": "mvp"}]
    seeder.seed("PD005", seeder.keep(draft), f"loader-{number}")
