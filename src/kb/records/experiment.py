"""An experiment: one result, with all that is needed to repeat it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from kb.declared.groups import fields
from kb.declared.marks import Field
from kb.record import Data, Id, Link, Moment, Number, Record, RecordType, Text, Truth, Whole


@fields
class Code:
    """The exact code version and how it was called."""

    commit: Text | None = None
    repository: Text | None = None
    command: Text | None = None
    dirty: Truth | None = None
    config: Text | None = None


@fields
class Environment:
    """What it ran in."""

    lockfile: Text | None = None
    python: Text | None = None
    image: Text | None = None
    hardware: Text | None = None


@fields
class DataSplit:
    """One part of the data."""

    uri: Text | None = None
    digest: Text | None = None
    rows: Annotated[Whole, Field(ge=0)] | None = None
    folds: Annotated[Whole, Field(ge=1)] | None = None


@fields
class Model:
    """What was fitted."""

    name: Text | None = None
    type: Text | None = None
    params: Mapping[str, Data] | None = None


@fields
class Spread:
    """A figure measured several times."""

    mean: Number
    std: Annotated[Number, Field(ge=0)] | None = None
    n: Annotated[Whole, Field(ge=1)] | None = None


@fields
class Output:
    """A file the experiment left behind."""

    uri: Text
    digest: Text | None = None
    what: Text | None = None


@fields
class Run:
    """The run in the tracker it came from."""

    tracker: Literal["mlflow", "dvc", "sacred", "csv", "json", "papermill", "kb"]
    id: Text | None = None
    uri: Text | None = None
    digest: Text | None = None
    written: Text | None = None


@fields
class Reproducibility:
    """The seven criteria, as far as people attest them."""

    data_accessible: Truth | None = None
    runs_clean: Truth | None = None
    config_fixed: Truth | None = None
    code_documented: Truth | None = None
    output_consistent: Truth | None = None
    metrics_comparable: Truth | None = None
    conclusions_written: Truth | None = None

    @property
    def fulfilled(self) -> int:
        """How many of the seven hold."""
        return sum(getattr(self, f.name) is True for f in dataclasses.fields(self))


@fields
class Reproduction:
    """One attempt to get the same result again."""

    on: Moment
    by: Text | None = None
    commit: Text | None = None
    verdict: Literal["match", "drift", "failed"]
    metrics: Mapping[str, Mapping[str, Number | Spread]] | None = None


@fields
class Experiment(Record):
    """One result, with all that is needed to repeat it."""

    TYPE: ClassVar[RecordType] = RecordType(
        "experiment",
        "EXP",
        "experiments",
        ("running", "concluded", "invalid"),
        "one result, with all that is needed to repeat it",
        retired=frozenset({"invalid"}),
    )

    task: Annotated[Id, Link("task", "tested_by", ("task",))] | None = None
    date: Moment | None = None
    code: Code | None = None
    environment: Environment | None = None
    seeds: tuple[Whole, ...] = ()
    data: Mapping[str, DataSplit] | None = None
    model: Model | None = None
    metrics: Mapping[str, Mapping[str, Number | Spread]] | None = None
    outputs: tuple[Output, ...] = ()
    run: Run | None = None
    baseline: Annotated[Id, Link("baseline", "baseline_of", ("experiment",))] | None = None
    outcome: Literal["supported", "refuted", "inconclusive"] | None = None
    conclusion: Text | None = None
    reproducibility: Reproducibility | None = None
    reproductions: tuple[Reproduction, ...] = ()
