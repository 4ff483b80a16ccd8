"""Runs a query that can read and nothing else, within bounds, and says where it is wrong."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from kb.index import mistakes
from kb.index.mistakes import QueryError

SECONDS: Final = 10.0
MAX_ROWS: Final = 200_000
MAX_LENGTH: Final = 10_000_000
MAX_QUERY: Final = 100_000
MAX_ANSWER: Final = 64 * 1024 * 1024
ONLY_READ: Final = "a query can only read"
_READ_HINT: Final = "`select …` from the tables of the base."
_LOOK: Final = 1000
"""After so many steps of SQLite somebody looks how far it has got."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a query may take.

    Attributes:
        seconds: of time; what stops a query whose single steps are long.
        steps: of SQLite's machine, which are the same on every computer; 0 for any number.
        rows: of the answer.
        size: of the answer, in characters.
        length: of one value.
        pattern: of what `like` compares with.
        cut: whether rows beyond that are left out, rather than refused.
        steady: whether the same base has to give the same answer: neither chance nor the machine has a word in it.
    """

    seconds: float = SECONDS
    steps: int = 0
    rows: int = MAX_ROWS
    size: int = MAX_ANSWER
    length: int = MAX_LENGTH
    pattern: int = 50_000
    cut: bool = False
    steady: bool = False


TERMINAL: Final = Bounds()
PAGE: Final = Bounds(
    seconds=60,
    steps=20_000_000,
    rows=10_000,
    size=4 * 1024 * 1024,
    length=256 * 1024,
    pattern=1000,
    cut=True,
    steady=True,
)
"""For queries that anybody may have written who writes a record."""


class Answer(NamedTuple):
    """Columns and rows of a query, and whether there are more rows than were asked for."""

    columns: list[str]
    rows: list[tuple[Any, ...]]
    more: bool = False


_ALLOWED: Final = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
_FORBIDDEN: Final = {"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"}
_CHANCE: Final = {"random", "randomblob"}
_MACHINE: Final = {
    "sqlite_version",
    "sqlite_source_id",
    "sqlite_compileoption_get",
    "sqlite_compileoption_used",
}


class _Run:
    """One query: what it was not allowed, and how far it got."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.refused = ""
        self.looks = 0
        self.deadline = time.monotonic() + bounds.seconds

    def authorize(self, action: int, _first: str | None, second: str | None, *_rest: str | None) -> int:
        if action == sqlite3.SQLITE_FUNCTION:
            name = (second or "").lower()
            if name in _FORBIDDEN:
                return sqlite3.SQLITE_DENY
            if self.bounds.steady and (name in _CHANCE or name in _MACHINE):
                self.refused = name
                return sqlite3.SQLITE_DENY
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY

    @property
    def is_over(self) -> bool:
        """Whether the steps are used up."""
        return 0 < self.bounds.steps <= self.looks * _LOOK

    def look(self) -> int:
        self.looks += 1
        return int(self.is_over or time.monotonic() > self.deadline)

    def explained(self, said: str) -> QueryError:
        """What SQLite said, in our words."""
        if said == "interrupted":
            limit = "than a page may ask for" if self.is_over else f"than {self.bounds.seconds:g} seconds"
            return QueryError(f"the query took longer {limit}", hint="Make it narrower.")
        if "out of memory" in said:
            return QueryError("the query needs too much memory", hint="Make it narrower.")
        if self.refused:
            message = f"{self.refused}() does not give the same answer each time"
            return QueryError(message, hint="A page is the same whenever it is built.", word=self.refused)
        if "not authorized" in said or "prohibited" in said or "authorization denied" in said:
            return QueryError(ONLY_READ, hint=_READ_HINT)
        if "user-defined function raised exception" in said:
            return QueryError("localtime and utc are not the same on every computer", hint="Dates are UTC.")
        return QueryError(f"{mistakes.CANNOT}{said}", word=mistakes.word(said))


def check(sql: str, tables: Iterable[str]) -> None:
    """Refuse what is no question at all.

    Raises:
        QueryError: it is empty, too long, or no text.
    """
    if not sql.strip():
        raise QueryError("the query is empty", hint=f"Tables: {', '.join(tables)}.")
    if len(sql) > MAX_QUERY:
        raise QueryError(f"the query is longer than {MAX_QUERY} characters")
    if any("\ud800" <= sign <= "\udfff" for sign in sql):
        raise QueryError("the query is not UTF-8 text")


def answer(
    connection: sqlite3.Connection, sql: str, bounds: Bounds, tables: Mapping[str, Sequence[str]]
) -> Answer:
    """Answer a query.

    Raises:
        QueryError: it is not a reading query, it is wrong, or it takes more than it may.
    """
    run = _Run(bounds)
    before = _limited(connection, bounds)
    connection.set_authorizer(run.authorize)
    connection.set_progress_handler(run.look, _LOOK)
    try:
        cursor = connection.execute(sql)
        if cursor.description is None:
            raise QueryError(ONLY_READ, hint=_READ_HINT)
        rows, more = _bounded(cursor, bounds)
        return Answer([column[0] for column in cursor.description], rows, more)
    except MemoryError:
        raise QueryError("the query needs too much memory", hint="Make it narrower.") from None
    except (sqlite3.Error, sqlite3.Warning) as error:
        explained = run.explained(str(error))
    finally:
        connection.set_authorizer(None)
        connection.set_progress_handler(None, 0)
        for limit, value in before:
            connection.setlimit(limit, value)
    raise mistakes.placed(connection, sql, explained, tables)


def _limited(connection: sqlite3.Connection, bounds: Bounds) -> list[tuple[int, int]]:
    """Set the limits of the connection; returns what they were."""
    wanted = (
        (sqlite3.SQLITE_LIMIT_LENGTH, bounds.length),
        (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, bounds.pattern),
    )
    return [(limit, connection.setlimit(limit, value)) for limit, value in wanted]


def _bounded(cursor: sqlite3.Cursor, bounds: Bounds) -> tuple[list[tuple[Any, ...]], bool]:
    """The rows of an answer that is small enough to be held and printed, and whether there are more."""
    rows: list[tuple[Any, ...]] = []
    size = 0
    for row in cursor:
        if len(rows) == bounds.rows:
            if bounds.cut:
                return rows, True
            raise QueryError(f"the answer has more than {bounds.rows} rows", hint="Add a `limit`.")
        rows.append(row)
        size += sum(len(value) if isinstance(value, str | bytes) else 8 for value in row)
        if size > bounds.size:
            large = f"the answer has more than {bounds.size // 2**20} MB"
            raise QueryError(large, hint="Ask for fewer columns, or add a `limit`.")
    return rows, False
