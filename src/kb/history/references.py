"""Reads what lies behind many references at once: a few git processes, however many commits there are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Final, NamedTuple

from kb.errors import KbError
from kb.history.git import ask_bytes

_STAMP: Final = re.compile(r"(\d{1,12}) ([+-])(\d\d)(\d\d)")
_ANSWER: Final = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) ([a-z]+) (\d+)")
_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_FORMAT: Final = "%(refname)%00%(objectname)%00%(objecttype)%00%(committerdate:raw)%00%(contents:subject)"


class Reference(NamedTuple):
    """A reference to a commit, or a commit that was asked for.

    Attributes:
        name: in full, such as `refs/heads/main`.
        commit: what it leads to.
        at: when that was committed; None if the commit says nothing sensible.
        subject: the first line of the message.
    """

    name: str
    commit: str
    at: datetime | None
    subject: str


class Held(NamedTuple):
    """What a commit holds at a path.

    Attributes:
        id: of the object.
        kind: `blob` for a file or a link, `tree` for a folder.
        size: in bytes.
    """

    id: str
    kind: str
    size: int


def references(root: Path, below: str) -> list[Reference]:
    """The references below a name that lead to commits; none without git or a repository."""
    said = ask_bytes(root, "for-each-ref", f"--format={_FORMAT}", below)
    found = []
    for line in (said or b"").split(b"\n"):
        name, commit, kind, at, subject = (*line.split(b"\0", 4), b"", b"", b"", b"", b"")[:5]
        if kind == b"commit":
            found.append(Reference(os.fsdecode(name), commit.decode(), _moment(at), _words(subject)))
    return found


def stashed(root: Path, name: str) -> list[Reference]:
    """What a reference led to in the past, as its reflog tells it, the latest first."""
    said = ask_bytes(root, "log", "-g", "-z", "--date=raw", "--format=%H%n%cd%n%s", name, "--")
    return [
        Reference(name, commit.decode(), _moment(at), _words(subject))
        for entry in (said or b"").split(b"\0")
        if entry
        for commit, at, subject in [(*entry.split(b"\n"), b"", b"", b"")[:3]]
    ]


def resolved(root: Path, revision: str) -> str | None:
    """The commit that a branch, tag or (part of a) commit id means; None if there is no such thing."""
    if not revision or revision.startswith("-") or not revision.isprintable():
        return None
    said = ask_bytes(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = (said or b"").decode("ascii", "replace").strip()
    return commit if _COMMIT.fullmatch(commit) else None


def last_change(root: Path, commit: str, paths: Sequence[str]) -> Reference | None:
    """The last commit up to one that changed some paths; None if there is none.

    Args:
        root: the folder that the paths are relative to.
        commit: a full commit id.
        paths: of files and folders.
    """
    said = ask_bytes(root, "log", "-1", "-z", "--date=raw", "--format=%H%n%cd%n%s", commit, "--", *paths)
    if not said:
        return None
    found, at, subject = (*said.rstrip(b"\0").split(b"\n"), b"", b"", b"")[:3]
    return Reference("", found.decode(), _moment(at), _words(subject))


def held(root: Path, wanted: Sequence[tuple[str, str]]) -> list[Held | None]:
    """What commits hold at paths from the top of the repository; None for nothing.

    Raises:
        KbError: git does not answer.
    """
    asked = [_question(commit, path) for commit, path in wanted]
    if not asked:
        return []
    said = ask_bytes(
        root,
        "cat-file",
        "--batch-check=%(objectname) %(objecttype) %(objectsize)",
        given=b"\n".join([*asked, b""]),
    )
    answers = (said or b"").split(b"\n")[:-1]
    if len(answers) != len(asked):
        raise KbError("git does not say what these commits hold", hint="`git fsck` says more.")
    return [
        Held(match[1].decode(), match[2].decode(), int(match[3]))
        if (match := _ANSWER.fullmatch(answer)) is not None
        else None
        for answer in answers
    ]


def _question(commit: str, path: str) -> bytes:
    """What git is asked for; a name that cannot be asked for in one line stands for nothing."""
    if "\n" in path or "\0" in path:
        return b"0"
    return f"{commit}:{path}".encode("utf-8", "surrogateescape")


def changed(root: Path, pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """The paths in which commits differ from others.

    Args:
        root: a folder of the repository.
        pairs: two commits each, the later one first, each later one once.

    Returns:
        later commit → paths from the top; a commit that is like the other, or cannot be read, holds nothing.
    """
    given = "".join(f"{later} {earlier}\n" for later, earlier in pairs)
    if not given:
        return {}
    said = ask_bytes(
        root, "diff-tree", "--stdin", "-r", "-z", "--raw", "--no-renames", "--always", given=given.encode()
    )
    found: dict[str, set[str]] = {}
    here: set[str] = set()
    words = iter((said or b"").split(b"\0"))
    for word in words:
        if word.startswith(b":"):
            here.add(os.fsdecode(next(words, b"")))
        elif word:
            here = found.setdefault(word.decode("ascii", "replace"), set())
    return {commit: frozenset(paths) for commit, paths in found.items()}


def children(data: bytes, size: int) -> Iterator[str]:
    """The names in a tree object.

    Args:
        data: its bytes.
        size: of an object id in bytes.
    """
    at = 0
    while (end := data.find(b"\0", at)) != -1:
        yield os.fsdecode(data[at:end].partition(b" ")[2])
        at = end + 1 + size


def _moment(raw: bytes) -> datetime | None:
    found = _STAMP.fullmatch(raw.decode("ascii", "replace"))
    if found is None:
        return None
    away = timedelta(hours=int(found[3]), minutes=int(found[4]))
    try:
        zone = timezone(-away if found[2] == "-" else away) if away else UTC
        return datetime.fromtimestamp(int(found[1]), zone)
    except (ValueError, OverflowError, OSError):
        return None


def _words(data: bytes) -> str:
    return data.decode("utf-8", "replace")
