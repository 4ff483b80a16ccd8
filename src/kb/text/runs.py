"""Finds the long runs of letters and digits that tokens have in common, and most texts do not have.

A text without such a run holds no token, and that is known in a few microseconds.
"""

from __future__ import annotations

from string import ascii_letters, digits
from typing import Final

_LONG: Final = b"w" * 20
_RUNS: Final = bytes(ord("w" if chr(n) in ascii_letters + digits + "_-" else " ") for n in range(256))
# Runs without capitals are digests, words with hyphens and paths, except these.
_LOWER: Final = ("aws_secret", "dapi", "doo_v1_", "dop_v1_", "dor_v1_")
# An id and the words of its file name: the capitals end with the letters of the id.
_ID_LETTERS: Final = 7


def long_runs(text: str) -> list[tuple[int, int]]:
    """The long runs that may be part of a token."""
    found: list[tuple[int, int]] = []
    marks = text.encode("ascii", "replace").translate(_RUNS)
    begin = marks.find(_LONG)
    while begin != -1:
        end = marks.find(b" ", begin)
        if end == -1:
            end = len(marks)
        mixed = not text[begin + _ID_LETTERS : end].islower()
        if mixed or (text[begin] in "ad" and text.startswith(_LOWER, begin)):
            found.append((begin, end))
        begin = marks.find(_LONG, end)
    return found
