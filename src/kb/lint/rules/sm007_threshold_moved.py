"""SM007 threshold-moved: what counts as success is settled before the result is known."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import ClassVar, Final, NamedTuple

from kb.base import Document
from kb.history.lives import Aim, Life, Moment
from kb.lint.rule import Context, Finding, Rule, Views
from kb.record import Direction
from kb.records.experiment import Experiment
from kb.records.task import Measurable, Task
from kb.text.frontmatter import KeyPath
from kb.verdicts import Measurement, experiments_of, measurement, reaches
from kb.workflow import Workflow

_EMPTY: Final = Measurable()
_ROUNDED: Final = 0.01
"""By how much of itself a baseline may have been rounded."""


class ThresholdMoved(Rule):
    """The metric, the target, the direction or the data set of a task changed after a result had come in.

    ## Why

    A threshold that follows the result is no test. Whoever learns from a result that the aim was wrong writes a
    new task with a new aim, and the old one keeps its verdict.

    The history is the registration: the aim counts that stood in the commit in which the first experiment that measures
    it was concluded. What came with that commit stood in it, and so did what was written on a branch that did not know
    the result yet, or before the result and put behind it by a rebase, which keeps the day of a commit; a task that was
    written down after its result is taken as it was written. Where the history of a task is not to be had,
    `kb lint --against` still compares with that revision.

    A task without an aim may get one after a result that the aim itself gives as its `baseline` and that does not reach
    it: something has to be measured before anybody knows where to go.

    Another spelling of the metric is no change, nor is naming the data set that the result was read from anyway. Who
    puts the old aim back is not told of any more. Tasks that were dropped are left alone.

    The finding does not go away by itself, for the history stays. Where the aim had to change for another reason than
    the result, a slip of the pen, a data set that was withdrawn, say so in the task: `allow: [SM007]`, with the reason
    in `allow_reason`, or an entry for this rule in `overrides`. Whoever reads the verdict then reads the reason too.

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

    Or, where it was a mistake and the team has agreed on that:

    ```before backlog/TASK-0002-hours.md
    ---
    id: TASK-0002
    type: task
    title: Add hour-window aggregates
    status: doing
    created: 2026-06-15
    smart:
      measurable: {metric: roc_auc, dataset: test, target: 8}
    ---
    ```

    ```record backlog/TASK-0002-hours.md
    ---
    id: TASK-0002
    type: task
    title: Add hour-window aggregates
    status: doing
    created: 2026-06-15
    allow: [SM007]
    allow_reason: 8 was a slip of the pen, no ROC AUC is above 1
    smart:
      measurable: {metric: roc_auc, dataset: test, target: 0.8}
    ---
    ```

    ```record research/experiments/EXP-0002-hours.md
    ---
    id: EXP-0002
    type: experiment
    title: Hour windows
    status: concluded
    created: 2026-07-01
    task: TASK-0002
    metrics: {roc_auc: {test: 0.784}}
    ---
    ```
    """

    code: ClassVar[str] = "SM007"
    name: ClassVar[str] = "threshold-moved"
    needs: ClassVar[tuple[str, ...]] = ("history",)
    views: ClassVar[Views] = ("<task",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Tasks whose threshold is another than it was when they were measured."""
        known: set[Document] = set()
        for document, task in context.tasks if context.history is not None else ():
            life = context.life(document)
            if life is None or life.cut:
                continue
            known.add(document)
            if (
                not _given_up(context.workflow, task)
                and not self._excused(task)
                and _moves(life, _threshold(task))
            ):
                yield from _judged(document, _since_the_result(context, task, life))
        for old, new in context.changes.edited if context.changes is not None else ():
            before, after = old.record, new.record
            if new in known or not isinstance(before, Task) or not isinstance(after, Task):
                continue
            if any(_given_up(context.workflow, one) for one in (before, after)):
                continue
            if not after.recorded_since(before, self.code, self.name):
                yield from _judged(new, _since_the_revision(context, before, after))

    def _excused(self, task: Task) -> bool:
        return any(o.rule.strip().lower() in (self.code.lower(), self.name) for o in task.overrides)


class _Sides(NamedTuple):
    """A task with its threshold of then and of now, the first result between the two, and the commit of now's."""

    task: Task
    was: Measurable
    now: Measurable
    result: _Result
    commit: str = ""


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


def _moves(life: Life, now: Measurable) -> bool:
    """Whether a task ever had another threshold than now, or had none for a while."""
    first = life.aims[0] if life.aims else None
    if first is None:
        return _differ(now, _EMPTY)
    return len(life.aims) > 1 or first.when != life.begun or _differ(_of(first), now)


