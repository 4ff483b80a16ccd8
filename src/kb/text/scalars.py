"""What a single value of a front matter may be taken for: the questions that both readers ask of it."""

from __future__ import annotations

import re
from typing import Final

SHARED: Final = 48
"""Plain scalars shorter than this are shared: ids, handles, addresses and images come again and again."""


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
