"""Defects of what records say about the linter itself (LN)."""

from __future__ import annotations

from benchmarks.defects import Seeder, sows


@sows("LN001")
def unused_allow(seeder: Seeder, number: int) -> None:
    """A rule that has nothing to say, one that does not exist."""
    code = ("KB007", "KB999")[number % 2]
    draft = seeder.task("idea")
    text = draft.text().replace(
        f"created: {draft.values['created']}\n",
        f"created: {draft.values['created']}\nallow: [{code}]\nallow_reason: it was so once\n",
        1,
    )
    seeder.seed("LN001", seeder.keep(draft, text), f"allow: [{code}]", companions=("FM009",))


@sows("LN002")
def unexplained_allow(seeder: Seeder, number: int) -> None:
    """An exception without a reason, with nothing behind the key."""
    draft = seeder.task("idea")
    reason = ("", "allow_reason:\n")[number % 2]
    created = f"created: {draft.values['created']}\n"
    text = draft.text().replace(created, f"{created}allow: [KB005]\n{reason}", 1)
    seeder.seed("LN002", seeder.keep(draft, text), "allow: [KB005]", companions=("FM009", "LN001"))