def _of(aim: Aim) -> Measurable:
    """A threshold as the history has it."""
    direction: Direction = "lower" if aim.direction == "lower" else "higher"
    return Measurable(metric=aim.metric, dataset=aim.dataset, target=aim.target, direction=direction)


def _differ(one: Measurable, other: Measurable) -> bool:
    return any(getattr(one, key) != getattr(other, key) for key in _KEYS)


def _since_the_result(context: Context, task: Task, life: Life) -> _Sides | None:
    """What the history says: the threshold that stood when the first result came in, and that of now."""
    now = _threshold(task)
    came: list[tuple[Moment, Experiment]] = []
    for experiment in experiments_of(context.graph, task.id):
        of_it = context.life(context.base.by_id[experiment.id])
        when = of_it.entered("concluded") if of_it is not None and of_it.state == "concluded" else None
        if when is not None and experiment.status == "concluded":
            came.append((when, experiment))
    for when, experiment in sorted(came, key=lambda one: (one[0].at, one[1].id)):
        was = _stood(context, life, when)
        result = _result(experiment, was, now)
        if result is not None and not _is_baseline(result, was, now):
            last = life.aims[-1] if life.aims else None
            committed = last is not None and not _differ(_of(last), now)
            return _Sides(task, was, now, result, last.when.commit if last is not None and committed else "")
    return None


def _stood(context: Context, life: Life, when: Moment) -> Measurable:
    """The threshold that stood when a result came in."""
    stood: Aim | None = None
    for aim in life.aims:
        # A rebase puts what was written before the result behind it, and keeps the day on which that was.
        if aim.when.at >= when.at and context.follows(aim.when.commit, when.commit):
            break
        stood = aim
    if stood is None and life.aims and not context.follows(when.commit, life.begun.commit):
        stood = life.aims[0]  # the task was written down when the result was there
    return _of(stood) if stood is not None else _EMPTY


def _since_the_revision(context: Context, before: Task, task: Task) -> _Sides | None:
    """What the earlier revision says: its threshold and results, and the threshold of now."""
    was, now = _threshold(before), _threshold(task)
    if was == now or context.previous_graph is None:
        return None
    for experiment in experiments_of(context.previous_graph, before.id):
        result = _result(experiment, was, now) if experiment.status == "concluded" else None
        if result is not None and not _is_baseline(result, was, now):
            return _Sides(task, was, now, result)
    return None


def _result(experiment: Experiment, was: Measurable, now: Measurable) -> _Result | None:
    """What a result says about two thresholds; None if it measures neither."""
    old, new = (
        measurement(experiment, m.metric, m.dataset) if m.metric is not None else None for m in (was, now)
    )
    return _Result(experiment, old, new) if old is not None or new is not None else None


def _is_baseline(result: _Result, was: Measurable, now: Measurable) -> bool:
    """Whether a result is what the first aim of a task began from, by its own words, and does not reach it."""
    found = result.new
    if found is None or now.baseline is None or (was.metric, was.target) != (None, None):
        return False
    return math.isclose(found.value, now.baseline, rel_tol=_ROUNDED) and not reaches(now, found.value)


def _judged(document: Document, sides: _Sides | None) -> Iterator[Finding]:
    moved = list(_moved(sides)) if sides is not None else []
    if sides is None or not moved:
        return
    says = "; ".join(m.says for m in moved).replace(" went", f" of {sides.task.id} went", 1)
    message = f"{says}, after {sides.result.experiment.id} {_measured(sides.result)}"
    # Not in the message: the finding is the same one before it is committed, and after a rebase.
    help_ = f"It was changed in {sides.commit[:12]}. " if sides.commit else ""
    help_ += (
        "Put it back and let the verdict stand; a new aim is a new task. "
        f'If the old one was a mistake: `kb set {sides.task.id} allow+={ThresholdMoved.code} allow_reason="…"`.'
    )
    yield Finding(document, ("status",) if sides.now is _EMPTY else moved[0].where, message, help_)


def _measured(result: _Result) -> str:
    found = result.old or result.new
    assert found is not None
    return f"had measured {found.value:g} on {found.split}"


def _moved(sides: _Sides) -> Iterator[_Moved]:
    was, now, result = sides.was, sides.now, sides.result
    for key in _KEYS:
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


_KEYS: Final = ("metric", "target", "direction", "dataset")
_NAMES: Final = {"dataset": "data set"}


def _plain(name: str | None) -> str | None:
    return "".join(c for c in name.casefold() if c.isalnum()) if name is not None else None


def _shown(value: object) -> str:
    return "none" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
