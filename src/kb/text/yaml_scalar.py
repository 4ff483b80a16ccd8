"""Spells single values as YAML that every reader, old or new, takes for the same thing.

What may stand plain is decided against YAML 1.1 and 1.2 together: a text that either of them reads as a
number, a date, a truth value or null gets quotes. Quotes that are needed are single ones, unless the text
holds an apostrophe or a character that must be escaped; quotes that somebody chose are kept by
:mod:`kb.text.edit`.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from typing import Final

Scalar = str | int | float | bool | None | date

_NULL: Final = re.compile(r"~|null|Null|NULL|")
_TRUTH: Final = re.compile(
    "|".join(
        f"{w}|{w.capitalize()}|{w.upper()}" for w in ("y", "n", "yes", "no", "on", "off", "true", "false")
    )
)
_NUMBER: Final = re.compile(
    r"[-+]?(?:[\d_]+(?:\.[\d_]*)?(?:[eE][-+]?\d+)?|\.[\d_]+(?:[eE][-+]?\d+)?|0x[\da-fA-F_]+|0o[0-7_]+|0b[01_]+"
    r"|\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN)"
)
_SOUND_NUMBER: Final = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?|[-+]?(?:0|[1-9]\d*)\.\d+[eE][-+]\d+")
_DATE: Final = re.compile(
    r"\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?[ \t]*(?:Z|[-+]\d\d?(?::?\d\d)?)?)?"
)
_DATE_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[-+]\d\d:\d\d)?")

# Line breaks of old YAML, controls, surrogates, bidirectional controls, byte-order marks: only ever escaped.
ESCAPED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_ESCAPES: Final = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\0": "\\0",
    "\x1b": "\\e",
}
_TO_ESCAPE: Final = re.compile(r'[\\"\n\t]|' + ESCAPED.pattern)


def kind(text: str) -> str:
    """What YAML 1.1 or 1.2 takes a plain scalar for: ``null``, ``truth``, ``number``, ``date``, ``text``."""
    for name, pattern in (("null", _NULL), ("truth", _TRUTH), ("number", _NUMBER), ("date", _DATE)):
        if pattern.fullmatch(text):
            return name
    return "date" if _DATE_TIME.fullmatch(text) else "text"


def reads_alike(text: str) -> bool:
    """Whether the old and the new rules agree on this number, date or text."""
    found = kind(text)
    return found in ("date", "text") or (found == "number" and _SOUND_NUMBER.fullmatch(text) is not None)


def fits_plain(text: str, *, flow: bool = False) -> bool:
    """Whether the syntax lets a text stand without quotes, whatever it is then taken for."""
    if not text or text != text.strip() or "\n" in text or "\t" in text or ESCAPED.search(text):
        return False
    if text[0] in "[]{},#&*!|>'\"%@`" or text.startswith(("---", "...", "<<", "=")):
        return False
    if text[0] in "-?:" and (flow or len(text) == 1 or text[1] == " "):
        return False
    if ": " in text or " #" in text or text.endswith(":"):
        return False
    return not (flow and re.search(r"[\[\]{},?]", text))


def single(text: str) -> str | None:
    """A text in single quotes; None if it holds what single quotes cannot say."""
    if "\n" in text or "\t" in text or ESCAPED.search(text):
        return None
    return "'" + text.replace("'", "''") + "'"


def double(text: str) -> str:
    """A text in double quotes on one line.

    Raises:
        ValueError: it holds half of a surrogate pair, which no file can hold.
    """
    return '"' + _TO_ESCAPE.sub(lambda found: _escape(found[0]), text) + '"'


def _escape(sign: str) -> str:
    if "\ud800" <= sign <= "\udfff":
        raise ValueError(f"U+{ord(sign):04X} is half a character and cannot be written")
    return _ESCAPES.get(sign) or (f"\\x{ord(sign):02x}" if sign < "\x80" else f"\\u{ord(sign):04x}")


def quoted(text: str) -> str:
    """A text in the quotes we would choose."""
    if "'" not in text and (plain := single(text)) is not None:
        return plain
    return double(text)


def spell(value: Scalar, *, flow: bool = False) -> str:
    """A single value on one line, with quotes only where a reader would take it for something else.

    Raises:
        ValueError: a number that is not finite, or half a character.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if fits_plain(value, flow=flow) and kind(value) == "text" else quoted(value)


def spell_key(key: str, *, flow: bool = False) -> str:
    """A key. Words such as `on` stay plain: they name fields, and our reader takes every key as text."""
    return str(key) if fits_plain(key, flow=flow) and kind(key) != "null" else quoted(key)


def _number(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError(f"{value} is not a finite number")
    said = repr(float(value))
    digits, mark, exponent = said.partition("e")
    return f"{digits if '.' in digits else digits + '.0'}e{exponent}" if mark else said
