"""The goals: business and technical metrics against baseline and target, and the work that serves each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from kb.history.forecast import GoalOutlook
from kb.progress import Best
from kb.records.change import Change
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.records.goal import Goal
from kb.records.task import Task
from kb.site.charts.forecast import share
from kb.site.charts.look import Chart
from kb.site.charts.words import dated
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.rendered import filled
from kb.site.standings import of_goal

SIZE = 8
FEW = 6
CHARTS = 6
"""So many are drawn, all on the first page, and half as many for one goal."""
SURE = 85
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
        expected: by when it may be reached, in words; empty if nothing can be said.
        moved: by how many days each approved change of its scope moves that day.
        outcomes: of the experiments, in words.
        moving: the ids of the tasks in progress.
        charts: how its technical metrics came along.
    """

    goal: Goal
    best: dict[str, Best]
    tasks: dict[str, list[Task]]
    experiments: int
    decisions: tuple[str, ...]
    changes: tuple[Change, ...]
    done: int
    days_left: int | None
    expected: str
    moved: Mapping[str, int]
    outcomes: str
    moving: tuple[str, ...]
    charts: tuple[Chart, ...] = ()


class GoalsPage(PageMaker):
    """All goals, those that are worked on first."""

    section, order, label, path = "Work", 40, "Goals", "goals.md"

    def pages(self, material: Material) -> Iterator[Page]:
        goals = [record for _, record in material.base.records(Goal)]
        goals.sort(key=lambda g: (_ORDER.get(g.status, 9), g.id))
        for part in parts(self.path, goals, SIZE):
            values = partial(_values, material, part)
            yield filled(material, part.path, part.title("Goals"), "goals.html", values)


def _values(material: Material, part: Part[Goal]) -> Mapping[str, Any]:
    served, room = [], CHARTS if part.first else 0
    for goal in part.items:
        charts = _charts(material, goal, part.path, min(room, CHARTS // 2))
        room -= len(charts)
        served.append(serving(material, goal)._replace(charts=charts))
    return {"part": part, "served": served, "states": material.workflow.states, "few": FEW}


def _charts(material: Material, goal: Goal, here: str, most: int) -> tuple[Chart, ...]:
    """The metrics of a goal that is pursued, each over time, as far as two results are known."""
    found: list[Chart] = []
    for number, metric in enumerate(goal.technical_metrics if goal.status in ("active", "draft") else ()):
        if len(found) >= most:
            break
        chart = of_goal(material, goal, metric.name, f"{goal.id.lower()}-{number}", here)
        if chart is not None:
            found.append(chart)
    return tuple(found)


def serving(material: Material, goal: Goal) -> Served:
    """What serves a goal."""
    near = [link.source.record for link in material.graph.backlinks(goal.id, ("goal", "serves"))]
    tasks: dict[str, list[Task]] = {}
    for record in near:
        if isinstance(record, Task):
            tasks.setdefault(record.status, []).append(record)
    best = {
        metric.name: found
        for metric in goal.technical_metrics
        if (found := material.best(goal.id, metric.name, metric.direction)) is not None
    }
    deadline = goal.constraints.deadline if goal.constraints is not None else None
    outlook = material.prospects.goals.get(goal.id) if material.prospects is not None else None
    return Served(
        goal,
        best,
        tasks,
        len(material.experiments_by_goal.get(goal.id, ())),
        tuple(record.id for record in near if isinstance(record, Decision)),
        tuple(record for record in near if isinstance(record, Change)),
        len(tasks.get(material.workflow.done_state or "", ())),
        (deadline - material.today).days if deadline is not None else None,
        _expected(material, outlook) if outlook is not None else "",
        {c.id: c.days for c in outlook.changes if c.days is not None} if outlook is not None else {},
        _outcomes(material.experiments_by_goal.get(goal.id, ())),
        tuple(t.id for state in tasks if material.workflow.in_progress(state) for t in tasks[state]),
    )


def _outcomes(experiments: Sequence[Experiment]) -> str:
    """How experiments ended, as counts."""
    counts = Counter(e.outcome for e in experiments if e.outcome is not None and e.status == "concluded")
    return ", ".join(
        f"{n} {outcome}" for outcome, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _expected(material: Material, outlook: GoalOutlook) -> str:
    """By when a goal may be reached, and how likely its deadline is held."""
    found = material.prospects
    on = found.date(outlook.expected[SURE]) if found is not None and outlook.expected else None
    if on is None:
        return ""
    held = f"; the deadline holds in {share(outlook.chance)}" if outlook.chance is not None else ""
    return f"{SURE} of 100 futures by {dated(on)}{held}"
