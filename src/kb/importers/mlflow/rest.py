"""Reads the runs of an MLflow server by its public interface, page after page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any, Final
from urllib.parse import quote

from kb.errors import KbError
from kb.importers.importer import Request
from kb.importers.mlflow import repeats
from kb.importers.mlflow.connection import Server
from kb.importers.mlflow.files import MOST_NAMED, python_of, said_of
from kb.importers.mlflow.kept import (
    MOST_RUNS,
    MOST_VALUES,
    DataSet,
    Kept,
    LoggedModel,
    Reading,
    Seen,
    UnreadableError,
    figure,
    moment,
)
from kb.importers.mlflow.repeats import Measured
from kb.importers.mlflow.translate import without_secrets
from kb.importers.run import Artifact

PAGE: Final = 200
"""Runs of one answer."""
_API: Final = "/api/2.0/mlflow"
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FEW: Final = 100
_SMALL: Final = 256 * 1024
_EMPTY: Final = 100
"""Pages with nothing on them, one after the other: a server that leaves out what one may not see gives a few."""


def read(server: Server, request: Request) -> Reading:
    """The runs of a server that are asked for.

    Raises:
        KbError: it cannot be reached, is no MLflow server, or says what none would say.
    """
    with closing(server):
        yield from _Store(server, request).runs()


class _Store:
    """One server."""

    def __init__(self, server: Server, request: Request) -> None:
        self.server = server
        self.request = request
        self.names: dict[str, str | None] = {}
        self.models: dict[str, list[LoggedModel]] | None = None

    def runs(self) -> Reading:
        self.groups = dict(self.experiments())
        chosen = [
            id_ for id_, name in self.groups.items() if not self.request.groups or name in self.request.groups
        ]
        ids = sorted(id_ for id_ in self.request.ids if _ID.fullmatch(id_))
        if self.request.ids and not ids:
            return
        query: dict[str, Any] = {
            "max_results": PAGE,
            "run_view_type": "ACTIVE_ONLY",
            "order_by": ["attributes.start_time ASC"],
        }
        if 0 < len(ids) <= _FEW:
            query["filter"] = f"attributes.run_id IN ({', '.join(map(repr, ids))})"
        count = 0
        for at in range(0, len(chosen), _FEW):
            query["experiment_ids"] = self.chosen = chosen[at : at + _FEW]
            self.models = None
            for run in self.pages(f"{_API}/runs/search", query, "runs", post=True):
                count += 1
                if count > MOST_RUNS:
                    self.server.fail(f"it has more than {MOST_RUNS:,} runs", f"{_API}/runs/search")
                yield from self.told(run)

    def experiments(self) -> Iterator[tuple[str, str]]:
        query = {"max_results": "1000", "view_type": "ACTIVE_ONLY"}
        for one in self.pages(f"{_API}/experiments/search", query, "experiments", post=False):
            if isinstance(one, dict) and _ID.fullmatch(_word(one, "experiment_id")):
                yield _word(one, "experiment_id"), _word(one, "name")

    def pages(self, path: str, query: Mapping[str, Any], key: str, *, post: bool) -> Iterator[Any]:
        """The items of all pages; it would never end with a page that was there before, or with empty ones."""
        seen: set[str] = set()
        token = ""
        empty = 0
        while True:
            more = {**query, "page_token": token} if token else dict(query)
            answer = self.server.ask(path, None if post else more, more if post else None)
            items = answer.get(key, [])
            if not isinstance(items, list):
                self.server.fail(f"its answer has no list `{key}`", path)
            yield from items
            token = _word(answer, "next_page_token")
            if not token:
                return
            empty = 0 if items else empty + 1
            if empty > _EMPTY:
                self.server.fail("it gives one page after the other with nothing on it", path)
            if token in seen or len(seen) > MOST_RUNS:
                self.server.fail("it gives the same page again and again", path)
            seen.add(token)

    def told(self, run: Any) -> Reading:
        try:
            kept = self.kept(run)
            if kept is not None:
                self.look(kept)
                yield kept
        except UnreadableError as error:
            yield error.trouble(f"{self.server.address}{_API}/runs/search")

    def kept(self, run: Any) -> Kept | None:
        """A run out of an answer; None for one that is not asked for."""
        info = _part(run, "info")
        id_, experiment = _word(info, "run_id") or _word(info, "run_uuid"), _word(info, "experiment_id")
        if not _ID.fullmatch(id_) or experiment not in self.groups:
            raise UnreadableError("the server tells of a run without an id, or of no experiment")
        if (self.request.ids and id_ not in self.request.ids) or _word(info, "lifecycle_stage") == "deleted":
            return None
        place = f"{self.server.address}/#/experiments/{experiment}/runs/{id_}"
        data = _part(run, "data")
        try:
            kept = Kept(
                id_, place, experiment, self.groups[experiment], _word(info, "run_name") or None, _word(info, "status"),
                moment(info.get("start_time")), moment(info.get("end_time")), _word(info, "artifact_uri"),
                params=dict(_pairs(data, "params")),
                metrics=dict(_figures(data)),
                tags=dict(_pairs(data, "tags")),
                inputs=list(_inputs(run)),
            )  # fmt: skip
        except UnreadableError as error:
            raise UnreadableError(str(error), place) from None
        self.names[id_] = kept.name
        kept.parent = self.name_of(kept.tags.get("mlflow.parentRunId", ""))
        for name in repeats.meant(self.request, kept.metrics):
            kept.repeats[name] = list(self.measured(kept, name))
        if _list(_part(run, "outputs"), "model_outputs"):
            kept.models = self.logged().get(id_, [])
        return kept

    def measured(self, kept: Kept, name: str) -> Iterator[Measured]:
        """All values of a metric."""
        query = {"run_id": kept.id, "metric_key": name, "max_results": "1000"}
        pages = self.pages(f"{_API}/metrics/get-history", query, "metrics", post=False)
        for count, one in enumerate(pages):
            if count > MOST_VALUES or not isinstance(one, dict):
                raise UnreadableError(f"the values of `{name}` are too many, or none", kept.place)
            step, when = (moment(one.get(key)) or 0 for key in ("step", "timestamp"))
            yield Measured(step, when, figure(one.get("value"), name))

    def name_of(self, id_: str) -> str | None:
        """The name of a run that others are nested in, which may be none of those asked for."""
        if _ID.fullmatch(id_) and id_ not in self.names:
            try:
                info = _part(_part(self.server.ask(f"{_API}/runs/get", {"run_id": id_}), "run"), "info")
                self.names[id_] = _word(info, "run_name") or None
            except (KbError, UnreadableError):
                self.names[id_] = None
        return self.names.get(id_)

    def logged(self) -> dict[str, list[LoggedModel]]:
        """The models of the experiments at hand, by the run that they came out of."""
        if self.models is None:
            self.models = {}
            query = {"experiment_ids": self.chosen, "max_results": 50}
            for one in self.pages(f"{_API}/logged-models/search", query, "models", post=True):
                info = _part(one, "info")
                model = LoggedModel(
                    _word(info, "model_id"), _word(info, "name"), _word(info, "model_type") or None
                )
                if _ID.fullmatch(model.id):
                    self.models.setdefault(_word(info, "source_run_id"), []).append(model)
        return self.models

    def look(self, kept: Kept) -> None:
        """Adds the names of the files of a run, and which Python its models name."""
        outputs = list(self.listed(kept))
        environment = {}
        for model in sorted(kept.models):
            outputs.append(Artifact(f"models:/{model.id}", what=said_of(model), found=True))
            path = f"/ajax-api/2.0/mlflow/logged-models/{model.id}/artifacts/files"
            try:
                raw = self.server.read(path, {"artifact_file_path": "MLmodel"}, most=_SMALL)
            except KbError:
                continue  # the server may not give files away; the run is complete without
            if python := python_of(raw.decode("utf-8", "replace")):
                environment["python"] = python
        kept.seen = Seen(tuple(outputs), environment)

    def listed(self, kept: Kept) -> Iterator[Artifact]:
        remote = "://" in kept.artifacts or kept.artifacts.startswith("mlflow-artifacts:")
        folder = f"runs:/{kept.id}"
        if remote and not kept.artifacts.startswith("file:"):
            folder = without_secrets(kept.artifacts).rstrip("/")
        try:
            files = _list(self.server.ask(f"{_API}/artifacts/list", {"run_id": kept.id}), "files")
        except (KbError, UnreadableError):
            return  # the store of the files may be away; the run is complete without
        names = sorted(name for one in files if (name := _word(one, "path")) and name.isprintable())
        if len(names) > MOST_NAMED:
            yield Artifact(folder, what=f"{len(names)} files", found=True)
            return
        for name in names:
            yield Artifact(f"{folder}/{name if folder.startswith('runs:') else quote(name)}", found=True)


def _inputs(run: Any) -> Iterator[DataSet]:
    for one in _list(_part(run, "inputs"), "dataset_inputs"):
        about = _part(one, "dataset")
        context = dict(_pairs(one, "tags")).get("mlflow.data.context", "")
        name, digest, source, profile = (_word(about, key) for key in ("name", "digest", "source", "profile"))
        yield DataSet(name, digest, source, profile, context)


def _pairs(about: Mapping[str, Any], key: str) -> Iterator[tuple[str, str]]:
    for one in _list(about, key):
        yield _word(one, "key"), _word(one, "value")


def _figures(data: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for one in _list(data, "metrics"):
        yield _word(one, "key"), figure(one.get("value"), _word(one, "key"))


def _part(about: Any, key: str) -> dict[str, Any]:
    found = about.get(key, {}) if isinstance(about, dict) else None
    if not isinstance(found, dict):
        raise UnreadableError(f"the server says of a run `{key}` what is none")
    return found


def _list(about: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = about.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise UnreadableError(f"the server says of a run `{key}` what is no list of them")
    if len(found) > MOST_VALUES:
        raise UnreadableError(f"the run has more than {MOST_VALUES:,} values")
    return found


def _word(about: Mapping[str, Any], key: str) -> str:
    value = about.get(key)
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
