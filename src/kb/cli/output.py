"""The shapes in which commands hand out data: a table for people; JSON, CSV and Markdown for programs."""

from __future__ import annotations

import csv
import datetime
import io
import json
import math
import re
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import click

from kb.cli.terminal import clean, say, table
from kb.errors import KbError

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


def no_cache_option(command: F) -> F:
    """The option `--no-cache`; it is answered before the command line is read, by `kb.cli.recall`."""
    option = click.option(
        "--no-cache",
        is_flag=True,
        expose_value=False,
        help="Neither use what is kept from earlier runs nor keep anything.",
    )
    return option(command)


def _pretend(ctx: click.Context, _param: click.Parameter, value: datetime.datetime | None) -> None:
    if value is not None:
        ctx.obj.pretend_today(value.date())


def require_known(what: str, names: Iterable[str], known: Collection[str]) -> None:
    """Refuse a name that cannot lead to anything: an empty answer would look like an answer.

    Raises:
        KbError: with the name that was meant, or all there are.
    """
    import difflib

    for name in names:
        if name not in known:
            close = difflib.get_close_matches(name, known, n=1)
            hint = f"Did you mean `{close[0]}`?" if close else f"One of: {', '.join(known)}."
            raise KbError(f"there is no {what} {name}", hint=hint)


def plain(value: Any) -> Any:
    """A value as JSON can hold it: dates as ISO text, bytes in hexadecimal, null for NaN and Infinity."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(v) for v in value]
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        # Twelve digits: what lies behind them is the dust of binary fractions, as in 0.7 × 3 ÷ 3.
        return int(value) if value.is_integer() and abs(value) < 1e15 else float(f"{value:.12g}")
    if isinstance(value, bytes):
        return value.hex()
    return value


def emit_json(document: Mapping[str, Any]) -> None:
    """Print a JSON document of the contract: `version` first."""
    emit_raw_json({"version": VERSION, **plain(document)})


def emit_raw_json(document: Any) -> None:
    """Print any JSON document so that every terminal and every encoding of standard output can take it."""
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        text = json.dumps(document, ensure_ascii=True, indent=2, allow_nan=False)
    # Some readers of logs look for `##[` anywhere; in JSON it can only stand in a text.
    text = text.replace("##[", "##\\u005b")
    say(_UNSHOWN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text), data=True)


# What JSON may hold as it is and a terminal would act on, or nobody would see.
_UNSHOWN = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]")


def emit_rows(
    format_: str, headers: Sequence[str], rows: Sequence[Sequence[Any]], *, flexible: int | None = None
) -> None:
    """Print rows as a table, CSV or Markdown."""
    if format_ == "csv":
        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([neutral(header) for header in headers])
        writer.writerows([neutral(cell) for cell in row] for row in rows)
        say(stream.getvalue().removesuffix("\n"), data=True)
        return
    texts = [[shown(cell) for cell in row] for row in rows]
    if format_ == "md":
        say(_markdown_row(headers))
        say(_markdown_row(["---"] * len(headers)))
        for row in texts:
            say(_markdown_row(row))
        return
    for line in table(headers, texts, flexible=flexible):
        say(line)


def _markdown_row(cells: Sequence[str]) -> str:
    inside = (clean(cell.replace("\n", " ")).replace("\\", "\\\\").replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(inside)} |"


def shown(cell: Any) -> str:
    """A value for people: nothing for None, numbers without noise."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.6g}"
    if isinstance(cell, bytes):
        return cell.hex()
    if isinstance(cell, list | tuple):
        return ", ".join(shown(c) for c in cell)
    return str(cell)


def neutral(cell: Any) -> str:
    """A CSV cell that no spreadsheet takes for a formula and no terminal acts on."""
    text = "\n".join(clean(line) for line in shown(cell).split("\n"))
    if isinstance(cell, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠"):
        return "'" + text
    return text
