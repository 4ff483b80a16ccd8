"""Lists the commits that lead to one, parents first, with the files below some places that each of them changed.

Two plumbing commands of git do it, which know none of the settings of `git log`: the one tells which commits there
are and where they come from, the other compares each with its first parent. Names are bytes without escapes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kb.errors import KbError
from kb.history.git import ask, stream

_FILES: Final = (b"100644", b"100755")
_END: Final = 253_402_300_799 - 86_400  # a day before the last that a date can hold: somewhere it is later


class Commit(NamedTuple):
    """A commit and what it did.

    Attributes:
        id: its full id.
        parents: the commits that it comes from, as it names them itself.
        at: when it was written, in seconds.
        author: who wrote it.
        changes: each path that differs from the first parent, from the root of the base, with the id of what lies
            there now; None where there is no file any more. Links and submodules are no files.
    """

    id: str
    parents: tuple[str, ...]
    at: int
    author: str
    changes: tuple[tuple[str, str | None], ...]


class Row(NamedTuple):
    """What a commit says and did, without where it comes from; see :class:`Commit`."""

    at: int
    author: str
    changes: tuple[tuple[str, str | None], ...]


Order = Sequence[tuple[str, tuple[str, ...]]]


def order(root: Path, head: str) -> Order:
    """The commits that lead to one, parents first, each with its parents.

    Raises:
        KbError: git cannot read them.
    """
    said = stream(
        root, "rev-list", "--topo-order", "--reverse", "--parents", "--stdin", given=[f"{head}\n".encode()]
    )
    found = []
    for line in _pieces(said, b"\n"):
        commit, *parents = line.decode().split(" ")
        found.append((commit, tuple(parents)))
    return found


def rows(root: Path, commits: Order, places: Sequence[str]) -> Iterator[tuple[str, Row]]:
    """What some commits did.

    Args:
        root: the folder of the base; it need not be the top of the repository.
        commits: with their parents.
        places: folders and files of the base, by their plain names.

    Raises:
        KbError: git cannot read them.
    """
    pairs = (" ".join((commit, *parents[:1])).encode() + b"\n" for commit, parents in commits)
    return _compared(root, pairs, places) if commits else iter(())


def cuts(root: Path) -> frozenset[str]:
    """The commits at which a shallow clone ends: what they hold may be older than they are."""
    place = ask(root, "rev-parse", "--git-path", "shallow")
    try:
        return frozenset((root / (place or "").removesuffix("\n")).read_text("ascii").split())
    except (OSError, ValueError):
        return frozenset()


def _compared(root: Path, pairs: Iterable[bytes], places: Sequence[str]) -> Iterator[tuple[str, Row]]:
    said = stream(
        root, "diff-tree", "--stdin", "--root", "-r", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff",
        "--no-textconv", f"-O{os.devnull}", "--relative", "--always", "--encoding=UTF-8",
        "--format=%H %at %an", "--", *places,
        given=pairs,
    )  # fmt: skip
    words = _pieces(said, b"\0")
    header, changes = b"", list[tuple[str, str | None]]()
    for word in words:
        # An entry is told from a header by its place: whoever wrote a commit may be called anything.
        if (entry := word.removeprefix(b"\n"))[:1] == b":":
            _, mode, _, blob, _ = entry.split(b" ")
            path = os.fsdecode(next(words))
            changes.append((path, blob.decode() if mode in _FILES else None))
        else:
            if header:
                yield _parsed(header, changes)
            header, changes = entry, []
    if header:
        yield _parsed(header, changes)


def _parsed(header: bytes, changes: list[tuple[str, str | None]]) -> tuple[str, Row]:
    commit, at, author = header.decode("utf-8", "backslashreplace").split(" ", 2)
    return commit, Row(min(max(_seconds(at), 0), _END), author, tuple(changes))


def _seconds(text: str) -> int:
    """A broken commit has no time that can be read."""
    try:
        return int(text)
    except ValueError:
        return 0


def _pieces(said: Iterable[bytes], end: bytes) -> Iterator[bytes]:
    """What stands before each end; what comes after the last one would be torn."""
    left = b""
    for piece in said:
        *whole, left = (left + piece).split(end)
        yield from whole
    if left.strip():
        raise KbError("git ended in the middle of what it said", hint="`git fsck` says more.")
