"""Compares what is planned with an asset with what it permits, as people word both, and tells whose it is."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kb.records.privacy import Asset

_WORD: Final = re.compile(r"[^\W_]+")
# Words that change nothing about what is done with an asset.
_EMPTY: Final = re.compile(
    r"an?|and|any|all|as|at|by|for|from|in|into|its?|of|on|only|or|our|own|purposes?|such|that|the|their|this|to|"
    r"use[sd]?|we|which|with"
)
_EVERYTHING: Final = frozenset(("any", "anything", "all", "everything", "unlimited", "unrestricted"))
# Words that make a use another one rather than a narrower one.
_WIDER: Final = frozenset(
    ("another", "commercial", "elsewher", "external", "other", "public", "rival", "third")
)
_ENDINGS: Final = ("ing", "ion", "ed", "es", "e")
_OURS: Final = re.compile(
    r"\b(?:own|our|ours|ourselves|in-?house|internal|this (?:project|repository))\b", re.IGNORECASE
)


def permitted(asset: Asset, planned: str) -> bool:
    """Whether one of the uses that an asset permits takes in a planned one."""
    return any(permits(use, planned) for use in asset.permitted_uses)


def is_ours(source: str | None) -> bool:
    """Whether the source of an asset says that it is the team's own."""
    return source is not None and _OURS.search(source) is not None


def permits(permitted: str, planned: str) -> bool:
    """Whether one permitted use takes in a planned one.

    It does when its words, whatever their order and ending, are among those of the planned use: who permits
    `training` permits `training of the detector`, and not the other way round. Only words such as `commercial` and
    `other` must stand on both sides.
    """
    asked, given = words_of(planned), words_of(permitted)
    telling = {word for word in given if not _EMPTY.fullmatch(word)}
    if (telling or given) <= _EVERYTHING or (not telling and given & _EVERYTHING):
        return bool(given)
    return (telling or given) <= asked and asked & _WIDER <= given


@lru_cache(maxsize=4096)
def words_of(use: str) -> frozenset[str]:
    """The words of a use in lower case and without their endings; `non-commercial` is one word."""
    plain = re.sub(r"\bnon[-\s_]*(?=commercial)", "non", use.casefold())
    return frozenset(_stem(word) for word in _WORD.findall(plain))


def _stem(word: str) -> str:
    if word in _EVERYTHING or _EMPTY.fullmatch(word):
        return word
    plain = word.removesuffix("s") if len(word) > 3 else word
    ending = next((e for e in _ENDINGS if plain.endswith(e) and len(plain) - len(e) >= 3), "")
    return plain.removesuffix(ending)
