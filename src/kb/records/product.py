"""A product note: whom it serves, what belongs in the MVP, and which components can be reused."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from kb.declared.groups import fields
from kb.declared.marks import Field
from kb.record import Handle, Id, Link, Record, RecordType, Stage, Text


@fields
class Feature:
    """A feature and how close it is to the goal."""

    name: Text
    class_: Literal["core", "complementary", "unrelated"] | None = Field(default=None, alias="class")
    why: Text | None = None


@fields
class Competitor:
    """Something people could use instead, and what is different."""

    name: Text
    difference: Text | None = None


@fields
class Component:
    """A part that other projects can reuse."""

    name: Text
    repository: Text | None = None
    reused_in: tuple[Text, ...] = ()
    licence: Text | None = None
    stage: Stage | None = None


@fields
class Product(Record):
    """A product note: MVP scope, features, reusable components."""

    TYPE: ClassVar[RecordType] = RecordType(
        "product",
        "PROD",
        "products",
        ("draft", "agreed", "superseded"),
        "a product note: MVP scope, features, reusable components",
        retired=frozenset({"superseded"}),
    )

    owner: Handle
    goal: Annotated[Id, Link("goal", "served_by", ("goal",))] | None = None
    users: tuple[Text, ...] = ()
    processes: tuple[Text, ...] = ()
    problem: Text | None = None
    features: tuple[Feature, ...] = ()
    competitors: tuple[Competitor, ...] = ()
    stage: Stage | None = None
    components: tuple[Component, ...] = ()
    privacy: tuple[Annotated[Id, Link("privacy", "privacy_of", ("privacy",))], ...] = ()
