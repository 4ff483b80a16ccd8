"""CH002 deadline-no-longer-holds: what was approved fits before the deadline of its goal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from kb.base import Document
from kb.diagnostics import Related, Severity
from kb.lint.facts import Edited
from kb.lint.rule import Context, Finding, Rule, Views
from kb.readiness import Stage, stage_of
from kb.records.change import Change
from kb.records.goal import Goal
from kb.records.task import Task


class DeadlineNoLongerHolds(Rule):
    """An approved change of scope reaches past the deadline of its goal: by its effect, or by a task it adds.

    ## Why

    A change and a deadline that exclude each other were both agreed on, and one of them is not going to happen.
    Certain is that the days of one change do not fit between today and the deadline when none of the tasks it adds
    has been begun, or between the day it was requested and the deadline; and that a task it adds is due after the
    deadline. Days that other approved changes save are taken off. A date past the deadline of the task's own goal is
    told by SM005.

    Where nothing of that is so, the history has a word in it, and what it says is a warning: the tasks that are left
    would be done by the deadline in 85 of 100 futures without the change, and with the tasks it adds they are not.
    It is what `kb forecast` says, by the pace of the goal's own tasks, or of all tasks where its own are too few. On
    thin data, without the whole history, or where the goal was late before the change, nothing is said.

    ## Bad

    ```record research/changes/CHG-0001-a-second-country.md
    ---
    id: CHG-0001
    type: change
    title: A second country
    status: approved
    created: 2026-11-16
    goal: GOAL-0001
    effect_days: 30
    ---
    ```

    ```record research/goals/GOAL-0001-fewer-returns.md
    ---
    id: GOAL-0001
    type: goal
    title: Fewer returned parcels
    status: active
    created: 2026-06-01
    owner: data-lead
    constraints:
      deadline: 2026-12-04
    ---
    ```

    ## Good

    ```record research/changes/CHG-0001-a-second-country.md
    ---
    id: CHG-0001
    type: change
    title: A second country
    status: approved
    created: 2026-11-16
    goal: GOAL-0001
    effect_days: 30
    ---
    ```

    ```record research/goals/GOAL-0001-fewer-returns.md
    ---
    id: GOAL-0001
    type: goal
    title: Fewer returned parcels
    status: active
    created: 2026-06-01
    owner: data-lead
    constraints:
      deadline: 2027-01-08
    ---
    ```
    """

    code: ClassVar[str] = "CH002"
    name: ClassVar[str] = "deadline-no-longer-holds"
    gains: ClassVar[tuple[str, ...]] = ("history",)
    views: ClassVar[Views] = ("goal", "adds goal")
    judges: ClassVar[tuple[str, ...] | None] = ("change",)

    def unmoved(self, edit: Edited) -> bool:
        """Changes of one goal look at each other, and at how much is left for it."""
        if edit.after.type != "task" or edit.before.status == edit.after.status:
            return edit.after.type != "change"
        facts, targets = edit.skeleton.facts, edit.after.links[1::2]
        seen = [number for id_ in (edit.after.id or "", *targets) for number, _ in edit.skeleton.into(id_)]
        return not any(facts[number].type == "change" for number in seen)

    def check(self, context: Context) -> Iterator[Finding]:
        """Approved changes that do not fit before the deadline of their goal."""
        approved = [(d, c) for d, c in context.records(Change) if c.status == "approved"]
        saved: dict[str, float] = {}
        for _, change in approved:
            if change.goal is not None and (change.effect_days or 0) < 0:
                saved[change.goal] = saved.get(change.goal, 0) - (change.effect_days or 0)
        calm: dict[str, _Due] = {}
        told: set[str] = set()
        for document, change in approved:
            goal = _running(context, change.goal)
            if goal is not None:
                found = list(_effect(context, document, change, goal, saved.get(goal.id, 0)))
                found = found or list(_dates(context, document, change, goal))
                calm[goal.id] = goal
                told |= {goal.id} if found else set()
                yield from found
        if context.history is not None:
            yield from _foreseen(context, [goal for id_, goal in calm.items() if id_ not in told])


def _foreseen(context: Context, goals: Sequence[_Due]) -> Iterator[Finding]:
    """What the pace of the past says where nothing is certain."""
    if not goals:
        return
    from kb.lint.outlook import LEVEL, Outlook

    outlook = Outlook(context)
    for goal in goals:
        assert isinstance(goal.document.record, Goal)
        late = outlook.late(goal.document.record, goal.deadline)
        if late is None:
            continue
        tasks = f"task that {late.change.id} adds moves" if late.tasks == 1 else ""
        tasks = tasks or f"{late.tasks} tasks that {late.change.id} adds move"
        whose = "of its own tasks" if late.own else "tasks"
        message = (
            f"the {tasks} {goal.id} past its deadline {goal.deadline}, "
            f"by the pace of {late.past.n} {whose} finished in {len(late.past.finished)} days"
        )
        # Not in the message: these days are others tomorrow, and the finding is the same one.
        end = f"is done by {late.end}" if late.end is not None else "is not done within three years"
        without = f", without by {late.without}" if late.without is not None else ""
        help_ = (
            f"In {LEVEL} of 100 futures it {end}{without}; `kb forecast --goal {goal.id}` tells more. "
            "Agree on another deadline, or take something else out of scope."
        )
        document = context.base.by_id[late.change.id]
        yield Finding(
            document, ("adds",), message, help_, on="key", severity=Severity.WARNING, related=(goal.place(),)
        )


class _Due(NamedTuple):
    """A goal in work and its deadline, which has not passed."""

    id: str
    deadline: date
    document: Document

    def place(self) -> Related:
        """Where the deadline stands; looked up only for a finding."""
        return Related(self.document.path, self.document.span(("constraints", "deadline")), "the deadline")


def _running(context: Context, id_: str | None) -> _Due | None:
    document = context.base.by_id.get(id_) if id_ is not None else None
    if document is None or not isinstance(document.record, Goal) or document.record.status != "active":
        return None
    deadline = _deadline(document.record)
    if deadline is None or deadline < context.today:
        return None
    return _Due(document.record.id, deadline, document)


def _deadline(goal: Goal) -> date | None:
    return goal.constraints.deadline if goal.constraints is not None else None


def _effect(
    context: Context, document: Document, change: Change, goal: _Due, saved: float
) -> Iterator[Finding]:
    start = _start(context, change)
    if start is None or change.effect_days is None or start > goal.deadline:
        return
    days = (goal.deadline - start).days + 1
    if change.effect_days - saved > days:
        begins = "today" if start == context.today else str(start)
        less = f", less the {saved:g} that other changes save," if saved else ""
        message = (
            f"the {change.effect_days:g} days of {change.id}{less} do not fit into the {days} "
            f"from {begins} to {goal.deadline}, the deadline of {goal.id}"
        )
        help_ = "Agree on another deadline, take something else out of scope, or refuse the change."
        yield Finding(document, ("effect_days",), message, help_, related=(goal.place(),))


def _start(context: Context, change: Change) -> date | None:
    """The first day on which its work can have begun; None when so much of it is over that nobody can tell."""
    tasks = [_task(context, id_) for id_ in change.adds]
    workflow = context.workflow
    known = [task for task in tasks if task is not None]
    if known and all(workflow.ended(task.status) for task in known):
        return None
    if any(workflow.ended(task.status) and task.status != workflow.done_state for task in known):
        return None
    begun = workflow.position(workflow.started)
    if known == tasks and known and all(workflow.position(task.status) < begun for task in known):
        return context.today
    return change.requested.on if change.requested is not None else change.created


def _task(context: Context, id_: str) -> Task | None:
    document = context.base.by_id.get(id_)
    record = document.record if document is not None else None
    return record if isinstance(record, Task) else None


def _dates(context: Context, document: Document, change: Change, goal: _Due) -> Iterator[Finding]:
    for number, id_ in enumerate(change.adds):
        task = _task(context, id_)
        due = task.smart.time_bound if task is not None and task.smart is not None else None
        if task is None or due is None or due <= goal.deadline or not _holds(context, task, due):
            continue
        message = (
            f"{change.id} adds {id_}, which is due {due}, after {goal.deadline}, the deadline of {goal.id}"
        )
        help_ = "Agree on another deadline, move the task forward, or take it out of the change."
        yield Finding(document, ("adds", number), message, help_, related=(goal.place(),))


def _holds(context: Context, task: Task, due: date) -> bool:
    """Whether a date is meant, and SM005 finds nothing in it: neither rough nor over, nor past its own goal's day."""
    stage = stage_of(context.workflow, task.status)
    if stage not in (Stage.GROOMED, Stage.PROMISED) or due < task.created:
        return False
    document = context.base.by_id.get(task.goal) if task.goal is not None else None
    own = _deadline(document.record) if document is not None and isinstance(document.record, Goal) else None
    return own is None or due <= own
