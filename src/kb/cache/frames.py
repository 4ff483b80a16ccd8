"""Lays pieces of bytes into one file and takes them out again; anything torn or foreign is no pieces at all.

Nothing here constructs or runs what it reads: a piece is bytes, whoever wrote them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zlib import crc32

_NAME = b"kb-cache 2 "


def pack(pieces: Iterable[bytes]) -> bytearray:
    """The pieces as the bytes of a file, with a sum over them; laid out once, for they may be megabytes."""
    head = len(_NAME) + 9
    whole = bytearray(head)
    for piece in pieces:
        whole += b"%d:" % len(piece)
        whole += piece
    with memoryview(whole) as seen:
        total = crc32(seen[head:])
    whole[:head] = b"%s%08x\n" % (_NAME, total)
    return whole


class Packing:
    """Pieces as the parts of a file, one after the other, so that the file is never in memory as a whole.

    Attributes:
        head: what belongs at its beginning; known when all parts have gone by.
    """

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces
        self.head = b"%s%08x\n" % (_NAME, 0)

    def __iter__(self) -> Iterator[bytes]:
        total = 0
        yield self.head
        for piece in self._pieces:
            length = b"%d:" % len(piece)
            total = crc32(piece, crc32(length, total))
            yield length
            yield piece
        self.head = b"%s%08x\n" % (_NAME, total)


def unpack(data: bytes) -> list[bytes] | None:
    """The pieces of a file again; None when they are not all there as they were packed."""
    head = len(_NAME) + 9
    if data[: len(_NAME)] != _NAME or data[len(_NAME) : head] != b"%08x\n" % crc32(memoryview(data)[head:]):
        return None
    return split(data, head)


def join(pieces: Iterable[bytes]) -> bytes:
    """The pieces as one, each with its length before it."""
    return b"".join(part for piece in pieces for part in (b"%d:" % len(piece), piece))


def split(data: bytes, at: int = 0) -> list[bytes] | None:
    """What was joined, from a place on; None when it does not come out even."""
    pieces: list[bytes] = []
    end = len(data)
    while at < end:
        colon = data.find(b":", at, at + 20)
        digits = data[at:colon] if colon != -1 else b""
        if not digits.isdigit() or colon + 1 + int(digits) > end:
            return None
        at = colon + 1 + int(digits)
        pieces.append(data[colon + 1 : at])
    return pieces
