"""Reads the runs that MLflow keeps as files: `mlruns/<experiment>/<run>/meta.yaml`, with a file for each value."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from kb.errors import KbError
from kb.importers.importer import Request
from kb.importers.mlflow import repeats
from kb.importers.mlflow.kept import (
    MOST_RUNS,
    MOST_VALUES,
    DataSet,
    Kept,
    LoggedModel,
    Reading,
    UnreadableError,
    figure,
    moment,
)
from kb.importers.mlflow.reading import TooMuchError, text_of
from kb.importers.mlflow.repeats import Measured
from kb.importers.run import Trouble
from kb.text.yaml_document import BadYaml
from kb.text.yaml_document import read as read_yaml

Look = Callable[[Kept], None]

_VALUE: Final = 1024 * 1024
"""Bytes of a parameter, a tag or a `meta.yaml`."""
_CURVE: Final = 64 * 1024 * 1024
"""Bytes of a metric with all its steps."""
_STATES: Final = {1: "RUNNING", 2: "SCHEDULED", 3: "FINISHED", 4: "FAILED", 5: "KILLED"}
_OF_DATA: Final = ("name", "digest", "source", "profile")
# What lies beside the runs of an experiment.
_OTHERS: Final = frozenset(("datasets", "models", "tags", "traces"))


def read(path: Path, shown: str, request: Request, look: Look) -> Reading:
    """The runs of a folder that are asked for.

    Args:
        path: of the folder, as a rule `mlruns`.
        shown: the same, for messages.
        request: which runs.
        look: adds what is in the files of a run.

    Raises:
        KbError: there is no experiment of MLflow in it, or it cannot be read.
    """
    store = _Store(path, shown, request)
    experiments = list(store.experiments())
    if not experiments:
        raise KbError(
            "this folder holds no runs of MLflow",
            where=shown,
            hint="Newer versions of MLflow keep the runs in a database, as a rule `mlflow.db` beside it: give that.",
        )
    found: list[tuple[int, str, Kept | Trouble]] = []
    for folder, meta in experiments:
        if isinstance(meta, Trouble):
            found.append((0, folder, meta))
        elif _active(meta):
            found += store.runs(folder, meta)
        if len(found) > MOST_RUNS:
            raise KbError(f"there are more than {MOST_RUNS:,} runs", where=shown)
    for _, _, one in sorted(found, key=lambda entry: entry[:2]):
        if isinstance(one, Trouble):
            yield one
        elif one.id not in store.gone and _wanted(request, one):
            yield store.filled(one, look)


def _wanted(request: Request, kept: Kept) -> bool:
    return (not request.ids or kept.id in request.ids) and (
        not request.groups or kept.group in request.groups
    )


class _Store:
    """One folder of experiments."""

    def __init__(self, top: Path, shown: str, request: Request) -> None:
        self.request = request
        self.top = os.path.realpath(top)
        self.shown = shown
        self.folders: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.gone: set[str] = set()
        self.models: dict[str, dict[str, list[LoggedModel]]] = {}

    def experiments(self) -> Iterator[tuple[str, dict[str, Any] | Trouble]]:
        for name in self.listed(""):
            if os.path.lexists(f"{self.top}/{name}/meta.yaml"):
                try:
                    meta = self.meta(name)
                except UnreadableError as error:
                    yield name, error.trouble(f"{self.shown}/{name}")
                    continue
                if "experiment_id" in meta:
                    yield name, meta

    def runs(self, experiment: str, about: dict[str, Any]) -> Iterator[tuple[int, str, Kept | Trouble]]:
        """The runs of an experiment with nothing but what their `meta.yaml` says."""
        group = _word(about.get("name"))
        for name in self.listed(experiment):
            if name in _OTHERS:
                continue
            inside = f"{experiment}/{name}"
            place = f"{self.shown}/{inside}/meta.yaml"
            try:
                meta = self.meta(inside)
            except UnreadableError as error:
                if Path(f"{self.top}/{inside}/params").is_dir() or error.where:  # artifacts alone are no run
                    yield 0, name, error.trouble(place)
                continue
            status = meta.get("status")
            kept = Kept(
                name, place, experiment, group, _word(meta.get("run_name")) or None,
                _STATES.get(status, _word(status)) if isinstance(status, int) else _word(status),
                moment(meta.get("start_time")), moment(meta.get("end_time")), f"{self.top}/{inside}/artifacts",
            )  # fmt: skip
            self.folders[name] = inside
            self.names[name] = self.value(f"{inside}/tags/mlflow.runName") or kept.name or ""
            if not _active(meta):
                self.gone.add(name)
            yield kept.started or 0, name, kept

    def filled(self, kept: Kept, look: Look) -> Kept | Trouble:
        inside = self.folders[kept.id]
        try:
            for path, name in self.files(f"{inside}/params"):
                kept.params[name] = self.text(path, _VALUE)
            for path, name in self.files(f"{inside}/tags"):
                kept.tags[name] = self.text(path, _VALUE)
            for path, name in self.files(f"{inside}/metrics"):
                self.figure(kept, path, name)
            kept.inputs = list(self.inputs(kept.experiment, inside))
        except UnreadableError as error:
            return error.trouble(kept.place)
        kept.name = self.names[kept.id] or None
        kept.parent = self.names.get(kept.tags.get("mlflow.parentRunId", "")) or None
        kept.models = self.logged(kept.experiment).get(kept.id, [])
        look(kept)
        return kept

    def figure(self, kept: Kept, path: str, name: str) -> None:
        """Adds the last value of a metric, and all of them where they are repeats."""
        measured: Iterable[Measured] = self.measured(path, name)
        if repeats.meant(self.request, [name]):
            measured = kept.repeats[name] = list(measured)
            if sum(map(len, kept.repeats.values())) > MOST_VALUES:
                raise UnreadableError(f"the run has more than {MOST_VALUES:,} values")
        last = max(measured, default=None)
        if last is None:
            raise UnreadableError(f"the metric `{name}` has no value", f"{self.shown}/{path}")
        kept.metrics[name] = last.value

    def measured(self, path: str, name: str) -> Iterator[Measured]:
        """All values of a metric; MLflow takes the one of the greatest step, then of the latest time, for the last."""
        for number, line in enumerate(self.text(path, _CURVE).splitlines(), 1):
            words = line.split()
            if not words:
                continue
            try:
                step = int(words[2]) if len(words) > 2 else 0
                yield Measured(step, int(words[0]), figure(words[1], name))
            except (ValueError, IndexError, UnreadableError):
                where = f"{self.shown}/{path}:{number}:1"
                hint = "A line is time, value and step; the file may be cut off."
                raise UnreadableError("this line of a metric cannot be read", where, hint) from None

    def inputs(self, experiment: str, inside: str) -> Iterator[DataSet]:
        for name in self.listed(f"{inside}/inputs"):
            link = self.meta(f"{inside}/inputs/{name}")
            if link.get("source_type") != "DATASET":
                continue
            source = _word(link.get("source_id"))
            if not source or "/" in source or source in (".", ".."):
                raise UnreadableError("this names no data", f"{self.shown}/{inside}/inputs/{name}/meta.yaml")
            about = self.meta(f"{experiment}/datasets/{source}")
            tags = link.get("tags")
            context = tags.get("mlflow.data.context") if isinstance(tags, dict) else ""
            called, digest, origin, profile = (_word(about.get(key)) for key in _OF_DATA)
            yield DataSet(called, digest, origin, profile, _word(context))

    def logged(self, experiment: str) -> dict[str, list[LoggedModel]]:
        """The models of an experiment, by the run that they came out of."""
        if experiment not in self.models:
            found = self.models[experiment] = {}
            for name in self.listed(f"{experiment}/models"):
                try:
                    meta = self.meta(f"{experiment}/models/{name}")
                except UnreadableError:
                    continue  # a model whose file is not there yet
                if _active(meta):
                    model = LoggedModel(name, _word(meta.get("name")), _word(meta.get("model_type")) or None)
                    found.setdefault(_word(meta.get("source_run_id")), []).append(model)
        return self.models[experiment]

    def meta(self, inside: str) -> dict[str, Any]:
        path = f"{inside}/meta.yaml"
        try:
            found = read_yaml(self.text(path, _VALUE))
        except BadYaml as error:
            where = f"{self.shown}/{path}:{error.position.line}:{error.position.column}"
            raise UnreadableError(error.message, where, "The file may be cut off.") from None
        if not isinstance(found, dict):
            raise UnreadableError("this says nothing", f"{self.shown}/{path}", "The file may be cut off.")
        return found

    def value(self, path: str) -> str:
        try:
            return self.text(path, _VALUE)
        except UnreadableError:
            return ""

    def text(self, path: str, most: int) -> str:
        try:
            return text_of(f"{self.top}/{path}", most)
        except FileNotFoundError:
            raise UnreadableError(f"`{path}` is not there") from None
        except OSError as error:
            hint = "Links are not followed." if os.path.islink(f"{self.top}/{path}") else ""  # noqa: PTH114  # asks of any name
            raise UnreadableError(
                f"this cannot be read: {error.strerror}", f"{self.shown}/{path}", hint
            ) from None
        except TooMuchError as error:
            raise UnreadableError(str(error), f"{self.shown}/{path}") from None

    def listed(self, inside: str) -> list[str]:
        """The folders in a folder, sorted; not the hidden ones, such as `.trash`, and no links."""
        return [name for name, is_folder in self.entries(inside) if is_folder and not name.startswith(".")]

    def files(self, inside: str) -> Iterator[tuple[str, str]]:
        """The files below a folder, each with its name from there: a value called `a/b` lies in a folder `a`."""
        pending = [""]
        count = 0
        while pending:
            below = pending.pop()
            for name, is_folder in self.entries(f"{inside}/{below}"):
                if is_folder:
                    pending.append(f"{below}{name}/")
                    continue
                count += 1
                if count > MOST_VALUES:
                    raise UnreadableError(f"the run has more than {MOST_VALUES:,} values")
                yield f"{inside}/{below}{name}", f"{below}{name}"

    def entries(self, inside: str) -> list[tuple[str, bool]]:
        try:
            with os.scandir(f"{self.top}/{inside}") as entries:
                return sorted(
                    (entry.name, entry.is_dir(follow_symlinks=False))
                    for entry in entries
                    if _is_text(entry.name)
                )
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise UnreadableError(
                f"this cannot be listed: {error.strerror}", f"{self.shown}/{inside}"
            ) from None


def _active(meta: dict[str, Any]) -> bool:
    return meta.get("lifecycle_stage") != "deleted"


def _word(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _is_text(name: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in name)
