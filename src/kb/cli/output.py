"""The shapes in which commands hand out data: a table for people; JSON, CSV and Markdown for programs."""

from __future__ import annotations

import csv
import datetime
import io
import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from kb.cli.terminal import say, table

F = TypeVar("F", bound=Callable[..., Any])
VERSION = 1


def format_option(*formats: str, default: str = "table") -> Callable[[F], F]:
    """The option `--format`, with the formats that make sense for a command."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=default,
        show_default=True,
        help="How to print it.",
    )


def today_option(command: F) -> F:
    """The option `--today`, for tests and for looking at a base as of another day."""
    option = click.option(
        "--today",
        type=click.DateTime(["%Y-%m-%d"]),
        callback=_pretend,
        expose_value=False,
        help="Measure dates from this day instead of today.",
    )
    return option(command)


def _pretend(ctx: click.Context, _param: click.Parameter, value: datetime.datetime | None) -> None:
    if value is not None:
        ctx.obj.pretend_today(value.date())


def plain(value: Any) -> Any:
    """A value as JSON can hold it: dates as ISO text, no NaN or Infinity."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value


def emit_json(document: Mapping[str, Any]) -> None:
    """Print a JSON document of the contract: `version` first."""
    say(json.dumps({"version": VERSION, **plain(document)}, ensure_ascii=False, indent=2))


def emit_rows(
    format_: str, headers: Sequence[str], rows: Sequence[Sequence[Any]], *, flexible: int | None = None
) -> None:
    """Print rows as a table, CSV or Markdown."""
    if format_ == "csv":
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(headers)
        writer.writerows([_neutral(cell) for cell in row] for row in rows)
        say(stream.getvalue().rstrip("\n"))
        return
    texts = [[shown(cell) for cell in row] for row in rows]
    if format_ == "md":
        say("| " + " | ".join(headers) + " |")
        say("| " + " | ".join("---" for _ in headers) + " |")
        for row in texts:
            say("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |")
        return
    for line in table(headers, texts, flexible=flexible):
        say(line)


def shown(cell: Any) -> str:
    """A value for people: nothing for None, numbers without noise."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.6g}"
    if isinstance(cell, list | tuple):
        return ", ".join(shown(c) for c in cell)
    return str(cell)


def _neutral(cell: Any) -> str:
    """A CSV cell that no spreadsheet takes for a formula."""
    text = shown(cell)
    if isinstance(cell, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠"):
        return "'" + text
    return text
