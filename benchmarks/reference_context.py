"""The plain models of the records around the work, for the yardstick of cold reading."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from benchmarks.reference_models import Id, Ids, Mark, Record, Stage, Strict, Texts


class Risk(Record):
    """What can go wrong."""

    type: Literal["risk"]
    status: Literal["open", "mitigated", "accepted", "occurred", "closed"]
    group: Literal["common", "research", "mvp", "development", "production"]
    likelihood: Annotated[int, Field(ge=1, le=5)]
    impact: Annotated[int, Field(ge=1, le=5)]
    trigger: str
    solution: str
    threatens: Ids = Field(default=[])
    mitigated_by: Ids = Field(default=[])
    evidence: Ids = Field(default=[])


class Feature(Strict):
    """A feature and its class."""

    name: str
    kind: Annotated[Literal["core", "complementary", "unrelated"], Field(alias="class")]
    why: str


class Competitor(Strict):
    """Whoever does the same."""

    name: str
    difference: str


class Component(Strict):
    """A part that can be used again."""

    name: str
    repository: str
    reused_in: Texts
    licence: str
    stage: Stage


class Product(Record):
    """A product note."""

    type: Literal["product"]
    status: Literal["draft", "agreed", "superseded"]
    goal: Id
    users: Texts
    processes: Texts
    problem: str
    features: list[Feature]
    competitors: list[Competitor]
    stage: Stage
    components: list[Component]
    privacy: Ids = Field(default=[])


class Asset(Strict):
    """What one may use, and how."""

    name: str
    kind: Literal["code", "data", "model", "document"]
    source: str
    contract: str
    nda: bool
    nda_until: dt.date | None = None
    licence: str
    personal_data: Literal["none", "pseudonymous", "personal", "special"]
    retention_until: dt.date | None = None
    permitted_uses: Texts


class Privacy(Record):
    """A privacy note."""

    type: Literal["privacy"]
    status: Literal["draft", "pending", "approved", "refused", "expired"]
    subject: str
    assets: list[Asset]
    planned_uses: Texts
    legal_review: Mark
    covers: Ids = Field(default=[])


class Requirement(Strict):
    """A requirement and what meets it."""

    id: str
    text: str
    technologies: Texts
    evidence: Ids = Field(default=[])
    met: bool | Literal["unknown"]


class Stack(Record):
    """Requirements of a project."""

    type: Literal["stack"]
    status: Literal["draft", "agreed", "superseded"]
    goal: Id
    project: str
    requirements: list[Requirement]
    cross_cutting: Texts = Field(default=[])
    views: dict[str, str] = Field(default={})


class Change(Record):
    """A change of scope."""

    type: Literal["change"]
    status: Literal["requested", "approved", "refused"]
    goal: Id
    requested: Mark
    adds: Ids = Field(default=[])
    removes: Ids = Field(default=[])
    effect_days: float
    reason: str
    decision: Id | None = None
