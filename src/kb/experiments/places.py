"""Finds files by the patterns of the configuration and the addresses of records, and tells which a command wrote."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from kb import digests
from kb.config import paths
from kb.digests import Digest, Seen
from kb.errors import KbError

MOST: Final = 20_000
"""Files that a pattern may lead to."""
_ELSEWHERE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_PATTERN: Final = re.compile(r"[*?\[]")

Stamp = tuple[int, int, int, int]
Stamps = dict[str, Stamp]


def is_pattern(path: str) -> bool:
    """Whether a path stands for several."""
    return _PATTERN.search(path) is not None


def matching(root: Path, pattern: str) -> list[str]:
    """The files and folders that a path or pattern leads to, from the root, sorted.

    Raises:
        KbError: there are more than anybody can have meant.
    """
    if not is_pattern(pattern):
        return [PurePosixPath(pattern).as_posix()] if _exists(root / pattern) else []
    try:
        found = list(islice(root.glob(pattern), MOST + 1))
    except (ValueError, NotImplementedError, IndexError, OSError):
        raise KbError(
            f"`{pattern}` is not a pattern", hint="Such as `out/*.csv` or `out/**/*.csv`."
        ) from None
    if len(found) > MOST:
        raise KbError(f"the pattern `{pattern}` leads to more than {MOST:,} files", hint="Name fewer.")
    names = (path.relative_to(root).as_posix() for path in found)
    return sorted(name for name in names if ".git" not in name.split("/"))


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that is too long for any file, or holds what none may
        return False


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Whether a file is meant by one of some paths and patterns, or lies in a folder that is."""
    plain = [pattern.rstrip("/") for pattern in patterns]
    above = [path, *(parent.as_posix() for parent in PurePosixPath(path).parents)][:-1]
    return any(paths.matches(name, pattern) or name == pattern for pattern in plain for name in above)


def stamps(root: Path, patterns: Sequence[str]) -> Stamps:
    """What the files look like from outside that paths and patterns lead to, those in folders as well."""
    found: Stamps = {}
    for pattern in patterns:
        for name in matching(root, pattern):
            for file in _files(root, name):
                status = (root / file).stat()
                found[file] = (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)
    return found


def _files(root: Path, name: str) -> Iterator[str]:
    if (root / name).is_file():
        yield name
    elif (root / name).is_dir():
        for folder, folders, names in os.walk(root / name):
            folders[:] = [inner for inner in folders if inner != ".git"]
            inside = Path(folder).relative_to(root)
            yield from ((inside / file).as_posix() for file in names if (root / inside / file).is_file())


def written(before: Stamps, after: Stamps) -> list[str]:
    """The files that are new or were written again, in order."""
    return sorted(name for name, stamp in after.items() if before.get(name) != stamp)


@dataclass(frozen=True)
class Datum:
    """Data by the address in a record.

    Attributes:
        uri: as written.
        path: the file or folder; None for what is not on this machine.
        files: from the root, where the address is a pattern.
        inside: the address is a path below the root.
    """

    uri: str
    path: Path | None
    files: tuple[str, ...] | None = None
    inside: bool = False

    @property
    def there(self) -> bool:
        """Whether there is something to look at."""
        return bool(self.files) if self.files is not None else self.path is not None and _exists(self.path)

    def digest(self, algorithm: str = "sha256", seen: Seen | None = None) -> Digest:
        """The digest of what is there now.

        Raises:
            Undigested: it cannot be read.
        """
        assert self.path is not None
        if self.files is not None:
            return digests.of_files(self.path, self.files, algorithm, seen=seen)
        return digests.of(self.path, algorithm, seen=seen)


def datum(root: Path, uri: str) -> Datum:
    """Find what an address means: a path or pattern from the root, a path of this machine, or something elsewhere."""
    if _ELSEWHERE.match(uri) and not Path(uri).is_absolute():
        return Datum(uri, _local(uri))
    path = PurePosixPath(uri)
    inside = not path.is_absolute() and ".." not in path.parts
    if is_pattern(uri) and inside and not _exists(root / uri):
        try:
            names = tuple(name for name in matching(root, uri) if (root / name).is_file())
        except KbError:
            names = ()
        return Datum(uri, root, names, inside)
    return Datum(uri, root / uri, None, inside)


def _local(uri: str) -> Path | None:
    """The path of a `file:` address of this machine; None for anything else."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    here = parts.scheme == "file" and parts.netloc in ("", "localhost") and parts.path.startswith("/")
    return Path(unquote(parts.path)) if here else None
