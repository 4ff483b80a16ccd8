"""Colours code by its language, in classes that the theme knows; the same code is coloured once."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a build that draws few pages seldom meets code
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexer import Lexer

LONGEST = 20_000  # characters; longer code is shown as it is, for some lexers take very long over it
# Names and blanks: of all that is said about code the most, in the colour that code has anyhow.
_PLAIN = re.compile(r'<span class="[nw]">([^<]*)</span>')


@lru_cache(maxsize=1024)
def coloured(code: str, language: str) -> str:
    """Code as HTML to stand in `<code>`; without a language that is known, only escaped."""
    lexer = _lexer(language) if language and len(code) <= LONGEST else None
    if lexer is None:
        return escape(code, quote=False)
    from pygments import highlight

    return _PLAIN.sub(r"\1", highlight(code, lexer, _formatter()))


@cache
def _formatter() -> HtmlFormatter[str]:
    from pygments.formatters.html import HtmlFormatter

    return HtmlFormatter(nowrap=True)


@lru_cache(maxsize=256)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None
