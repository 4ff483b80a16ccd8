"""Text that is already HTML, and the escaping that makes it so."""

from __future__ import annotations

import re
from html import escape
from typing import Final


class Html(str):
    """A string that template engines must not escape again (the ``__html__`` convention of MarkupSafe)."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def text(value: object) -> str:
    """A value as text between tags or inside a double-quoted attribute.

    Characters that XML forbids become U+FFFD, so that the result is well-formed as HTML and as SVG.
    """
    return escape(_printable(str(value)), quote=True)


def inline(value: object) -> Html:
    """A short text of a record: escaped, and what stands between backticks as code; HTML stays as it is."""
    if isinstance(value, Html):
        return value
    escaped = text(value)
    return Html(_CODE.sub(r"<code>\1</code>", escaped) if "`" in escaped else escaped)


# Runs that hold no backtick: the search never goes back.
_CODE: Final = re.compile(r"`([^`]+)`")


def attribute(name: str, value: str | None) -> str:
    """`` name="value"`` with its leading blank; nothing for `None` or the empty string."""
    return f' {name}="{text(value)}"' if value else ""


def _printable(raw: str) -> str:
    if raw.isprintable():
        return raw
    return "".join(char if _is_xml(ord(char)) else "\ufffd" for char in raw)


def _is_xml(code: int) -> bool:
    """The production Char of XML 1.0, fifth edition, without the discouraged C1 controls."""
    if code < 0x20:
        return code in (0x9, 0xA, 0xD)
    return not (0x7F <= code <= 0x9F or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF))
