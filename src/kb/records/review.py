"""A technology review: candidates scored against weighted requirements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from kb.declared.groups import fields
from kb.declared.marks import Field
from kb.record import Date, Id, Link, Number, Record, RecordType, Slug, Text

Priority = Literal["mandatory", "important", "supplementary"]


@fields
class Criterion:
    """One requirement, why it matters, and what a full score weighs."""

    id: Text
    group: Text = "Requirements"
    requirement: Text
    rationale: Text | None = None
    weight: Annotated[Number, Field(gt=0)]
    priority: Priority = "important"
    pass_at: Annotated[Number, Field(ge=0)] | None = None

    @property
    def satisfied_from(self) -> float:
        """The score at which the requirement counts as satisfied: ``pass_at``, else half of the weight."""
        return self.weight / 2 if self.pass_at is None else self.pass_at


@fields
class Candidate:
    """One technology and its scores."""

    name: Text
    technology: Slug | None = None
    version: Text | None = None
    url: Text | None = None
    scores: Mapping[str, Number] | None = None
    notes: Mapping[str, Text] | None = None


@fields
class Review(Record):
    """A technology review: candidates against weighted requirements."""

    TYPE: ClassVar[RecordType] = RecordType(
        "review",
        "REV",
        "reviews",
        ("draft", "reported", "superseded"),
        "a technology review: candidates against weighted requirements",
        retired=frozenset({"superseded"}),
    )

    task: Annotated[Id, Link("task", "answered_by", ("task",))] | None = None
    question: Text | None = None
    criteria: tuple[Criterion, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    recommends: tuple[Text, ...] = ()
    valid_until: Date | None = None
