"""What the files of a base look like from outside: name, kind, size, times and inode of each, without opening one.

Two looks that are equal byte for byte mean that no file was written in between, with one exception that
:attr:`Listing.fresh` names: a file written within a tick of the clock before the look can be written once more
without looking any different.
"""

from __future__ import annotations

import os
import stat
import time
from array import array
from collections.abc import Sequence

from kb.cache.frames import join, split

GRAIN = 2_000_000_000
"""Nanoseconds within which two writes may leave the same time; FAT has the coarsest clock, of two seconds."""
NUMBERS = 5
"""How many numbers are kept of a file: mode, size, time of the last write, of the last change, inode."""

_FOLDER = (
    os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
)
_RELATIVE = os.stat in os.supports_dir_fd and os.open in os.supports_dir_fd and os.listdir in os.supports_fd
_MASK = (1 << 63) - 1


status_of = os.stat
now = time.time_ns

Folder = tuple[str, list[str], "array[int]", tuple[int, ...]]


class Listing:
    """One look at the record folders of a base.

    Attributes:
        data: all that was seen of the files; equal for two looks between which none was written.
        folders: the folders themselves, which look different when anything came into one or went.
        begun: when it was, in nanoseconds.
        fresh: the files that were written so shortly before that they must be read again.
        plain: whether there are only regular files among them.
    """

    __slots__ = ("_seen", "begun", "data", "folders", "fresh", "plain")

    def __init__(self, seen: list[Folder], begun: int) -> None:
        self._seen = seen
        self.begun = begun
        self.fresh, self.plain = _closer(seen, begun - GRAIN)
        parts = []
        for folder, names, numbers, _ in seen:
            parts += [os.fsencode("\0".join((folder, *names))), numbers.tobytes()]
        self.data = join(parts)
        self.folders = [(folder, around) for folder, _, _, around in seen]

    @property
    def count(self) -> int:
        """How many files there are."""
        return sum(len(names) for _, names, _, _ in self._seen)

    def names(self) -> list[str]:
        """The files as they stand in ``data``, relative to the root."""
        return [f"{folder}/{name}" for folder, names, _, _ in self._seen for name in names]

    def since(self, data: bytes) -> list[int] | None:
        """Which files look different from an earlier look, by their number in :meth:`names`.

        Args:
            data: what was seen then.

        Returns:
            None when files or folders came or went.
        """
        before = split(data)
        if before is None or len(before) != 2 * len(self._seen):
            return None
        found: list[int] = []
        first = 0
        for (folder, names, numbers, _), named, told in zip(
            self._seen, before[::2], before[1::2], strict=True
        ):
            if named != os.fsencode("\0".join((folder, *names))):
                return None
            now = numbers.tobytes()
            if now != told:
                found += [first + n for n in _differing(now, told, len(names))]
            first += len(names)
        return found

    def paths(self) -> list[str]:
        """The files, relative to the root, in the order of their paths."""
        return sorted(f"{folder}/{name}" for folder, names, _, _ in self._seen for name in names)


def _differing(now: bytes, then: bytes, count: int) -> list[int]:
    """Which of so many files have other numbers."""
    step = len(now) // count
    return [n for n, at in enumerate(range(0, len(now), step)) if now[at : at + step] != then[at : at + step]]


def look(root: str, folders: Sequence[str]) -> Listing | None:
    """Look at the record folders below ``root`` as the reader would find them.

    Returns:
        what is there; None when a folder is a link or cannot be listed, so that the reader has to say so.
    """
    begun = now()
    seen: list[Folder] = []
    try:
        for folder in dict.fromkeys(folders):
            _walk(root, folder, seen)
    except (OSError, ValueError, OverflowError):
        return None
    seen.sort(key=lambda found: found[0])
    return Listing(seen, begun)


def _walk(root: str, start: str, seen: list[Folder]) -> None:
    if not _real(root, start):
        return
    waiting = [start]
    while waiting:
        folder = waiting.pop()
        names, numbers, inner, around = _entries(f"{root}/{folder}")
        waiting += [f"{folder}/{name}" for name in inner]
        seen.append((folder, names, numbers, around))


def _real(root: str, start: str) -> bool:
    """Whether a record folder is there; a link on the way to it is for the reader to refuse."""
    here = root
    for step in start.split("/"):
        here = f"{here}/{step}"
        try:
            mode = os.lstat(here).st_mode
        except FileNotFoundError:
            return False
        if not stat.S_ISDIR(mode):
            raise NotADirectoryError(here)
    return True


def _entries(folder: str) -> tuple[list[str], array[int], list[str], tuple[int, ...]]:
    """The records of one folder in order, their numbers, the folders in it, and what it looks like itself.

    A file is asked about by its bare name where the system can, which takes a third of the time.
    """
    fd = os.open(folder, _FOLDER) if _RELATIVE else None
    records: list[str] = []
    numbers = array("q")
    inner: list[str] = []
    add, tell = numbers.extend, status_of
    try:
        own = tell(folder if fd is None else fd)
        for name in sorted(os.listdir(folder if fd is None else fd)):
            if name[0] == ".":
                continue
            at = name if fd is not None else f"{folder}/{name}"
            status = tell(at, dir_fd=fd, follow_symlinks=False)
            if name[-3:].lower() == ".md":
                records.append(name)
                add((status[0], status[6], status.st_mtime_ns, status.st_ctime_ns, status[1] & _MASK))
            elif stat.S_ISDIR(status.st_mode):
                inner.append(name)
    finally:
        if fd is not None:
            os.close(fd)
    return records, numbers, inner, (own.st_ino, own.st_mtime_ns, own.st_ctime_ns)


def _closer(seen: list[Folder], since: int) -> tuple[list[str], bool]:
    """Which files were written or changed since a moment, and whether all of them are regular files."""
    fresh: list[str] = []
    plain = True
    for folder, names, numbers, _ in seen:
        modes = numbers[0::NUMBERS]
        plain = plain and all(map(stat.S_ISREG, set(modes)))
        latest = map(max, numbers[2::NUMBERS], numbers[3::NUMBERS])
        fresh += [f"{folder}/{name}" for name, when in zip(names, latest, strict=True) if when >= since]
    return fresh, plain
