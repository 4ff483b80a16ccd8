"""Turns what a record does not say into a finding: at the key that stands empty, else at the record's state."""

from __future__ import annotations

from kb.base import Document
from kb.lint.rule import Finding
from kb.text.frontmatter import KeyPath


def absent(document: Document, where: KeyPath, message: str, help_: str = "") -> Finding:
    """A finding about a field that is not filled in.

    The state is what makes the field due, so that is where to look when not even the key is there.
    """
    if where[:1] in document.places:
        return Finding(document, where, message, help_, on="key")
    return Finding(document, ("status",), message, help_)


def listed(words: list[str]) -> str:
    """Words as part of a sentence: "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
