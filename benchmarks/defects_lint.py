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
