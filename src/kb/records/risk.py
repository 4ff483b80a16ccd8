"""A risk: what can go wrong and what is done about it."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from kb.declared.groups import fields
from kb.declared.marks import Field
from kb.record import Id, Link, Record, RecordType, Text, Whole

Grade = Annotated[Whole, Field(ge=1, le=5)]


@fields
class Risk(Record):
    """What can go wrong and what is done about it."""

    TYPE: ClassVar[RecordType] = RecordType(
        "risk",
        "RISK",
        "risks",
        ("open", "mitigated", "accepted", "occurred", "closed"),
        "what can go wrong and what is done about it",
    )

    group: Literal["common", "research", "mvp", "development", "production"] | None = None
    likelihood: Grade | None = None
    impact: Grade | None = None
    trigger: Text | None = None
    solution: Text | None = None
    threatens: tuple[
        Annotated[Id, Link("threatens", "threatened_by", ("goal", "task", "stack", "product"))], ...
    ] = ()
    mitigated_by: tuple[
        Annotated[Id, Link("mitigated_by", "mitigates", ("task", "decision", "change"))], ...
    ] = ()
    evidence: tuple[Annotated[Id, Link("evidence", "evidence_for", ("experiment",))], ...] = ()

    @property
    def exposure(self) -> int | None:
        """Likelihood × impact, from 1 to 25."""
        return None if self.likelihood is None or self.impact is None else self.likelihood * self.impact
