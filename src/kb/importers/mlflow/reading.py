"""Reads a file of a folder that is somebody else's: regular files only, no links, and no more than is expected."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class TooMuchError(Exception):
    """A file is larger than such a file is, or none at all."""


def text_of(path: Path | str, most: int) -> str:
    """The text of a file, bytes that are no UTF-8 marked as such.

    Args:
        path: of the file.
        most: bytes that are allowed.

    Raises:
        OSError: it is not there, is a link, or cannot be read.
        TooMuchError: it is too large, or no regular file.
    """
    if "\0" in os.fspath(path):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    fd = os.open(path, _FLAGS)
    try:
        about = os.fstat(fd)
        if not stat.S_ISREG(about.st_mode):
            raise TooMuchError("this is no file")
        if about.st_size > most:
            raise TooMuchError(f"this has more than {most:,} bytes")
        pieces = []
        left = most + 1
        while left > 0 and (piece := os.read(fd, min(left, 1 << 20))):
            pieces.append(piece)
            left -= len(piece)
    finally:
        os.close(fd)
    return b"".join(pieces).decode("utf-8", "replace")
