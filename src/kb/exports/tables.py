"""Tables of records: which columns there are, what stands in them, and CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from kb.errors import KbError
from kb.exports.export import Request
from kb.index import as_json
from kb.records.task import Task
from kb.verdicts import verdict

USUAL: Final = (
    "id",
    "type",
    "title",
    "status",
    "owner",
    "assignee",
    "goal",
    "created",
    "tags",
    "visibility",
    "path",
)
# What a spreadsheet takes for the beginning of a formula, or skips before one.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")

_NUMBER: Final = r"[-+]?[0-9]+(?:[.][0-9]+)?(?:e[-+]?[0-9]+)?"
_FIGURE: Final = re.compile(rf"{_NUMBER}(?: ± {_NUMBER})?(?: \(n = [0-9]+\))?")


def columns(words: str | None) -> tuple[str, ...]:
    """The columns that were asked for, or the usual ones.

    Raises:
        KbError: the words name none.
    """
    if words is None:
        return USUAL
    names = tuple(name for part in words.split(",") if (name := part.strip()))
    if not names:
        raise KbError(
            "`--columns` names no column", hint="Such as --columns id,title,smart.measurable.target."
        )
    return names


def rows(request: Request, names: Sequence[str]) -> list[list[Any]]:
    """A row for each record; a column is a field by its path, `path`, or `score` and `verdict` of a task.

    Raises:
        KbError: no record and no type has a field of such a name.
    """
    found: list[list[Any]] = []
    for document, record in request.records():
        values = as_json(record)
        computed: dict[str, Any] = {"path": document.path}
        if isinstance(record, Task):
            judged = verdict(request.graph, record)
            computed |= {"score": record.score, "verdict": judged.name if judged is not None else None}
        found.append([computed[name] if name in computed else _at(values, name) for name in names])
    _refuse_unknown(request, names)
    return found


def _at(values: Any, name: str) -> Any:
    for step in name.split("."):
        if not isinstance(values, dict):
            return None
        values = values.get(step)
    if isinstance(values, list) and all(isinstance(item, str | int | float) for item in values):
        return ", ".join(map(str, values))
    return values


def _refuse_unknown(request: Request, names: Sequence[str]) -> None:
    import difflib

    known = {"path", "score", "verdict"}
    for entry in request.graph.base.types.values():
        known.update(entry.order)
    for name in names:
        if name.split(".", 1)[0] not in known:
            close = difflib.get_close_matches(name.split(".", 1)[0], sorted(known), n=1)
            hint = f"Did you mean `{close[0]}`?" if close else f"Such as: {', '.join(USUAL)}."
            raise KbError(f"no type of record has a field `{name}`", hint=hint)


def csv_text(header: Sequence[str], found: Iterable[Sequence[Any]]) -> str:
    """Rows as CSV by RFC 4180; a text that a spreadsheet would run gets an apostrophe before it."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow([cell(name) for name in header])
    writer.writerows([cell(value) for value in row] for row in found)
    return stream.getvalue()


def cell(value: Any) -> Any:
    """A cell: figures as they are, groups and lists of groups as JSON, texts that are safe in a spreadsheet."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, int | float):
        if not math.isfinite(value):
            return ""
        return int(value) if value == int(value) and abs(value) < 1e15 else value
    if isinstance(value, dict | list):
        import json

        value = json.dumps(value, ensure_ascii=False)
    text = str(value).replace("\0", "")
    return f"'{text}" if text.startswith(_FORMULA) and not _FIGURE.fullmatch(text) else text
