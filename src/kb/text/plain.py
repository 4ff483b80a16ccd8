"""Reads the front matter that people write nearly always, line by line, without the parser of YAML.

What is not certain at a glance is left to the strict reader (:mod:`kb.text.frontmatter`). Whatever is read here
has the same values there, no problem, and no scalar that readers of YAML disagree on. Nothing here ever says
that a text is wrong.
"""

from __future__ import annotations

import re
from string import ascii_letters, digits
from typing import Any, Final

from kb.text.scalars import AMBIGUOUS, NULLS, NUMBERISH, SHARED, TRUTHS, TYPED, Quoted, bound, others, pool

DEPTH: Final = 10
NESTED: Final = 4
"""Deeper nesting, of blocks or of brackets, is left to the strict reader, which counts it."""

_FIRST: Final = frozenset(ascii_letters + digits + "_./(~+")
_KEY: Final = "[A-Za-z0-9_][A-Za-z0-9_./-]{0,99}"
# Spaces, dash, key, value. A folded text is a value with its lines, all of which stand deeper than the first.
_LINE: Final = re.compile(rf"( *)(- +)?(?:({_KEY}):(?: +|(?=\n)))?(>-(?:\n\1 +[^ \n].*)+|.*)\n")
_QUOTED_KEY: Final = re.compile(rf"\"({_KEY})\":(?: +(.+))?")
# Plain text between brackets: no sign that could mean something there, a colon only inside a word.
_SAFE: Final = r"[^][{}:,#?'\"\\]*"
_REST: Final = rf"{_SAFE}(?::[A-Za-z0-9_/]{_SAFE})*"
_WORDS: Final = rf"[A-Za-z0-9_./(~+]{_REST}"
_LIST: Final = re.compile(rf"\[{_WORDS}(?:, {_WORDS})*\]")
# Key; then an opening bracket, or text in quotes or plain text, closing brackets, comma. No possessive quantifiers:
# around groups they are not sound in every Python that we support.
_ENTRY: Final = re.compile(
    rf"((?:({_KEY}): )?(?:([\[{{])|(?:(\"[^\"\\]*\"|'[^'\\]*')|(-\d{_REST}|{_WORDS}))([\]}}]*)(, |)))"
)


class _Unsure(Exception):
    """The strict reader has to look."""


def read(inside: str) -> dict[str, Any] | None:
    """The values of a front matter, or None where the strict reader has to look.

    Args:
        inside: what stands between the lines `---`, with the last line end.
    """
    if "\r" in inside:
        inside = inside.replace("\r\n", "\n")
    if " \n" in inside or " #" in inside or not inside.replace("\n", "").isprintable():
        return None
    bound()
    try:
        return _lines(inside) or None
    except _Unsure:
        return None


def _lines(inside: str) -> dict[str, Any]:
    root: dict[str, Any] = {}
    container: Any = root
    column = 0
    around: list[tuple[Any, int]] = []
    waiting = ""  # a key without a value so far
    for spaces, dash, key, value in _LINE.findall(inside):
        if dash or waiting or not key or len(spaces) != column or container.__class__ is list:
            if not key and not dash:
                if not value or value[0] == "#":
                    continue
                key, value = _quoted_key(value)  # noqa: PLW2901 - the same line, read again
            container, column = _step(around, container, column, len(spaces), dash, waiting)
            if dash and key:
                around.append((container, column))
                container.append({})
                container, column = container[-1], column + len(dash)
        if not value:
            read: Any = None
            waiting = key
        else:
            waiting = ""
            if (read := pool.get(value)) is not None:
                pass  # it was looked at before
            elif value[0] not in _FIRST:
                read = _other(value, column)
            elif ": " in value or value[-1] == ":":
                raise _Unsure
            else:
                read = _plain(value)
        if not key:
            container.append(read)
        elif key in container:
            raise _Unsure
        else:
            container[key] = read
    return root


def _quoted_key(text: str) -> tuple[str, str]:
    found = _QUOTED_KEY.fullmatch(text)
    if found is None:
        raise _Unsure
    return found[1], found[2] or ""


def _step(
    around: list[tuple[Any, int]], container: Any, column: int, indent: int, dash: str, waiting: str
) -> tuple[Any, int]:
    """The collection that a line belongs to and its column, after what the line begins or ends."""
    if waiting and (indent > column or (dash and indent == column)):
        if len(around) > DEPTH:
            raise _Unsure
        around.append((container, column))
        container[waiting] = [] if dash else {}
        return container[waiting], indent
    while indent < column:
        container, column = around.pop()
    if not dash and container.__class__ is list:
        container, column = around.pop()  # the list stood no deeper than its key
    if indent != column or (dash and container.__class__ is dict):
        raise _Unsure
    return container, column


def _plain(text: str) -> str | None:
    if text in NULLS:
        return None
    if (text[0] in NUMBERISH and AMBIGUOUS.fullmatch(text)) or text in TRUTHS:
        raise _Unsure  # the strict reader says where it stands
    return pool.setdefault(text, others.get(text, text)) if len(text) < SHARED else text


def _other(text: str, column: int) -> Any:
    """A value that begins with a sign."""
    first = text[0]
    if first in "[{":
        return _flow(text)
    if first in "'\"":
        return _quoted(text)
    if first == ">":
        return _folded(text, column)
    if (first > "\x7f" or (first == "-" and text[1:2] in _FIRST)) and ": " not in text and text[-1] != ":":
        return _plain(text)
    raise _Unsure


def _quoted(text: str) -> str:
    inner = text[1:-1]
    if len(text) < 2 or text[-1] != text[0] or text[0] in inner or "\\" in inner:
        raise _Unsure
    return Quoted(inner) if TYPED.fullmatch(inner) else inner


def _folded(text: str, column: int) -> str:
    _, *lines = text.split("\n")
    deep = len(lines[0]) - len(lines[0].lstrip(" ")) if lines else 0
    pad = " " * deep
    if deep <= column:
        raise _Unsure
    for line in lines:
        if line[:deep] != pad or line[deep] == " ":
            raise _Unsure
    words = " ".join([line[deep:] for line in lines])
    return Quoted(words) if TYPED.fullmatch(words) else words


def _flow(text: str) -> Any:
    """A collection in brackets that ends on its line."""
    if " ," in text or " ]" in text or " }" in text:
        raise _Unsure
    if _LIST.fullmatch(text):
        return [pool.get(word) or _plain(word) for word in text[1:-1].split(", ")]
    if text in ("[]", "{}"):
        return [] if text == "[]" else {}
    whole: list[Any] = []
    around: list[Any] = [whole]
    length = 0
    for entry, key, opening, quoted, words, closing, comma in _ENTRY.findall(text):
        if words:
            value: Any = pool.get(words) or _plain(words)
        elif quoted:
            value = _quoted(quoted)
        else:
            value = [] if opening == "[" else {}
        length += len(entry)
        inner = around[-1]
        if not key and inner.__class__ is list:
            inner.append(value)
        elif key and inner.__class__ is dict and key not in inner:
            inner[key] = value
        else:
            raise _Unsure
        if opening:
            around.append(value)
        elif closing or not comma:
            _close(around, closing, comma)
    if len(whole) != 1 or len(around) != 1 or length != len(text):
        raise _Unsure
    return whole[0]


def _close(around: list[Any], signs: str, comma: str) -> None:
    """Close collections; only the outermost needs no comma behind it."""
    if not len(signs) < len(around) <= NESTED:
        raise _Unsure
    for sign in signs:
        if (around.pop().__class__ is list) != (sign == "]"):
            raise _Unsure
    if not comma and len(around) > 1:
        raise _Unsure
