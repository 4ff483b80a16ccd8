"""Captures what can be said of a run before its command starts: code, data, parameters, environment, seeds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from kb.config import Config
from kb.digests import Digest, Seen, Undigested
from kb.errors import KbError
from kb.experiments import hosting, places, repository, words
from kb.experiments.changed_code import Patch, patch
from kb.experiments.discretion import discreet
from kb.experiments.measuring import seeds_of
from kb.experiments.places import Datum, Stamps
from kb.experiments.repository import CodeState
from kb.importers import values

MOST_PARAMS: Final = 16_384
"""Characters of parameters in JSON; of more the record says in which file they are."""
LONGEST_NAME: Final = 200
DEEPEST: Final = 8
"""Levels of parameters; what lies deeper is for the file."""
Progress = Callable[[str], Seen | None]
"""Told what is read next; what it gives back is told how much of it was."""


@dataclass(frozen=True)
class Run:
    """What is to be run and written down.

    Attributes:
        root: of the base.
        config: of the base, with what the command line added under `[record]`.
        words: the command.
        folder: it runs in, at or below the root.
        variables: its environment.
        progress: told what is read.
    """

    root: Path
    config: Config
    words: tuple[str, ...]
    folder: Path
    variables: Mapping[str, str]
    progress: Progress = lambda _name: None


class Before(NamedTuple):
    """What is known before the command starts.

    Attributes:
        values: fields of the record.
        state: of the code.
        patch: what was changed after the commit.
        data: split → what the command is said to read, and its digest if it is there.
        stamps: what the files look like that the command may write.
        params: the parameters, read.
        remarks: for whoever runs it, in sentences.
    """

    values: dict[str, Any]
    state: CodeState
    patch: Patch
    data: dict[str, tuple[Datum, Digest | None]]
    stamps: Stamps
    params: dict[str, Any]
    remarks: list[str]


def before(run: Run, now: datetime) -> Before:
    """Capture what can be said before a command runs.

    Raises:
        KbError: a file with parameters cannot be read, git does not answer.
    """
    remarks: list[str] = []
    state = repository.state(run.root, no_code(run.config))
    changes = patch(state)
    remarks += [*state.remarks, *changes.remarks]
    if state.commit is not None and state.dirty:
        remarks.append(_dirty(state))
    params, config = _params(run, remarks)
    data = {split: _datum(run, uri, remarks) for split, uri in run.config.record.data.items()}
    found = {
        "date": now.astimezone(UTC).replace(microsecond=0),
        "code": _code(run, state, config),
        "environment": _environment(run),
        "seeds": seeds_of(params, run.words, run.config.record.seeds),
        "data": {split: _entry(*found) for split, found in data.items()},
        "model": {"params": params} if params else {},
        "run": {"tracker": "kb"},
    }
    filled = {key: value for key, value in found.items() if value}
    return Before(
        discreet(filled, "", remarks) | {"date": found["date"]},
        state,
        changes,
        data,
        stamps_of(run),
        params,
        remarks,
    )


def no_code(config: Config) -> repository.Skips:
    """Records are no code, nor is what commands write; data that git does not know have their digests."""
    table = config.record
    never = [*config.records, *filter(None, [table.diffs])]
    made = [*table.metrics, *table.outputs]

    def skips(path: str, known: bool) -> bool:
        if places.matches(path, never) or places.matches(path, made):
            return True
        return not known and places.matches(path, table.data.values())

    return skips


def _dirty(state: CodeState) -> str:
    count = len(state.changed) + len(state.untracked)
    first = ", ".join(f"`{path}`" for path in (*state.changed, *state.untracked)[:3])
    return f"the code is not that of the commit: {first}{f' and {count - 3} more' if count > 3 else ''}"


def _code(run: Run, state: CodeState, config: str | None) -> dict[str, Any]:
    folder = run.folder.relative_to(run.root).as_posix()
    kept = {name: run.variables[name] for name in run.config.record.environment if name in run.variables}
    code = {
        "commit": state.commit,
        "repository": state.repository,
        "command": words.written(run.words, folder, kept),
        "dirty": state.dirty,
        "config": config,
    }
    return {key: value for key, value in code.items() if value is not None}


def _environment(run: Run) -> dict[str, str]:
    table = run.config.record
    return hosting.environment(
        run.root, run.folder, run.words, variables=run.variables, lockfile=table.lockfile, image=table.image
    )


def _params(run: Run, remarks: list[str]) -> tuple[dict[str, Any], str | None]:
    """The parameters of all files that hold some, and the names of these files."""
    found: dict[str, Any] = {}
    names = [name for pattern in run.config.record.params for name in places.matching(run.root, pattern)]
    names = [name for name in dict.fromkeys(names) if (run.root / name).is_file()]
    for name in names:
        read = read_values(run.root, name, remarks)
        if isinstance(read, Mapping):
            found.update(plain(read))
        elif read is not None:
            remarks.append(f"`{name}` holds no parameters: it is not a table of names and values")
    if len(json.dumps(found)) > MOST_PARAMS:
        remarks.append(f"{named(names)} holds too many parameters for a record, which names the file instead")
        found = {}
    return found, ", ".join(names) or None


def read_values(root: Path, name: str, remarks: list[str]) -> Any:
    """What a file of figures or parameters holds; None, and a remark, where it cannot be read."""
    try:
        with (root / name).open("rb") as file:
            data = file.read(values.MAX_FILE + 1)
        if len(data) > values.MAX_FILE:
            remarks.append(f"{name}: more than {values.MAX_FILE:,} bytes are not read")
            return None
        return values.read(name, data.decode())
    except KbError as error:
        remarks.append(f"{error.where or name}: {error.message}")
    except OSError as error:
        remarks.append(f"{name}: {error.strerror}")
    except UnicodeDecodeError:
        remarks.append(f"{name}: this is no text in UTF-8")
    return None


def plain(value: Any, depth: int = 0) -> Any:
    """Parameters as a record can hold them: text for keys, dates, what is not finite and what is nested deeply."""
    if depth > DEEPEST and isinstance(value, Mapping | list):
        return "…"
    if isinstance(value, Mapping):
        named = {str(key)[:LONGEST_NAME]: inner for key, inner in value.items()}
        return {key: plain(inner, depth + 1) for key, inner in named.items() if key.strip()}
    if isinstance(value, list):
        return [plain(inner, depth + 1) for inner in value]
    if isinstance(value, int | float) and not isinstance(value, bool) and not abs(value) < 1e15:
        return str(value)[:LONGEST_NAME]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _datum(run: Run, uri: str, remarks: list[str]) -> tuple[Datum, Digest | None]:
    found = places.datum(run.root, uri)
    if found.path is None:
        remarks.append(f"`{uri}` is not on this machine, so the record holds its address without a digest")
    if not found.there:
        return found, None
    return found, digest_of(run, found, remarks)


def digest_of(run: Run, found: Datum, remarks: list[str]) -> Digest | None:
    """The digest of data or of an output; None, and a remark, where it cannot be read."""
    try:
        return found.digest(seen=run.progress(found.uri))
    except Undigested as error:
        remarks.append(f"`{found.uri}` has no digest in the record: {error.message}")
        return None


def _entry(found: Datum, digest: Digest | None) -> dict[str, Any]:
    return {"uri": found.uri} | ({"digest": str(digest)} if digest is not None else {})


def stamps_of(run: Run) -> Stamps:
    """What the files look like that a command may write."""
    table = run.config.record
    return places.stamps(run.root, [*table.metrics, *table.outputs])


def named(names: Sequence[str]) -> str:
    """Names of files, for a sentence."""
    return ", ".join(f"`{name}`" for name in names)
