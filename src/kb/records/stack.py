"""A stack: the requirements of one project and the technologies that meet them."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from kb.declared.compiled import PydanticCustomError
from kb.declared.groups import fields
from kb.declared.marks import Field, Plain, Spelled
from kb.record import Handle, Id, Link, Record, RecordType, Slug, Text, one_of


def _met(value: Any) -> bool | Literal["unknown"]:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "yes", "false", "no"):
        return value.lower() in ("true", "yes")
    if value == "unknown":
        return "unknown"
    raise PydanticCustomError("met", "expected true, false or unknown")


_MET_SCHEMA = {
    "anyOf": [
        {"enum": [True, False, "unknown"]},
        {"type": "string", "pattern": one_of("true", "false", "yes", "no")},
    ]
}
Met = Annotated[bool | Literal["unknown"], Plain(_met), Spelled(_MET_SCHEMA)]


@fields
class Requirement:
    """A functional (FR) or non-functional (NFR) requirement."""

    id: Annotated[str, Field(pattern=r"^N?FR[0-9]{1,4}$")]
    text: Text
    technologies: tuple[Slug, ...] = ()
    evidence: tuple[Annotated[Id, Link("evidence", "evidence_for")], ...] = ()
    met: Met = "unknown"


@fields
class Views:
    """The architecture views: a text, or the path of one."""

    infrastructure: Text | None = None
    component: Text | None = None
    deployment: Text | None = None


@fields
class Stack(Record):
    """Requirements of one project and the technologies that meet them."""

    TYPE: ClassVar[RecordType] = RecordType(
        "stack",
        "STACK",
        "stacks",
        ("draft", "agreed", "superseded"),
        "requirements of one project and the technologies that meet them",
        retired=frozenset({"superseded"}),
    )

    owner: Handle
    goal: Annotated[Id, Link("goal", "served_by", ("goal",))] | None = None
    project: Text | None = None
    requirements: tuple[Requirement, ...] = ()
    cross_cutting: tuple[Slug, ...] = ()
    views: Views | None = None
