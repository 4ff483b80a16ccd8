"""Spoils texts the way people, merges, editors and attackers do; every choice comes from one seeded source."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import yaml

PIECES = yaml.safe_load((Path(__file__).parent / "pieces.yml").read_text(encoding="utf-8"))
SHARDS: list[str] = [*PIECES["shards"], "9" * 400]
VALUES: list[str] = PIECES["values"]
_KEY_LINE = re.compile(r"^([ ]*(?:- )?)([a-z_]+):(?:[ ]+(.*))?$", re.MULTILINE)


class Mutator:
    """Spoils texts.

    Args:
        seed: everything that follows depends on it alone.
        texts: sound texts to begin with and to take pieces from.
    """

    def __init__(self, seed: int, texts: Sequence[str]) -> None:
        self.random = random.Random(seed)
        self.texts = texts

    def found(self) -> list[re.Match[str]]:
        """The keys and values of another text."""
        return list(_KEY_LINE.finditer(self.random.choice(self.texts)))

    def text(self) -> str:
        """A text with one to a few faults."""
        text = self.random.choice(self.texts)
        # Most of what is spoiled gently can still be read, and gets as far as the rules.
        faults = _GENTLE if self.random.random() < 0.6 else _FAULTS
        for _ in range(self.random.choice((1, 1, 1, 2, 3, 6))):
            text = self.random.choice(faults)(self, text)
        return text[: 64 * 1024]

    def data(self) -> bytes:
        """The bytes of such a text; some of them spoiled again as bytes."""
        data = bytearray(self.text().encode("utf-8", "surrogatepass"))
        if data and self.random.random() < 0.1:
            for _ in range(self.random.choice((1, 1, 2, 5))):
                at = self.random.randint(0, len(data))
                data[at : at + self.random.choice((0, 1, 1, 2))] = self.random.randbytes(
                    self.random.choice((0, 1, 1, 4))
                )
        return bytes(data)

    def at(self, text: str) -> int:
        """A place in a text, mostly in its front matter."""
        end = len(text) if self.random.random() < 0.3 else max(text.find("\n---", 3) + 5, 1)
        return self.random.randint(0, min(end, len(text)))


def _insert(m: Mutator, text: str) -> str:
    at = m.at(text)
    return text[:at] + m.random.choice(SHARDS) * m.random.choice((1, 1, 1, 2, 30)) + text[at:]


def _delete(m: Mutator, text: str) -> str:
    at = m.at(text)
    return text[:at] + text[at + m.random.choice((1, 1, 2, 5, 40)) :]


def _replace(m: Mutator, text: str) -> str:
    at = m.at(text)
    return text[:at] + m.random.choice(SHARDS) + text[at + m.random.choice((1, 3, 10)) :]


def _cut(m: Mutator, text: str) -> str:
    return text[: m.at(text)]


def _repeat(m: Mutator, text: str) -> str:
    at = m.at(text)
    piece = text[at : at + m.random.choice((1, 5, 20, 200))]
    return text[:at] + piece * m.random.choice((2, 3, 20)) + text[at:]


def _splice(m: Mutator, text: str) -> str:
    other = m.random.choice(m.texts)
    here, there = m.at(text), m.at(other)
    return text[:here] + other[there : there + m.random.choice((20, 100, 5000))] + text[here:]


def _swap_lines(m: Mutator, text: str) -> str:
    lines = text.split("\n")
    if len(lines) < 3:
        return text
    a, b = m.random.randrange(len(lines)), m.random.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return "\n".join(lines)


def _indent(m: Mutator, text: str) -> str:
    lines = text.split("\n")
    at = m.random.randrange(len(lines))
    lines[at] = (
        m.random.choice((" ", "  ", "\t", "- ")) + lines[at]
        if m.random.random() < 0.6
        else lines[at].lstrip()
    )
    return "\n".join(lines)


def _drop_line(m: Mutator, text: str) -> str:
    lines = text.split("\n")
    del lines[m.random.randrange(len(lines))]
    return "\n".join(lines)


def _value(m: Mutator, text: str) -> str:
    """Another value for a key."""
    found = list(_KEY_LINE.finditer(text))
    if not found:
        return text
    key = m.random.choice(found)
    own = [other for other in m.found() if other[2] == key[2]]
    value = m.random.choice(VALUES) if m.random.random() < 0.5 or not own else (m.random.choice(own)[3] or "")
    return f"{text[: key.start()]}{key[1]}{key[2]}: {value}{text[key.end() :]}"


def _key(m: Mutator, text: str) -> str:
    """A key more, taken from another text."""
    own, others = list(_KEY_LINE.finditer(text)), m.found()
    if not own or not others:
        return text
    at, other = m.random.choice(own), m.random.choice(others)
    value = m.random.choice((other[3] or "", *VALUES[:6]))
    return f"{text[: at.start()]}{at[1]}{other[2]}: {value}\n{text[at.start() :]}"


def _line_ends(m: Mutator, text: str) -> str:
    return text.replace("\n", m.random.choice(("\r\n", "\r\n", "\r", "\n\n", "\u2028")))


_GENTLE: tuple[Callable[[Mutator, str], str], ...] = (_value, _value, _key, _drop_line)
_FAULTS: tuple[Callable[[Mutator, str], str], ...] = (
    _insert, _insert, _delete, _replace, _cut, _repeat, _splice, _swap_lines, _indent, _drop_line,
    _value, _value, _key, _line_ends,
)  # fmt: skip
