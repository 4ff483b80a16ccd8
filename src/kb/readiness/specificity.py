"""Tells a phrase that says what is done to what from one that could stand on any entry of any backlog.

It works on words alone, in linear time, without a model: what is left of a phrase once joints, colours,
generic verbs, generic nouns and the topic of the whole project are taken away is what it says. A name, a
method or an identifier says enough by itself; of other words it takes two: "improve the runtime" has one,
"count shops" and "improve the runtime of the nightly job" have two and more.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from kb.readiness.words import COLOURS, GENERIC_NOUNS, GENERIC_VERBS, JOINTS, METHODS, PHRASES, TOPICS

Kind = Literal["empty", "method", "telling"]

ENOUGH = 2
_LONGEST = 40  # what is longer is no word of any list, and need not be remembered
_TOKEN = re.compile(r"[^\W_](?:[\w.+/@:'’-]*[\w+])?")
_IDENTIFIER = re.compile(r"[^\W\d_](?:\d|_[^\W_])")
_EMPTY = JOINTS | COLOURS | GENERIC_NOUNS | GENERIC_VERBS | TOPICS
# English endings and what stood before them.
_ENDINGS = (
    ("s", ("",)),
    ("es", ("", "is")),
    ("ies", ("y",)),
    ("ing", ("", "e")),
    ("ed", ("", "e")),
    ("ied", ("y",)),
)


def says_what(text: str) -> bool:
    """Whether a phrase names an object, a method or a data set beyond what every project has."""
    if _IDENTIFIER.search(text):
        return True
    plain = text.lower().replace("-", " ")
    if any(phrase in plain for phrase in PHRASES):
        text = _phrases().sub(" ", text)
    telling = 0
    for number, found in enumerate(_TOKEN.finditer(text)):
        token = found[0]
        kind = _kind(token.lower()) if len(token) <= _LONGEST else "telling"
        if kind == "method" or (kind == "telling" and _is_name(token, first=number == 0)):
            return True
        telling += _telling_parts(token) if "-" in token or "/" in token else kind == "telling"
        if telling >= ENOUGH:
            return True
    return False


@cache
def _phrases() -> re.Pattern[str]:
    """Phrases that say nothing; compiled for the first text with one."""
    return re.compile("|".join(re.escape(p).replace("\\ ", "[ -]") + "s?" for p in PHRASES), re.IGNORECASE)


def _is_name(token: str, *, first: bool) -> bool:
    """Abbreviations and names: capitals inside a word, or in front of one that does not open the phrase."""
    return any(c.isupper() for c in token[1:]) or (token[0].isupper() and not first)


def _telling_parts(compound: str) -> int:
    return sum(_kind(part) == "telling" for part in re.split(r"[-/]", compound.lower()) if part)


@lru_cache(maxsize=8192)
def _kind(word: str) -> Kind:
    forms = _forms(word.strip(".'’"))
    if not forms.isdisjoint(METHODS):
        return "method"
    return "empty" if not forms.isdisjoint(_EMPTY) else "telling"


def _forms(word: str) -> set[str]:
    """The word and what it may be an inflected form of."""
    forms = {word}
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            forms.update(stem + letters for letters in instead)
            if stem[-1] == stem[-2]:
                forms.add(stem[:-1])
    return forms
