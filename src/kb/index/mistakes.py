"""Says which word of a query is wrong, and which one was most likely meant."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from kb.errors import KbError
from kb.spans import Span

CANNOT: Final = "the query cannot be answered: "
_TOKEN = re.compile(
    r"--[^\n]*|/\*.*?(?:\*/|\Z)|'(?:[^']|'')*'?|\"(?:[^\"]|\"\")*\"?|\[[^\]]*\]?|`(?:[^`]|``)*`?"
    r"|[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|[^\W\d]\w*|\s+|.",
    re.DOTALL,
)
_NAMED: Final = re.compile(
    r"no such (?:column|table|function): (.+)|ambiguous column name: (.+)|near \"(.+)\": syntax error"
    r"|unrecognized token: \"(.+)\"|(?:misuse of|wrong number of arguments to) .*?([\w.]+)\(\)",
    re.DOTALL,
)
_HINT: Final = "`kb sql --tables` lists the tables and their columns."


class QueryError(KbError):
    """A query that is not answered.

    Attributes:
        word: the word that is wrong, as SQLite names it; empty where it names none.
        at: where that stands in the query.
    """

    def __init__(
        self, message: str, *, hint: str | None = None, word: str = "", at: Span | None = None
    ) -> None:
        super().__init__(message, hint=hint)
        self.word = word
        self.at = at


class Token(NamedTuple):
    """A word, a sign or a literal of a query, and where it stands."""

    text: str
    span: Span

    @property
    def name(self) -> str:
        """The name it stands for, without quotes; empty for what is none."""
        first = self.text[:1]
        if first in '"`[':
            return self.text[1:-1].lower()
        return self.text.lower() if first.isalpha() or first == "_" else ""


def tokens(sql: str) -> Iterator[Token]:
    """The words of a query, without comments and blanks."""
    for match in _TOKEN.finditer(sql):
        text = match[0]
        if not text.isspace() and not text.startswith(("--", "/*")):
            yield Token(text, Span(*match.span()))


def word(said: str) -> str:
    """The word that SQLite complains about; empty where it names none."""
    found = _NAMED.search(said)
    return next((group for group in found.groups() if group), "") if found is not None else ""


def placed(
    connection: sqlite3.Connection, sql: str, error: QueryError, tables: Mapping[str, Sequence[str]]
) -> QueryError:
    """The same mistake with its place in the query, and with what was most likely meant."""
    if error.message.endswith("incomplete input"):
        end = len(sql.rstrip())
        error.at = Span(max(end - 1, 0), end)
    elif "near " in error.message:
        error.at = _near(connection, sql, error)
    elif error.word:
        error.at = _named(sql, error.word)
    if error.hint is None:
        error.hint = _meant(sql, error, tables)
    return error


def _named(sql: str, wanted: str) -> Span | None:
    """Where a name stands, which may be given with that of its table: `t.title`."""
    names = [part.strip('"`[]').lower() for part in wanted.split(".")]
    found = list(tokens(sql))
    for number, token in enumerate(found):
        if token.name != names[-1] and token.text != wanted:
            continue
        if len(names) == 1:
            line = token.text.partition("\n")[0].rstrip()
            return Span(token.span.start, token.span.start + len(line))
        before = found[max(number - 2, 0) : number]
        if [each.name for each in before] == [names[-2], ""] and before[1].text == ".":
            return Span(before[0].span.start, token.span.end)
    return None


def _near(connection: sqlite3.Connection, sql: str, error: QueryError) -> Span | None:
    """Where the syntax breaks: at the first of these words up to which SQLite already says so."""
    tried = 0
    for token in tokens(sql):
        if token.text != error.word:
            continue
        tried += 1
        if tried > _TRIES:
            return None
        try:
            connection.execute(f"explain {sql[: token.span.end]}").close()
        except (sqlite3.Error, sqlite3.Warning) as again:
            if f'near "{error.word}": syntax error' in str(again):
                return token.span
    return None


_TRIES: Final = 200


def _meant(sql: str, error: QueryError, tables: Mapping[str, Sequence[str]]) -> str:
    """The table or column whose name comes next to a word."""
    if not error.word or "no such " not in error.message:
        return _HINT
    import difflib

    name = error.word.rpartition(".")[2].lower()
    known: Iterable[str] = tables
    if "no such column" in error.message:
        named = {token.name for token in tokens(sql)}
        known = dict.fromkeys(c for table, columns in tables.items() if table in named for c in columns)
    elif "no such table" not in error.message:
        return _HINT
    close = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]}? {_HINT}" if close else _HINT
