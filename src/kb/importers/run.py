"""A run as a tool kept it, in the words of a record: what every importer gives, and all that the plan knows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

State = Literal["running", "finished", "failed"]
"""What became of a run: a killed one failed, one that the tool believes to go on is running."""


class Metric(NamedTuple):
    """One figure of a run.

    Attributes:
        name: as the tool has it; the plan finds a split in it, such as `validation` in `val_auc`, if none is given.
        value: the last value, or the mean where the run measured it several times.
        split: the part of the data, where the tool says which.
        std: the sample standard deviation (n - 1 in the denominator) of repeated measurements.
        n: how many measurements; steps of a training curve are not repeats.
    """

    name: str
    value: float
    split: str | None = None
    std: float | None = None
    n: int | None = None


class Data(NamedTuple):
    """One part of the data that went in, as `data.<split>` of an experiment."""

    uri: str | None = None
    digest: str | None = None
    rows: int | None = None
    folds: int | None = None


class Artifact(NamedTuple):
    """A file that the run left behind, as an item of `outputs`.

    Attributes:
        uri: where it is.
        digest: of the file.
        what: what it is, in words.
        found: it was found by looking, not told by the tool. Whether it can be seen depends on where one reads from:
            it does not count in the digest of the run.
    """

    uri: str
    digest: str | None = None
    what: str | None = None
    found: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One run.

    Attributes:
        tracker: the tool, as in `run.tracker` of an experiment.
        id: by which the tool knows the run.
        uri: where the runs are, as `kb import` takes it; relative to the root of the base if it lies inside.
            Never with a password.
        place: for messages: the file, table or address that tells of this run.
        name: that people gave it; the title of a new record.
        group: the tool's experiment, project or pipeline that the run belongs to.
        state: what became of it.
        started: with a time zone; a bare date where the tool knows no time.
        ended: with a time zone.
        commit: the code version, as the tool noted it.
        dirty: whether the work tree had changes that are in no commit; None where the tool does not say.
        repository: the address of the code.
        command: as it can be typed again.
        config: the configuration file that it was run with.
        model: its name, and what kind it is.
        params: parameters, nested as the tool has them, values typed.
        seeds: of the random generators.
        metrics: figures.
        data: what went in, by split or any name.
        outputs: what came out.
        environment: `lockfile`, `python`, `image`, `hardware`, as far as known.
        failure: what went wrong, as the tool has it; goes into the body of a new record.
        note: what a person wrote to the run; goes into the body of a new record.
        tags: of the tool, for filters and mappings; `kb.id` names the record that the run belongs to, `kb.task` the
            task that it answers.
        fields: more fields of the record that the source speaks of, by their path as `kb set` takes it, such as
            `conclusion` or `tags`; values typed, or text as `kb set` takes it. For new records only.
        remarks: what the importer had to leave out, in words for people.
        known_as: other words by which it can be asked for, such as a branch that leads to it.
    """

    tracker: str
    id: str
    uri: str
    place: str
    name: str | None = None
    group: str | None = None
    state: State = "finished"
    started: date | None = None
    ended: datetime | None = None
    commit: str | None = None
    dirty: bool | None = None
    repository: str | None = None
    command: str | None = None
    config: str | None = None
    model: str | None = None
    model_type: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    seeds: tuple[int, ...] = ()
    metrics: tuple[Metric, ...] = ()
    data: Mapping[str, Data] = field(default_factory=dict)
    outputs: tuple[Artifact, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    failure: str | None = None
    note: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    known_as: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, str, str]:
        """What tells one run from all others."""
        return (self.tracker, self.uri, self.id)

    @property
    def digest(self) -> str:
        """What `run.digest` of the experiment keeps: a SHA-256 of all that says what the result was.

        Where the run is kept, what it is called, what it ran in, and tags and notes may change without the result
        being another.
        """
        held = asdict(self)
        for key in (
            "uri",
            "place",
            "name",
            "group",
            "environment",
            "failure",
            "note",
            "tags",
            "fields",
            "remarks",
            "known_as",
        ):
            del held[key]
        held["outputs"] = [output[:3] for output in self.outputs if not output.found]
        held["metrics"] = sorted(map(list, self.metrics), key=repr)
        text = json.dumps(held, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=_said)
        return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _said(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


class Trouble(NamedTuple):
    """A run, or a whole source, that cannot be read: nothing is written for it, and the others go on.

    Attributes:
        where: ``path``, ``path:line:column`` or an address.
        message: what is wrong.
        hint: what to do.
    """

    where: str
    message: str
    hint: str = ""
