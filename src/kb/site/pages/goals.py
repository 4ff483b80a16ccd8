"""The goals: business and technical metrics against baseline and target, and the work that serves each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kb.records.change import Change
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.records.goal import Goal
from kb.records.task import Task
from kb.site.material import Best, Material
from kb.site.page import Page, PageMaker
from kb.site.templating import render

_ORDER = {"active": 0, "draft": 1, "met": 2, "missed": 3, "dropped": 4}


class Served(NamedTuple):
    """A goal and what serves it.

    Attributes:
        goal: the record.
        best: the best result for each technical metric, by its name.
        tasks: the tasks, by state.
        experiments: how many.
        decisions: those that serve it directly.
        changes: of its scope.
        done: how many of its tasks are finished as planned.
        days_left: to the deadline; negative when it has passed.
    """

    goal: Goal
    best: dict[str, Best]
    tasks: dict[str, list[Task]]
    experiments: int
    decisions: tuple[str, ...]
    changes: tuple[Change, ...]
    done: int
    days_left: int | None


class GoalsPage(PageMaker):
    """All goals, those that are worked on first."""

    section, order, label, path = "Work", 40, "Goals", "goals.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield Page(self.path, "Goals", lambda: _draw(material), search=False)


def _draw(material: Material) -> str:
    goals = sorted((g for _, g in material.base.records(Goal)), key=lambda g: (_ORDER.get(g.status, 9), g.id))
    return render(
        "goals.html",
        m=material,
        here=GoalsPage.path,
        served=[serving(material, goal) for goal in goals],
        states=material.workflow.states,
    )


def serving(material: Material, goal: Goal) -> Served:
    """What serves a goal."""
    near = [link.source.record for link in material.graph.backlinks(goal.id, ("goal", "serves"))]
    tasks: dict[str, list[Task]] = {}
    for record in near:
        if isinstance(record, Task):
            tasks.setdefault(record.status, []).append(record)
    experiments = [d.record for d, _ in material.graph.impact(goal.id) if isinstance(d.record, Experiment)]
    best = {
        metric.name: found
        for metric in goal.technical_metrics
        if (found := material.best(goal.id, metric.name, metric.direction)) is not None
    }
    deadline = goal.constraints.deadline if goal.constraints is not None else None
    return Served(
        goal,
        best,
        tasks,
        len(experiments),
        tuple(record.id for record in near if isinstance(record, Decision)),
        tuple(record for record in near if isinstance(record, Change)),
        len(tasks.get(material.workflow.done_state or "", ())),
        (deadline - material.today).days if deadline is not None else None,
    )
