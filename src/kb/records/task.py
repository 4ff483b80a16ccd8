"""A task: one entry of the research backlog, SMART before it is started."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from kb.declared.groups import fields
from kb.declared.marks import Field
from kb.record import Date, Direction, Handle, Id, Link, Number, Record, RecordType, Text, Whole


@fields
class Measurable:
    """The threshold, in the words experiments report in, or the deliverable of work without a number."""

    metric: Text | None = None
    dataset: Text | None = None
    baseline: Number | None = None
    target: Number | None = None
    direction: Direction = "higher"
    deliverable: Text | None = None


@fields
class Achievable:
    """What it takes."""

    effort_days: Annotated[Number, Field(gt=0)] | None = None
    needs: tuple[Text, ...] = ()


@fields
class Smart:
    """Specific, measurable, achievable, relevant, time-bound."""

    specific: Text | None = None
    measurable: Measurable | None = None
    achievable: Achievable | None = None
    relevant: Text | None = None
    time_bound: Date | None = None


@fields
class Expectation:
    """What the team expects of it: gain from 1 to 5, confidence from 0 to 1."""

    gain: Annotated[Number, Field(ge=1, le=5)]
    confidence: Annotated[Number, Field(ge=0, le=1)]


@fields
class QuickTest:
    """A quick look that told whether the idea is worth a task."""

    on: Date
    finding: Text


@fields
class Blocked:
    """Why work cannot go on, since when, and what it waits for."""

    since: Date
    reason: Text | None = None
    by: tuple[Annotated[Id, Link("blocked_by", "blocking")], ...] = ()


@fields
class Override:
    """A move that the workflow would have refused, and why it was made all the same."""

    rule: Text
    reason: Text
    on: Date | None = None


@fields
class Task(Record):
    """One entry of the research backlog."""

    TYPE: ClassVar[RecordType] = RecordType(
        "task",
        "TASK",
        "tasks",
        (),
        "one entry of the research backlog",
        retired=frozenset({"dropped"}),
        home="backlog",
    )

    research: Literal["data", "model", "technology"] | None = None
    goal: Annotated[Id, Link("goal", "served_by", ("goal",))] | None = None
    assignee: Handle | None = None
    hypothesis: Text | None = None
    smart: Smart | None = None
    expectation: Expectation | None = None
    rank: Whole | None = None
    quick_test: QuickTest | None = None
    blocked: Blocked | None = None
    overrides: tuple[Override, ...] = ()
    depends_on: tuple[Annotated[Id, Link("depends_on", "blocks", ("task",))], ...] = ()
    integrates: tuple[
        Annotated[Id, Link("integrates", "integrated_by", ("experiment", "review", "decision"))], ...
    ] = ()
    teaches: tuple[Annotated[Id, Link("teaches", "taught_by", ("decision",))], ...] = ()
    part_of: Annotated[Id, Link("part_of", "parts", ("task",))] | None = None

    def exception(self, *rules: str) -> Override | None:
        """The exception on record for a rule, by any of its names."""
        wanted = {rule.lower() for rule in rules}
        return next((o for o in self.overrides if o.rule.strip().lower() in wanted), None)

    def recorded_since(self, before: Task, *rules: str) -> bool:
        """Whether an exception for a rule, by any of its names, came on record since the task was as ``before``."""
        wanted = {rule.lower() for rule in rules}
        now, then = (sum(o.rule.strip().lower() in wanted for o in t.overrides) for t in (self, before))
        return now > then

    @property
    def score(self) -> float | None:
        """The priority by expectation: gain × confidence ÷ effort in days; None when one of them is unknown."""
        effort = self.smart.achievable.effort_days if self.smart and self.smart.achievable else None
        if self.expectation is None or not effort:
            return None
        return self.expectation.gain * self.expectation.confidence / effort
