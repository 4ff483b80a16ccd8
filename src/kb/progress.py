"""How far goals have come: the best result for a metric among the concluded experiments that serve a goal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from kb.base import KnowledgeBase
from kb.leaderboard import goal_of
from kb.records.experiment import Experiment
from kb.verdicts import measurement


class Best(NamedTuple):
    """The best result for a metric: who measured it, what, on which data, and what the first result was.

    ``first`` is what the earliest concluded experiment measured on the same data; None where the best is the first.
    """

    id: str
    value: float
    split: str
    first: float | None = None


def experiments_by_goal(base: KnowledgeBase) -> dict[str, list[Experiment]]:
    """The experiments that test a goal's tasks, or parts of them, oldest first."""
    found: dict[str, list[Experiment]] = defaultdict(list)
    for _, experiment in base.records(Experiment):
        goal = goal_of(base, experiment.task)
        if goal is not None:
            found[goal].append(experiment)
    for experiments in found.values():
        experiments.sort(key=when)
    return found


def best(experiments: Iterable[Experiment], metric: str, direction: str) -> Best | None:
    """The best concluded result for a metric among some experiments, oldest first, on the data it counts on."""
    sign = 1 if direction == "higher" else -1
    found: list[Best] = []
    for experiment in experiments:
        if experiment.status == "concluded":
            measured = measurement(experiment, metric, None)
            if measured is not None:
                found.append(Best(experiment.id, measured.value, measured.split))
    leading = max(found, key=lambda b: sign * b.value, default=None)
    if leading is None:
        return None
    first = next(b for b in found if b.split == leading.split)
    return leading if first.id == leading.id else leading._replace(first=first.value)


def when(experiment: Experiment) -> tuple[str, str]:
    """The day an experiment was run, or written down, and its id: a sort key."""
    return (experiment.date or experiment.created).isoformat(), experiment.id
