"""`kb sql`: asks the base in SQL; a query can read and nothing else."""

from __future__ import annotations

import sys

import click

from kb.cli.output import emit_json, emit_rows, format_option, today_option
from kb.cli.session import Session
from kb.cli.terminal import say
from kb.index import MAX_QUERY


@click.command("sql")
@click.argument("query", required=False)
@click.option("--tables", is_flag=True, help="List the tables and their columns.")
@format_option("table", "json", "csv", "md")
@today_option
@click.pass_obj
def command(session: Session, query: str | None, tables: bool, format_: str) -> int:
    """Answer QUERY (SQLite dialect) over the base; `-` or nothing reads it from standard input."""
    index = session.index
    if tables:
        rows = [[name, ", ".join(columns)] for name, columns in index.tables.items()]
        if format_ == "json":
            emit_json({"tables": {name: list(columns) for name, columns in index.tables.items()}})
        else:
            emit_rows(format_, ("table", "columns"), rows)
        return 0
    if query is None and sys.stdin.isatty():
        say("Usage: kb sql QUERY. `kb sql --tables` lists the tables.", err=True)
        return 2
    answer = index.query(_typed() if query in (None, "-") else str(query))
    if format_ == "json":
        emit_json({"columns": answer.columns, "rows": answer.rows})
    else:
        emit_rows(format_, answer.columns, answer.rows)
    return 0


def _typed() -> str:
    """The query on standard input; bytes that are no text reach the base as what no query can hold."""
    return sys.stdin.buffer.read(MAX_QUERY + 1).decode("utf-8", "surrogateescape")
