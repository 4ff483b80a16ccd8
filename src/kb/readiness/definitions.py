"""The definitions of ready and done as the workflow states them, applied to one task."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from kb.base import Document
from kb.graph import Graph
from kb.readiness.smart import LETTERS, SmartJudge
from kb.readiness.stage import Stage, stage_of
from kb.records.experiment import Experiment
from kb.records.review import Review
from kb.records.task import Measurable, Task
from kb.text.frontmatter import KeyPath
from kb.verdicts import measurement, verdict
from kb.workflow import Workflow

ANSWERED: Final = ("reported", "superseded")


class Missing(NamedTuple):
    """Something that a definition asks for and a task does not have.

    Attributes:
        requirement: as in `workflow.ready.requires` or `workflow.done.requires`.
        what: for people, as the rest of a sentence such as "it lacks …".
        where: the key it would stand under, or the one that is wrong.
        help: what to do.
        whole: nothing of the requirement is there, as opposed to a part that is missing or does not hold.
        letter: the letter of SMART, where it is about one.
    """

    requirement: str
    what: str
    where: KeyPath
    help: str = ""
    whole: bool = True
    letter: str | None = None


class _Case(NamedTuple):
    graph: Graph
    task: Task
    judge: SmartJudge | None


def missing_for_ready(
    graph: Graph,
    workflow: Workflow,
    task: Task,
    *,
    today: date | None = None,
    judge: SmartJudge | None = None,
) -> list[Missing]:
    """What a task lacks to be ready; empty when it is.

    Args:
        graph: the base and its links.
        workflow: whose definition of ready counts.
        task: as it is now, whatever its state.
        today: lets dates that have passed count too.
        judge: one that was made already, for callers that ask about many tasks.
    """
    case = _Case(graph, task, judge or SmartJudge(graph, today))
    return [missing for name in workflow.ready for missing in _REQUIREMENTS[name](case)]


def absent_for_ready(graph: Graph, workflow: Workflow, task: Task) -> list[Missing]:
    """What the definition of ready asks for and is absent altogether from a task in the state it is in.

    Nothing is asked before `ready`; of a task that is done, what only mattered before the end is not asked
    either.
    """
    stage = stage_of(workflow, task.status)
    if stage not in (Stage.PROMISED, Stage.ENDED):
        return []
    case = _Case(graph, task, None)
    asked = [name for name in workflow.ready if stage is Stage.PROMISED or name in ("goal", "smart")]
    return [missing for name in asked for missing in _REQUIREMENTS[name](case) if missing.whole]


def missing_for_done(graph: Graph, workflow: Workflow, task: Task) -> list[Missing]:
    """What a task lacks to be done; empty when it is."""
    case = _Case(graph, task, SmartJudge(graph) if "smart" in workflow.done else None)
    return [missing for name in workflow.done for missing in _REQUIREMENTS[name](case)]


def _goal(case: _Case) -> Iterator[Missing]:
    if case.task.goal is None:
        yield Missing("goal", "a goal", ("goal",), "Name the goal it serves.")


def _smart(case: _Case) -> Iterator[Missing]:
    if case.task.smart is None:
        help_ = "Write specific, measurable, achievable, relevant and time_bound under `smart`."
        yield Missing("smart", "a `smart` block", ("smart",), help_)
    if case.task.smart is None or case.judge is None:
        return
    for letter in LETTERS:
        for remark in case.judge.remarks(case.task, letter):
            if not remark.whole:
                yield Missing("smart", remark.message, remark.where, remark.help, whole=False, letter=letter)


def _expectation(case: _Case) -> Iterator[Missing]:
    if case.task.expectation is None:
        help_ = "Say what it may gain (1 to 5) and how sure you are (0 to 1)."
        yield Missing("expectation", "an expectation", ("expectation",), help_)


def _assignee(case: _Case) -> Iterator[Missing]:
    if case.task.assignee is None:
        yield Missing("assignee", "an assignee", ("assignee",), "Name who does it.")


def _evidence(case: _Case) -> Iterator[Missing]:
    """A threshold asks for a measurement, other work for an experiment, a review or its deliverable."""
    task, graph = case.task, case.graph
    part = task.smart.measurable if task.smart is not None else None
    found = verdict(graph, task)
    if found is not None and part is not None:
        if found.name == "not-measured" and not _may_be_answered(graph, task):
            yield Missing("evidence", *_not_measured(graph, task, part))
        return
    if (part is not None and part.deliverable is not None) or _answered(graph, task):
        return
    if _may_be_answered(graph, task):
        return
    unfinished = [f"{d.id} is {d.record.status}" for d in evidence_of(graph, task) if d.record is not None]
    help_ = f"{'; '.join(unfinished)}." if unfinished else "Record what came of it, or name its deliverable."
    what = "a concluded experiment, a reported review or a named deliverable"
    yield Missing("evidence", what, ("status",), help_)


_REQUIREMENTS: Final[dict[str, Callable[[_Case], Iterable[Missing]]]] = {
    "goal": _goal,
    "smart": _smart,
    "expectation": _expectation,
    "assignee": _assignee,
    "evidence": _evidence,
}


def evidence_of(graph: Graph, task: Task) -> list[Document]:
    """The experiments and reviews that name a task as theirs, in whatever state they are."""
    found = [link.source for link in graph.backlinks(task.id, ("task",))]
    return [d for d in found if isinstance(d.record, (Experiment, Review))]


def _may_be_answered(graph: Graph, task: Task) -> bool:
    """Whether a file that names the task could not be read: it is to be mended before anything is missed."""
    broken = any(link.source.record is None for link in graph.backlinks(task.id, ("task",)))
    return broken or task.id in graph.base.unread


def _answered(graph: Graph, task: Task) -> bool:
    for document in evidence_of(graph, task):
        record = document.record
        if isinstance(record, Experiment) and record.status == "concluded":
            return True
        if isinstance(record, Review) and record.status in ANSWERED:
            return True
    return False


def _not_measured(graph: Graph, task: Task, part: Measurable) -> tuple[str, KeyPath, str]:
    assert part.metric is not None
    on = f" on {part.dataset}" if part.dataset is not None else ""
    what = f"a concluded experiment that reports {part.metric}{on}"
    records = [d.record for d in evidence_of(graph, task)]
    experiments = [r for r in records if isinstance(r, Experiment)]
    near = [_almost(experiment, part.metric, part.dataset) for experiment in experiments]
    help_ = f"{'; '.join(near)}." if near else f"No experiment names {task.id} as its task."
    return what, ("smart", "measurable", "metric"), help_


def _almost(experiment: Experiment, metric: str, dataset: str | None) -> str:
    """Why an experiment of a task does not measure its threshold."""
    if experiment.status != "concluded" and measurement(experiment, metric, dataset) is not None:
        return f"{experiment.id} reports it and is {experiment.status}"
    splits = (experiment.metrics or {}).get(metric)
    if splits:
        return f"{experiment.id} reports {metric} on {', '.join(splits)}"
    names = ", ".join(experiment.metrics or ()) or "no metric"
    return f"{experiment.id} reports {names}"
