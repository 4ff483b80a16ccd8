"""Which bytes and signs have business in a record, and how many there may be."""

from __future__ import annotations

import re
from typing import Final

MAX_RECORD: Final = 1024 * 1024

# Bytes that need no second look; CR does, because it may stand alone.
_PLAIN: Final = bytes(b for b in range(256) if b >= 0x20 and b != 0x7F) + b"\t\n"
_ODD_BYTES: Final = re.compile(rb"\xc2[\x80-\x9f]|\xe2(?:\x80[\xaa-\xae]|\x81[\xa6-\xa9])|\xef\xbf[\xbe\xbf]")
_ODD: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\r(?!\n)"
)


def odd(data: bytes, text: str) -> re.Match[str] | None:
    """The first sign of a text that has no business in a record; the bytes are looked at first, which is cheap."""
    if data.translate(None, _PLAIN) or (not data.isascii() and _ODD_BYTES.search(data)):
        return odd_in(text)
    return None


def odd_in(text: str) -> re.Match[str] | None:
    """The first sign of a text that has no business in a record."""
    return _ODD.search(text)
