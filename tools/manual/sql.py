"""The page of the tables that `kb sql` reads."""

from __future__ import annotations

from kb.base import KnowledgeBase
from kb.config import Config
from kb.graph import Graph
from kb.index import MAX_ROWS, PAGE, SECONDS, Index
from kb.queries.judging import MOST_COLUMNS
from kb.records import registry

_OPENING = f"""\
# SQL

`kb sql` and `kb list --where` read these tables, in the dialect of SQLite. A query can read and nothing else: no
writing, no attaching of files, no extensions; {SECONDS:.0f} seconds and {MAX_ROWS:,} rows at most. `kb sql --tables`
lists the tables of your base, with the fields your configuration adds. [How to ask](../howto/ask-with-sql.md).

[Queries in pages and records](../howto/live-pages.md) read the same tables, with what the audience of the site sees in
them. They end after {PAGE.steps:,} steps of SQLite, wherever they run; {PAGE.rows:,} rows, {MOST_COLUMNS} columns,
{PAGE.size // 2**20} MB and {PAGE.length // 1024} KiB for a value at most.

`date('now')`, `current_date` and their like, and `today()`, are the beginning of today in the time zone of the base;
`--today` moves it.
"""
_SAID = {
    "records": "Every record; `data` is the whole front matter as JSON.",
    "links": "Every link whose target exists, and where it stands.",
    "metrics": "Every figure of every experiment; `value` is the mean where it was measured `n` times.",
    "scores": "Every score of every candidate of every review.",
    "tags": "Every tag of every record.",
    "findings": "What `kb lint` says today.",
    "transitions": "The states that records entered, as the [history](../explanation/history.md) tells, in UTC; "
    "`from_status` is null for the first. A shallow clone does not know when a record came into the first state that "
    "it shows, and has no row for it.",
    "task": "Nested keys are joined by `_`; `score` and `verdict` are computed.",
    "leaderboard": "The metrics of concluded experiments with what one compares them by.",
}


def pages() -> dict[str, str]:
    """The page."""
    index = Index(Graph(KnowledgeBase(Config(), registry(Config()), ())))
    board = index.query("select * from leaderboard").columns
    tables = {**index.tables, "leaderboard": tuple(board)}
    lines = [_OPENING, "## Across types", ""]
    general = [name for name in tables if name not in registry(Config())]
    for name in general:
        lines += _told(name, tables[name])
    lines += [
        "## One table per type",
        "",
        "Single values of the front matter; lists are in `data` of `records`.",
        "",
    ]
    for name in registry(Config()):
        lines += _told(name, tables[name])
    return {"sql.md": "\n".join(lines)}


def _told(name: str, columns: tuple[str, ...]) -> list[str]:
    said = [f":   {_SAID[name]}", "", "    "] if name in _SAID else [":   "]
    said[-1] += ", ".join(f"`{column}`" for column in columns)
    return [f"`{name}`", *said, ""]
