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


@sows("RV010")
def repeated_name(seeder: Seeder, number: int) -> None:
    """Two criteria with one id, two candidates whose names differ by case."""
    draft = seeder.review()
    if number % 2:
        candidates = draft.values["candidates"]
        candidates[1]["name"] = str(candidates[0]["name"]).upper()
        seeder.seed(
            "RV010", seeder.keep(draft), f"name: {candidates[1]['name']}", companions=("RV005", "RV006")
        )
        return
    first = draft.values["criteria"][0]
    draft.values["criteria"].append({**first, "requirement": "Is known to the team"})
    seeder.seed("RV010", seeder.keep(draft), "", companions=())


@sows("DC001")
def without_evidence(seeder: Seeder, _number: int) -> None:
    """Accepted, and based on nothing."""
    seeder.seed("DC001", seeder.keep(seeder.decision(based_on=None)), "status: accepted")


@sows("DC002")
def evidence_unfinished(seeder: Seeder, number: int) -> None:
    """Based on an experiment that is still running, or on a draft, alone or beside what has ended."""
    started = next(job for job in seeder.made.jobs if job.role == "research" and job.state == "doing")
    found = seeder.review(status="draft") if number % 2 else seeder.experiment(started, "running")
    seeder.keep(found)
    beside = seeder.made.choices[0].based_on if number % 3 else []
    draft = seeder.decision(based_on=[*beside, found.id])
    seeder.seed("DC002", seeder.keep(draft), "based_on:")


@sows("DC003")
def evidence_refuted_or_invalid(seeder: Seeder, number: int) -> None:
    """Based on an invalid experiment, or on refuted ones alone."""
    job = next(job for job in seeder.made.jobs if job.role == "research" and job.state == "done")
    trial = seeder.experiment(job, "concluded" if number % 2 else "invalid")
    if number % 2:
        trial.values["outcome"] = "refuted"
    seeder.keep(trial)
    beside = [] if number % 2 else seeder.made.choices[0].based_on
    draft = seeder.decision(based_on=[*beside, trial.id])
    seeder.seed("DC003", seeder.keep(draft), "based_on:")


@sows("DC004")
def two_in_force(seeder: Seeder, number: int) -> None:
    """Two rings for one technology, or two answers to one question."""
    older, newer = seeder.decision(), seeder.decision()
    newer.values["date"] = older.values["date"] + dt.timedelta(days=1)
    if number % 2:
        newer.values["question"] = older.values["question"].upper()
    else:
        newer.values["technologies"] = dict.fromkeys(older.values["technologies"], "hold")
    first = seeder.keep(older)
    words = "question:" if number % 2 else "technologies:"
    seeder.seed("DC004", seeder.keep(newer), words, also=(first,))


@sows("DC005")
def chosen_not_an_option(seeder: Seeder, _number: int) -> None:
    """A choice that was none."""
    draft = seeder.decision(chosen="whatever comes first")
    seeder.seed("DC005", seeder.keep(draft), "chosen: whatever")


@sows("DC006")
def adopts_knocked_out(seeder: Seeder, _number: int) -> None:
    """Adopts the candidate that the review behind it knocks out."""
    found = seeder.review()
    _last_on(found, 1, F1=1)
    seeder.keep(found)
    draft = seeder.decision(based_on=[found.id])
    name = f"{found.values['candidates'][1]['technology']}-{draft.id.lower()}"
    found.values["candidates"][1]["technology"] = name
    seeder.keep(found)
    draft.values["technologies"] = {name: "adopt"}
    seeder.keep(seeder.task("backlog", teaches=[draft.id]))
    seeder.seed("DC006", seeder.keep(draft), "technologies:")


@sows("DC007")
def adopted_without_education(seeder: Seeder, _number: int) -> None:
    """Adopted, and taught by nobody."""
    draft = seeder.decision()
    draft.values["technologies"] = dict.fromkeys(draft.values["technologies"], "adopt")
    seeder.seed("DC007", seeder.keep(draft), "technologies:")


@sows("DC008")
def no_consequences(seeder: Seeder, _number: int) -> None:
    """Accepted, and nothing follows."""
    seeder.seed("DC008", seeder.keep(seeder.decision(consequences=None)), "status: accepted")


@sows("DC010")
def nothing_chosen(seeder: Seeder, _number: int) -> None:
    """Options of which none is named."""
    draft = seeder.decision()
    del draft.values["chosen"]
    seeder.seed("DC010", seeder.keep(draft), "options:")
