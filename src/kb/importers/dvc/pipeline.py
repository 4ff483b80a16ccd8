"""Reads `dvc.yaml` and `dvc.lock`: which stages ran on what, and which files hold their figures."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from kb.errors import KbError
from kb.importers.dvc.snapshot import Snapshot

_MD5: Final = re.compile(r"[0-9a-f]{32}(?:\.dir)?")
_HOLE: Final = re.compile(r"\$\{[^}]*\}")
_LONGEST_PATH: Final = 1000


class Item(NamedTuple):
    """A dependency or an output of a stage, as the lock file has it.

    Attributes:
        path: from the top of the project; as it is written if it lies elsewhere, such as an address.
        digest: such as `md5:…`.
        inside: whether it lies in the project.
    """

    path: str
    digest: str | None
    inside: bool


class Stage(NamedTuple):
    """A stage that ran.

    Attributes:
        name: `train`, or `train@small` where several came out of one definition.
        commands: what ran, one after the other.
        folder: where, from the top of the project.
        params: file → name → value.
        deps: what went in.
        outs: what came out.
    """

    name: str
    commands: tuple[str, ...]
    folder: str
    params: Mapping[str, Mapping[str, Any]]
    deps: tuple[Item, ...]
    outs: tuple[Item, ...]


@dataclass(slots=True)
class Pipeline:
    """The pipeline of one folder.

    Attributes:
        folder: from the top of the project; empty at the top.
        stages: that ran, as the lock file has them.
        metrics: files with figures.
        plots: files and folders with the points of plots.
        params: files of parameters that no stage reads, but the whole project, as DVCLive writes them.
        declared: files of parameters that stages read.
        artifacts: name → what is said of it.
    """

    folder: str
    stages: tuple[Stage, ...] = ()
    metrics: list[str] = field(default_factory=list)
    plots: list[str] = field(default_factory=list)
    params: list[str] = field(default_factory=list)
    declared: list[str] = field(default_factory=list)
    artifacts: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def lock(self) -> str:
        """The path of the lock file."""
        return posixpath.join(self.folder, "dvc.lock")


def files(folder: str) -> tuple[str, str]:
    """Where a pipeline is told of."""
    return posixpath.join(folder, "dvc.yaml"), posixpath.join(folder, "dvc.lock")


def read(snapshot: Snapshot, folder: str) -> Pipeline:
    """The pipeline of a folder.

    Raises:
        KbError: its files are not what DVC writes.
    """
    definition, lock = files(folder)
    said = _mapping(snapshot, definition, snapshot.values(definition))
    locked = _mapping(snapshot, lock, snapshot.values(lock, ".yaml"))
    defined = _mapping(snapshot, definition, said.get("stages"), "stages")
    bodies = {name: _body(body) for name, body in defined.items()}
    ran = locked.get("stages") if "schema" in locked else locked
    pipeline = Pipeline(folder)
    pipeline.stages = tuple(
        _stage(folder, name, _mapping(snapshot, lock, body, name), bodies.get(name.partition("@")[0], {}))
        for name, body in _mapping(snapshot, lock, ran, "stages").items()
    )
    for key, paths in (("metrics", pipeline.metrics), ("plots", pipeline.plots)):
        for written in _names(said.get(key)):
            paths += [found.path for found in [_item(folder, {"path": written})] if found.inside]
        for stage in pipeline.stages:
            body = bodies.get(stage.name.partition("@")[0], {})
            templates = [_item(stage.folder, {"path": name}).path for name in _names(body.get(key))]
            paths += [out.path for out in stage.outs if any(_fits(form, out.path) for form in templates)]
        paths[:] = dict.fromkeys(path for path in paths if "${" not in path)
    pipeline.params = _inside(folder, said.get("params"))
    declared = [path for body in bodies.values() for path in _declared(_folder(folder, body), body)]
    pipeline.declared = list(dict.fromkeys(declared))
    artifacts = said.get("artifacts")
    if isinstance(artifacts, dict):
        pipeline.artifacts = {name: body for name, body in artifacts.items() if isinstance(body, dict)}
    return pipeline


def _mapping(snapshot: Snapshot, path: str, value: Any, what: str = "") -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        inside = f"`{what}` in it" if what else "this file"
        raise KbError(
            f"{inside} is not a mapping, as DVC writes it",
            where=snapshot.place(path),
            hint="It may be cut off; `dvc repro` writes it again.",
        )
    return value


def _body(value: Any) -> Mapping[str, Any]:
    """What a stage is defined as, once for all that it stands for."""
    body = value if isinstance(value, dict) else {}
    repeated = body.get("do")
    return repeated if isinstance(repeated, dict) else body


def _names(value: Any) -> Iterator[str]:
    """The paths in a list of DVC, whose items are paths or `path: options`."""
    for entry in value if isinstance(value, list) else [value]:
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, dict):
            yield from entry


def _inside(folder: str, value: Any) -> list[str]:
    items = [_item(folder, {"path": name}) for name in _names(value)]
    return list(dict.fromkeys(item.path for item in items if item.inside and "${" not in item.path))


def _declared(folder: str, body: Mapping[str, Any]) -> list[str]:
    """The files of parameters that a stage reads: a bare name is one in `params.yaml`."""
    params = body.get("params")
    entries = params if isinstance(params, list) else []
    named = [name for entry in entries if isinstance(entry, dict) for name in entry]
    usual = ["params.yaml"] if any(isinstance(entry, str) for entry in entries) else []
    return _inside(folder, [*usual, *named])


def _folder(folder: str, body: Mapping[str, Any]) -> str:
    written = body.get("wdir")
    return _item(folder, {"path": written}).path if isinstance(written, str) else folder


def _stage(folder: str, name: str, locked: Mapping[str, Any], body: Mapping[str, Any]) -> Stage:
    command = locked.get("cmd")
    commands = command if isinstance(command, list) else [command]
    params = locked.get("params")
    place = _folder(folder, body)
    return Stage(
        name,
        tuple(text for text in commands if isinstance(text, str)),
        place,
        {
            _item(place, {"path": file}).path: values
            for file, values in (params.items() if isinstance(params, dict) else ())
            if isinstance(values, dict)
        },
        tuple(_items(place, locked.get("deps"))),
        tuple(_items(place, locked.get("outs"))),
    )


def _items(folder: str, value: Any) -> Iterator[Item]:
    for entry in value if isinstance(value, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("path"), str) and entry["path"]:
            yield _item(folder, entry)


def _item(folder: str, entry: Mapping[str, Any]) -> Item:
    written = str(entry["path"])
    if "://" in written:
        return Item(written, digest(entry), inside=False)
    path = posixpath.normpath(posixpath.join(folder, written.replace("\\", "/")))
    inside = not posixpath.isabs(path) and path.split("/", 1)[0] != ".." and "\0" not in path
    return Item(path, digest(entry), inside)


def digest(entry: Mapping[str, Any]) -> str | None:
    """The digest in an entry of a lock file or a `.dvc` file; `etag:…` for what a server told of its file."""
    md5 = entry.get("md5")
    if isinstance(md5, str) and _MD5.fullmatch(md5):
        return f"md5:{md5}"
    told = next(((key, entry[key]) for key in ("etag", "checksum") if isinstance(entry.get(key), str)), None)
    return f"{told[0]}:{told[1][:200]}" if told is not None else None


def _fits(template: str, path: str) -> bool:
    """Whether a path may have come out of a template such as `metrics/${item}.json`."""
    if len(template) > _LONGEST_PATH or len(path) > _LONGEST_PATH:
        return template == path
    first, *pieces = _HOLE.split(template)
    if not pieces:
        return template == path
    last = pieces.pop()
    at = len(first)
    for piece in pieces:
        found = path.find(piece, at)
        if found == -1:
            return False
        at = found + len(piece)
    return path.startswith(first) and path.endswith(last) and at + len(last) <= len(path)
