"""Tells whether a text holds one of many phrases or ids, and can be asked so about the text as it is later."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

ID: Final = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,6}-[0-9]{1,9}(?![0-9A-Za-z])")
"""An id, wherever it stands."""


class Phrases:
    """Phrases by one of their words, so that a text is asked only about those whose word it holds.

    Args:
        by_word: word → phrases that hold it, all in the case that :meth:`str.casefold` makes, with single spaces.
        ids: ids of records, as they are written.
    """

    __slots__ = ("_prefixes", "by_word", "ids")

    def __init__(self, by_word: Mapping[str, Sequence[str]], ids: Collection[str]) -> None:
        self.by_word = {word: list(phrases) for word, phrases in by_word.items()}
        self.ids = frozenset(ids)
        self._prefixes = {id_.partition("-")[0] + "-" for id_ in ids}

    def missing_from(self, text: str) -> bool:
        """Whether none of them stands in a text. Most texts hold none of the prefixes, which is found out quickly."""
        if any(prefix in text for prefix in self._prefixes) and any(
            found[0] in self.ids for found in ID.finditer(text)
        ):
            return False
        words = text.casefold().split()
        known = self.by_word.keys() & words
        flat = " ".join(words) if known else ""
        return not any(phrase in flat for word in known for phrase in self.by_word[word])
