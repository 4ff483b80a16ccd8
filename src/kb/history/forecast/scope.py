"""What is still to be done for each goal, with and without each approved change of its scope."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import NamedTuple

from kb.graph import Graph
from kb.readiness import Stage, stage_of
from kb.records.change import Change
from kb.records.goal import Goal
from kb.records.task import Task
from kb.workflow import Workflow


class Scope(NamedTuple):
    """The work that is left for a goal.

    Attributes:
        goal: the goal.
        given: tasks that are in it whatever the approved changes say.
        changes: the approved changes, in the order in which they were requested.
        open: tasks that are left.
        tasks: how many tasks serve the goal, in whatever state.
        ideas: how many of them are no more than ideas, which are not counted as left.
    """

    goal: Goal
    given: frozenset[str]
    changes: tuple[Change, ...]
    open: frozenset[str]
    tasks: int
    ideas: int

    @property
    def deadline(self) -> datetime.date | None:
        """Until when it is to be reached."""
        return self.goal.constraints.deadline if self.goal.constraints is not None else None


class Scopes:
    """The work that is left in a base.

    Args:
        graph: the base as it is now, and its links.
        workflow: what the states of tasks mean.
    """

    def __init__(self, graph: Graph, workflow: Workflow) -> None:
        self._graph = graph
        self._workflow = workflow

    def active(self) -> list[Scope]:
        """The scopes of the goals that are pursued, in the order of their ids."""
        goals = [goal for _, goal in self._graph.base.records(Goal) if goal.status == "active"]
        return [self.of(goal) for goal in sorted(goals, key=lambda goal: goal.id)]

    def of(self, goal: Goal) -> Scope:
        """The scope of a goal."""
        serving = [link.source.record for link in self._graph.backlinks(goal.id, ("goal",))]
        of_goal = [task for task in serving if isinstance(task, Task)]
        approved = [c for c in serving if isinstance(c, Change) and c.status == "approved"]
        changes = tuple(sorted(approved, key=_asked))
        taken_out = {id_ for change in changes for id_ in change.removes if self._not_done(id_)}
        put_in = {id_ for change in changes for id_ in change.adds}
        given = frozenset(({task.id for task in of_goal if self._left(task)} | taken_out) - put_in)
        ideas = sum(self._idea(task) for task in of_goal)
        bare = Scope(goal, given, changes, frozenset(), len(of_goal), ideas)
        return bare._replace(open=self.left(bare))

    def left(self, scope: Scope, without: Collection[str] = ()) -> frozenset[str]:
        """The tasks that are left for a goal if some of its changes had not been approved."""
        found = set(scope.given)
        for change in scope.changes:
            if change.id not in without:
                found |= {id_ for id_ in change.adds if (task := self._task(id_)) and self._left(task)}
                found -= set(change.removes)
        return frozenset(found)

    def _task(self, id_: str) -> Task | None:
        document = self._graph.base.by_id.get(id_)
        record = document.record if document is not None else None
        return record if isinstance(record, Task) else None

    def _left(self, task: Task) -> bool:
        return stage_of(self._workflow, task.status) in (Stage.GROOMED, Stage.PROMISED)

    def _idea(self, task: Task) -> bool:
        return stage_of(self._workflow, task.status) is Stage.ROUGH and not self._workflow.ended(task.status)

    def _not_done(self, id_: str) -> bool:
        """Whether a task that was taken out would be left otherwise: also one that was dropped for that."""
        task = self._task(id_)
        return task is not None and task.status != self._workflow.done_state


def _asked(change: Change) -> tuple[datetime.date, str]:
    return (change.requested.on if change.requested is not None else change.created), change.id
