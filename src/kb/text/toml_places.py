"""Finds where the keys and items of a TOML text stand; what they are was read elsewhere.

The text must be valid TOML: the standard library has read it before, so only places are looked for here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kb.text.source import Source

TomlPath = tuple[str | int, ...]

_TOKEN: Final = re.compile(
    r'(?P<text>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<skip>[ \t]+|#[^\n]*)|(?P<line>\r?\n)|(?P<sign>[\[\]{},=])|(?P<bare>[^\s\[\]{},=#\"']+)",
    re.DOTALL,
)


class TomlOrigin(NamedTuple):
    """A TOML text and where it came from, so that a key can be pointed at after the text was read.

    Attributes:
        text: of the file.
        name: of the file.
        prefix: the tables above what is asked about, such as ``tool`` and ``kb``.
    """

    text: str
    name: str
    prefix: tuple[str, ...] = ()

    def place(self, *path: str | int, word: str = "") -> str:
        """``name:line:column`` of the longest part of a key path that the text names.

        Args:
            path: keys, and the numbers of items in arrays.
            word: a key or text below that path, if the text holds it, is what is meant.
        """
        places = toml_places(self.text)
        whole = (*self.prefix, *path)
        named = (at for key, at in places.items() if key[: len(whole)] == whole and self._says(key, at, word))
        found = next(named, None) if word else None
        while found is None and whole:
            found = places.get(whole)
            whole = whole[:-1]
        line, column = Source(self.name, self.text).position(found or 0)
        return f"{self.name}:{line}:{column}"

    def holds(self, *path: str | int) -> bool:
        """Whether the text names a key path."""
        return (*self.prefix, *path) in toml_places(self.text)

    def _says(self, key: TomlPath, at: int, word: str) -> bool:
        return word in key or self.text[at + 1 : at + 1 + len(word)] == word


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "skip":
            yield _Token(
                "sign" if kind == "line" else kind, "\n" if kind == "line" else match[0], match.start()
            )


def toml_places(text: str) -> dict[TomlPath, int]:
    """The character at which every key, item of an array and table header of a TOML text begins."""
    finder = _Finder()
    for token in _tokens(text):
        finder.take(token)
    return finder.found


class _Finder:
    """Goes along the tokens; knows which table, inline table or array it is in."""

    def __init__(self) -> None:
        self.found: dict[TomlPath, int] = {}
        self.table: TomlPath = ()
        self.tables: dict[TomlPath, int] = {}
        self.keys: list[str] = []
        self.key_at = -1
        self.header = 0
        self.value: TomlPath | None = None
        self.stack: list[tuple[str, TomlPath, int]] = []

    @property
    def base(self) -> TomlPath:
        return self.stack[-1][1] if self.stack else self.table

    def take(self, token: _Token) -> None:
        if self.header:
            self._in_header(token)
        elif self.value is not None:
            self._in_value(token, self.value)
        else:
            self._before_value(token)

    def _key(self, token: _Token) -> None:
        if not self.keys:
            self.key_at = token.at
        if token.kind == "text":
            self.keys.append(token.text[1:-1])
        else:
            self.keys.extend(part for part in token.text.split(".") if part)

    def _note(self, path: TomlPath, at: int) -> None:
        for end in range(1, len(path) + 1):
            self.found.setdefault(path[:end], at)

    def _in_header(self, token: _Token) -> None:
        if token.text == "[" and token.kind == "sign":
            self.header = 2
        elif token.text == "\n" and token.kind == "sign":
            self._open_table()
        elif token.kind != "sign":
            self._key(token)

    def _open_table(self) -> None:
        path: TomlPath = tuple(self.keys)
        if self.header == 2:
            number = self.tables.get(path, -1) + 1
            self.tables[path] = number
            path = (*path, number)
        self.table = path
        self._note(path, self.key_at)
        self.keys, self.header = [], 0

    def _before_value(self, token: _Token) -> None:
        if token.kind != "sign":
            self._key(token)
        elif token.text == "=":
            self.value = (*self.base, *self.keys)
            self._note(self.value, self.key_at)
            self.keys = []
        elif token.text == "[" and not self.stack:
            self.header = 1
        elif token.text == "}" and self.stack:
            self._close()

    def _in_value(self, token: _Token, value: TomlPath) -> None:
        if token.kind != "sign" or token.text in "[{":
            self.found.setdefault(value, token.at)
        if token.kind != "sign":
            return
        if token.text == "[":
            self.stack.append(("[", value, 0))
            self.value = (*value, 0)
        elif token.text == "{":
            self.stack.append(("{", value, 0))
            self.value = None
        elif token.text in "]}" and self.stack:
            self._close()
        elif token.text == ",":
            self._next()
        elif not self.stack:
            self.value = None

    def _close(self) -> None:
        """The end of an array or inline table: what holds it is in its value again."""
        _, path, _ = self.stack.pop()
        self.value = path

    def _next(self) -> None:
        kind, path, number = self.stack[-1]
        if kind == "[":
            self.stack[-1] = (kind, path, number + 1)
            self.value = (*path, number + 1)
        else:
            self.value = None
