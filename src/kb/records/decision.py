"""A decision: what was chosen, what it rests on, and what follows; the log is an ADR log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from kb.declared.groups import fields
from kb.record import Date, Handle, Id, Link, Record, RecordType, Slug, Text

Ring = Literal["adopt", "trial", "assess", "hold", "drop"]
EVIDENCE = ("experiment", "review", "product", "privacy", "risk", "change")


@fields
class Option:
    """Something that could have been chosen."""

    name: Text
    summary: Text | None = None


@fields
class Decision(Record):
    """A decision and what it rests on."""

    TYPE: ClassVar[RecordType] = RecordType(
        "decision",
        "DEC",
        "decisions",
        ("proposed", "accepted", "rejected", "superseded", "deprecated"),
        "a decision and what it rests on",
        retired=frozenset({"rejected", "superseded", "deprecated"}),
    )

    date: Date | None = None
    deciders: tuple[Handle, ...] = ()
    question: Text | None = None
    options: tuple[Option, ...] = ()
    chosen: Text | None = None
    consequences: Text | None = None
    based_on: tuple[Annotated[Id, Link("based_on", "supports", EVIDENCE)], ...] = ()
    serves: tuple[Annotated[Id, Link("serves", "served_by", ("goal",))], ...] = ()
    affects: tuple[Annotated[Id, Link("affects", "affected_by", ("task", "stack", "product"))], ...] = ()
    supersedes: tuple[Annotated[Id, Link("supersedes", "superseded_by", ("decision",))], ...] = ()
    amends: tuple[Annotated[Id, Link("amends", "amended_by", ("decision",))], ...] = ()
    technologies: Mapping[Slug, Ring] | None = None
