"""Reads a task letter by letter, specific, measurable, achievable, relevant, time-bound, and remarks on it.

The criteria are those of Doran (1981) as research backlogs use them: the metric and its threshold in the
words that experiments report in, the effort of one task, the goal it serves, a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Final, Literal, NamedTuple

from kb.base import Document
from kb.graph import Graph
from kb.readiness.specificity import says_what
from kb.readiness.stage import Stage, stage_of
from kb.records.experiment import Experiment
from kb.records.goal import Goal
from kb.records.task import Task
from kb.text.frontmatter import KeyPath
from kb.text.markdown import mentions

Letter = Literal["specific", "measurable", "achievable", "relevant", "time_bound"]
LETTERS: Final[tuple[Letter, ...]] = ("specific", "measurable", "achievable", "relevant", "time_bound")
_SHOWN = 60


def figure(value: float) -> str:
    """A number as people write it."""
    return f"{value:.12g}"


def no_gain(metric: str, baseline: float | None, target: float | None, direction: str) -> str | None:
    """What is wrong with a target that asks for no more than there is already; None when it asks for more."""
    if baseline is None or target is None:
        return None
    if target == baseline:
        return f"the target of {metric} is its baseline, {figure(baseline)}"
    if (target > baseline) == (direction == "higher"):
        return None
    return (
        f"the target {figure(target)} is worse than the baseline {figure(baseline)}: "
        f"{metric} counts as better when {direction}"
    )


class Remark(NamedTuple):
    """Something about one letter of a task.

    ``missing`` tells what is not there yet from what is wrong; ``lasting`` what still matters when the work
    has ended from what is about plans; ``whole`` that not only this letter but the goal or the whole `smart`
    block is absent. ``also`` is a second place the remark is about, with what it is.
    """

    where: KeyPath
    message: str
    help: str = ""
    missing: bool = False
    lasting: bool = False
    whole: bool = False
    also: tuple[tuple[Document, KeyPath, str], ...] = ()


class LetterState(NamedTuple):
    """One letter of a task for people: ``ok``, ``missing``, or ``weak`` with the reason."""

    letter: Letter
    state: Literal["ok", "missing", "weak"]
    reason: str = ""


def quoted(text: str) -> str:
    """The beginning of a text in quotation marks, on one line."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + '…'}”"


