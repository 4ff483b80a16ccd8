"""Lets through what may stand in a record, and says of everything else that it was left out and why.

What a tool kept was written by programs and by anybody: secrets among the parameters, characters that steer a
terminal, texts without end. One such value is no reason to lose the run.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, Final

from kb.record import MAX_DIGITS, MAX_NUMBER
from kb.text import secrets
from kb.text.yaml_scalar import ESCAPED

MAX_TEXT: Final = 2_000
"""Characters of one value."""
MAX_NAME: Final = 200
MAX_DEPTH: Final = 10
MAX_SAID: Final = 8
"""Values left out that are named one by one."""

_PASSWORD: Final = re.compile(
    r"(?:^|[^a-z])(?:pass(?:word|wd|phrase)?|pwd|secret|credentials?)(?:$|[^a-z])", re.I
)
_KEY: Final = re.compile(r"(?:^|[^a-z])(?:token|(?:api|access|private)[-_ ]?key|apikey)(?:$|[^a-z])", re.I)
_RANDOM: Final = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[\w.+/=-]{16,}")
_STARS: Final = re.compile(r"[*x.…<>\s]*|(?:none|null|redacted|hidden)", re.IGNORECASE)
_OPTION: Final = re.compile(
    r"(?P<name>(?:--?|\b)(?:[\w-]*[-_])?(?:password|passwd|pwd|secret|token|api[-_]?key|access[-_]?key)(?=[= ]))"
    r"(?P<between>=|\s+)(?P<value>\"[^\"]*\"|'[^']*'|(?!-)\S+)",
    re.IGNORECASE,
)
_SAID: Final = re.compile(
    r"\b(?:\w+[-_])?(?:password|passwd|pwd|secret|token|api[-_]?key|access[-_]?key|accountkey)\s?=\s?[\"']?(?P<value>[^\s,;&\"']{4,})",
    re.IGNORECASE,
)
"""A secret by its name inside a value, such as the address of a database."""
_USER: Final = re.compile(r"(?<=://)[^/@\s]*:[^/@\s]*@")
_SIGNED: Final = re.compile(
    r"\?(?=\S*(?:token|sig|signature|key|password|secret|credential|X-Amz-[\w-]+|AccessKeyId)=)\S*", re.I
)


class Screen:
    """Screens the values of one run.

    Attributes:
        remarks: what was left out, and why, in the order in which it came.
    """

    def __init__(self) -> None:
        self.remarks: list[str] = []
        self._left_out: dict[str, list[str]] = {}

    def leave_out(self, name: str, why: str) -> None:
        """Note that something is left out."""
        self._left_out.setdefault(why, []).append(shown(name))

    def said(self) -> tuple[str, ...]:
        """All remarks; what was left out for the same reason is said together."""
        together = []
        for why, names in self._left_out.items():
            more = f" and {len(names) - MAX_SAID} more" if len(names) > MAX_SAID else ""
            together.append(f"left out {', '.join(names[:MAX_SAID])}{more}: {why}")
        return (*self.remarks, *together)

    def name(self, text: str, what: str) -> str | None:
        """A key that comes from the tool; None if it cannot be one."""
        trimmed = text.strip()
        if not trimmed:
            return None
        if len(trimmed) > MAX_NAME:
            self.leave_out(f"{what}.{trimmed[:30]}…", f"its name has more than {MAX_NAME} characters")
        elif (odd := ESCAPED.search(trimmed) or re.search(r"[\n\t]", trimmed)) is not None:
            self.leave_out(f"{what}.{trimmed}", f"its name holds U+{ord(odd[0]):04X}")
        elif secrets.sightings(trimmed):
            self.leave_out(what, "its name holds a secret or an address")
        else:
            return trimmed
        return None

    def text(self, text: str | None, name: str, limit: int = MAX_TEXT) -> str | None:
        """A text; None if there is none, or if it may not stand in a record."""
        trimmed = (text or "").strip()
        if not trimmed:
            return None
        why = self._trouble(trimmed, name, limit)
        if why is None:
            return trimmed
        self.leave_out(name, why)
        return None

    def _trouble(self, text: str, name: str, limit: int) -> str | None:
        if len(text) > limit:
            return f"more than {limit:,} characters"
        if (odd := ESCAPED.search(text)) is not None:
            return f"it holds U+{ord(odd[0]):04X}"
        if (seen := next(iter(secrets.sightings(text)), None)) is not None:
            return f"it holds {seen.kind}"
        if any(_is_told(said) for said in _SAID.finditer(text)):
            return "it holds what is by its name a secret"
        own = name.rpartition(".")[2]
        if _PASSWORD.search(own) and not _STARS.fullmatch(text):
            return "by its name it is a secret"
        if _KEY.search(own) and _RANDOM.fullmatch(text):
            return "by its name it is a secret"
        return None

    def address(self, text: str | None, name: str) -> str | None:
        """An address or a path, without a password or a signature in it."""
        bare = _SIGNED.sub("", _USER.sub("", text or ""))
        if text is not None and bare != text:
            self.remarks.append(f"took a password or a signature out of {shown(name)}")
        return self.text(bare, name)

    def command(self, text: str | None, name: str) -> str | None:
        """A command line; what its options call a secret is not repeated."""
        bare = _OPTION.sub(r"\g<name>\g<between>…", text or "")
        if text is not None and bare != text:
            self.remarks.append(f"took a secret out of {shown(name)}")
        return self.text(bare, name)

    def number(self, value: float | None, name: str) -> float | None:
        """A figure; None for what is none."""
        if value is None or isinstance(value, bool):
            return None
        if value != value or abs(value) == math.inf:  # noqa: PLR0124  # a large int has no `isfinite`
            self.leave_out(name, "it is NaN or infinite, which is no figure")
            return None
        if abs(value) > MAX_NUMBER:
            self.leave_out(name, "it is larger than any figure may be")
            return None
        return value

    def whole(self, value: int | None, name: str, least: int | None = None) -> int | None:
        """A count, or a seed if there is no least."""
        if value is None:
            return None
        if isinstance(value, bool) or abs(value) >= 10**MAX_DIGITS:
            self.leave_out(name, f"it is no whole number of at most {MAX_DIGITS} digits")
        elif least is not None and value < least:
            self.leave_out(name, f"it is less than {least}")
        else:
            return value
        return None

    def data(self, value: Any, name: str, depth: int = 0) -> Any:
        """A value of any kind, such as a parameter; :data:`NOTHING` if nothing of it may stand in a record."""
        if depth > MAX_DEPTH:
            self.leave_out(name, f"nested deeper than {MAX_DEPTH} levels")
            return NOTHING
        if isinstance(value, Mapping):
            return self._mapping(value, name, depth)
        if isinstance(value, list | tuple):
            items = [self.data(item, f"{name}.{n}", depth + 1) for n, item in enumerate(value, 1)]
            return NOTHING if any(item is NOTHING for item in items) else items
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, int):
            return value if abs(value) < 10**MAX_DIGITS else self._word(str(value), name)
        if isinstance(value, float):
            return (
                value if math.isfinite(value) and abs(value) <= MAX_NUMBER else self._word(str(value), name)
            )
        return self._word(str(value), name)

    def _word(self, text: str, name: str) -> Any:
        if not text.strip():
            return ""
        found = self.text(text, name)
        return NOTHING if found is None else found

    def _mapping(self, value: Mapping[Any, Any], name: str, depth: int) -> Any:
        found = {}
        for key, inner in value.items():
            named = self.name(str(key), name)
            if named is not None:
                made = self.data(inner, f"{name}.{named}", depth + 1)
                if made is not NOTHING:
                    found[named] = made
        return found if found or not value else NOTHING


def _is_told(said: re.Match[str]) -> bool:
    """Whether what is called a secret is one, and neither stars nor a word such as the name of a special token."""
    if _PASSWORD.search(said[0]):
        return _STARS.fullmatch(said["value"]) is None
    return _RANDOM.fullmatch(said["value"]) is not None


class _Nothing:
    def __bool__(self) -> bool:
        return False


NOTHING: Final = _Nothing()
"""In place of a value that is left out; None is a value."""


def shown(name: str) -> str:
    """A name for people, on one line and not too long."""
    text = "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in name)
    return text if len(text) <= 80 else f"{text[:79]}…"


def line(text: str, limit: int = 120) -> str:
    """A text of anybody as a title: on one line, without characters that hide or turn others, not too long."""
    words = " ".join(ESCAPED.sub(" ", text).split())
    for seen in reversed(secrets.sightings(words)):
        words = f"{words[: seen.span.start]}…{words[seen.span.end :]}"
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"
