"""How findings speak of what is missing: where they point, and how they name several things at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kb.base import Document
from kb.lint.rule import Finding
from kb.text.frontmatter import KeyPath

STATE: Final[KeyPath] = ("status",)
_FEW: Final = 4


def absent(document: Document, field: KeyPath, instead: KeyPath = STATE) -> KeyPath:
    """The key path of a field without a value, or of what makes it due."""
    return field if field in document.places else instead


def lacking(document: Document, field: KeyPath, message: str, help_: str = "") -> Finding:
    """A finding about a field that is not filled in: at the nearest key that stands there, else at the state."""
    if field[:1] in document.places:
        return Finding(document, field, message, help_, on="key")
    return Finding(document, STATE, message, help_)


def listed(words: list[str], last: str = "and") -> str:
    """Words as people join them: `a`, `a and b`, `a, b and c`."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def few(words: Iterable[str], last: str = "and") -> str:
    """Words as people join them; of more than five the first four, and how many there are besides."""
    said = list(words)
    if len(said) > _FEW + 1:
        said = [*said[:_FEW], f"{len(said) - _FEW} more"]
    return listed(said, last)
