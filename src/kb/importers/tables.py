"""Reads a table of text, separated by commas, semicolons or tabs, and knows where each cell begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kb.errors import KbError

MAX_COLUMNS: Final = 1_000
_SEP: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


class Cell(NamedTuple):
    """A cell: what is written in it, without quotes, and where it begins."""

    text: str
    line: int
    column: int


class Table(NamedTuple):
    """A table.

    Attributes:
        delimiter: what stands between two cells.
        header: the cells of the first row.
        rows: the others, without empty ones.
    """

    delimiter: str
    header: list[Cell]
    rows: Iterator[list[Cell]]


def table(path: str, text: str) -> Table:
    """The table in a text.

    Raises:
        KbError: with the place: a quote that is not closed or closed too early, a row that is too long or too short,
            a column that is there twice. The rows raise it when they are read.
    """
    first, at = 1, 0
    said = _SEP.match(text)
    if said is not None:
        first, at = 2, said.end()
    delimiter = said[1] if said is not None else _delimiter(text)
    rows = _rows(path, text, delimiter, at, first)
    header = next(rows, None)
    if header is None:
        raise KbError("the table is empty", where=f"{path}:1:1")
    _check_header(path, header)
    return Table(delimiter, header, _checked(path, rows, len(header)))


def _delimiter(text: str) -> str:
    """Of comma, semicolon and tab, the one that the first line holds most, outside of quotes."""
    line = re.sub(r'"(?:[^"]|"")*"?', "", text[: text.find("\n") if "\n" in text else len(text)])
    return max((",", ";", "\t"), key=line.count)


def _check_header(path: str, header: list[Cell]) -> None:
    if len(header) > MAX_COLUMNS:
        raise KbError(f"more than {MAX_COLUMNS:,} columns", where=f"{path}:1:1")
    seen: set[str] = set()
    for cell in header:
        name = cell.text.strip()
        if name and name in seen:
            raise KbError(f"the column `{name}` is there twice", where=f"{path}:{cell.line}:{cell.column}")
        seen.add(name)


def _checked(path: str, rows: Iterator[list[Cell]], width: int) -> Iterator[list[Cell]]:
    for row in rows:
        if not any(cell.text.strip() for cell in row):
            continue
        if len(row) > width and not any(cell.text.strip() for cell in row[width:]):
            del row[width:]
        if len(row) != width:
            beyond = row[width] if len(row) > width else row[-1]
            raise KbError(
                f"this row has {len(row)} cell{'s' * (len(row) != 1)}, the first line names {width}",
                where=f"{path}:{beyond.line}:{beyond.column}",
                hint="A cell that holds what separates cells stands in double quotes; or the file is cut off.",
            )
        yield row


def _rows(path: str, text: str, delimiter: str, at: int, line: int) -> Iterator[list[Cell]]:
    """The rows from a place on: a scanner that keeps count of lines and columns."""
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    quoted = re.compile(r'"((?:[^"]|"")*)"')
    row: list[Cell] = []
    start, end = at, len(text)
    while at < end:
        column = at - start + 1
        if text[at] == '"':
            found = quoted.match(text, at)
            if found is None:
                raise KbError("this quote is never closed", where=f"{path}:{line}:{column}")
            row.append(Cell(found[1].replace('""', '"'), line, column))
            line += found[0].count("\n")
            if "\n" in found[0]:
                start = at + found[0].rindex("\n") + 1
            at = found.end()
            if at < end and text[at] not in (delimiter, "\r", "\n"):
                place = f"{path}:{line}:{at - start + 1}"
                raise KbError("something stands behind the closing quote of this cell", where=place)
        else:
            found = plain.match(text, at)
            assert found is not None  # nothing is enough for it
            row.append(Cell(found[0], line, column))
            at = found.end()
        if at < end and text[at] == delimiter:
            at += 1
            if at == end or text[at] in "\r\n":
                row.append(Cell("", line, at - start + 1))
            else:
                continue
        at += 2 if text.startswith("\r\n", at) else 1
        yield row
        row, line, start = [], line + 1, at
