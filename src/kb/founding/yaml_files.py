"""Adds an entry to a YAML file that somebody wrote, by the smallest edit of its text or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb.text import frontmatter
from kb.text.edit import EditError, apply, set_values
from kb.text.frontmatter import KeyPath
from kb.text.source import Source

_MARK = "---\n"


def values(text: str) -> dict[str, Any] | None:
    """What a YAML file says; None for one that the strict reader of front matter does not take.

    It takes no tags, anchors and aliases, which such files often hold; then nothing is known, and nobody
    should edit it without looking.
    """
    wrapped = _wrapped(text)
    front = frontmatter.parse(wrapped)
    whole = front.body == len(wrapped) and not front.problems
    return front.values if whole else None


def changed(text: str, changes: Mapping[KeyPath, Any]) -> str | None:
    """The text with values set, all else as it was; None where there is no safe way."""
    if values(text) is None:
        return None
    wrapped = _wrapped(text)
    try:
        new = apply(wrapped, set_values(Source("settings", wrapped), changes))
    except EditError:
        return None
    return new[len(_MARK) : -len(_MARK)]


def _wrapped(text: str) -> str:
    return f"{_MARK}{text}{'' if text.endswith(chr(10)) else chr(10)}{_MARK}"
