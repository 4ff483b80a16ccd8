"""Finds records whose titles say much the same: an idea is often not new, and may have been refuted."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import Final, NamedTuple

from kb.base import Document, KnowledgeBase
from kb.records.experiment import Experiment

ENOUGH: Final = 0.45
"""The share of the weight of all words that two titles must have in common."""
_WORD: Final = re.compile(r"[^\W_]{2,}")
_EMPTY: Final = frozenset(
    _WORD.findall(
        "the an and or of for to in on at by with from into over as is are be do does we our their its it this"
        " that than how what which when not no without per via using use"
    )
)
_ALSO: Final = {"task": ("experiment",)}


class Alike(NamedTuple):
    """A record with a similar title.

    Attributes:
        document: the record.
        share: from 0 to 1, how much of the words' weight both titles have in common.
        state: its state, or for an experiment its outcome if it has one.
    """

    document: Document
    share: float
    state: str


def alike(base: KnowledgeBase, type: str, title: str, limit: int = 3) -> list[Alike]:
    """Records whose titles are like this one, whatever became of them, the most similar first.

    Words weigh by how rare they are in the titles of the base (ln(1 + titles ÷ titles with the word)); the share
    is the weight of the words in common over that of all words of both (a weighted Jaccard index). For a task,
    experiments are looked at too.
    """
    wanted = _words(title)
    if not wanted:
        return []
    types = (type, *_ALSO.get(type, ()))
    titles = [(d, _words(d.record.title)) for d in base.documents if d.record is not None]
    frequency = Counter(word for _, words in titles for word in words)
    total = len(titles) + 1

    def weight(words: frozenset[str]) -> float:
        return sum(math.log(1 + total / (frequency[word] or 1)) for word in words)

    found = []
    for document, words in titles:
        if document.type in types and len(wanted & words) > min(1, len(wanted) - 1):
            share = weight(wanted & words) / weight(wanted | words)
            if share >= ENOUGH:
                found.append(Alike(document, share, _state(document)))
    return sorted(found, key=lambda other: (-other.share, other.document.path))[:limit]


def _words(title: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in _WORD.findall(title.lower()) if word not in _EMPTY)


def _stem(word: str) -> str:
    """A word without the endings that English adds most: `encodings` and `encoding` are one."""
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _state(document: Document) -> str:
    record = document.record
    if isinstance(record, Experiment) and record.outcome is not None:
        return record.outcome
    return record.status if record is not None else ""
