"""SM007 threshold-moved: what counts as success is settled before the result is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from kb.base import Document
from kb.graph import Graph
from kb.lint.rule import Context, Finding, Rule
from kb.records.experiment import Experiment
from kb.records.task import Measurable, Task
from kb.text.frontmatter import KeyPath
from kb.verdicts import Measurement, experiments_of, measurement
from kb.workflow import Workflow

_EMPTY = Measurable()


class ThresholdMoved(Rule):
    """The metric, the target, the direction or the data set of a task changed after a result had come in.

    ## Why

    A threshold that follows the result is no test. Whoever learns from a result that the aim was wrong writes a
    new task with a new aim, and the old one keeps its verdict. The rule speaks under `kb lint --against` alone:
    it asks whether a concluded experiment of the task had measured it at that revision already.

    Another spelling of the metric is no change, nor is naming the data set that the result was read from anyway.
    Tasks that were dropped are left alone. An override for this rule that was put on record since, with its
    reason, is accepted.

    ## Bad

    ```before backlog/TASK-0001-windows.md
    ---
    id: TASK-0001
    type: task
    title: Add day-window aggregates
    status: doing
    created: 2026-06-15
    smart:
      measurable: {metric: roc_auc, dataset: test, target: 0.8}
    ---
    ```

    ```before research/experiments/EXP-0001-windows.md
    ---
    id: EXP-0001
    type: experiment
    title: Day windows
    status: concluded
    created: 2026-07-01
    task: TASK-0001
    metrics: {roc_auc: {test: 0.784}}
    ---
    ```

    ```record backlog/TASK-0001-windows.md
    ---
    id: TASK-0001
    type: task
    title: Add day-window aggregates
    status: done
    created: 2026-06-15
    smart:
      measurable: {metric: roc_auc, dataset: test, target: 0.78}
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
    metrics: {roc_auc: {test: 0.784}}
    ---
    ```

    ## Good

    ```before backlog/TASK-0001-windows.md
    ---
    id: TASK-0001
    type: task
    title: Add day-window aggregates
    status: doing
    created: 2026-06-15
    smart:
      measurable: {metric: roc_auc, dataset: test, target: 0.8}
    ---
    ```

    ```record backlog/TASK-0001-windows.md
    ---
    id: TASK-0001
    type: task
    title: Add day-window aggregates
    status: done
    created: 2026-06-15
    smart:
      measurable: {metric: roc_auc, dataset: test, target: 0.8}
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
    metrics: {roc_auc: {test: 0.784}}
    ---
    ```
    """

    code: ClassVar[str] = "SM007"
    name: ClassVar[str] = "threshold-moved"
    needs: ClassVar[tuple[str, ...]] = ("previous",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Tasks whose threshold is another than it was when they were measured."""
        if context.changes is None:
            return
        for old, new in context.changes.edited:
            before, task = old.record, new.record
            if not isinstance(before, Task) or not isinstance(task, Task):
                continue
            was, now = _threshold(before), _threshold(task)
            if was == now or any(_given_up(context.workflow, t) for t in (before, task)):
                continue
            if task.recorded_since(before, self.code, self.name):
                continue
            yield from self._judge(context, new, _Sides(before, task, was, now))

    def _judge(self, context: Context, document: Document, sides: _Sides) -> Iterator[Finding]:
        assert context.previous_graph is not None
        result = _result(context.previous_graph, sides)
        moved = list(_moved(sides, result)) if result is not None else []
        if not moved or result is None:
            return
        says = "; ".join(m.says for m in moved).replace(" went", f" of {sides.task.id} went", 1)
        message = f"{says}, after {result.experiment.id} {_measured(result)}"
        help_ = "Put it back and let the verdict stand; a new aim is a new task."
        yield Finding(document, ("status",) if sides.now is _EMPTY else moved[0].where, message, help_)


class _Sides(NamedTuple):
    """A task before and after, with its thresholds."""

    before: Task
    task: Task
    was: Measurable
    now: Measurable


class _Result(NamedTuple):
    """The first result that had come in, and what it says about the old threshold and the new one."""

    experiment: Experiment
    old: Measurement | None
    new: Measurement | None


class _Moved(NamedTuple):
    where: KeyPath
    says: str


def _threshold(task: Task) -> Measurable:
    part = task.smart.measurable if task.smart is not None else None
    return part or _EMPTY


def _given_up(workflow: Workflow, task: Task) -> bool:
    return workflow.ended(task.status) and task.status != workflow.done_state


def _result(graph: Graph, sides: _Sides) -> _Result | None:
    for experiment in experiments_of(graph, sides.before.id):
        if experiment.status != "concluded":
            continue
        old, new = (
            measurement(experiment, m.metric, m.dataset) if m.metric is not None else None
            for m in (sides.was, sides.now)
        )
        if old is not None or new is not None:
            return _Result(experiment, old, new)
    return None


def _measured(result: _Result) -> str:
    found = result.old or result.new
    assert found is not None
    return f"had measured {found.value:g} on {found.split}"


def _moved(sides: _Sides, result: _Result) -> Iterator[_Moved]:
    was, now = sides.was, sides.now
    for key in ("metric", "target", "direction", "dataset"):
        old, new = getattr(was, key), getattr(now, key)
        if old == new or (key == "metric" and _plain(old) == _plain(new)):
            continue
        if key == "direction" and (was.target is None or now.target is None):
            continue  # a default beside a target that came or went says nothing by itself
        splits = {found.split for found in (result.old, result.new) if found is not None}
        if key == "dataset" and len(splits) == 1 and result.old is not None and result.new is not None:
            continue
        says = f"the {_NAMES.get(key, key)} went from {_shown(old)} to {_shown(new)}"
        yield _Moved(("smart", "measurable", key), says)


_NAMES = {"dataset": "data set"}


def _plain(name: str | None) -> str | None:
    return "".join(c for c in name.casefold() if c.isalnum()) if name is not None else None


def _shown(value: object) -> str:
    return "none" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
