"""KB009 good-result-not-integrated: what worked is brought into the product, or a decision says why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from kb.diagnostics import Related, Severity
from kb.graph import Graph
from kb.lint.rule import Context, Finding, Rule, Views
from kb.readiness import evidence_of
from kb.records.experiment import Experiment
from kb.records.goal import Goal
from kb.records.task import Task
from kb.verdicts import Verdict, verdict


class GoodResultNotIntegrated(Rule):
    """A task is done and met its target, and nothing brings its result into the product.

    ## Why

    Good results of research become tasks of the product, or they stay in a script and help nobody. What
    counts as taken up: a task that `integrates` an experiment or review of the task or a decision based on
    one, unless that task was dropped; a decision that is based on one and is no longer only proposed,
    whichever way it went; a later experiment that takes the result as its baseline and is running or met its
    own target, for then that is the result to bring in. Tasks that integrate or teach something themselves are
    not asked, and neither are those whose goal has ended.

    ## Bad

    ```record backlog/TASK-0001-windows.md
    ---
    id: TASK-0001
    type: task
    title: Add day-window aggregates
    status: done
    created: 2026-06-15
    smart:
      measurable:
        metric: roc_auc
        dataset: test
        target: 0.8
    ---
    ```

    ```record research/experiments/EXP-0001-windows.md
    ---
    id: EXP-0001
    type: experiment
    title: Day windows
    status: concluded
    created: 2026-07-01
    task: TASK-0001
    metrics:
      roc_auc:
        test: 0.859
    ---
    ```

    ## Good

    ```record backlog/TASK-0001-windows.md
    ---
    id: TASK-0001
    type: task
    title: Add day-window aggregates
    status: done
    created: 2026-06-15
    smart:
      measurable:
        metric: roc_auc
        dataset: test
        target: 0.8
    ---
    ```

    ```record research/experiments/EXP-0001-windows.md
    ---
    id: EXP-0001
    type: experiment
    title: Day windows
    status: concluded
    created: 2026-07-01
    task: TASK-0001
    metrics:
      roc_auc:
        test: 0.859
    ---
    ```

    ```record backlog/TASK-0002-weekly-job.md
    ---
    id: TASK-0002
    type: task
    title: Bring the windows into the weekly job
    status: ready
    created: 2026-07-10
    integrates:
      - EXP-0001
    ---
    ```
    """

    code: ClassVar[str] = "KB009"
    name: ClassVar[str] = "good-result-not-integrated"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = (
        "goal",
        "<task <integrates",
        "<task <based_on <integrates",
        "<task <baseline task <task",
    )
    judges: ClassVar[tuple[str, ...] | None] = ("task",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Finished tasks with a met target that nothing takes up."""
        for document, task in context.tasks:
            if task.status != context.workflow.done_state or task.integrates or task.teaches:
                continue
            found = verdict(context.graph, task)
            if found is None or found.name != "met" or _goal_ended(context, task) or _taken_up(context, task):
                continue
            message = f"{task.id} met its target ({_measured(found)}) and nothing integrates the result"
            help_ = f"`kb new task --integrates {found.experiment}`, or record a decision based on it."
            where = ("smart", "measurable", "target")
            yield Finding(document, where, message, help_, related=tuple(_result(context, found)))


def _measured(found: Verdict) -> str:
    assert found.measured is not None
    return f"{found.measured.value:.6g} in {found.experiment}"


def _result(context: Context, found: Verdict) -> Iterator[Related]:
    document = context.base.by_id.get(found.experiment or "")
    if document is not None:
        yield Related(document.path, document.span(("metrics",), "key"), "the result")


def _goal_ended(context: Context, task: Task) -> bool:
    document = context.base.by_id.get(task.goal) if task.goal is not None else None
    goal = document.record if document is not None else None
    return isinstance(goal, Goal) and goal.status not in ("draft", "active")


def _taken_up(context: Context, task: Task) -> bool:
    evidence = [d.id for d in evidence_of(context.graph, task) if d.id is not None]
    if _integrated(context, evidence) or not context.base.unread.isdisjoint([task.id, *evidence]):
        return True
    decisions = [link.source for id_ in evidence for link in context.graph.backlinks(id_, ("based_on",))]
    if any(d.record is None or d.record.status != "proposed" for d in decisions):
        return True
    return _integrated(context, [d.id or "" for d in decisions]) or _outdone(context.graph, evidence)


def _integrated(context: Context, ids: Iterable[str]) -> bool:
    """Whether a task that was not given up integrates one of the records."""
    workflow = context.workflow
    for id_ in ids:
        for link in context.graph.backlinks(id_, ("integrates",)):
            other = link.source.record
            given_up = (
                isinstance(other, Task)
                and workflow.ended(other.status)
                and other.status != workflow.done_state
            )
            if not given_up:
                return True
    return False


def _outdone(graph: Graph, evidence: Iterable[str]) -> bool:
    """Whether a later result is measured against one of these, or was and met the target of its own task."""
    for id_ in evidence:
        for link in graph.backlinks(id_, ("baseline",)):
            later = link.source.record
            if isinstance(later, Experiment) and later.status == "running":
                return True
            if isinstance(later, Experiment) and later.status == "concluded" and later.task is not None:
                document = graph.base.by_id.get(later.task)
                task = document.record if document is not None else None
                found = verdict(graph, task) if isinstance(task, Task) else None
                if found is not None and found.name == "met":
                    return True
    return False
