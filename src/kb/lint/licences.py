"""Reads licences: whether a text is an SPDX expression, which one was meant, and what it says to a planned use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from kb.lint.licence_terms import Term, term_against

MAX_LENGTH: Final = 1000
# A licence of another SPDX document, which the library does not know; and the two ways to state nothing.
_ELSEWHERE: Final = re.compile(r"\bDocumentRef-[A-Za-z0-9.-]+:(?=LicenseRef-)")
_UNSTATED: Final = ("NONE", "NOASSERTION")
# Nearly all that teams use: for these the library need not be imported.
COMMON: Final = (
    *(
        "MIT",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "Unlicense",
        "PSF-2.0",
        "Zlib",
        "0BSD",
        "BSL-1.0",
    ),
    *(
        "MPL-2.0",
        "EPL-2.0",
        "EUPL-1.2",
        "GPL-2.0-only",
        "GPL-2.0-or-later",
        "GPL-3.0-only",
        "GPL-3.0-or-later",
    ),
    *("LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "AGPL-3.0-only"),
    *(
        "AGPL-3.0-or-later",
        "CC0-1.0",
        "CC-BY-4.0",
        "CC-BY-SA-4.0",
        "CC-BY-NC-4.0",
        "CC-BY-NC-SA-4.0",
        "CC-BY-ND-4.0",
    ),
    *("CC-BY-NC-ND-4.0", "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0", "CDLA-Permissive-2.0", "BUSL-1.1", "SSPL-1.0"),
)
# Names as people spell them out, and what is left out of them.
_SPELT: Final = (
    (r"(?:gnu )?affero(?: general)?(?: public)?", "agpl"),
    (r"(?:gnu )?(?:lesser|library) general(?: public)?", "lgpl"),
    (r"(?:gnu )?general public", "gpl"),
    (r"mozilla(?: public)?", "mpl"),
    (r"eclipse(?: public)?", "epl"),
    (r"creative commons", "cc"),
    (r"(?:cc )?attribution", "ccby"),
    (r"share-? ?alike", "sa"),
    (r"non-? ?commercial", "nc"),
    (r"no-? ?deriv\w*", "nd"),
    (r"([23])-? ?clause bsd", r"bsd\1clause"),
    (r"\b(?:gnu|the|software|foundation|licen[cs]ed?|version|international|under)\b|v(?=[0-9])|[\W_]+", ""),
)
# What is then left of a name without a version.
_SHORT: Final = {
    "apache": "Apache-2.0",
    "bsd": "BSD-3-Clause",
    "newbsd": "BSD-3-Clause",
    "simplifiedbsd": "BSD-2-Clause",
    "bsd3": "BSD-3-Clause",
    "bsd2": "BSD-2-Clause",
    "cc0": "CC0-1.0",
    "gpl": "GPL-3.0-or-later",
    "lgpl": "LGPL-3.0-or-later",
    "agpl": "AGPL-3.0-or-later",
    "mpl": "MPL-2.0",
    "odbl": "ODbL-1.0",
    "psf": "PSF-2.0",
    "python": "PSF-2.0",
}


@lru_cache(maxsize=1024)
def canonical(text: str) -> str | None:
    """An SPDX expression in its usual spelling, or None when the text is none; empty when it states no licence."""
    text = text.strip()
    if text in COMMON or text in _UNSTATED:
        return text if text in COMMON else ""
    if len(text) > MAX_LENGTH or not text.isascii():
        return None
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        return canonicalize_license_expression(_ELSEWHERE.sub("", text))
    except InvalidLicenseExpression:
        return None


def meant(text: str) -> str | None:
    """The SPDX id that a person most likely meant by a text that is no expression."""
    from difflib import get_close_matches

    known = {_plain(spelling): id_ for id_ in reversed(COMMON) for spelling in _spellings(id_)} | _SHORT
    close = get_close_matches(_plain(text), known, n=1, cutoff=0.9)
    return known[close[0]] if close else None


def _spellings(id_: str) -> Iterator[str]:
    """An id as it is, without `-only` and `-or-later`, and without a version or its `.0`."""
    bare = re.sub(r"-(?:only|or-later)$", "", id_)
    yield from (id_, bare, bare.removesuffix(".0"))
    if id_.startswith("CC-BY"):
        yield re.sub(r"-[0-9.]+$", "", id_)


def _plain(text: str) -> str:
    plain = text.casefold()
    for pattern, short in _SPELT:
        plain = re.sub(pattern, short, plain)
    return plain


def term_of(expression: str, use: str) -> Term | None:
    """What a canonical expression holds against a use: of alternatives all must object, of a sum one."""
    return _either(iter(re.findall(r"[()]|[^\s()]+", expression)), lambda licence: term_against(licence, use))


def _either(parts: Iterator[str], judge: Callable[[str], Term | None]) -> Term | None:
    """The parts between OR, up to the closing bracket; AND binds more tightly."""
    alternatives: list[Term | None] = []
    summed: list[Term | None] = []
    for part in parts:
        if part == ")":
            break
        if part == "OR":
            alternatives.append(_first(summed))
            summed = []
        elif part == "WITH":
            next(parts)
            summed[-1] = None  # an exception takes something back, and we do not know what
        elif part != "AND":
            summed.append(_either(parts, judge) if part == "(" else judge(part))
    alternatives.append(_first(summed))
    return alternatives[0] if all(alternatives) else None


def _first(terms: list[Term | None]) -> Term | None:
    return next((term for term in terms if term is not None), None)
