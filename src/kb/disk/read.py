"""Reads the working tree: which files are records, and each of them as text or as a problem with its place.

Ten thousand files pass through here on every run, so a file costs one open, one fstat and one read; the bytes
are looked at closely only once something is odd about them.
"""

from __future__ import annotations

import errno
import os
import posixpath
import re
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Final

from kb.diagnostics import Span
from kb.disk.inside import checked, folder_trouble
from kb.errors import KbError
from kb.text import signs
from kb.text.frontmatter import Problem
from kb.text.signs import MAX_RECORD
from kb.text.source import Source

# A pipe must not block, a link must not be followed, a terminal must not become ours.
_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
# What `git mergetool` leaves beside a file with conflicts: copies that would all claim the same id.
_LEFTOVER: Final = re.compile(r"_(BACKUP|BASE|LOCAL|REMOTE)_\d+\.md$", re.IGNORECASE)
_NAMES: Final = {"\0": "a NUL character", "\r": "a bare carriage return", "\x1b": "an escape character"}


def record_folders(root: Path, folders: Sequence[str]) -> list[str]:
    """The record folders by their plain names.

    Raises:
        KbError: one is a link, leads out of the base or is no folder. One that does not exist holds nothing.
    """
    found = []
    for folder in folders:
        start = posixpath.normpath(folder)
        trouble = folder_trouble(root, f"{checked(start)}/")
        if trouble is not None:
            raise KbError(trouble, where=start, hint="`records` in the configuration must name real folders.")
        found.append(start)
    return found


def is_leftover(path: str) -> bool:
    """Whether a merge left a file behind that only looks like a record."""
    return _LEFTOVER.search(path) is not None


def record_paths(root: Path, folders: Sequence[str]) -> list[str]:
    """Every entry below the record folders whose name ends in `.md`, whatever it is, sorted.

    Hidden names and what editors and merges leave behind are no records. Symbolic links to folders are not
    followed; a link, a pipe or a folder that is *named* like a record is listed, so that reading it says so.

    Returns:
        paths relative to ``root`` with forward slashes. A folder that does not exist holds nothing.

    Raises:
        KbError: a record folder is a link, leads out of the base, is no folder, or a folder cannot be listed.
    """
    found: set[str] = set()
    for start in record_folders(root, folders):
        _walk(os.fspath(root), start, found)
    return sorted(found)


def _walk(root: str, start: str, found: set[str]) -> None:
    waiting = [start]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(f"{root}/{folder}") as entries:
                for entry in entries:
                    name = entry.name
                    if name[0] == ".":
                        continue
                    if name[-3:].lower() == ".md":
                        if not is_leftover(name):
                            found.add(f"{folder}/{name}")
                    elif entry.is_dir(follow_symlinks=False):
                        waiting.append(f"{folder}/{name}")
        except FileNotFoundError:
            continue
        except OSError as error:
            raise KbError(f"the folder cannot be listed: {error.strerror}", where=folder) from None


def is_record(path: str, folders: Sequence[str]) -> bool:
    """Whether :func:`record_paths` would list a path, going by its name alone; for files of another time.

    Args:
        path: relative to the root, with forward slashes.
        folders: the record folders, as the configuration names them.
    """
    if path[-3:].lower() != ".md":
        return False
    for folder in folders:
        start = f"{posixpath.normpath(folder)}/"
        if path.startswith(start):
            below = path[len(start) - 1 :]
            return "/." not in below and not is_leftover(below)
    return False


def read_source(root: Path, path: str) -> tuple[Source, Problem | None]:
    """One file as a source, and why it is no usable text, if so.

    Args:
        root: the folder of the base.
        path: relative to it, with forward slashes.

    Returns:
        the source, whose text can be released and read again, and a problem: FM001 for what is no readable
        file, FM007 for what is not safe to read (links, size, encoding, characters). A text that is not UTF-8
        comes with replacement characters, so that the place of the problem can be shown.
    """
    full = f"{root}/{path}"
    data, problem = _bytes(root, full, path)
    if data is None:
        return Source(path, ""), problem
    return decoded(path, data, reloader(root))


def decoded(
    path: str, data: bytes, again: Callable[[str], str] | None = None
) -> tuple[Source, Problem | None]:
    """The bytes of a file as a source, and why they are no usable text, if so; see :func:`read_source`."""
    problem = None
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return Source(path, data.decode("utf-8", "replace"), again), _not_utf8(data, error)
    if (sign := signs.odd(data, text)) is not None:
        problem = _odd_character(sign)
    if not path.isprintable():
        problem = Problem(
            "FM007", Span(0, 0), "the file name holds characters that cannot be shown", "Rename the file."
        )
    return Source(path, text, again), problem


