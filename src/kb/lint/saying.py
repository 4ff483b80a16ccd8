"""How findings speak: where they point when something is missing, how they name several things, what was meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from kb.base import Document
from kb.lint.rule import Finding
from kb.text.frontmatter import KeyPath
from kb.wording import listed

STATE: Final[KeyPath] = ("status",)
_FEW: Final = 4
_GUESSES: Final = 20


def absent(document: Document, field: KeyPath, instead: KeyPath = STATE) -> KeyPath:
    """The key path of a field without a value, or of what makes it due."""
    return field if field in document.places else instead


def lacking(document: Document, field: KeyPath, message: str, help_: str = "") -> Finding:
    """A finding about a field that is not filled in: at the nearest key that stands there, else at the state."""
    if field[:1] in document.places:
        return Finding(document, field, message, help_, on="key")
    return Finding(document, STATE, message, help_)


def few(words: Iterable[str], last: str = "and") -> str:
    """Words as people join them; of more than five the first four, and how many there are besides."""
    said = list(words)
    if len(said) > _FEW + 1:
        said = [*said[:_FEW], f"{len(said) - _FEW} more"]
    return listed(said, last)


class Guesses:
    """Says for a name that is unknown which one was meant, or which there are.

    Args:
        known: the names there are.
        these: how a sentence begins that gives some of them.
    """

    def __init__(self, known: Collection[str], these: str) -> None:
        self._known = known
        self._these = f"{these} {few(known)}." if known else "There are none yet."
        self._left = _GUESSES  # each looks at every name, and a file may hold thousands of slips

    def help(self, name: str) -> str:
        """What to say of an unknown name."""
        if self._left:
            import difflib

            self._left -= 1
            if close := difflib.get_close_matches(name, self._known, n=1):
                return f"Did you mean {close[0]}?"
        return self._these
