"""A change of scope and its effect on the deadline."""

from __future__ import annotations

from typing import Annotated, ClassVar

from kb.declared.groups import fields
from kb.record import Date, Id, Link, Number, Record, RecordType, Text


@fields
class Requested:
    """Who asked for it, and when."""

    by: Text
    on: Date


@fields
class Change(Record):
    """A change of scope and its effect on the deadline."""

    TYPE: ClassVar[RecordType] = RecordType(
        "change",
        "CHG",
        "changes",
        ("requested", "approved", "refused"),
        "a change of scope and its effect on the deadline",
        retired=frozenset({"refused"}),
    )

    goal: Annotated[Id, Link("goal", "served_by", ("goal",))] | None = None
    requested: Requested | None = None
    adds: tuple[Annotated[Id, Link("adds", "added_by", ("task",))], ...] = ()
    removes: tuple[Annotated[Id, Link("removes", "removed_by", ("task",))], ...] = ()
    effect_days: Number | None = None
    reason: Text | None = None
    decision: Annotated[Id, Link("decision", "decides", ("decision",))] | None = None