def read_text(root: Path, path: str, *, limit: int = MAX_RECORD) -> str:
    """The text of a file that is no record, such as the configuration; line ends and BOM as they are.

    Raises:
        KbError: there is no such file, it is not plain UTF-8 text, or it is longer than ``limit`` bytes.
    """
    data, problem = _bytes(root, f"{root}/{checked(path)}", path, limit)
    if data is not None:
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            text, problem = data.decode("utf-8", "replace"), _not_utf8(data, error)
        else:
            found = signs.odd_in(text)
            problem = _odd_character(found) if found is not None else None
        if problem is None:
            return text
        assert isinstance(problem.where, Span)
        line, column = Source(path, text).position(problem.where.start)
        raise KbError(problem.message, where=f"{path}:{line}:{column}", hint=problem.help or None)
    assert problem is not None
    raise KbError(problem.message, where=path, hint=problem.help or None)


def read_bytes(root: Path, path: str) -> bytes | None:
    """The bytes of a file as they are now; None when there is no such file.

    Raises:
        KbError: it is there and is no file that may be read.
    """
    data, problem = _bytes(root, f"{root}/{path}", path)
    if problem is not None and os.path.lexists(f"{root}/{path}"):
        raise KbError(problem.message, where=path, hint=problem.help or None)
    return data


def _bytes(root: Path, full: str, path: str, limit: int = MAX_RECORD) -> tuple[bytes | None, Problem | None]:
    """The bytes of a regular file of bounded size that no link leads to, or why there are none."""
    trouble = folder_trouble(root, path)
    if trouble is not None:
        return None, Problem(
            "FM007", Span(0, 0), trouble, "Records are read in real folders inside the base only."
        )
    try:
        fd = os.open(full, _FLAGS)
    except (OSError, ValueError) as error:
        return None, _unreadable(full, error)
    try:
        status = os.fstat(fd)
        if not stat.S_ISREG(status.st_mode):
            return None, _no_file(status.st_mode)
        if status.st_size > limit:
            return None, _too_large(status.st_size, limit)
        data = os.read(fd, status.st_size + 1)
        while len(data) < status.st_size and (more := os.read(fd, limit)):
            data += more
        return (data, None) if len(data) <= limit else (None, _too_large(len(data), limit))
    except OSError as error:
        return None, _unreadable(full, error)
    finally:
        with suppress(OSError):  # what was read was read
            os.close(fd)


@cache
def reloader(root: Path) -> Callable[[str], str]:
    """One reader for all the sources of a base: ten thousand of their own would be a megabyte."""
    return partial(_again, root)


def _again(root: Path, path: str) -> str:
    """The text of a source that was released; empty when it has gone, which `Source.unchanged` then tells."""
    data, _ = _bytes(root, f"{root}/{path}", path)
    return data.decode("utf-8", "replace") if data is not None else ""


def _unreadable(full: str, error: OSError | ValueError) -> Problem:
    code = getattr(error, "errno", None)
    if code in (errno.ELOOP, errno.EMLINK) or os.path.islink(full):
        help_ = "Put the file itself there; a link may lead anywhere."
        return Problem("FM007", Span(0, 0), "this is a symbolic link, not a file", help_)
    if code in (errno.ENXIO, errno.EISDIR):
        return _no_file(stat.S_IFDIR if code == errno.EISDIR else stat.S_IFSOCK)
    if code == errno.ENOENT:
        return Problem("FM001", Span(0, 0), "there is no such file")
    said = getattr(error, "strerror", None) or str(error)
    return Problem("FM001", Span(0, 0), f"the file cannot be read: {said}", "Check its permissions.")


def _no_file(mode: int) -> Problem:
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
    kind = next((words for is_kind, words in kinds if is_kind(mode)), "a device")
    help_ = "Rename it, so that it does not end in `.md`."
    return Problem("FM001", Span(0, 0), f"this is {kind}, not a file", help_)


def _too_large(size: int, limit: int) -> Problem:
    message = f"the file has {size:,} bytes; a record has at most {limit:,}"
    return Problem("FM007", Span(0, 0), message, "Move data out of the record and name it by its address.")


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> Problem:
    at = len(data[: error.start].decode())
    message = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
    utf16 = ", not UTF-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
    return Problem("FM007", Span(at, at + 1), message, f"Save the file as UTF-8{utf16}.")


def _odd_character(found: re.Match[str]) -> Problem:
    sign = found[0]
    what = "a bidirectional control character" if "\u202a" <= sign <= "\u2069" else "a control character"
    message = f"{_NAMES.get(sign, what)} (U+{ord(sign):04X})"
    help_ = "Use LF or CRLF line ends." if sign == "\r" else "Remove it."
    return Problem("FM007", Span(found.start(), found.end()), message, help_)
