"""Records as a Parquet file, for programs that analyse columns; needs pyarrow, the extra `parquet`."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any, ClassVar

from kb.exports.export import Exporter, Request, needs
from kb.exports.tables import columns, rows


class Parquet(Exporter):
    """One table."""

    name: ClassVar[str] = "parquet"
    summary: ClassVar[str] = "a table as columns; needs pyarrow"
    binary: ClassVar[bool] = True
    options: ClassVar[frozenset[str]] = frozenset({"columns"})

    def write(self, request: Request) -> bytes:
        """The bytes of the file; columns of figures are numbers, all others text."""
        try:
            pyarrow = import_module("pyarrow")
            parquet = import_module("pyarrow.parquet")
        except ImportError:
            raise needs("pyarrow", "parquet", self.name) from None
        names = columns(request.options.get("columns"))
        found = rows(request, names)
        table = pyarrow.table({name: _column([row[at] for row in found]) for at, name in enumerate(names)})
        stream = io.BytesIO()
        parquet.write_table(table, stream)
        return stream.getvalue()


def _column(values: list[Any]) -> list[Any]:
    held = [value for value in values if value is not None]
    if all(isinstance(value, bool) for value in held):
        return values
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in held):
        return [float(value) if value is not None else None for value in values]
    return [None if value is None else value if isinstance(value, str) else _text(value) for value in values]


def _text(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)
