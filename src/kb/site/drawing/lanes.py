"""Which goal a record of a drawing serves first, so that each goal has a row of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST = 30
"""So many goals have rows; more of them no reader looks through."""


@dataclass(frozen=True, slots=True)
class Lanes:
    """Rows of a drawing from the top: `of` names the row of each record, `heads` the goal each row is about.

    Records that serve no goal have the last row, which has no head.
    """

    of: Mapping[str, int]
    heads: tuple[str, ...]

    def implied(self, edges: Sequence[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """The edges from a goal that its row says already: to records to which others lead as well."""
        heads = set(self.heads)
        led = {b for a, b in edges if a not in heads and a != b}
        return frozenset((a, b) for a, b in edges if a in heads and b in led and self.of[a] == self.of[b])


def by_goal(
    goals: Sequence[str], served: Mapping[str, Sequence[str]], edges: Iterable[tuple[str, str]]
) -> Lanes | None:
    """A row for each goal; None where there are not two to tell apart, or too many for a reader to look through.

    `served` names for every record the goals it says it serves. A record that says none goes with most of what it
    rests on, else with most of what rests on it. Everything keeps to the order given.
    """
    if not 2 <= len(goals) <= MOST:
        return None
    number = {goal: at for at, goal in enumerate(goals)}
    rows = {
        id: next(number[goal] for goal in (id, *named) if goal in number)
        for id, named in served.items()
        if id in number or any(goal in number for goal in named)
    }
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for source, target in edges:
        before.setdefault(target, []).append(source)
        after.setdefault(source, []).append(target)
    left = [id for id in served if id not in rows]
    while any(_follow(left, near, rows) for near in (before, after)):
        left = [id for id in left if id not in rows]
    return Lanes({id: rows.get(id, len(goals)) for id in served}, tuple(goals))


def _follow(left: list[str], near: Mapping[str, list[str]], rows: dict[str, int]) -> bool:
    """Puts records into the row of most of those near them that have one; whether there was any."""
    found = {}
    for id in left:
        votes = Counter(rows[other] for other in near.get(id, ()) if other in rows)
        if votes:
            found[id] = min((-count, row) for row, count in votes.items())[1]
    rows.update(found)
    return bool(found)
