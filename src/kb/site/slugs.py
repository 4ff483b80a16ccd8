"""Turns any text into a piece of an address: different texts stay different on every file system."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Final

LONGEST: Final = 90
KEPT: Final = 60
_UNSAFE = re.compile(r"[^a-z0-9.-]|^[.-]|[.]$")
# Names that a folder of pages, or a system that knows devices by name, takes for something else.
_TAKEN = re.compile(r"(?:index|readme|page-[0-9]+|con|prn|aux|nul|com[0-9]|lpt[0-9])(?=[.]|$)")


@lru_cache(maxsize=4096)  # a page names the same few people again and again
def slug(text: str) -> str:
    """A text as a piece of an address.

    Small letters of ASCII, digits, ``-`` and ``.`` stay; of everything else the bytes are written out, so that two
    texts never share an address, not even where a file system does not tell capitals from small letters.
    """
    spelled = _UNSAFE.sub(lambda found: _bytes(found[0]), text)
    if not spelled or _TAKEN.match(spelled):
        spelled = f"_{_bytes(spelled[:1])}{spelled[1:]}"
    if len(spelled) <= LONGEST:
        return spelled
    return f"{spelled[:KEPT]}_-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"


def _bytes(text: str) -> str:
    return "".join(f"_{byte:02x}" for byte in text.encode("utf-8", "surrogatepass"))
