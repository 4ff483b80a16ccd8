"""Defects of reviews (RV) and of decisions (DC)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from benchmarks.defects import Seeder, sows
from benchmarks.drafts import Draft


def _last_on(draft: Draft, candidate: int, **scores: Any) -> str:
    """Replaces scores of a candidate, or takes them away where None; returns the candidate's name."""
    chosen = draft.values["candidates"][candidate]
    merged = {**chosen["scores"], **scores}
    chosen["scores"] = {key: score for key, score in merged.items() if score is not None}
    return str(chosen["name"])


@sows("RV001")
def out_of_range(seeder: Seeder, number: int) -> None:
    """A score above the weight, one below nothing, a bar that no score reaches."""
    draft = seeder.review()
    if number % 3 == 2:
        draft.values["criteria"][1]["pass_at"] = 9
        seeder.seed("RV001", seeder.keep(draft), "pass_at: 9")
        return
    score = (7, -1)[number % 3]
    _last_on(draft, 1, F2=score)
    seeder.seed("RV001", seeder.keep(draft), f"F2: {score}")


@sows("RV002")
def missing_score(seeder: Seeder, number: int) -> None:
    """A candidate without one of its scores, or without any."""
    draft = seeder.review()
    name = _last_on(draft, 1, F1=4.25, F2=None)
    if number % 2:
        del draft.values["candidates"][1]["scores"]
    seeder.seed("RV002", seeder.keep(draft), name if number % 2 else "F1: 4.25")


@sows("RV003")
def unknown_criterion(seeder: Seeder, _number: int) -> None:
    """A score under an id with a slip in it."""
    draft = seeder.review()
    scores = draft.values["candidates"][1]["scores"]
    scores["F-2"] = scores.pop("F2")
    seeder.seed("RV003", seeder.keep(draft), "F-2:")


@sows("RV004")
def no_rationale(seeder: Seeder, number: int) -> None:
    """A criterion without a reason, or with its requirement for one."""
    draft = seeder.review()
    criterion = draft.values["criteria"][1]
    if number % 2:
        criterion["rationale"] = criterion["requirement"]
    else:
        del criterion["rationale"]
    seeder.seed("RV004", seeder.keep(draft), "id: F2")


@sows("RV005")
def knocked_out(seeder: Seeder, number: int) -> None:
    """A recommendation of a candidate that fails what is mandatory, or of nobody's name."""
    draft = seeder.review()
    names = (_last_on(draft, 1, F1=0), "A name of no candidate")
    draft.values["recommends"] = [names[number % 2]]
    seeder.seed("RV005", seeder.keep(draft), "recommends:")


@sows("RV006")
def dominated(seeder: Seeder, _number: int) -> None:
    """A recommendation of the second, which the first beats everywhere."""
    draft = seeder.review()
    draft.values["recommends"] = [draft.values["candidates"][1]["name"]]
    seeder.seed("RV006", seeder.keep(draft), "recommends:")


@sows("RV007")
def close_call(seeder: Seeder, _number: int) -> None:
    """A recommendation that a step of one weight turns round."""
    draft = seeder.review()
    _last_on(draft, 0, F1=5, F2=4, D1=0, C1=1.5)
    _last_on(draft, 1, F1=5, F2=2, D1=1.5, C1=1.5)
    seeder.seed("RV007", seeder.keep(draft), "recommends:")


@sows("RV008")
def too_few(seeder: Seeder, _number: int) -> None:
    """A comparison of one."""
    draft = seeder.review()
    draft.values["candidates"] = draft.values["candidates"][:1]
    seeder.seed("RV008", seeder.keep(draft), "candidates:")


@sows("RV009")
def expired(seeder: Seeder, _number: int) -> None:
    """Past the day until which it was to be trusted."""
    draft = seeder.review(valid_until=seeder.made.today - dt.timedelta(days=3))
    seeder.seed("RV009", seeder.keep(draft), "valid_until:")
