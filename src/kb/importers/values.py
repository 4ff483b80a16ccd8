"""Reads files of parameters and metrics, `.json`, `.yaml`, `.toml`, `.csv` or `.tsv`, as nested plain values."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from kb.errors import KbError
from kb.text.source import Source
from kb.text.yaml_document import MAX_NESTING, BadYaml, plain
from kb.text.yaml_document import read as read_yaml

MAX_FILE: Final = 16 * 1024 * 1024
"""Bytes of a file that is read whole."""


def read(path: str, text: str) -> Any:
    """The values of a file; ``path`` tells the format by its ending and names it in messages.

    JSON may hold NaN and infinities, as trackers write them. A table gives a list of rows, cells as YAML would read
    an unquoted word: a number where it looks like one.

    Raises:
        KbError: with the place, when it is not what its ending says, or of another format.
    """
    ending = PurePosixPath(path).suffix.lower()
    reader = _READERS.get(ending)
    if reader is None:
        raise KbError(
            f"a file `{ending or path}` is not read for values",
            where=path,
            hint=f"One of {', '.join(_READERS)}.",
        )
    found = reader(path, text.removeprefix("\ufeff"))
    if _is_deep(found):
        raise KbError(f"nested deeper than {MAX_NESTING} levels", where=path)
    return found


def numbers(values: Any, prefix: str = "") -> Iterator[tuple[str, float]]:
    """The numbers in nested values with their path, `test.auc`; truths are none, nor is what no float can hold."""
    stack = [(prefix, values)]
    while stack:
        path, here = stack.pop()
        if isinstance(here, Mapping | list):
            pairs = here.items() if isinstance(here, Mapping) else enumerate(here)
            stack += reversed([(f"{path}.{key}" if path else str(key), value) for key, value in pairs])
        elif is_figure(here):
            yield path, here


def is_figure(value: Any) -> bool:
    """Whether a value is a number that a figure can be: a whole one may have thousands of digits."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        float(value)
    except OverflowError:
        return False
    return True


def _is_deep(values: Any) -> bool:
    """Whether values are nested so deeply that whoever walks them by recursion fails."""
    level = [values]
    for _ in range(MAX_NESTING + 1):
        nested = [value for value in level if isinstance(value, dict | list)]
        level = [item for value in nested for item in (value.values() if isinstance(value, dict) else value)]
        if not nested:
            return False
    return True


def _json(path: str, text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        raise KbError(f"this is not JSON: {error.msg}", where=place, hint=_CUT) from None
    except RecursionError:
        raise KbError("this JSON is nested too deeply", where=path) from None
    except ValueError as error:  # a whole number of thousands of digits
        raise KbError(f"this JSON cannot be read: {error}", where=path) from None


def _yaml(path: str, text: str) -> Any:
    try:
        return read_yaml(text)
    except BadYaml as error:
        place = f"{path}:{error.position.line}:{error.position.column}"
        raise KbError(error.message, where=place) from None


def _toml(path: str, text: str) -> Any:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said, _, at = str(error).partition(" (at line ")
        line, _, column = at.rstrip(")").partition(", column ")
        end = Source(path, text).position(len(text.rstrip()))
        place = f"{path}:{line}:{column}" if column else f"{path}:{end.line}:{end.column}"
        raise KbError(f"this is not valid TOML: {said}", where=place) from None
    except (RecursionError, ValueError) as error:
        raise KbError(f"this TOML cannot be read: {error}", where=path) from None


def _table(delimiter: str) -> Callable[[str, str], list[dict[str, Any]]]:
    def read_table(path: str, text: str) -> list[dict[str, Any]]:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            header = next(rows, [])
            if len(set(header)) < len(header):
                double = next(name for name in header if header.count(name) > 1)
                raise KbError(f"the column `{double}` is there twice", where=f"{path}:1:1")
            found = []
            for row in rows:
                if row and len(row) != len(header):
                    raise KbError(
                        f"this row has {len(row)} cell{'s' * (len(row) != 1)}, the first line names {len(header)}",
                        where=f"{path}:{rows.line_num}:1",
                        hint=_CUT,
                    )
                if row:
                    found.append({name: plain(cell) for name, cell in zip(header, row, strict=True)})
        except csv.Error as error:
            raise KbError(f"this table cannot be read: {error}", where=f"{path}:{rows.line_num}:1") from None
        return found

    return read_table


_CUT: Final = "The file may be cut off; let its tool write it again."
_READERS: Final[dict[str, Callable[[str, str], Any]]] = {
    ".json": _json,
    ".yaml": _yaml,
    ".yml": _yaml,
    ".toml": _toml,
    ".csv": _table(","),
    ".tsv": _table("\t"),
}
