"""Records as a table for spreadsheets; with `--columns course` experiments in the columns of a file of metrics.

These thirteen columns (date, commit, model, parameters, size and link of each part of the data, one column for each
metric on each part, outputs, description) are what `kb import csv` reads without a mapping.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Final

from kb.exports.export import Exporter, Request
from kb.exports.prose import line
from kb.exports.tables import columns, csv_text, rows
from kb.records.experiment import DataSplit, Experiment, Spread

COURSE: Final = "course"
_BEFORE: Final = (
    "date",
    "commit",
    "model",
    "parameters",
    "train size",
    "train link",
    "validation size",
    "validation link",
    "test size",
    "test link",
)
_AFTER: Final = ("outputs", "description")


class Csv(Exporter):
    """Comma-separated values by RFC 4180, in UTF-8."""

    name: ClassVar[str] = "csv"
    summary: ClassVar[str] = "a table for spreadsheets, or the file of metrics that `kb import csv` reads"
    options: ClassVar[frozenset[str]] = frozenset({"columns"})

    def write(self, request: Request) -> bytes:
        """The table."""
        words = request.options.get("columns")
        if words == COURSE:
            return _course(request).encode()
        names = columns(words)
        return csv_text(names, rows(request, names)).encode("utf-8", "replace")


def _course(request: Request) -> str:
    experiments = [record for _, record in request.records() if isinstance(record, Experiment)]
    measured = list(dict.fromkeys(pair for record in experiments for pair in _measured(record)))
    header = (*_BEFORE, *(_metric(*pair) for pair in measured), *_AFTER)
    return csv_text(header, [_row(record, measured) for record in experiments])


def _measured(record: Experiment) -> Iterator[tuple[str, str]]:
    for metric, splits in (record.metrics or {}).items():
        for split in splits:
            yield metric, split


def _metric(metric: str, split: str) -> str:
    return f"metrics.{metric}.{split}"


def _row(record: Experiment, measured: Sequence[tuple[str, str]]) -> list[Any]:
    data = record.data or {}
    metrics = record.metrics or {}
    conclusion = f": {line(record.conclusion)}" if record.conclusion else ""
    return [
        (record.date or record.created).isoformat(),
        record.code.commit if record.code is not None else None,
        (record.model.name or record.model.type) if record.model is not None else None,
        json.dumps(record.model.params, ensure_ascii=False) if record.model and record.model.params else None,
        *(value for part in ("train", "validation", "test") for value in _part(data.get(part))),
        *(_figure(metrics.get(metric, {}).get(split)) for metric, split in measured),
        _outputs(record),
        f"{record.id} {record.title}{conclusion}",
    ]


def _part(data: DataSplit | None) -> tuple[Any, Any]:
    if data is None:
        return None, None
    rows_ = data.rows if data.rows is not None else f"{data.folds} folds" if data.folds is not None else None
    return rows_, data.uri


def _figure(value: float | Spread | None) -> Any:
    if not isinstance(value, Spread):
        return value
    spread = f" ± {value.std!r}" if value.std is not None else ""
    return f"{value.mean!r}{spread}{f' (n = {value.n})' if spread and value.n is not None else ''}"


def _outputs(record: Experiment) -> str | None:
    return "; ".join(output.uri for output in record.outputs) or None
