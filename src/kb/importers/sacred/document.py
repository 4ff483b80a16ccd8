"""One run of Sacred out of its document, which is the same in a file and in MongoDB but for a few forms."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from kb.history.git import browsable
from kb.importers.run import Artifact, Data, Metric, Run, State
from kb.importers.sacred.plain import Marked, moment, without_marked
from kb.importers.values import numbers

_STATES: Final[Mapping[str, State]] = {"COMPLETED": "finished", "RUNNING": "running"}
_COPY: Final = re.compile(r"(?P<name>.+)_(?P<md5>[0-9a-f]{32})(?P<ending>\.\w+)?")
_MD5: Final = re.compile(r"[0-9a-f]{32}")
_PATIENCE: Final = timedelta(minutes=1)
_BEAT: Final = 10.0
"""Seconds between two signs of life, if nothing else is asked for."""


class Kept(NamedTuple):
    """What is kept of one run.

    Attributes:
        id: of the run.
        place: for messages.
        document: of the run; plain.
        config: its configuration; plain.
        metrics: name → the last value.
        artifacts: what it left behind.
    """

    id: str
    place: str
    document: Mapping[str, Any]
    config: Mapping[str, Any]
    metrics: Mapping[str, float]
    artifacts: tuple[Artifact, ...]


def sign_of_life(document: Mapping[str, Any]) -> datetime | None:
    """The last time at which a run is known to have been there."""
    times = [moment(document.get(key)) for key in ("heartbeat", "stop_time", "start_time")]
    return max((time for time in times if time is not None), default=None)


def run(kept: Kept, uri: str, latest: datetime | None) -> Run:
    """The run.

    Args:
        kept: what is kept of it.
        uri: of the store, as a record names it.
        latest: the last time at which any run of the store was there; one that is said to be running and has been
            silent for long at that time was killed.
    """
    said = kept.document
    experiment = _mapping(said.get("experiment"))
    meta, host = _mapping(said.get("meta")), _mapping(said.get("host"))
    left: list[str] = []
    params = without_marked(
        {key: value for key, value in kept.config.items() if key not in ("__doc__", "seed")}, "params", left
    )
    seed = kept.config.get("seed")
    repository = next((one for one in _mappings(experiment.get("repositories"))), {})
    name = _text(experiment.get("name"))
    return Run(
        tracker="sacred",
        id=kept.id,
        uri=uri,
        place=kept.place,
        name=f"{name} {kept.id}" if name else None,
        group=name,
        state=_state(said, latest),
        started=moment(said.get("start_time")),
        ended=moment(said.get("stop_time")),
        commit=_text(repository.get("commit")),
        dirty=dirty if isinstance(dirty := repository.get("dirty"), bool) else None,
        repository=browsable(_text(repository.get("url")) or ""),
        command=command(said, kept.config),
        params=params,
        seeds=(seed,) if isinstance(seed, int) and not isinstance(seed, bool) else (),
        metrics=tuple(_metrics(kept.metrics, said.get("result"))),
        data=_data(said.get("resources"), _text(experiment.get("base_dir"))),
        outputs=kept.artifacts,
        environment=_environment(host),
        failure=next(
            reversed(_words(said.get("fail_trace"))), None
        ),  # the lines before tell of somebody's machine
        note=_text(meta.get("comment")),
        tags=_tags(experiment),
        remarks=tuple(f"left out {what}: an object of Python, which is not made" for what in left),
    )


def _state(said: Mapping[str, Any], latest: datetime | None) -> State:
    state = _STATES.get(str(said.get("status")), "failed")
    if state != "running":
        return state
    options = _mapping(_mapping(said.get("meta")).get("options"))
    try:
        beat = float(options.get("--beat-interval") or _BEAT)
        silence = max(_PATIENCE, timedelta(seconds=10 * beat))
    except (TypeError, ValueError, OverflowError):
        silence = _PATIENCE
    sign = sign_of_life(said)
    return "failed" if sign is not None and latest is not None and latest - sign > silence else "running"


def command(said: Mapping[str, Any], config: Mapping[str, Any]) -> str | None:
    """How the run can be started again: as it was, and with the seed, which Sacred may have drawn."""
    main = _text(_mapping(said.get("experiment")).get("mainfile"))
    if main is None:
        return None
    meta = _mapping(said.get("meta"))
    options = _mapping(meta.get("options"))
    updates = [word for word in _list(options.get("UPDATE")) if isinstance(word, str)]
    if "UPDATE" not in options:
        updates = [*_words(meta.get("named_configs")), *_assignments(_mapping(meta.get("config_updates")))]
    seed = config.get("seed")
    if isinstance(seed, int) and not any(word.startswith("seed=") for word in updates):
        updates.append(f"seed={seed}")
    named = _text(options.get("COMMAND"))
    words = ["python", main, *([named] if named else []), *(["with", *updates] if updates else [])]
    return shlex.join(words)


def _words(value: Any) -> list[str]:
    return [word for word in _list(value) if isinstance(word, str)]


def _assignments(updates: Mapping[str, Any]) -> Iterator[str]:
    stack = [(str(key), value) for key, value in reversed(list(updates.items()))]
    while stack:
        path, value = stack.pop()
        if isinstance(value, Mapping) and value:
            stack += [(f"{path}.{key}", inner) for key, inner in reversed(list(value.items()))]
        elif not isinstance(value, Marked):
            yield f"{path}={value if isinstance(value, str) else repr(value)}"


def _metrics(last: Mapping[str, float], result: Any) -> Iterator[Metric]:
    yield from (Metric(name, value) for name, value in last.items())
    single = not isinstance(result, Mapping | list)
    for name, value in numbers(result, "result" if single else ""):
        yield Metric(name if name not in last else f"result.{name}", value)


def _data(resources: Any, base: str | None) -> dict[str, Data]:
    """Files that the run opened as resources; the copies that a file storage keeps are named after their md5."""
    found: dict[str, Data] = {}
    for entry in _list(resources):
        if not (isinstance(entry, list) and len(entry) == 2 and all(isinstance(word, str) for word in entry)):
            continue
        path, copy = entry
        match = _COPY.fullmatch(posixpath.basename(copy))
        md5 = copy if _MD5.fullmatch(copy) else match["md5"] if match is not None else None
        stem = posixpath.splitext(posixpath.basename(path))[0] or "data"
        data = Data(_within(path, base), f"md5:{md5}" if md5 else None)
        if data not in found.values():
            found[_free(stem, found)] = data
    return found


def _free(stem: str, taken: Mapping[str, Data]) -> str:
    names = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _within(path: str, base: str | None) -> str:
    """A path from the folder of the experiment; only its name where it lies elsewhere on somebody's machine."""
    if "://" in path:
        return path
    path = path.replace("\\", "/")
    if not posixpath.isabs(path) and path[1:2] != ":":
        return posixpath.normpath(path)
    folder = f"{(base or '').replace(chr(92), '/').rstrip('/')}/"
    if base and path.startswith(folder):
        return posixpath.normpath(path.removeprefix(folder))
    return posixpath.basename(path)


def _environment(host: Mapping[str, Any]) -> dict[str, str]:
    """The interpreter and the processors; neither the name of the machine nor its variables."""
    cards = [
        str(card.get("model"))
        for card in _mappings(_mapping(host.get("gpus")).get("gpus"))
        if card.get("model")
    ]
    hardware = ", ".join(word for word in (_text(host.get("cpu")), *cards) if word and word != "Unknown")
    python = _text(host.get("python_version"))
    return {key: value for key, value in (("python", python), ("hardware", hardware)) if value}


def _tags(experiment: Mapping[str, Any]) -> dict[str, str]:
    listed = ", ".join(_words(experiment.get("dependencies")))
    return {"dependencies": listed} if listed else {}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    return (item for item in _list(value) if isinstance(item, Mapping))


def _text(value: Any) -> str | None:
    return str(value) if isinstance(value, str) and value and not isinstance(value, Marked) else None
