"""What is still to be done for each goal, with and without each approved change of its scope."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from kb.base import KnowledgeBase
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
        base: the base as it is now.
        workflow: what the states of tasks mean.
    """

    def __init__(self, base: KnowledgeBase, workflow: Workflow) -> None:
        self._tasks: dict[str, Task] = {}
        self._of_goal: dict[str, list[Task]] = defaultdict(list)
        self._changes: dict[str, list[Change]] = defaultdict(list)
        self._workflow = workflow
        self._goals = [goal for _, goal in base.records(Goal)]
        for _, task in base.records(Task):
            self._tasks[task.id] = task
            if task.goal is not None:
                self._of_goal[task.goal].append(task)
        for _, change in base.records(Change):
            if change.status == "approved" and change.goal is not None:
                self._changes[change.goal].append(change)

    def active(self) -> list[Scope]:
        """The scopes of the goals that are pursued, in the order of their ids."""
        return [
            self.of(goal) for goal in sorted(self._goals, key=lambda goal: goal.id) if goal.status == "active"
        ]

    def of(self, goal: Goal) -> Scope:
        """The scope of a goal."""
        changes = tuple(sorted(self._changes[goal.id], key=_asked))
        of_goal = self._of_goal[goal.id]
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
                found |= {id_ for id_ in change.adds if id_ in self._tasks and self._left(self._tasks[id_])}
                found -= set(change.removes)
        return frozenset(found)

    def _left(self, task: Task) -> bool:
        return stage_of(self._workflow, task.status) in (Stage.GROOMED, Stage.PROMISED)

    def _idea(self, task: Task) -> bool:
        return stage_of(self._workflow, task.status) is Stage.ROUGH and not self._workflow.ended(task.status)

    def _not_done(self, id_: str) -> bool:
        """Whether a task that was taken out would be left otherwise: also one that was dropped for that."""
        task = self._tasks.get(id_)
        return task is not None and task.status != self._workflow.done_state


def _asked(change: Change) -> tuple[datetime.date, str]:
    return (change.requested.on if change.requested is not None else change.created), change.id
