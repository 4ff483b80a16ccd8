"""What a pipeline's files say of a result: parameters, figures, data and outputs with their digests."""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from kb.errors import KbError
from kb.importers.dvc.pipeline import Item, Pipeline, digest
from kb.importers.dvc.snapshot import Snapshot
from kb.importers.run import Artifact, Data, Metric
from kb.importers.values import numbers

_CODE: Final = frozenset((
    ".py", ".pyx", ".ipynb", ".r", ".rmd", ".jl", ".sh", ".bash", ".ps1", ".js", ".ts", ".java", ".scala", ".kt", ".c",
    ".cc", ".cpp", ".h", ".hpp", ".rs", ".go", ".sql", ".m", ".lua",
))  # fmt: skip
_SETTINGS: Final = frozenset((".toml", ".ini", ".cfg", ".conf", ".yaml", ".yml"))
_LOCKS: Final = re.compile(
    r"(?:uv|poetry|pdm|pixi)\.lock|Pipfile\.lock|conda-lock\.ya?ml|requirements[\w.-]*\.(?:txt|lock)|environment\.ya?ml"
)
_SPLITS: Final = {
    "train": "train", "training": "train", "valid": "validation", "validation": "validation", "val": "validation",
    "dev": "validation", "test": "test", "testing": "test", "holdout": "test",
}  # fmt: skip
_SEEDS: Final = re.compile(r"(?:[a-z]+_)?seed|random_state", re.IGNORECASE)


def needed(pipeline: Pipeline) -> Iterator[str]:
    """The files that a result is read from, beside those of the pipeline itself."""
    yield from pipeline.metrics
    yield from pipeline.params


def cached(snapshot: Snapshot, pipeline: Pipeline) -> Iterator[tuple[str, str]]:
    """Files of figures that are not with the others, and their md5: DVC may have them in its store."""
    locked = {out.path: out.digest for stage in pipeline.stages for out in stage.outs}
    for path in pipeline.metrics:
        digest_ = locked.get(path)
        if path not in snapshot.files and digest_ is not None and digest_.startswith("md5:"):
            yield path, digest_.removeprefix("md5:")


def helpful(pipeline: Pipeline) -> Iterator[str]:
    """The files that tell more of what went in and came out."""
    yield from (f"{path}.dvc" for path in _registered(pipeline))
    for item in _sources(pipeline):
        if item.inside:
            yield f"{item.path}.dvc"
            if posixpath.splitext(item.path)[1].lower() in _CODE | {""}:
                yield item.path


def _sources(pipeline: Pipeline) -> list[Item]:
    """What went in from outside: no stage made it."""
    made = {out.path for stage in pipeline.stages for out in stage.outs}
    items = {dep.path: dep for stage in pipeline.stages for dep in stage.deps if not _within(dep.path, made)}
    return list(items.values())


def _within(path: str, folders: set[str]) -> bool:
    while path and path != "/":
        if path in folders:
            return True
        path = posixpath.dirname(path)
    return False


def params(snapshot: Snapshot, pipeline: Pipeline) -> dict[str, Any]:
    """Parameters as the stages were run with them; those of DVCLive as it wrote them.

    Raises:
        KbError: a file of parameters cannot be read.
    """
    found: dict[str, Any] = {}
    for path in pipeline.params:
        said = snapshot.values(path)
        for name, value in (said if isinstance(said, dict) else {}).items():
            put(found, [str(name)], value, path)
    for stage in pipeline.stages:
        for file, held in stage.params.items():
            for name, value in held.items():
                put(found, name.split("."), value, f"{stage.name}:{file}")
    return found


