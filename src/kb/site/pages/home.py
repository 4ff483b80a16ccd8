"""The start page: what this research is for, what is in work, what was found, and what needs a second look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sized
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from kb.boarding import board
from kb.days import age, day_in
from kb.lineage import Reason, why
from kb.progress import Best, when
from kb.record import Record
from kb.records.decision import Decision
from kb.records.experiment import Experiment
from kb.records.goal import Goal, TechnicalMetric
from kb.records.task import Task
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.rendered import filled
from kb.site.templating import capfirst, figure, words
from kb.site.timeline import TOLD
from kb.standing import doubts
from kb.wording import plural

RECENT_DAYS = 30
FEW = 6
LISTED = 30
# What a folder is called is not always what one record of it is called.
_NAMES = {"privacy": ("privacy note", "privacy notes"), "product": ("product note", "product notes")}
CANDIDATES = 40
CHAINS = 200
_WHOLE_TYPES = ("goal", "task", "experiment", "decision")
_WHOLE = (True, len(_WHOLE_TYPES), True)
_OUTCOMES = ("supported", "refuted", "inconclusive")
_LEADS = {
    "goal": "What was wanted",
    "task": "What was to be found out",
    "experiment": "What was tried and found",
    "review": "What was compared",
    "decision": "What was decided",
}


class Tile(NamedTuple):
    """A number that matters today, and where it leads."""

    value: int
    label: str
    tone: str
    page: str
    at: str = ""


class Said(NamedTuple):
    """A sentence of the story so far: the words that lead to a page, where on it, and how the sentence goes on."""

    words: str
    page: str
    at: str = ""
    more: str = ""


class Progress(NamedTuple):
    """A goal, its first technical metric with the best result for it, how many are met, and its tasks."""

    goal: Goal
    metric: TechnicalMetric | None
    best: Best | None
    met: int
    aimed: int
    open_tasks: int
    done_tasks: int


class Step(NamedTuple):
    """One step of a line of thought: a record, what it is in the story, what it says, and the figure it came to."""

    id: str
    type: str
    lead: str
    words: str
    figure: str = ""


class HomePage(PageMaker):
    """The start page."""

    section, order, label, path = "", 10, "Home", "index.md"

    def pages(self, material: Material) -> Iterator[Page]:
        path = material.home
        title = material.config.name if path == self.path else "Overview"
        yield filled(material, path, title, "home.html", partial(_values, material), wide=True)


def _values(material: Material) -> Mapping[str, Any]:
    pursued = [goal for _, goal in material.base.records(Goal) if goal.status in ("active", "draft")]
    work, in_doubt = _in_work(material), _doubts(material)
    lately = [event for event in material.events if event.kind in TOLD][:FEW]
    return {
        "name": material.config.name,
        "tiles": _tiles(material),
        "progress": [_progress(material, goal) for goal in pursued[:FEW]],
        "goals": len(pursued),
        "thread": _thread(material),
        "work": [(task, _blocked_days(material, task)) for task in work[:FEW]],
        "in_work": len(work),
        "results": _results(material)[:FEW],
        "decisions": _decisions(material)[:FEW],
        "doubts": in_doubt[:LISTED],
        "doubted": len(in_doubt),
        "lately": [(event, day_in(event.at, material.zone), "") for event in lately],
        "few": FEW,
        "counts": _counts(material),
        "story": _story(material),
    }


def _blocked_days(material: Material, task: Task) -> int | None:
    return age(task.blocked.since, material.today) if task.blocked is not None else None


def _counts(material: Material) -> list[str]:
    """How many records there are of each type: `17 experiments`."""
    found = Counter(document.type for document in material.base.documents)
    return [
        plural(found[name], *_NAMES.get(name, (words(name), entry.type.plural)))
        for name, entry in material.base.types.items()
        if found[name]
    ]


def _story(material: Material) -> list[Said]:
    """How far the work is, what the experiments came to, and how many decisions hold."""
    tasks = [t for _, t in material.base.records(Task)]
    done = sum(t.status == material.workflow.done_state for t in tasks)
    came = Counter[str](e.outcome for e in _results(material) if e.outcome is not None)
    held = [d for d in _decisions(material) if material.in_force(d)]
    found = []
    if tasks:
        found.append(Said(f"{done} of {plural(len(tasks), 'task')} done", "finished.md"))
    if came:
        outcomes = ", ".join(f"{came[name]} {name}" for name in _OUTCOMES if came[name])
        concluded = f"{plural(came.total(), 'experiment')} concluded"
        found.append(Said(concluded, "experiments.md", "#register", f": {outcomes}"))
    if held:
        found.append(Said(plural(len(held), "decision"), "decisions.md", "", " in force"))
    return found


def _is_recent(day: date, today: date) -> bool:
    return (today - day).days <= RECENT_DAYS


def _tiles(material: Material) -> list[Tile]:
    columns = board(material.graph, material.workflow, material.today)
    cards = [c for column in columns for c in column.cards if not material.workflow.ended(column.state)]
    in_work = sum(material.workflow.in_progress(c.task.status) for c in cards)
    late = sum("late" in material.flags(c.task.id) for c in cards)
    blocked = sum(c.task.blocked is not None for c in cards)
    recent = [
        e for e in _results(material) if e.date is not None and _is_recent(e.date.date(), material.today)
    ]
    decided = [d for d in _decisions(material) if _is_recent(d.date or d.created, material.today)]
    return [
        Tile(in_work, "in work", "active", "board.md"),
        Tile(blocked, "blocked", "bad" if blocked else "good", "board.md", "#blocked=1" if blocked else ""),
        Tile(late, "late", "bad" if late else "good", "board.md", "#late=1" if late else ""),
        Tile(len(recent), f"results in {RECENT_DAYS} days", _news(recent), "experiments.md"),
        Tile(len(decided), f"decisions in {RECENT_DAYS} days", _news(decided), "decisions.md"),
        Tile(
            len(material.findings),
            "findings to put right",
            "wait" if material.findings else "good",
            "health.md",
        ),
    ]


def _news(found: Sized) -> str:
    return "ready" if found else "idle"


def _progress(material: Material, goal: Goal) -> Progress:
    tasks = [link.source.record for link in material.graph.backlinks(goal.id, ("goal",))]
    done = sum(isinstance(t, Task) and t.status == material.workflow.done_state for t in tasks)
    open_ = sum(isinstance(t, Task) and not material.workflow.ended(t.status) for t in tasks)
    found = [(each, material.best(goal.id, each.name, each.direction)) for each in goal.technical_metrics]
    aimed = [(each, best) for each, best in found if each.target is not None]
    met = sum(best is not None and _reached(each, best) for each, best in aimed)
    metric, best = found[0] if found else (None, None)
    return Progress(goal, metric, best, met, len(aimed), open_, done)


def _reached(metric: TechnicalMetric, best: Best) -> bool:
    if metric.target is None:
        return False
    return best.value >= metric.target if metric.direction == "higher" else best.value <= metric.target


def _in_work(material: Material) -> list[Task]:
    tasks = [t for _, t in material.base.records(Task) if material.workflow.in_progress(t.status)]
    return sorted(tasks, key=lambda t: (t.blocked is None, _due(t), t.id))


def _due(task: Task) -> date:
    due = task.smart.time_bound if task.smart is not None else None
    return due or date.max


def _results(material: Material) -> list[Experiment]:
    found = [e for _, e in material.base.records(Experiment) if e.status == "concluded"]
    return sorted(found, key=when, reverse=True)


def _decisions(material: Material) -> list[Decision]:
    found = [d for _, d in material.base.records(Decision) if d.status in ("accepted", "proposed")]
    return sorted(found, key=lambda d: (d.date or d.created, d.id), reverse=True)


def _doubts(material: Material) -> list[tuple[str, list[str]]]:
    """What is in force or in work and rests on something that does not hold any more, or is itself stale."""
    found = []
    for document in material.base.documents:
        if document.record is not None:
            retired = material.base.types[document.record.type].type.retired
            if own := doubts(document, retired, material.flags):
                found.append((document.record.id, own))
    return found


def _thread(material: Material) -> list[Step]:
    """One finished line of thought: from a goal through a task and what was tried to a decision in force.

    The newest that shows an experiment which held, else the newest with the most steps; among the last
    :data:`CANDIDATES`.
    """
    best: list[Step] = []
    accepted = [d for d in _decisions(material) if d.status == "accepted" and not material.flags(d.id)]
    for decision in accepted[:CANDIDATES]:
        steps = _steps(material, why(material.graph, decision.id, material.today))
        if _worth(material, steps) > _worth(material, best):
            best = steps
        if _worth(material, best) == _WHOLE:
            break
    return best


def _worth(material: Material, steps: list[Step]) -> tuple[bool, int, bool]:
    types = {step.type for step in steps}
    held = any(material.outcome_of(step.id) == "supported" for step in steps)
    return "experiment" in types, min(len(types), len(_WHOLE_TYPES)), held


def _steps(material: Material, reason: Reason) -> list[Step]:
    """The shortest way from a goal to the decision, through a task and an experiment where there is such a way."""
    chains: list[list[Reason]] = []
    work: list[tuple[Reason, list[Reason]]] = [(reason, [])]
    while work and len(chains) < CHAINS:
        here, path = work.pop(0)
        way = [here, *path]
        if here.document.type == "goal":
            chains.append(way)
            continue
        work += [
            (below, way)
            for below in here.because
            if below.document.type in _LEADS and not (below.seen and below.document.type != "goal")
        ]

    def worth(chain: list[Reason]) -> tuple[bool, bool, int]:
        types = {r.document.type for r in chain}
        return "experiment" in types and "task" in types, "task" in types, -len(chain)

    chosen = max(chains, key=worth, default=[])
    return [_step(material, r) for r in chosen]


def _step(material: Material, reason: Reason) -> Step:
    type_ = reason.document.type or ""
    return Step(
        reason.id,
        type_,
        _LEADS.get(type_, ""),
        _words(reason.document.record),
        _figure(material, reason.document.record),
    )


def _words(record: Record | None) -> str:
    """What a record says for itself in a story, in a sentence or two."""
    if isinstance(record, Decision) and record.chosen and record.consequences:
        return f"{capfirst(record.chosen)}. {capfirst(record.consequences)}"
    for name in ("conclusion", "consequences", "chosen", "question", "hypothesis", "process", "approach"):
        value = getattr(record, name, None)
        if isinstance(value, str):
            return value
    if isinstance(record, Task) and record.smart is not None:
        return record.smart.specific or record.smart.relevant or ""
    return ""


def _figure(material: Material, record: Record | None) -> str:
    """The number in which a step can be told: of a goal what is to move, of a result what it came to."""
    if isinstance(record, Goal) and record.business_metric is not None:
        metric = record.business_metric
        if metric.baseline is not None and metric.target is not None:
            unit = f" {metric.unit}" if metric.unit else ""
            return f"{metric.name}: from {figure(metric.baseline)} to {figure(metric.target)}{unit}"
    if isinstance(record, Experiment):
        found = material.own_verdict(record.id)
        task = material.base.by_id.get(record.task or "")
        aim = task.record.smart if task is not None and isinstance(task.record, Task) else None
        if (
            found is not None
            and found.measured is not None
            and aim is not None
            and aim.measurable is not None
        ):
            wanted = aim.measurable
            sign = "≥" if wanted.direction == "higher" else "≤"
            goal = f"; the target was {sign} {figure(wanted.target)}" if wanted.target is not None else ""
            return f"{wanted.metric} came to {figure(found.measured.value)}{goal}"
    return ""
