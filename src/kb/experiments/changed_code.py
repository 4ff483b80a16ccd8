"""Keeps what was changed after the commit as a patch that git applies, within bounds and without secrets."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kb.experiments.asking import ask
from kb.experiments.repository import CodeState
from kb.text import secrets
from kb.text.addresses import E_MAIL

LARGEST_FILE: Final = 256 * 1024
LARGEST: Final = 2 * 1024 * 1024
MOST_FILES: Final = 500
_HEAD: Final = re.compile(rb"^diff --git ", re.MULTILINE)


@dataclass(frozen=True)
class Patch:
    """The difference between a commit and the work tree.

    Attributes:
        data: for `git apply` at the top of the repository; empty when there is none.
        remarks: which files are not in it, and why, in sentences.
        whole: nothing is left out.
    """

    data: bytes = b""
    remarks: tuple[str, ...] = ()
    whole: bool = True


def patch(state: CodeState) -> Patch:
    """What the work tree has and the commit has not."""
    if state.top is None or state.commit is None or not state.dirty:
        return Patch()
    remarks: list[str] = []
    tracked = _small(state.top, state.changed, remarks)
    new = _small(state.top, [path for path in state.untracked if not path.endswith("/")], remarks)
    paths = [*tracked, *new]
    if len(paths) > MOST_FILES:
        remarks.append(f"the patch holds {MOST_FILES} of {len(paths):,} changed files")
        paths = paths[:MOST_FILES]
    data = b"".join(_kept(_difference(state, paths, [path for path in new if path in set(paths)]), remarks))
    whole = not remarks and not any(path.endswith("/") for path in state.untracked)
    return Patch(data, tuple(remarks), whole)


def _small(top: Path, paths: Sequence[str], remarks: list[str]) -> list[str]:
    kept = []
    for path in paths:
        try:
            size = os.lstat(top / path).st_size if not (top / path).is_dir() else 0
        except OSError:
            size = 0  # it was deleted, which is a change too
        if size > LARGEST_FILE:
            remarks.append(f"`{path}` is not in the patch: {size:,} bytes are more than {LARGEST_FILE:,}")
        else:
            kept.append(path)
    return kept


def _difference(state: CodeState, paths: Sequence[str], new: Sequence[str]) -> bytes:
    """What `git diff` says; new files are announced in a copy of the index, so that the real one stays as it is."""
    if not paths:
        return b""
    assert state.top is not None
    with tempfile.TemporaryDirectory(prefix="kb-index-") as folder:
        index = Path(folder) / "index"
        real = state.top / ask(state.top, "rev-parse", "--git-path", "index").text
        if real.is_file():
            shutil.copy2(real, index)  # with its time: by that git tells which files it has to look into
        more = {"GIT_INDEX_FILE": str(index)}
        if new:
            ask(state.top, "add", "--intent-to-add", "--force", "--", *new, more=more)
        said = ask(
            state.top, "diff", "--binary", "--full-index", "--no-ext-diff", "--no-textconv", "--no-color",
            "--no-renames", "--src-prefix=a/", "--dst-prefix=b/", "HEAD", "--", *paths, more=more,
        )  # fmt: skip
    return said.out


def _kept(difference: bytes, remarks: list[str]) -> Iterator[bytes]:
    """The parts of a patch, one for each file, that may be kept."""
    volume = 0
    starts = [found.start() for found in _HEAD.finditer(difference)]
    for number, start in enumerate(starts):
        part = difference[start : (*starts, len(difference))[number + 1]]
        name = _name(part)
        seen = secrets.sightings(part.decode("utf-8", "replace"))
        told = next((found for found in seen if found.kind != E_MAIL), None)
        volume += len(part)
        if told is not None:
            remarks.append(f"`{name}` is not in the patch: {told.kind} stands in it")
        elif volume > LARGEST:
            remarks.append(f"`{name}` is not in the patch, which would be longer than {LARGEST:,} bytes")
        else:
            if seen:
                remarks.append(f"the patch of `{name}` holds {seen[0].kind}")
            yield part


def _name(part: bytes) -> str:
    first = part.split(b"\n", 1)[0].removeprefix(b"diff --git ")
    return first.rpartition(b" b/")[2].decode("utf-8", "backslashreplace").rstrip('"')
