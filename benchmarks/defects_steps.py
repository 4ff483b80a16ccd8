"""Defects that only the past of a base shows: its history, or the step from the base as it was for `--against`."""

from __future__ import annotations

import datetime as dt

from benchmarks.defects import Seeder, sows


@sows("ID005")
def id_reused(seeder: Seeder, number: int) -> None:
    """An id that another risk bore, which was deleted."""
    draft, older = seeder.risk(title=f"New risk under an old number {number}"), seeder.risk()
    older.values["created"] = draft.values["created"] - dt.timedelta(days=90)
    draft.title = draft.values["title"]
    older.id = older.values["id"] = draft.id
    seeder.before[older.path] = older.text()
    seeder.seed("ID005", seeder.keep(draft), f"id: {draft.id}", history=True)


@sows("FR002")
def untouched(seeder: Seeder, number: int) -> None:
    """A risk that was accepted or mitigated four months ago, and nobody has looked at since."""
    draft = seeder.risk(
        status=("accepted", "mitigated")[number % 2],
        review_by=None,
        created=seeder.made.today - dt.timedelta(days=130),
    )
    path = seeder.keep(draft)
    seeder.long_ago[path] = seeder.before[path] = draft.text()
    seeder.seed("FR002", path, "status:", history=True)


@sows("SM007")
def threshold_moved(seeder: Seeder, _number: int) -> None:
    """A target lowered after the result came in."""
    draft, _ = seeder.measured_task("done", met=False)
    path = seeder.keep(draft)
    seeder.before[path] = draft.text()
    result = next(name for name in reversed(seeder.now) if name.startswith("research/experiments/"))
    seeder.before[result] = seeder.now[result]
    part = draft.values["smart"]["measurable"]
    moved = round((part["baseline"] + 9 * part["target"]) / 10, 4)
    draft.values["smart"] = {**draft.values["smart"], "measurable": part | {"target": moved}}
    seeder.keep(draft)
    seeder.seed("SM007", path, f"target: {moved}", history=True)


@sows("KB001")
def illegal_move(seeder: Seeder, _number: int) -> None:
    """From work straight back to an idea."""
    draft = seeder.task("idea")
    path = seeder.keep(draft)
    seeder.before[path] = draft.text().replace("status: idea", "status: doing", 1)
    seeder.seed("KB001", path, "status: idea", history=True)


@sows("DC009")
def evidence_removed(seeder: Seeder, number: int) -> None:
    """A decision that rested on two things and names one, a result that lost its figures."""
    if number % 2:
        draft, result = seeder.measured_task("done", met=False)
        task, path = seeder.keep(draft), next(name for name in seeder.now if result in name)
        seeder.before[task] = seeder.now[task]
        seeder.before[path] = seeder.now[path].replace("{validation: ", "{holdout: 0.123456, validation: ", 1)
        seeder.seed("DC009", path, "metrics:", history=True)
        return
    draft = seeder.decision()
    path = seeder.keep(draft)
    others = (id_ for choice in seeder.made.choices for id_ in choice.based_on)
    more = next(id_ for id_ in others if id_ not in draft.values["based_on"])
    draft.values["based_on"] = [more, *draft.values["based_on"]]
    seeder.before[path] = draft.text()
    seeder.seed("DC009", path, "based_on:", history=True)