def put(found: dict[str, Any], path: list[str], value: Any, source: str) -> None:
    """Set a nested value; one that another source gives otherwise is kept beside it, under its source."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            put(found, [*path, str(name)], inner, source)
        return
    here: Any = found
    for step in path[:-1]:
        here = here.setdefault(step, {}) if isinstance(here, dict) else None
    if not isinstance(here, dict) or here.setdefault(path[-1], value) != value:
        beside = found.setdefault(source, {})
        if isinstance(beside, dict):
            beside[".".join(path)] = value


def seeds(values: Mapping[str, Any]) -> tuple[int, ...]:
    """The whole numbers among parameters that are called seeds."""
    named = (
        int(value)
        for path, value in numbers(values)
        if isinstance(value, int) and any(_SEEDS.fullmatch(step) for step in path.split(".")[-2:])
    )
    return tuple(dict.fromkeys(named))


def metrics(snapshot: Snapshot, pipeline: Pipeline) -> tuple[Metric, ...]:
    """Figures by their names; where files share a name, that of the file stands behind it, `accuracy.young`.

    Raises:
        KbError: a file cannot be read, or is not the one that its stage wrote.
    """
    found = {}
    locked = {out.path: out.digest for stage in pipeline.stages for out in stage.outs}
    for path in pipeline.metrics:
        if path in snapshot.files:
            _as_written(snapshot, path, locked.get(path))
            found[path] = dict(_figures(snapshot.values(path), _live(pipeline, path)))
        elif locked.get(path):
            raise KbError(
                f"the figures in `{path}` are neither in git nor in DVC's cache here",
                where=snapshot.place(pipeline.lock),
                hint="`dvc fetch --all-commits` brings them; with `cache: false` in dvc.yaml git keeps them.",
            )
    names = [name for figures in found.values() for name in figures]
    shared = {name for name in names if names.count(name) > 1} if len(set(names)) < len(names) else set()
    return tuple(
        Metric(f"{name}.{_stem(path, found)}" if shared & figures.keys() else name, value)
        for path, figures in found.items()
        for name, value in figures.items()
    )


def _stem(path: str, others: Mapping[str, Any]) -> str:
    """A file without its ending; with the folders where another has the same name."""
    short = posixpath.splitext(posixpath.basename(path))[0]
    alike = sum(posixpath.splitext(posixpath.basename(other))[0] == short for other in others)
    return short if alike == 1 else posixpath.splitext(path)[0].replace("/", ".")


def _figures(said: Any, live: bool) -> Iterator[tuple[str, float]]:
    if live and isinstance(said, dict):
        said = {name: value for name, value in said.items() if name not in ("step", "system")}
    return numbers(said)


def _live(pipeline: Pipeline, path: str) -> bool:
    """Whether DVCLive wrote a file of figures: it keeps their history beside it."""
    return posixpath.join(posixpath.dirname(path), "plots/metrics") in pipeline.plots


def _as_written(snapshot: Snapshot, path: str, locked: str | None) -> None:
    data = snapshot.files[path]
    if locked is None or data is None or not locked.startswith("md5:"):
        return
    if locked.removeprefix("md5:") not in md5s(data):
        raise KbError(
            "this file is not the one that its stage wrote: the lock file has another digest",
            where=snapshot.place(path),
            hint="Run `dvc repro` and commit dvc.lock with the figures.",
        )


def md5s(data: bytes) -> set[str]:
    """The digests that a file has, whichever line ends git gave it."""
    plain = data.replace(b"\r\n", b"\n")
    forms = {data, plain, plain.replace(b"\n", b"\r\n")} if b"\n" in data else {data}
    return {hashlib.md5(form, usedforsecurity=False).hexdigest() for form in forms}


class Inputs:
    """What went in from outside, by what it is.

    Args:
        snapshot: with the files that :func:`helpful` names.
        pipeline: whose inputs.
        shown: how a path of the project is written in a record.

    Attributes:
        data: part → what it is.
        lockfile: of the environment.
        config: the file of settings.
        dirty: whether code ran in another version than the snapshot holds; None if no code is named.
    """

    def __init__(self, snapshot: Snapshot, pipeline: Pipeline, shown: Callable[[str], str]) -> None:
        self.data: dict[str, Data] = {}
        self.lockfile: str | None = None
        self.config: str | None = next((file for stage in pipeline.stages for file in stage.params), None)
        self.dirty: bool | None = None
        for item in _sources(pipeline):
            name = posixpath.basename(item.path)
            if item.inside and f"{item.path}.dvc" not in snapshot.files and _is_code(snapshot, item.path):
                self._code(snapshot, item)
            elif _LOCKS.fullmatch(name):
                self.lockfile = self.lockfile or item.path
            elif posixpath.splitext(name)[1].lower() in _SETTINGS:
                self.config = self.config or item.path
            else:
                self.data[_part(item.path, self.data)] = Data(
                    shown(item.path), item.digest or _tracked(snapshot, item.path)
                )

    def _code(self, snapshot: Snapshot, item: Item) -> None:
        """Code that ran in another version than the snapshot holds was changed and not committed."""
        data = snapshot.files.get(item.path)
        if data is not None and item.digest is not None:
            self.dirty = bool(self.dirty) or item.digest.removeprefix("md5:") not in md5s(data)


def _is_code(snapshot: Snapshot, path: str) -> bool:
    names = snapshot.folders.get(path)
    if names is None:
        return posixpath.splitext(path)[1].lower() in _CODE
    kinds = {posixpath.splitext(name)[1].lower() for name in names}
    return bool(kinds & _CODE) and ".dvc" not in kinds


def _tracked(snapshot: Snapshot, path: str) -> str | None:
    said = snapshot.values(f"{path}.dvc", ".yaml")
    outs = said.get("outs") if isinstance(said, dict) else None
    first = outs[0] if isinstance(outs, list) and outs else None
    return digest(first) if isinstance(first, dict) else None


def _part(path: str, taken: Mapping[str, Any]) -> str:
    """What a part of the data is called: the split that its file is named after, or the file."""
    stem = posixpath.splitext(posixpath.basename(path.rstrip("/")))[0] or "data"
    words = re.split(r"[\W_]+", stem.lower())
    split = next((_SPLITS[word] for word in words if word in _SPLITS), None)
    for name in (split, stem, path.replace("/", "-").replace(".", "-").strip("-")):
        if name and name not in taken:
            return name
    return next(f"{stem}-{number}" for number in range(2, len(taken) + 3) if f"{stem}-{number}" not in taken)


def outputs(snapshot: Snapshot, pipeline: Pipeline, shown: Callable[[str], str]) -> tuple[Artifact, ...]:
    """What the stages left behind, beside figures and plots, and what DVCLive handed to DVC.

    Raises:
        KbError: a `.dvc` file cannot be read.
    """
    apart = {*pipeline.metrics, *pipeline.plots}
    kinds = {path: body.get("desc") or name for path, (name, body) in _registered(pipeline).items()}
    items = {out.path: out for stage in pipeline.stages for out in stage.outs if not _within(out.path, apart)}
    digests = {path: out.digest for path, out in items.items()}
    for path in kinds.keys() - digests.keys():
        if f"{path}.dvc" in snapshot.files:
            digests[path] = _tracked(snapshot, path)
    return tuple(
        Artifact(shown(path), digest_, str(kinds[path])[:200] if path in kinds else None)
        for path, digest_ in digests.items()
    )


def _registered(pipeline: Pipeline) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """What the project calls artifacts, by the path of each."""
    return {
        posixpath.normpath(posixpath.join(pipeline.folder, body["path"])): (name, body)
        for name, body in pipeline.artifacts.items()
        if isinstance(body.get("path"), str)
    }


def model(pipeline: Pipeline) -> str | None:
    """The name of the model, where the project registers one."""
    return next((name for name, body in pipeline.artifacts.items() if body.get("type") == "model"), None)


def command(pipeline: Pipeline) -> str | None:
    """How the whole pipeline is run again from the top of the project."""
    if not pipeline.stages:
        return None
    only = pipeline.stages[0]
    single = len(pipeline.stages) == 1 and only.commands
    run = " && ".join(only.commands) if single else "dvc repro --force"
    folder = only.folder if single else pipeline.folder
    return f"cd {quoted(folder)} && {run}" if folder and folder != "." else run


def quoted(word: str) -> str:
    """A word for the shell."""
    import shlex

    return shlex.quote(word)
