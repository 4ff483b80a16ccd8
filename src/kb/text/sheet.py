"""Reads tables as spreadsheets write them (CSV by comma, semicolon or tab), and knows the place of every cell."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

SEPARATORS: Final = ",;\t"
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_THOUSANDS: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_TOLD: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


class Cell(NamedTuple):
    """The text of a cell, and where it begins; lines and columns count from 1, columns in characters."""

    text: str
    line: int
    column: int


class Misread(Exception):
    """A text that is no table, and the place where that shows."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def rows(text: str) -> list[list[Cell]]:
    """The rows of a table, those without any text left out.

    Whatever stands most often in the first row outside of quotes separates: a comma, a semicolon or a tab; a first
    line ``sep=;`` says so itself. A cell in double quotes may hold separators, lines and doubled quotes.

    Raises:
        Misread: a quote is not closed, or something follows a closed one.
    """
    told = _TOLD.match(text)
    separator = told[1] if told is not None else _separator(text)
    return _Reader(text, separator, told.end() if told is not None else 0).rows()


def _separator(text: str) -> str:
    first, quoted = "", False
    for sign in text:
        quoted ^= sign == '"'
        if sign in "\r\n" and not quoted and first.strip(SEPARATORS + " "):
            break
        first += "" if quoted else sign
    return max(SEPARATORS, key=first.count)


class _Reader:
    """Goes through a text once."""

    def __init__(self, text: str, separator: str, at: int) -> None:
        self._text = text
        self._separator = separator
        self._at = at
        self._line = 1 + text.count("\n", 0, at)
        self._begin = at  # of the line

    def rows(self) -> list[list[Cell]]:
        found: list[list[Cell]] = []
        row: list[Cell] = []
        while self._at < len(self._text):
            row.append(self._cell())
            if self._at >= len(self._text) or self._text[self._at] != self._separator:
                found.append(row)
                row = []
                self._newline()
            else:
                self._at += 1
                if self._at == len(self._text):
                    row.append(self._cell())
        if row:
            found.append(row)
        return [cells for cells in found if any(cell.text.strip() for cell in cells)]

    def _cell(self) -> Cell:
        line, column = self._line, self._at - self._begin + 1
        if self._text.startswith('"', self._at):
            return Cell(self._quoted(), line, column)
        start = self._at
        while self._at < len(self._text) and self._text[self._at] not in (self._separator, "\r", "\n"):
            self._at += 1
        return Cell(self._text[start : self._at], line, column)

    def _quoted(self) -> str:
        line, column, pieces = self._line, self._at - self._begin + 1, list[str]()
        self._at += 1
        while True:
            end = self._text.find('"', self._at)
            if end < 0:
                raise Misread("this quote is not closed", line, column)
            piece = self._text[self._at : end]
            pieces.append(piece)
            if (lines := piece.count("\n")) > 0:
                self._line += lines
                self._begin = self._at + piece.rindex("\n") + 1
            self._at = end + 1
            if not self._text.startswith('"', self._at):
                break
            pieces.append('"')
            self._at += 1
        if self._at < len(self._text) and self._text[self._at] not in (self._separator, "\r", "\n"):
            here = self._at - self._begin + 1
            raise Misread("something follows the closing quote of a cell", self._line, here)
        return "".join(pieces).replace("\r\n", "\n")

    def _newline(self) -> None:
        if self._text.startswith("\r", self._at):
            self._at += 1
        if self._text.startswith("\n", self._at):
            self._at += 1
        self._line += 1
        self._begin = self._at


def number(text: str) -> float | None:
    """A number as people write it, with a decimal point or a decimal comma; None for anything else.

    ``1,000`` is none: to some it is one, to others a thousand.
    """
    bare = text.strip().replace("\N{MINUS SIGN}", "-")
    if not _NUMBER.fullmatch(bare) or _THOUSANDS.fullmatch(bare):
        return None
    return float(bare.replace(",", "."))
