r"""Digests of files and folders as records hold them: `sha256:…`, and the `md5:…` that other programs write.

The digest of a file is that of its bytes, `sha256:` and what `sha256sum` prints. The digest of a folder is the one of
its list of files, in the format and the order of::

    cd FOLDER && find -L . -type f -printf '%P\0' | LC_ALL=C sort -z | xargs -0r sha256sum | sha256sum

So it tells names and contents, and neither times, modes nor empty folders; links count as what they lead to.
`md5:….dir` is the digest that DVC gives a folder: the md5 of its list of files in JSON.

Files are read piece by piece, whatever their size; pipes, sockets and devices are refused before they are opened.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from kb.errors import KbError

MOST_FILES: Final = 200_000
"""Of a folder: beyond that it is a store, and its own program should say what is in it."""
_PIECE: Final = 1024 * 1024
_DIGITS: Final = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}
_WRITTEN: Final = re.compile(r"(?P<algorithm>[a-z0-9]+):(?P<hex>[0-9a-fA-F]+)(?P<folder>[.]dir)?")
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_BINARY: Final = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)

Seen = Callable[[int], None]
"""Told how many bytes more were read, for a progress bar."""


class Digest(NamedTuple):
    """A digest as written in a record.

    Attributes:
        algorithm: `sha256`, `md5`, `sha1` or `sha512`.
        hex: lower-case.
        listed: it is that of a folder, as DVC writes it.
    """

    algorithm: str
    hex: str
    listed: bool = False

    def __str__(self) -> str:
        return f"{self.algorithm}:{self.hex}{'.dir' if self.listed else ''}"


class Undigested(KbError):
    """There is no digest: nothing is there, it cannot be read, or it is too much."""


def parse(written: str) -> Digest | None:
    """Read a digest of a record; None for a notation that cannot be computed here, such as a tracker's own."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None or len(found["hex"]) != _DIGITS.get(found["algorithm"]):
        return None
    return Digest(found["algorithm"], found["hex"].lower(), found["folder"] is not None)


def of(
    path: Path, algorithm: str = "sha256", *, most_bytes: int | None = None, seen: Seen | None = None
) -> Digest:
    """The digest of a file or folder.

    Args:
        path: of a regular file or a folder; links are followed.
        algorithm: one that :func:`parse` knows; `md5` of a folder is DVC's.
        most_bytes: give up rather than read more than this.
        seen: is told the progress.

    Raises:
        Undigested: it is not there, cannot be read, or is more than is allowed.
    """
    if not path.is_dir():
        return Digest(algorithm, _Reader(most_bytes, seen).file(path, algorithm))
    names = sorted(os.fsencode(name) for name in _below(path))
    return of_files(path, names, algorithm, most_bytes=most_bytes, seen=seen)


def of_files(
    folder: Path,
    names: Iterable[bytes | str],
    algorithm: str = "sha256",
    *,
    most_bytes: int | None = None,
    seen: Seen | None = None,
) -> Digest:
    """The digest of some files of a folder, as if there were no others; see :func:`of`.

    Args:
        folder: what the names are relative to.
        names: of the files, with slashes; in any order.
        algorithm: as for :func:`of`.
        most_bytes: as for :func:`of`.
        seen: as for :func:`of`.
    """
    reader = _Reader(most_bytes, seen)
    listed = [
        (name, reader.file(folder / os.fsdecode(name), algorithm)) for name in sorted(map(os.fsencode, names))
    ]
    if algorithm == "md5":
        return Digest(algorithm, _dvc(listed), listed=True)
    sum_ = hashlib.new(algorithm, usedforsecurity=False)
    for name, hex_ in listed:
        sum_.update(_line(name, hex_))
    return Digest(algorithm, sum_.hexdigest())


def same(path: Path, written: str, *, most_bytes: int | None = None, seen: Seen | None = None) -> bool | None:
    """Whether a file or folder has a digest; None for a notation that cannot be computed here.

    Raises:
        Undigested: as for :func:`of`.
    """
    wanted = parse(written)
    if wanted is None:
        return None
    return of(path, wanted.algorithm, most_bytes=most_bytes, seen=seen) == wanted


class _Reader:
    """Reads files one after the other, and no more in all than it may."""

    def __init__(self, most: int | None, seen: Seen | None) -> None:
        self.most = most
        self.read = 0
        self.seen = seen

    def file(self, path: Path, algorithm: str) -> str:
        sum_ = hashlib.new(algorithm, usedforsecurity=False)
        try:
            fd = _opened(path)
        except OSError as error:
            raise Undigested(error.strerror or str(error), where=str(path)) from None
        with os.fdopen(fd, "rb", buffering=0) as stream:
            try:
                while piece := stream.read(_PIECE):
                    self._count(len(piece), path)
                    sum_.update(piece)
            except OSError as error:
                raise Undigested(error.strerror or str(error), where=str(path)) from None
        return sum_.hexdigest()

    def _count(self, more: int, path: Path) -> None:
        self.read += more
        if self.most is not None and self.read > self.most:
            raise Undigested(
                f"there are more than {self.most:,} bytes, which is too much to read", where=str(path)
            )
        if self.seen is not None:
            self.seen(more)


def _opened(path: Path) -> int:
    """The descriptor of a regular file; what is none is not even opened, for opening may do something."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise Undigested("this is neither a file nor a folder", where=str(path))
    fd = os.open(path, _FLAGS | _BINARY)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise Undigested("this is neither a file nor a folder", where=str(path))
    return fd


def _below(top: Path) -> Iterator[str]:
    """The names of all files below a folder; a link that leads back to a folder above it is refused."""
    found = 0
    pending = [("", frozenset({os.path.realpath(top)}))]
    while pending:
        inside, above = pending.pop()
        for entry in _entries(top, inside):
            name = f"{inside}{entry.name}"
            if not entry.is_dir():
                found += 1
                if found > MOST_FILES:
                    raise Undigested(f"there are more than {MOST_FILES:,} files", where=str(top))
                yield name
                continue
            real = os.path.realpath(entry.path) if entry.is_symlink() else ""
            if real in above:
                raise Undigested("this link leads back to a folder that it is in", where=str(top / name))
            pending.append((f"{name}/", above | {real or os.path.realpath(entry.path)}))


def _entries(top: Path, inside: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(top / inside) as found:
            return list(found)
    except OSError as error:
        raise Undigested(error.strerror or str(error), where=str(top / inside)) from None


def _line(name: bytes, hex_: str) -> bytes:
    r"""A line as `sha256sum` prints it, which escapes `\`, line feeds and carriage returns."""
    escaped = name.replace(b"\\", b"\\\\").replace(b"\n", b"\\n").replace(b"\r", b"\\r")
    return (b"\\" if escaped != name else b"") + hex_.encode() + b"  " + escaped + b"\n"


def _dvc(listed: Iterable[tuple[bytes, str]]) -> str:
    entries = [{"md5": hex_, "relpath": os.fsdecode(name)} for name, hex_ in listed]
    text = json.dumps(sorted(entries, key=lambda entry: entry["relpath"]), sort_keys=True)
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
