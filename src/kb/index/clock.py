"""Makes the functions of SQLite that look at the clock tell a day that somebody named."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any, Final

_FUNCTIONS: Final = {"date": 0, "time": 0, "datetime": 0, "julianday": 0, "unixepoch": 0, "strftime": 1}
"""Name → the place among its arguments at which the moment stands."""
_CURRENT: Final = {"current_date": "date", "current_time": "time", "current_timestamp": "datetime"}
_ELSEWHERE: Final = frozenset({"localtime", "utc"})


def fix(connection: sqlite3.Connection, today: date, *, steady: bool) -> None:
    """Let `now` be the beginning of a day, for `date('now')`, `current_date` and their like, and for `today()`.

    Args:
        connection: where.
        today: the day.
        steady: refuse the time zone of the machine, which the next one need not have.
    """
    plain = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    moment = f"{today.isoformat()} 00:00:00"

    def clocked(name: str, at: int) -> Callable[..., Any]:
        def call(*given: Any) -> Any:
            values = list(given)
            if len(values) == at:
                values.append(moment)
            elif len(values) > at and isinstance(values[at], str) and values[at].strip().lower() == "now":
                values[at] = moment
            if steady and any(isinstance(v, str) and v.strip().lower() in _ELSEWHERE for v in values[at:]):
                raise ValueError(name)
            marks = ", ".join("?" for _ in values)
            return plain.execute(f"select {name}({marks})", values).fetchone()[0]

        return call

    for name, at in _FUNCTIONS.items():
        if plain.execute("select 1 from pragma_function_list where name = ?", (name,)).fetchone():
            connection.create_function(name, -1, clocked(name, at), deterministic=True)
    for name, like in _CURRENT.items():
        connection.create_function(name, 0, clocked(like, 0), deterministic=True)
    connection.create_function("today", 0, today.isoformat, deterministic=True)