class SmartJudge:
    """Judges the letters of tasks of one base.

    Args:
        graph: the base and its links.
        today: the day that "passed" and "days left" are measured from; without it nothing is said about them.
    """

    def __init__(self, graph: Graph, today: date | None = None) -> None:
        self.base = graph.base
        self.today = today
        self.workflow = graph.base.config.workflow.workflow()
        self.most_effort = graph.base.config.limits.task_effort_days
        self._stages: dict[str, Stage] = {}
        self._by_letter: dict[Letter, Callable[[Task], Iterator[Remark]]] = {
            "specific": self._specific,
            "measurable": self._measurable,
            "achievable": self._achievable,
            "relevant": self._relevant,
            "time_bound": self._time_bound,
        }

    def remarks(self, task: Task, letter: Letter) -> list[Remark]:
        """Everything to be said about a letter of a task, whatever state the task is in."""
        return list(self._by_letter[letter](task))

    def faults(self, task: Task, letter: Letter) -> list[Remark]:
        """What is held against a letter of a task in the state it is in, as its stage asks."""
        stage = self.stage(task)
        if stage is Stage.ROUGH:
            return []
        said = self._by_letter[letter](task)
        if stage is Stage.GROOMED:
            return [r for r in said if not r.missing]
        return [r for r in said if r.lasting or stage is not Stage.ENDED]

    def stage(self, task: Task) -> Stage:
        """How much is asked of a task."""
        if task.status not in self._stages:
            self._stages[task.status] = stage_of(self.workflow, task.status)
        return self._stages[task.status]

    def letters(self, task: Task) -> tuple[LetterState, ...]:
        """The five letters of a task; of ended tasks only what lasts is held against them."""
        ended = self.workflow.ended(task.status)
        return tuple(self._state(task, letter, ended=ended) for letter in LETTERS)

    def _state(self, task: Task, letter: Letter, *, ended: bool) -> LetterState:
        said = [r for r in self._by_letter[letter](task) if r.lasting or not ended]
        if not said:
            return LetterState(letter, "ok")
        first = next((r for r in said if r.missing), said[0])
        return LetterState(letter, "missing" if first.missing else "weak", first.message)

    @cached_property
    def reported_metrics(self) -> frozenset[str]:
        """The names of the metrics that any experiment of the base reports."""
        return frozenset(
            name for _, experiment in self.base.records(Experiment) for name in experiment.metrics or ()
        )

    @cached_property
    def _unread_text(self) -> str:
        """All that stands in files that are no records: what is named there may be reported there."""
        return "\n".join(d.source.text for d in self.base.documents if d.record is None)

    def goal(self, task: Task) -> tuple[Document, Goal] | None:
        """The goal a task names, if there is one and it can be read."""
        document = self.base.by_id.get(task.goal) if task.goal is not None else None
        if document is None or not isinstance(document.record, Goal):
            return None
        return document, document.record

    def _specific(self, task: Task) -> Iterator[Remark]:
        smart = task.smart
        if smart is None or smart.specific is None:
            message = "nothing says what is done to what"
            help_ = "Name the object, the method and the data under `smart.specific`."
            yield Remark(
                ("smart", "specific"), message, help_, missing=True, lasting=True, whole=smart is None
            )
        elif not says_what(smart.specific):
            message = f"{quoted(smart.specific)} names no object, method or data set"
            help_ = "Say what is done to what, with what: which column, which model, which split."
            yield Remark(("smart", "specific"), message, help_, lasting=True)

    def _measurable(self, task: Task) -> Iterator[Remark]:
        at: KeyPath = ("smart", "measurable")
        part = task.smart.measurable if task.smart is not None else None
        help_ = "Give `metric` and `target`, or `deliverable` for work without a number."
        if part is None or (part.metric is None and part.target is None and part.deliverable is None):
            message = "nothing says how the result is measured"
            yield Remark(at, message, help_, missing=True, lasting=True, whole=task.smart is None)
            return
        if part.target is None:
            if part.deliverable is None:
                message = f"{part.metric} has no target"
                yield Remark((*at, "target"), message, help_, missing=True, lasting=True)
        elif part.metric is None:
            message = f"the target {figure(part.target)} belongs to no metric"
            yield Remark((*at, "metric"), message, help_, missing=True, lasting=True)
        elif (said := no_gain(part.metric, part.baseline, part.target, part.direction)) is not None:
            help_ = "Ask for more than the baseline, or correct `direction`."
            yield Remark((*at, "target"), said, help_, lasting=True)
        if part.metric is not None and (unknown := self._unknown(task, part.metric)) is not None:
            yield unknown

    def _unknown(self, task: Task, metric: str) -> Remark | None:
        goal = self.goal(task)
        if goal is None:
            return None
        known = [m.name for m in goal[1].technical_metrics]
        if not known:  # the goal is to be mended, not each of its tasks
            return None
        if goal[1].business_metric is not None:
            known.append(goal[1].business_metric.name)
        if metric in known or metric in self.reported_metrics or metric in self._unread_text:
            return None
        close = _nearest_names(metric, {*known, *self.reported_metrics})
        hint = f"Did you mean {' or '.join(close)}?" if close else f"{task.goal} knows {', '.join(known)}."
        message = f"neither {task.goal} nor any experiment knows the metric {metric}"
        return Remark(("smart", "measurable", "metric"), message, hint)

    def _achievable(self, task: Task) -> Iterator[Remark]:
        at: KeyPath = ("smart", "achievable")
        part = task.smart.achievable if task.smart is not None else None
        if part is None or part.effort_days is None:
            help_ = "Estimate it in days under `smart.achievable.effort_days`."
            message = "nothing says how many days it takes"
            yield Remark(
                (*at, "effort_days"), message, help_, missing=True, lasting=True, whole=task.smart is None
            )
        elif part.effort_days > self.most_effort:
            limit = figure(self.most_effort)
            message = f"{figure(part.effort_days)} days are more than one task may take ({limit})"
            yield Remark((*at, "effort_days"), message, "Split it; join the parts by `part_of`.")
        elif (days := self._days_left(task)) is not None and part.effort_days > days:
            message = f"{figure(part.effort_days)} days of work do not fit into the {days} until the date"
            yield Remark((*at, "effort_days"), message, "Move `time_bound`, or make the task smaller.")
        for number, need in enumerate(part.needs if part is not None else ()):
            yield from self._need(task, need, (*at, "needs", number))

    def _days_left(self, task: Task) -> int | None:
        """Days from now, or from the beginning of work that has begun, to the date, both days included.

        When work began is in the history alone; the day the task was written is before it, so nobody is
        blamed for days that were worked.
        """
        due = task.smart.time_bound if task.smart is not None else None
        if due is None or self.today is None:
            return None
        begun = self.workflow.in_progress(task.status)
        start = task.created if begun else max(task.created, self.today)
        return (due - start).days + 1 if due >= start else None

    def _need(self, task: Task, need: str, where: KeyPath) -> Iterator[Remark]:
        if "-" not in need:
            return
        for mention in mentions(need, 0, self.base.types.by_prefix):
            document = self.base.by_id.get(mention.id)
            if document is None and mention.id in self.base.unread:
                continue
            if document is None:
                close = [id_ for id_ in self.base.nearest(mention.id, 3) if id_ != task.id]
                help_ = f"Did you mean {' or '.join(close)}?" if close else "Name what exists, or create it."
                yield Remark(where, f"it needs {mention.id}, which does not exist", help_)
            elif document.record is not None and document.type is not None:
                state = document.record.status
                if state in self.base.types[document.type].type.retired:
                    message = f"it needs {mention.id}, which is {state}"
                    yield Remark(where, message, "Find another way, or drop the task.")

    def _relevant(self, task: Task) -> Iterator[Remark]:
        if task.goal is None:
            message, help_ = "it serves no goal", "Name the goal under `goal`."
            yield Remark(("goal",), message, help_, missing=True, lasting=True, whole=True)
        elif (found := self.goal(task)) is not None:
            yield from self._goal_holds(task, *found)
        if task.smart is None or task.smart.relevant is None:
            message = "nothing says why it matters"
            help_ = "Say under `smart.relevant` what the goal gains from it."
            yield Remark(
                ("smart", "relevant"),
                message,
                help_,
                missing=True,
                lasting=True,
                whole=task.smart is None,
            )

    def _goal_holds(self, task: Task, document: Document, goal: Goal) -> Iterator[Remark]:
        if goal.status == "draft":
            message, help_ = f"{task.goal} is a draft still", "Agree on the goal first."
            yield Remark(
                ("goal",), message, help_, missing=True, also=((document, ("status",), "its state"),)
            )
        elif goal.status != "active" and not (goal.status == "met" and (task.integrates or task.teaches)):
            message = f"{task.goal} is {goal.status}, so nothing is gained for it any more"
            help_ = "Name a goal that is active, or drop the task."
            yield Remark(("goal",), message, help_, also=((document, ("status",), "its state"),))
        elif not self._leads_to_business(goal, set()):
            message = f"no business metric is reached from {task.goal}"
            help_ = f"Give {task.goal} a `business_metric`, or let a goal that has one depend on it."
            yield Remark(("goal",), message, help_, missing=True, also=((document, ("id",), "the goal"),))

    def _leads_to_business(self, goal: Goal, seen: set[str]) -> bool:
        """Whether a goal, or one that depends on it, has a business metric."""
        if goal.business_metric is not None or goal.id in self.base.unread:
            return True
        seen.add(goal.id)
        return any(
            self._leads_to_business(above, seen)
            for above in self._above.get(goal.id, ())
            if above.id not in seen
        )

    @cached_property
    def _above(self) -> dict[str, list[Goal]]:
        """Goal → the goals that depend on it."""
        above: dict[str, list[Goal]] = {}
        for _, goal in self.base.records(Goal):
            for below in goal.depends_on:
                above.setdefault(below, []).append(goal)
        return above

    def _time_bound(self, task: Task) -> Iterator[Remark]:
        at: KeyPath = ("smart", "time_bound")
        due = task.smart.time_bound if task.smart is not None else None
        if due is None:
            message, help_ = "it has no date", "Set the day it is due under `smart.time_bound`."
            yield Remark(at, message, help_, missing=True, lasting=True, whole=task.smart is None)
        elif due < task.created:
            message = f"{due} is before {task.created}, the day it was written"
            yield Remark(at, message, "Correct one of the two dates.", lasting=True)
        elif self.today is not None and due < self.today:
            message = f"the date {due} has passed"
            yield Remark(at, message, "Finish it, drop it, or agree on another date.")
        elif (found := self.goal(task)) is not None:
            limits = found[1].constraints
            deadline = limits.deadline if limits is not None else None
            if deadline is not None and due > deadline:
                message = f"{due} is after {deadline}, the deadline of {task.goal}"
                also = ((found[0], ("constraints", "deadline"), "the deadline"),)
                yield Remark(at, message, "Move it forward, or change the goal's scope.", also=also)


def _nearest_names(name: str, known: Iterable[str]) -> list[str]:
    """The known names that look most like one, whatever their case and the signs between their words."""
    import difflib

    plain = {re.sub(r"[\W_]+", "_", k.lower()): k for k in sorted(known)}
    return [plain[k] for k in difflib.get_close_matches(re.sub(r"[\W_]+", "_", name.lower()), plain, n=2)]
