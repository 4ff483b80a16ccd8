"""Knows the highest number that any commit ever named a record by, so that the id of a removed one is not given again.

Reading ten thousand commits takes seconds, so what was found is kept beside the git directory together with the
commits it was found in; after that only those are read that came since. What is kept can only make numbers higher.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from kb.errors import KbError
from kb.history import git

FILE: Final = "highest.json"
_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_PREFIX: Final = re.compile(r"[A-Z]{1,6}")
_LIMIT: Final = 16 * 1024 * 1024


def highest(root: Path, folders: Sequence[str], kept: Path, *, keep: bool) -> Mapping[str, int]:
    """Prefix → the highest number in the name of a record file of any commit that a branch, tag or stash leads to.

    Args:
        root: the folder of the base.
        folders: its record folders.
        kept: the folder in which what was found is kept.
        keep: whether to keep it; a dry run does not.

    Returns:
        what is known; nothing without git, and of a shallow clone what is in it.
    """
    heads = sorted(set((git.ask(root, "show-ref", "--head", "--hash") or "").split()))
    before, found = _kept(kept / FILE, folders)
    if not heads or heads == before:
        return found
    try:
        for prefix, number in _named(root, folders, heads, before):
            found[prefix] = max(number, found.get(prefix, 0))
    except KbError:
        return found
    if keep:
        _keep(kept / FILE, folders, heads, found)
    return found


def _named(
    root: Path, folders: Sequence[str], heads: Sequence[str], known: Sequence[str]
) -> Iterator[tuple[str, int]]:
    """The ids in the names of files that commits added which are not behind those that are known."""
    asked = "".join([*(f"{head}\n" for head in heads), *(f"^{head}\n" for head in known)])
    pieces = git.stream(
        root, "log", "--stdin", "--ignore-missing", "--full-history", "-c", "-z", "--no-renames", "--name-only",
        "--diff-filter=A", "--format=", "--", *folders, given=[asked.encode()],
    )  # fmt: skip
    rest = b""
    for piece in pieces:
        *names, rest = (rest + piece).split(b"\0")
        yield from _ids(names)
    yield from _ids([rest])


def _ids(names: Sequence[bytes]) -> Iterator[tuple[str, int]]:
    for name in names:
        id = git.id_in_name(os.fsdecode(name))
        if id is not None:
            prefix, _, number = id.partition("-")
            yield prefix, int(number)


def _kept(file: Path, folders: Sequence[str]) -> tuple[list[str], dict[str, int]]:
    """The commits that were looked at, and what was found; nothing of a file that is not ours."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        with file.open("rb") as opened:
            said: Any = json.loads(opened.read(_LIMIT))
        heads, found = said["heads"], said["highest"]
        right = said["folders"] == list(folders) and all(map(_COMMIT.fullmatch, heads))
        numbers = {prefix: number for prefix, number in found.items() if _PREFIX.fullmatch(prefix)}
        if right and all(type(number) is int and 0 < number < 10**9 for number in numbers.values()):
            return heads, numbers
    return [], {}


def _keep(file: Path, folders: Sequence[str], heads: Sequence[str], found: Mapping[str, int]) -> None:
    said = {"version": 1, "folders": list(folders), "heads": list(heads), "highest": dict(found)}
    temporary = file.with_name(f"{FILE}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(said), encoding="utf-8")
        temporary.replace(file)
