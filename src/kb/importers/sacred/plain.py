"""Plain values out of what Sacred and MongoDB write as JSON: marks are read as data, and nothing is made of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

_DEEPEST: Final = 50
_NUMBERS: Final = {"$numberInt": int, "$numberLong": int, "$numberDouble": float, "$numberDecimal": float}
_NUMERAL: Final = re.compile(r"[-+]?(?:\d{1,400}(?:\.\d{0,400})?(?:[eE][-+]?\d{1,4})?|NaN|Infinity)")


class Marked(str):
    """In place of an object of Python, which is not made: its class."""

    __slots__ = ()


def plain(value: Any, depth: int = 0) -> Any:
    """A value without marks: tuples and sets as lists, numbers of numpy and MongoDB as numbers, dates as dates.

    Any other object is a :class:`Marked`, whatever it holds.
    """
    if depth > _DEEPEST:
        return Marked(f"nested deeper than {_DEEPEST} levels")
    if isinstance(value, list):
        return [plain(item, depth + 1) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((mark, held),) = value.items()
        if mark.startswith("$"):
            return _of_mongo(mark, held)
        if mark in ("py/tuple", "py/set") and isinstance(held, list):
            return [plain(item, depth + 1) for item in held]
    marked = next((key for key in value if key.startswith("py/")), None)
    if marked is None:
        return {key: plain(item, depth + 1) for key, item in value.items()}
    kind, held = str(value[marked]), value.get("value")
    if kind.startswith("numpy.") and isinstance(held, int | float):
        return held
    return Marked(kind[:80])


def _of_mongo(mark: str, held: Any) -> Any:
    """A value of extended JSON, https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/."""
    if mark == "$date":
        return _date(held)
    if mark == "$oid" and isinstance(held, str):
        return held
    if mark in _NUMBERS and isinstance(held, str) and _NUMERAL.fullmatch(held):
        return (
            _NUMBERS[mark](held) if held.lstrip("+-").isdigit() or _NUMBERS[mark] is float else Marked(mark)
        )
    return Marked(mark)


def _date(held: Any) -> Any:
    milliseconds = plain(held)
    if isinstance(milliseconds, str):
        return moment(milliseconds)
    try:
        return datetime.fromtimestamp(float(milliseconds) / 1000, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def moment(value: Any) -> datetime | None:
    """A time as Sacred writes it: that of Greenwich, without saying so."""
    if isinstance(value, datetime):
        return value
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def without_marked(value: Any, path: str, left: list[str]) -> Any:
    """A value without objects of Python; where they were is noted.

    Args:
        value: as :func:`plain` gives it.
        path: for the notes.
        left: gets the notes.
    """
    if isinstance(value, Mapping):
        kept = {}
        for key, item in value.items():
            inner = without_marked(item, f"{path}.{key}", left)
            if not isinstance(inner, Marked):
                kept[key] = inner
        return kept
    if isinstance(value, list):
        items = [without_marked(item, f"{path}.{n}", left) for n, item in enumerate(value)]
        return [item for item in items if not isinstance(item, Marked)]
    if isinstance(value, Marked):
        left.append(f"{path} ({value})")
    return value.isoformat() if isinstance(value, datetime) else value
