"""Reads revisions from git's objects: nothing is checked out, nothing is compared with files, nothing is written."""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kb.disk import MAX_RECORD
from kb.errors import KbError
from kb.history.git import ask, ask_bytes, stream, top_level

_AT_ONCE: Final = 32 * 1024 * 1024  # bytes of blobs that are asked for in one breath
_FILES: Final = (b"100644", b"100755")


class Fork(NamedTuple):
    """Where the history of a revision and that of the work tree part.

    Attributes:
        theirs: the commit of the revision.
        ancestor: the last commit that both have.
    """

    theirs: str
    ancestor: str


def fork(root: Path, revision: str) -> Fork | None:
    """Find where the work tree and a revision part; a merge in progress counts as if it were committed.

    Returns:
        the two commits; None while the work tree has no commit that it could come from.

    Raises:
        KbError: there is no repository or no git, no such revision, or no commit that both have.
    """
    if top_level(root) is None:
        hint = (
            "--against compares with a commit: it needs git, and a repository that git trusts; "
            "`git status` says more."
        )
        raise KbError(f"there is no git repository at {root} to find {revision} in", hint=hint)
    heads = [commit for name in ("HEAD", *merging(root)) if (commit := commit_of(root, name)) is not None]
    theirs = commit_of(root, revision)
    if not heads and (theirs is not None or revision in ("HEAD", "@")):
        return None
    if theirs is None:
        hint = (
            "`git branch --all` lists what there is; a runner may have to fetch it first: `git fetch origin`."
        )
        raise KbError(f"there is no revision {revision} here", hint=hint)
    said = ask(root, "merge-base", theirs, *heads)
    if said:
        return Fork(theirs, said.split("\n", 1)[0])
    if ask(root, "rev-parse", "--is-shallow-repository") == "true\n":
        hint = "Fetch more of the history, such as `git fetch --unshallow`; a runner has a setting for the depth."
        message = (
            f"this clone is shallow: the commit from which {revision} and the work tree come is not in it"
        )
        raise KbError(message, hint=hint)
    raise KbError(f"{revision} and the work tree have no commit in common", hint="Name a related revision.")


def commit_of(root: Path, revision: str) -> str | None:
    """The full id of the commit that a revision names; None where there is no such commit here."""
    if not revision or revision.startswith("-"):
        return None
    said = ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    return said.strip() if said else None


def merging(root: Path) -> list[str]:
    """The commits that a merge in progress brings in."""
    place = ask(root, "rev-parse", "--git-path", "MERGE_HEAD")
    try:
        return (root / (place or "").removesuffix("\n")).read_text("ascii").split() if place else []
    except (OSError, ValueError):
        return []


def boundary(root: Path) -> frozenset[str]:
    """The commits at which a shallow clone ends: what they hold may be older than they are."""
    place = ask(root, "rev-parse", "--git-path", "shallow")
    try:
        return frozenset((root / (place or "").removesuffix("\n")).read_text("ascii").split())
    except (OSError, ValueError):
        return frozenset()


def files(root: Path, commit: str, places: Sequence[str]) -> dict[str, str]:
    """The files of a commit at or below some places: path → object id; no links, no submodules.

    Args:
        root: the folder that the paths are relative to; it need not be the top of the repository.
        commit: a full commit id.
        places: paths of folders and files; those that are not there hold nothing.

    Raises:
        KbError: the commit cannot be read.
    """
    below = map(posixpath.normpath, places)
    said = ask_bytes(root, "ls-tree", "-r", "-z", commit, "--", *below)
    if said is None:
        raise KbError(f"the files of commit {commit[:12]} cannot be read", hint="`git fsck` says more.")
    found: dict[str, str] = {}
    for entry in said.split(b"\0"):
        about, _, path = entry.partition(b"\t")
        if about[:6] in _FILES:
            found[os.fsdecode(path)] = about.rsplit(b" ", 1)[1].decode()
    return found


