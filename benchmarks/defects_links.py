"""Defects of links (LK)."""

from __future__ import annotations

from benchmarks.defects import Seeder, sows

NOBODY = "TASK-999999"


@sows("LK001")
def dangling(seeder: Seeder, number: int) -> None:
    """An id that no record has: in a field, in double brackets, bare, and a path to no file."""
    draft = seeder.risk()
    words = (
        f"related: [{NOBODY}]",
        f"Compare [[{NOBODY}]].",
        f"Compare {NOBODY}.",
        f"Compare [this](../../backlog/{NOBODY}-gone.md).",
    )[number % 4]
    if number % 4 == 0:
        text = draft.text().replace("\ngroup: ", f"\n{words}\ngroup: ", 1)
    else:
        text = draft.text() + f"\n{words}\n"
    seeder.seed("LK001", seeder.keep(draft, text), words)


@sows("LK002")
def wrong_kind(seeder: Seeder, number: int) -> None:
    """A risk mitigated by a goal, a decision based on a task."""
    goal, task = seeder.made.aims[0].id, seeder.made.jobs[0].id
    if number % 2:
        draft = seeder.decision(based_on=[*seeder.made.choices[0].based_on, task])
        seeder.seed("LK002", seeder.keep(draft), "based_on:")
    else:
        draft = seeder.risk(mitigated_by=[goal])
        seeder.seed("LK002", seeder.keep(draft), "mitigated_by:")


@sows("LK003")
def cycle(seeder: Seeder, _number: int) -> None:
    """Two tasks that wait for each other."""
    one, two = seeder.task("backlog"), seeder.task("backlog")
    first = seeder.keep(seeder.insert(one, "expectation", "depends_on", [two.id]))
    second = seeder.keep(seeder.insert(two, "expectation", "depends_on", [one.id]))
    seeder.seed("LK003", first, also=(second,))


@sows("LK004")
def orphan(seeder: Seeder, _number: int) -> None:
    """A risk that leads nowhere and to which nothing leads."""
    draft = seeder.risk(threatens=None, mitigated_by=None, evidence=None)
    draft.body = "## How it would show\n\nNobody has written this down yet.\n"
    seeder.seed("LK004", seeder.keep(draft))


@sows("LK005")
def leaves_repository(seeder: Seeder, number: int) -> None:
    """A path above the repository, an absolute one, a script."""
    target = ("../../../../outside.md", "/etc/outside.md", "javascript:alert(1)")[number % 3]
    draft = seeder.risk()
    words = f"[elsewhere]({target})"
    seeder.seed("LK005", seeder.keep(draft, f"{draft.text()}\nSee {words}.\n"), words)


@sows("LK006")
def rests_on_retired(seeder: Seeder, _number: int) -> None:
    """A decision in force on a review that was superseded."""
    old = seeder.review(status="superseded")
    seeder.keep(old)
    draft = seeder.decision(based_on=[*seeder.made.choices[0].based_on, old.id])
    seeder.seed("LK006", seeder.keep(draft), "based_on:")


@sows("LK007")
def one_sided(seeder: Seeder, number: int) -> None:
    """A superseded decision that nothing supersedes; one in force that another says it supersedes."""
    if number % 2 == 0:
        seeder.seed("LK007", seeder.keep(seeder.decision(status="superseded")))
        return
    older = seeder.decision()
    newer = seeder.decision()
    first = seeder.keep(older)
    second = seeder.keep(seeder.insert(newer, "affects", "supersedes", [older.id]))
    seeder.seed("LK007", first, also=(second,))


@sows("LK008")
def suspect(seeder: Seeder, number: int) -> None:
    """A citation confirmed when the cited record read otherwise, by no digest at all, or of what nothing cites."""
    draft = seeder.decision()
    cited = draft.values["based_on"][0]
    reviewed = (
        {cited: f"v1-{number % 6 + 10:x}" + "0" * 11},
        {cited: "sha256:" + "0" * 64},
        {NOBODY: "v1-" + "0" * 12},
    )[number % 3]
    seeder.seed("LK008", seeder.keep(seeder.insert(draft, "review_by", "reviewed", reviewed)), "reviewed:")
