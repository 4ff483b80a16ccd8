"""Finds where texts quote one of many titles, without trying every title on every text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from kb.diagnostics import Span
from kb.text.phrases import Phrases

_TELLING: Final = re.compile(r"[^\W\d_]{4,}")
_FEWEST: Final = 2
_SURE: Final = 3
"""With so many telling words a title is one in any case of letters; with fewer it might be any sentence."""


class _Title(NamedTuple):
    id: str
    flat: str
    pattern: re.Pattern[str]


class Titles:
    """Titles by a word that few others have, so that a text is asked only about those whose word it holds.

    A title is told from ordinary words by its length: one of fewer than two words of four letters is not looked for,
    and one of two only as it is written.
    """

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        plain = [(id_, title.split()) for id_, title in titles if len(title.split()) > 2]
        often = Counter(word.casefold() for _, words in plain for word in {*words[1:-1]})
        self._by_word: dict[str, list[_Title]] = {}
        for id_, words in plain:
            telling = len(_TELLING.findall(" ".join(words)))
            if telling < _FEWEST:
                continue
            inner = [word.casefold() for word in words[1:-1]]
            flags = re.IGNORECASE if telling >= _SURE else re.NOFLAG
            pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)", flags)
            rarest = min(inner, key=lambda word: (often[word], -len(word)))
            flat = " ".join(words).casefold()
            self._by_word.setdefault(rarest, []).append(_Title(id_, flat, pattern))

    def phrases(self, ids: Collection[str]) -> Phrases:
        """What a text does not hold that quotes none of the titles and names none of some ids."""
        return Phrases({word: [t.flat for t in titles] for word, titles in self._by_word.items()}, ids)

    def quoted(self, text: str) -> Iterator[tuple[str, Span]]:
        """The id and the characters of every title that a text quotes."""
        words = text.casefold().split()
        known = self._by_word.keys() & words
        flat = " ".join(words) if known else ""
        for word in known:
            for title in self._by_word[word]:
                if title.flat in flat:
                    yield from ((title.id, Span(*found.span())) for found in title.pattern.finditer(text))
