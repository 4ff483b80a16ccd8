"""What is new of goals: their state, how far their metrics have come, and how much of their work is done."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from kb.base import Document, KnowledgeBase
from kb.leaderboard import goal_of
from kb.progress import Best, best, experiments_by_goal
from kb.records.experiment import Experiment
from kb.records.goal import Goal, TechnicalMetric
from kb.records.task import Task
from kb.workflow import Workflow


class Attained(NamedTuple):
    """How far a metric of a goal has come: the best result at the beginning and at the end.

    ``aimed`` is the target at the beginning; None where there was none.
    """

    metric: TechnicalMetric
    before: Best | None
    now: Best | None
    aimed: float | None

    @property
    def moved(self) -> bool:
        """Whether it is not where it was."""
        old, new = self.before, self.now
        return (old.value if old else None) != (new.value if new else None)


class GoalNews(NamedTuple):
    """A goal over a period.

    Attributes:
        record: the goal.
        was: its state at the beginning; None where it was not there.
        metrics: its technical metrics.
        finished: how many of its tasks were finished meanwhile.
        open: how many are not, at the end.
        results: how many experiments were concluded for it.
        deadline: until when it is wanted.
    """

    record: Document
    was: str | None
    metrics: tuple[Attained, ...]
    finished: int
    open: int
    results: int
    deadline: date | None

    @property
    def quiet(self) -> bool:
        """Whether nothing is new of it."""
        state = self.record.record.status if self.record.record is not None else None
        moved = any(one.moved or one.aimed != one.metric.target for one in self.metrics)
        return not (moved or self.finished or self.results or self.was != state)


def goal_news(
    before: KnowledgeBase,
    after: KnowledgeBase,
    old: Mapping[Document, Document],
    finished: Collection[Document],
    results: Collection[Document],
) -> tuple[GoalNews, ...]:
    """All goals that are pursued at the end, or are in another state than at the beginning.

    Args:
        before: the base at the beginning.
        after: the base at the end.
        old: goal at the end → the same at the beginning.
        finished: the tasks that were finished meanwhile.
        results: the experiments that were concluded.
    """
    workflow = after.config.workflow.workflow()
    then, now = experiments_by_goal(before), experiments_by_goal(after)
    found = []
    for document, goal in after.records(Goal):
        earlier = old.get(document)
        was = earlier.record if earlier is not None and isinstance(earlier.record, Goal) else None
        if goal.status not in ("active", "draft") and (was is None or was.status == goal.status):
            continue
        there = then.get(was.id, []) if was is not None else []
        aims = {metric.name: metric.target for metric in was.technical_metrics} if was is not None else {}
        news = GoalNews(
            document,
            was.status if was is not None else None,
            tuple(
                Attained(
                    metric,
                    best(there, metric.name, metric.direction),
                    best(now.get(goal.id, ()), metric.name, metric.direction),
                    aims.get(metric.name) if was is not None else metric.target,
                )
                for metric in goal.technical_metrics
            ),
            sum(_serves(after, one, goal.id) for one in finished),
            _open(after, goal.id, workflow),
            sum(_serves(after, one, goal.id) for one in results),
            goal.constraints.deadline if goal.constraints is not None else None,
        )
        if goal.status == "active" or not news.quiet:
            found.append(news)
    return tuple(found)


def _serves(base: KnowledgeBase, document: Document, goal: str) -> bool:
    record = document.record
    id = record.task if isinstance(record, Experiment) else document.id
    return goal_of(base, id) == goal


def _open(base: KnowledgeBase, goal: str, workflow: Workflow) -> int:
    return sum(
        not workflow.ended(task.status) and goal_of(base, task.id) == goal for _, task in base.records(Task)
    )
