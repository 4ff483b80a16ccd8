"""Which records belong to a goal: what names it, what its tasks led to, and what was decided on that."""

from __future__ import annotations

from typing import Final

from kb.graph import Graph
from kb.leaderboard import goal_of
from kb.records.task import Task

_NAMING: Final = ("goal", "serves", "threatens")
_LED_TO: Final = ("task", "threatens", "based_on", "part_of")


def of_goal(graph: Graph, goal: str) -> frozenset[str]:
    """The ids of the records that belong to a goal, its own among them."""
    tasks = {task.id for _, task in graph.base.records(Task) if goal_of(graph.base, task.id) == goal}
    found = {goal, *tasks, *(link.source_id for link in graph.backlinks(goal, _NAMING))}
    waiting = sorted(found - {goal})
    while waiting:
        for link in graph.backlinks(waiting.pop(), _LED_TO):
            # a task that names another goal is that one's, whatever it is a part of
            if link.source_id not in found and not isinstance(link.source.record, Task):
                found.add(link.source_id)
                waiting.append(link.source_id)
    return frozenset(found)
