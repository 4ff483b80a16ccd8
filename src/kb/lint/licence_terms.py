"""What well-known licences hold against what a team plans: a small table, silent about everything it does not know.

A use is told by its words; a licence by its SPDX id. The table holds what is plain in the text of a licence and leaves
to lawyers what is not: a condition that any use can meet, such as naming the author, is no objection.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from kb.text.late import late


class Term(NamedTuple):
    """A sentence of a licence: what ``licence`` ``says``, and whether that ``forbids`` the use or is a condition."""

    licence: str
    says: str
    forbids: bool


class _Entry(NamedTuple):
    """Licences by the pattern of their ids, and a use by the pattern of its words."""

    licences: re.Pattern[str]
    use: re.Pattern[str]
    says: str
    forbids: bool = True


def _use(*words: str, unless: str = "") -> re.Pattern[str]:
    """A use that has one of each group of words, unless it says that somebody has thought of the matter."""
    settled = "|".join(filter(None, ("no|not|never|without|internally", unless)))
    groups = "".join(rf"(?=.*\b(?:{group})\b)" for group in words)
    return late(rf"(?!.*\b(?:{settled})\b){groups}", re.IGNORECASE | re.DOTALL)


_SELLING: Final = (
    r"(?<!non-)(?<!non )(?<!non_)commercial(?:ly|i[sz]\w+|\W*\Z|\W+(?:use|usage|purpose|product|service|offer|deploy|"
    r"distribut|exploit|releas|applicat)\w*)|(?:re)?sell(?:ing)?|resale|sale of|for sale|moneti[sz]\w+"
)
_CLOSED: Final = r"closed|proprietary|secret"
_HANDING_ON: Final = (
    r"(?:re)?distribut\w+|deliver\w*|ship\w*|publish\w*|publication|releas\w+|sell\w*|sale|products?|software|apps?|source|"
    r"hosted|saas|services?"
)
_CHANGED: Final = r"modif\w+|adapt\w+|derivatives?|derived|translat\w+|remix\w*|changed"
_NETWORK: Final = (
    r"network service\w*|web service\w*|online service\w*|hosted \w+|saas|public api|public web\w*"
)
_CC: Final = r"CC-BY(?:-NC)?"

_ENTRIES: Final = (
    _Entry(
        late(r"CC-BY-NC(?:-ND|-SA)?-\d.*|PolyForm-Noncommercial-.*"),
        _use(_SELLING),
        "does not permit commercial use",
    ),
    _Entry(
        late(rf"{_CC}-ND-\d.*"),
        _use(_CHANGED, rf"{_HANDING_ON}|shar\w+"),
        "does not permit to hand on changed versions",
    ),
    _Entry(
        late(rf"A?GPL-\d.*|EUPL-1[.][12]|SSPL-1[.]0|OSL-\d.*|{_CC}-SA-\d.*|ODbL-1[.]0|CDLA-Sharing-.*"),
        _use(_CLOSED, _HANDING_ON),
        "lets what is built on it be handed on under its own terms only",
    ),
    _Entry(
        late(r"AGPL-\d.*|EUPL-1[.][12]|OSL-3[.]0|SSPL-1[.]0"),
        _use(_NETWORK, unless=r"open|source"),
        "asks to offer the source to everybody who uses it over a network",
        forbids=False,
    ),
    _Entry(
        late(r"Elastic-2[.]0"),
        _use(r"hosted \w+|managed \w+|saas"),
        "does not permit to offer it to others as a service",
    ),
    _Entry(
        late(r"BUSL-1[.]1"),
        _use(r"(?<!pre-)(?<!pre )production"),
        "does not permit use in production before its change date, unless it grants that itself",
        forbids=False,
    ),
)


def term_against(licence: str, use: str) -> Term | None:
    """What a licence, by its SPDX id, holds against a use, or None."""
    for entry in _ENTRIES:
        if entry.licences.fullmatch(licence) and entry.use.match(use):
            return Term(licence, entry.says, entry.forbids)
    return None
