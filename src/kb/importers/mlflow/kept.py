"""A run as MLflow keeps it, text for text: what the readers of its three stores give, and all that is translated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from kb.importers.mlflow.repeats import Measured
from kb.importers.run import Artifact, Trouble

MOST_RUNS: Final = 200_000
"""Runs that are read from one store; more than that is no source of experiments."""
MOST_VALUES: Final = 10_000
"""Parameters, metrics, tags and inputs of one run."""
LARGEST: Final = 1.7976931348623157e308
"""What MLflow's database holds for an infinity, with the sign of it."""


class DataSet(NamedTuple):
    """A table or file that went in, `mlflow.log_input`; `source` and `profile` are JSON."""

    name: str
    digest: str
    source: str
    profile: str
    context: str


class LoggedModel(NamedTuple):
    """A model that came out, as MLflow 3 knows it; `kind` is seldom set."""

    id: str
    name: str
    kind: str | None = None


class Seen(NamedTuple):
    """What looking at the files of a run brought: it depends on from where one looks."""

    outputs: tuple[Artifact, ...] = ()
    environment: Mapping[str, str] = {}


@dataclass(slots=True)
class Kept:
    """One run; times are milliseconds since 1970.

    Attributes:
        id: MLflow's `run_id`.
        place: for messages.
        experiment: its number.
        group: the name of the experiment.
        name: of the run.
        parent: the name of the run that it is nested in.
        status: in MLflow's words.
        started: when.
        ended: when.
        artifacts: the address of the folder of its files.
        params: as text.
        metrics: the last value of each.
        repeats: all values of those that were measured several times.
        tags: as text.
        inputs: what went in.
        models: what came out.
        seen: what is in the files.
    """

    id: str
    place: str
    experiment: str
    group: str
    name: str | None
    status: str
    started: int | None
    ended: int | None
    artifacts: str
    parent: str | None = None
    params: dict[str, str] = field(default_factory=dict)
    metrics: dict[str, float] = field(default_factory=dict)
    repeats: dict[str, list[Measured]] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    inputs: list[DataSet] = field(default_factory=list)
    models: list[LoggedModel] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)


Reading = Iterator[Kept | Trouble]
"""What a reader of a store gives, the oldest run first."""


class UnreadableError(Exception):
    """One run cannot be read; the others can.

    Args:
        message: what is wrong.
        where: the place, if it is another than that of the run.
        hint: what to do.
    """

    def __init__(self, message: str, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.where = where
        self.hint = hint

    def trouble(self, place: str) -> Trouble:
        """The same for whoever asked for runs."""
        return Trouble(self.where or place, str(self), self.hint)


def figure(value: object, name: str) -> float:
    """The value of a metric, whatever a store holds it as.

    Raises:
        UnreadableError: it is no number.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise UnreadableError(f"the metric `{name}` is no number")
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise UnreadableError(f"the metric `{name}` is no number") from None
    if abs(number) == LARGEST:
        return float("inf") if number > 0 else float("-inf")
    return number


def moment(value: object) -> int | None:
    """Milliseconds, if a store holds any."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
