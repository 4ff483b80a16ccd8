"""Judges queries without a record: what is wrong with one whatever the base holds, and what the site cannot show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from kb.base import KnowledgeBase
from kb.config import Config
from kb.graph import Graph
from kb.index import PAGE, Answer, Index, QueryError
from kb.index.mistakes import CANNOT, tokens
from kb.queries.asking import CHARTS, Asked, Mistake, read
from kb.records import Registry
from kb.spans import Span
from kb.text.queries import Query

MOST_COLUMNS: Final = 20
_SOME_DAY: Final = date(2000, 1, 1)
_BEGINS = re.compile(r"(?:\s|--[^\n]*\n|/\*.*?\*/|\()*(\w+)", re.DOTALL)


class Judge:
    """Tries queries on tables in which there is nothing, so that what it says depends on the fields of records alone.

    Args:
        config: the configuration of the base.
        types: its record types.
    """

    def __init__(self, config: Config, types: Registry) -> None:
        # Any day will do, as long as the clock is not asked.
        self._index = Index(Graph(KnowledgeBase(config, types, ())), today=_SOME_DAY, bounds=PAGE)

    def mistake(self, text: str, query: Query) -> Mistake | None:
        """What is wrong with a query of a text; None when it can be answered."""
        try:
            asked = read(text, query)
            answered(self._index, asked)
        except Mistake as mistake:
            return mistake
        return None


def answered(index: Index, asked: Asked) -> Answer:
    """The answer, if it can be shown as it was asked for.

    Raises:
        Mistake: it cannot.
    """
    begins = _BEGINS.match(asked.sql)
    if asked.sql.strip() and (begins is None or begins[1].lower() not in ("select", "with", "values")):
        at = Span(*begins.span(1)) if begins is not None else Span(0, len(asked.sql))
        raise Mistake("a query begins with `select`", "It can only read.", _inside(asked, at))
    try:
        answer = index.query(asked.sql)
    except QueryError as error:
        message = error.message.removeprefix(CANNOT)
        raise Mistake(message, error.hint or "", _inside(asked, error.at)) from None
    _check(asked, answer.columns)
    return answer


def _check(asked: Asked, columns: Sequence[str]) -> None:
    """Whether the columns are those that the shape needs."""
    if len(columns) > MOST_COLUMNS:
        raise Mistake(
            f"the answer has {len(columns)} columns",
            f"A page shows {MOST_COLUMNS} at most: name those that are needed.",
            _inside(asked, None),
        )
    if asked.shape == "value" and len(columns) != 1:
        message = f"the answer has {len(columns)} columns, and a sentence shows one"
        raise Mistake(message, "Ask for one column, or use a fence.", _inside(asked, None))
    if asked.shape == "board" and "id" not in columns:
        message = f"a board needs a column `id`, and there is {_named(columns)}"
        raise Mistake(message, "Its cards are records: `select id from task …`.", _inside(asked, None))
    if asked.shape in CHARTS:
        for name, column in asked.columns.items():
            if column not in columns:
                message = f"the answer has no column {column!r} for {name}"
                raise Mistake(message, f"There is {_named(columns)}.", asked.places[name])
        if len(columns) < 2:  # x and y
            message = f"a chart needs two columns, and there is {_named(columns)}"
            raise Mistake(message, "One for x and one for y.", _inside(asked, None))


def unordered(text: str, query: Query) -> Span | None:
    """The `limit` of a query that does not say which rows come first."""
    found = text[query.sql.start : query.sql.end]
    depth, limit, ordered = 0, None, False
    for token in tokens(found):
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.name == "limit" and token.text[0].isalpha():
            limit = token.span
        ordered = ordered or (depth == 0 and token.text.lower() == "order")
    if limit is None or ordered:
        return None
    return Span(query.sql.start + limit.start, query.sql.start + limit.end)


def _named(columns: Sequence[str]) -> str:
    return ", ".join(f"`{column}`" for column in columns[:MOST_COLUMNS])


def _inside(asked: Asked, at: Span | None) -> Span:
    """A place of the SQL in the text; without one, the first line of it."""
    if at is not None:
        return Span(asked.at.start + at.start, asked.at.start + at.end)
    first = next((line for line in asked.sql.splitlines(keepends=True) if line.strip()), "")
    begin = asked.at.start + (asked.sql.find(first) if first else 0)
    begin += len(first) - len(first.lstrip())
    return Span(begin, begin + max(len(first.strip()), 1))
