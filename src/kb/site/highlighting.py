"""Colours code by its language, in classes that the theme knows; the same code is coloured once."""

from __future__ import annotations

from functools import cache, lru_cache
from html import escape

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, _TokenType
from pygments.util import ClassNotFound

LONGEST = 20_000  # characters; longer code is shown as it is, for some lexers take very long over it
# Names and blanks: of all that is said about code the most, in the colour that code has anyhow.
_PLAIN = frozenset({"", "n", "w"})


@lru_cache(maxsize=1024)
def coloured(code: str, language: str) -> str:
    """Code as HTML to stand in `<code>`; without a language that is known, only escaped."""
    lexer = _lexer(language) if language and len(code) <= LONGEST else None
    if lexer is None:
        return escape(code, quote=False)
    pieces: list[str] = []
    open_ = ""
    for kind, text in lexer.get_tokens(code):
        name = _class(kind)
        if name != open_ and text:
            pieces.append(
                f"{'</span>' if open_ else ''}{f'<span class={chr(34)}{name}{chr(34)}>' if name else ''}"
            )
            open_ = name
        pieces.append(escape(text, quote=False))
    return "".join([*pieces, "</span>" if open_ else ""])


@cache
def _class(kind: _TokenType) -> str:
    """The class of a kind of token, or of the kind above it that has one; empty for what needs no colour."""
    at: _TokenType | None = kind
    while at is not None and at not in STANDARD_TYPES:
        at = at.parent
    name = STANDARD_TYPES[at] if at is not None else ""
    return "" if name in _PLAIN else name


@lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer | None:
    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
