"""How much room text takes and where it may break, estimated without a font.

Widths are those of a common sans-serif at 1 em (Helvetica's metrics, rounded up a little), so that an estimate is
rather too wide than too narrow.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_NARROW: Final = dict.fromkeys("iljI|!.,:;'`", 0.28)
_SLIM: Final = dict.fromkeys('ftr()[]{}/\\-"° ', 0.36)
_WIDE: Final = dict.fromkeys("mwMW@%&", 0.90) | dict.fromkeys("ABCDEGHKNOPQRSUVXY", 0.71)
_USUAL: Final = 0.57
_MONO: Final = 0.61
_BLANK: Final = _SLIM[" "]

_BREAK: Final = re.compile(r"\S+")


class _Widths(dict[str, float]):
    """The width of each character at 1 em; one that was not met before is looked at once."""

    def __missing__(self, char: str) -> float:
        self[char] = width = _estimate(char)
        return width


def _estimate(char: str) -> float:
    if char.isascii():
        return _USUAL
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me"):
        return 0.0
    return 1.05 if unicodedata.east_asian_width(char) in "WF" else 0.66


_width: Final = _Widths({**_NARROW, **_SLIM, **_WIDE}).__getitem__


def text_width(text: str, size: float, *, mono: bool = False) -> float:
    """Estimated width of a line of text in the unit of `size` (the font size)."""
    if mono:
        return len(text) * _MONO * size
    return sum(map(_width, text)) * size


def wrap(text: str, size: float, room: float, lines: int) -> list[str]:
    """Text broken into at most `lines` lines that fit into `room`; what is left over becomes an ellipsis.

    Breaks between words; a word wider than the room is broken anywhere.
    """
    words = _BREAK.findall(text)
    wrapped: list[str] = []
    at = 0
    while at < len(words) and len(wrapped) < lines:
        line = words[at]
        used = sum(map(_width, line))
        if used * size > room:
            line, words[at] = _split(line, size, room)
        else:
            at += 1
            while at < len(words) and (longer := sum(map(_width, words[at]), used + _BLANK)) * size <= room:
                line, used, at = f"{line} {words[at]}", longer, at + 1
        wrapped.append(line)
    if at < len(words) and wrapped:
        wrapped[-1] = _shorten(" ".join([wrapped[-1], *words[at:]]), size, room)
    return wrapped


def _split(word: str, size: float, room: float) -> tuple[str, str]:
    end = 1
    used = _width(word[0]) * size
    while end < len(word) and used + _width(word[end]) * size <= room:
        used += _width(word[end]) * size
        end += 1
    return word[:end], word[end:]


def _shorten(text: str, size: float, room: float) -> str:
    head, rest = _split(text, size, room - text_width("…", size))
    return head.rstrip() + "…" if rest else head
