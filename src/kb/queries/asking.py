"""Reads what a query asks for: how its answer is shown, and the SQL."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from kb.spans import Span
from kb.text.queries import Query

SHAPES: Final = ("table", "list", "board")
CHARTS: Final = ("line", "bar", "scatter")
_CHART: Final[tuple[str, ...]] = ("x", "y", "series")
OPTIONS: Final = ("chart", *_CHART, "title", "empty", "limit")
EMPTY: Final = "Nothing to show."
ROWS: Final = 100
MOST_ROWS: Final = 500

_WORD = re.compile(r'([^\s="]+)(?:=(?:"([^"]*)("?)|([^\s"]*)))?')


class Mistake(Exception):  # of whoever wrote the query, and a value as often as it is raised
    """Why a query has no answer.

    Attributes:
        message: what is wrong.
        help: what to do about it.
        at: where, in the text that holds the query.
    """

    def __init__(self, message: str, help_: str, at: Span) -> None:
        super().__init__(message)
        self.message, self.help, self.at = message, help_, at


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query asks for.

    Attributes:
        shape: ``table``, ``list``, ``board``, ``value``, or the kind of a chart.
        sql: the question.
        at: where that stands in the text.
        columns: of a chart, those that were named: ``x``, ``y``, ``series``.
        places: where each of those stands.
        title: what stands above the answer.
        empty: what is said when there is no row.
        limit: how many rows are shown.
    """

    shape: str
    sql: str
    at: Span
    columns: dict[str, str]
    places: dict[str, Span]
    title: str = ""
    empty: str = EMPTY
    limit: int = ROWS


def read(text: str, query: Query) -> Asked:
    """What a query in a text asks for.

    Raises:
        Mistake: what stands behind `kb` is not understood.
    """
    sql = text[query.sql.start : query.sql.end]
    if not sql.strip():
        opening = text[query.outer.start : query.outer.end].partition("\n")[0].rstrip()
        place = Span(query.outer.start, query.outer.start + len(opening))
        raise Mistake("the query is empty", "`kb sql --tables` lists what it can read.", place)
    if query.options is None:
        return Asked("value", sql, query.sql, {}, {})
    shape, given, places = _options(text, query.options)
    if "limit" in given:
        _check_limit(given["limit"], places["limit"])
    chart = given.get("chart")
    if chart is not None:
        if chart not in CHARTS:
            raise Mistake(f"there is no chart {chart!r}", _meant(chart, CHARTS), places["chart"])
        if shape:
            raise Mistake(f"a {shape} is no chart", "Leave one of the two out.", places["chart"])
    elif name := next((each for each in _CHART if each in given), None):
        raise Mistake(f"{name} is for charts", f"Say which: chart={', chart='.join(CHARTS)}.", places[name])
    columns = {name: given[name] for name in _CHART if name in given}
    limit = int(given.get("limit", MOST_ROWS if chart else ROWS))
    empty = given.get("empty") or EMPTY
    shape = chart or shape or "table"
    return Asked(shape, sql, query.sql, columns, places, given.get("title", ""), empty, limit)


def _options(text: str, where: Span) -> tuple[str, dict[str, str], dict[str, Span]]:
    """The word for a shape, then each option with its value and its place."""
    shape = ""
    given: dict[str, str] = {}
    places: dict[str, Span] = {}
    at = where.start
    while at < where.end:
        if text[at] in " \t":
            at += 1
            continue
        match = _WORD.match(text, at, where.end)
        if match is None:
            raise Mistake("an option begins with its name", f"Options: {_listed(OPTIONS)}.", Span(at, at + 1))
        name, place = match[1], Span(*match.span())
        if match[2] is None and match[4] is None:
            if name not in SHAPES:
                raise Mistake(f"there is no {name!r} to show", _meant(name, (*SHAPES, *OPTIONS)), place)
            if shape:
                raise Mistake(f"it cannot be a {shape} and a {name}", "Leave one of the two out.", place)
            shape = name
        elif name not in OPTIONS:
            raise Mistake(f"there is no option {name!r}", _meant(name, OPTIONS), Span(*match.span(1)))
        elif match[2] is not None and not match[3]:
            raise Mistake(f"the value of {name} has no closing quote", 'Close it with `"`.', place)
        elif name in given:
            raise Mistake(f"{name} is given twice", "Leave one of the two out.", place)
        else:
            given[name] = match[2] if match[2] is not None else match[4]
            places[name] = place
        at = match.end()
    return shape, given, places


def _check_limit(value: str, at: Span) -> None:
    if not (value.isascii() and value.isdigit() and len(value) < 6 and 1 <= int(value) <= MOST_ROWS):
        message = f"limit is {value!r}" if value else "limit has no value"
        raise Mistake(message, f"A page shows 1 to {MOST_ROWS} rows.", at)


def _meant(name: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1)
    return f"Did you mean {close[0]}?" if close else f"There is {_listed(known)}."


def _listed(names: Collection[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}"