def blobs(root: Path, ids: Iterable[str], *, limit: int = MAX_RECORD) -> Iterator[tuple[str, bytes | None]]:
    """The contents of objects, each once; None for one that is larger than a record may be.

    Args:
        root: a folder of the repository.
        ids: of the objects.
        limit: bytes of one object, if not those of a record.

    Raises:
        KbError: some of them are not in this clone, or cannot be read.
    """
    batch: list[str] = []
    volume = 0
    for id_, size in _sizes(root, sorted(set(ids))):
        if size > limit:
            yield id_, None
            continue
        if volume + size > _AT_ONCE:
            yield from _contents(root, batch)
            batch, volume = [], 0
        batch.append(id_)
        volume += size
    yield from _contents(root, batch)


def _sizes(root: Path, ids: Sequence[str]) -> Iterator[tuple[str, int]]:
    if not ids:
        return
    said = ask_bytes(root, "cat-file", "--batch-check=%(objectname) %(objectsize)", given=_lines(ids))
    answers = (said or b"").split(b"\n")[:-1]
    if len(answers) != len(ids):
        raise _unreadable()
    for id_, answer in zip(ids, answers, strict=True):
        yield id_, _size(answer)


def _contents(root: Path, ids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    said = ask_bytes(root, "cat-file", "--batch", given=_lines(ids)) if ids else b""
    at = 0
    for id_ in ids:
        end = said.find(b"\n", at) if said is not None else -1
        if said is None or end == -1:
            raise _unreadable()
        size = _size(said[at:end])
        yield id_, said[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def _size(answer: bytes) -> int:
    """The last word of an answer about an object; an object that is missing has none."""
    size = answer.rsplit(b" ", 1)[-1]
    if not size.isdigit():
        raise _unreadable()
    return int(size)


def _unreadable() -> KbError:
    hint = "`git fsck` says more. A clone with `--filter` holds what was asked for once: clone without it."
    return KbError("some files of that revision are not in this clone", hint=hint)


def _lines(ids: Iterable[str]) -> bytes:
    return "".join(f"{id_}\n" for id_ in ids).encode()


def object_ids(data: bytes, like: str) -> Iterator[str]:
    """The object ids that git may have given a file: with its line ends as they are, and with plain ones.

    Args:
        data: the bytes of the file.
        like: an object id of the same repository, which tells the algorithm by its length.
    """
    algorithm = hashlib.sha256 if len(like) == 64 else hashlib.sha1
    yield algorithm(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
    if b"\r\n" in data:
        data = data.replace(b"\r\n", b"\n")
        yield algorithm(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def contents(root: Path, ids: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    """The contents of any number of objects in their order, while git reads them; see :func:`blobs`.

    Raises:
        KbError: some of them are not in this clone, or cannot be read.
    """
    wanted = list(ids)
    given = _lines(wanted)
    pieces = Stretch(stream(root, "cat-file", "--batch", "--buffer", given=[given])) if wanted else None
    for id_ in wanted:
        assert pieces is not None
        size = _size(pieces.line())
        if size <= MAX_RECORD:
            yield id_, pieces.take(size)
        else:
            pieces.skip(size)
            yield id_, None
        pieces.skip(1)
    if pieces is not None:
        pieces.end()


class Stretch:
    """Bytes that come in pieces, taken by lines and by numbers."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""
        self._at = 0

    def line(self) -> bytes:
        """Everything up to the next line end, which is passed over."""
        while (end := self._held.find(b"\n", self._at)) == -1:
            self._more()
        found, self._at = self._held[self._at : end], end + 1
        return found

    def take(self, size: int) -> bytes:
        """So many bytes."""
        while len(self._held) - self._at < size:
            self._more()
        found = self._held[self._at : self._at + size]
        self._at += size
        return found

    def skip(self, size: int) -> None:
        """Pass over so many bytes, without holding them."""
        while len(self._held) - self._at < size:
            size -= len(self._held) - self._at
            self._at = len(self._held)
            self._more()
        self._at += size

    def end(self) -> None:
        """Hear how the command ended."""
        for _ in self._pieces:
            raise _unreadable()

    def _more(self) -> None:
        piece = next(self._pieces, b"")
        if not piece:
            raise _unreadable()
        self._held = self._held[self._at :] + piece
        self._at = 0
