"""The states that a file had, newest first, with the commits that made them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kb import base, disk
from kb.base import Document
from kb.errors import KbError
from kb.history import objects
from kb.history.git import ask
from kb.records import Registry

MOST: Final = 500
"""Commits of one file that are looked at: who confirmed what was there before them can look for themselves."""
_CHANGE: Final = re.compile(r":[0-7]{6} [0-7]{6} [0-9a-f]+ (?P<blob>[0-9a-f]+) [AMRC]")


class State(NamedTuple):
    """A file as a commit left it.

    Attributes:
        commit: the commit.
        on: its day, as YYYY-MM-DD.
        document: what stood there, as this version of `kb` reads it.
    """

    commit: str
    on: str
    document: Document


def states(root: Path, path: str, types: Registry) -> Iterator[State]:
    """What git knows of a file, newest first; renames are followed. Nothing without git or outside a repository."""
    said = ask(
        root, "log", f"--max-count={MOST}", "--no-ext-diff", "--no-textconv", "--format=%x01%H %cs", "--raw",
        "--no-abbrev", "-z", "--follow", "--", path,
    )  # fmt: skip
    commits: list[tuple[str, str, str]] = []
    for entry in (said or "").split("\x01")[1:]:
        change = _CHANGE.search(entry)
        if change is not None:
            commit, on = entry.split("\0", 1)[0].split(" ")[:2]
            commits.append((commit, on, change["blob"]))
    texts = _texts(root, {blob for _, _, blob in commits})
    for commit, on, blob in commits:
        data = texts.get(blob)
        if data is not None:
            source, problem = disk.decoded(path, data)
            source.revision = commit
            yield State(commit, on[:10], base.read(source, types, problem))


def _texts(root: Path, blobs: set[str]) -> dict[str, bytes | None]:
    """The contents of the objects; none where the clone does not hold them all."""
    try:
        return dict(objects.blobs(root, blobs))
    except KbError:
        return {}
