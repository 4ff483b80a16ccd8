"""A goal: what the business wants, in numbers, and what would count as reaching it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from kb.declared.groups import fields
from kb.declared.marks import Field
from kb.record import (
    Date,
    Direction,
    Handle,
    Id,
    Link,
    Number,
    Record,
    RecordType,
    Stage,
    Text,
    Truth,
)


@fields
class BusinessMetric:
    """The number the business looks at."""

    name: Text
    unit: Text | None = None
    baseline: Number | None = None
    target: Number | None = None
    direction: Direction = "higher"


@fields
class TechnicalMetric:
    """A number of the model, and why it moves the business metric."""

    name: Text
    target: Number | None = None
    direction: Direction = "higher"
    why: Text | None = None


@fields
class DataSource:
    """Data the work needs, and whether it can be reached."""

    name: Text
    uri: Text | None = None
    available: Truth | None = None
    access: Text | None = None


@fields
class Scope:
    """What belongs to the research and what does not."""

    included: tuple[Text, ...] = ()
    excluded: tuple[Text, ...] = ()


@fields
class Constraints:
    """The limits from outside: time, budget, other."""

    deadline: Date | None = None
    budget_days: Annotated[Number, Field(gt=0)] | None = None
    other: tuple[Text, ...] = ()


@fields
class Confirmed:
    """The customer's word that this is the right goal."""

    by: Text
    on: Date


@fields
class Goal(Record):
    """What the business wants, in numbers."""

    TYPE: ClassVar[RecordType] = RecordType(
        "goal",
        "GOAL",
        "goals",
        ("draft", "active", "met", "missed", "dropped"),
        "what the business wants, in numbers",
        retired=frozenset({"dropped"}),
    )

    owner: Handle
    business_metric: BusinessMetric | None = None
    technical_metrics: tuple[TechnicalMetric, ...] = ()
    problem: (
        Literal[
            "classification",
            "regression",
            "forecasting",
            "ranking",
            "clustering",
            "anomaly-detection",
            "recommendation",
            "causal",
            "generation",
            "optimisation",
            "other",
        ]
        | None
    ) = None
    approach: Text | None = None
    process: Text | None = None
    data_sources: tuple[DataSource, ...] = ()
    success_criteria: tuple[Text, ...] = ()
    scope: Scope | None = None
    constraints: Constraints | None = None
    stage: Stage | None = None
    research_mode: Literal["parallel", "before-iteration", "after-iteration"] | None = None
    confirmed: Confirmed | None = None
    depends_on: tuple[Annotated[Id, Link("depends_on", "blocks", ("goal",))], ...] = ()
