"""What a single value of a front matter may be taken for: the questions that both readers ask of it."""

from __future__ import annotations

import re
from sys import intern
from typing import Final

SHARED: Final = 120
"""Plain scalars shorter than this are shared: ids, handles, addresses and whole sentences come again and again."""
_MANY: Final = 100_000
pool: Final[dict[str, str]] = {}
"""The plain scalars that are shared while files are read; whoever read many of them lets go (:func:`drain`).

A text that stands in here is itself wherever it stands alone in the plain style, and needs no second look.
"""
others: Final[dict[str, str]] = {}
"""Texts that are shared as well, of which only that is known."""


def of_id(text: str) -> str:
    """The one text of an id, which outlives the pool: whoever writes it as bytes and reads those gets it again."""
    return intern(pool.setdefault(text, text)) if text.__class__ is str else text


def shared(text: str) -> str:
    """One text for all that are equal, if it is short."""
    return (pool.get(text) or others.setdefault(text, text)) if len(text) < SHARED else text


def drain(most: int = 0) -> None:
    """Forget which scalars there were, if they are more than so many; the values themselves stay as they are."""
    for texts in (pool, others):
        if len(texts) > most:
            texts.clear()


def bound() -> None:
    """Keep the pool from growing for ever, whoever reads how much."""
    drain(_MANY)


class Quoted(str):
    """A quoted scalar that a YAML reader would take for a number, a truth value or null if it were plain."""

    __slots__ = ()


NULLS: Final = frozenset(("", "~", "null", "Null", "NULL"))
TRUTHS: Final = frozenset(
    word for base in ("y", "n", "yes", "no", "on", "off") for word in (base, base.capitalize(), base.upper())
)
NUMBERISH: Final = frozenset("0123456789.+-")
TYPED: Final = re.compile(
    r"[-+]?(\d[\d_]*(\.[\d_]*)?|\.\d+)([eE][-+]?\d+)?|true|false|True|False|TRUE|FALSE|null|Null|NULL|~|"
)
# What YAML 1.1 and 1.2 readers disagree on: octals, exponents without a point, sexagesimals, underscores.
AMBIGUOUS: Final = re.compile(
    r"[-+]?(0\d+|0x[\da-fA-F]+|0o[0-7]+|0b[01]+|(\d+(\.\d*)?|\.\d+)[eE]\d+|\d+[eE][-+]?\d+"
    r"|\d{1,9}(:[0-5]?\d)+(\.\d*)?|\d+_[\d_]*(\.\d*)?)"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
