"""Places in a text: characters for the program, lines and columns for people."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Characters ``start`` up to, not including, ``end`` of one text."""

    start: int
    end: int


class Position(NamedTuple):
    """A place for people: line and column count from 1, the column in characters."""

    line: int
    column: int
