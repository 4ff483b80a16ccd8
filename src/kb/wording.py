"""Says things as people do: counts, lists of words, and what a setting should have been."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_WANTED: Mapping[str, str] = {
    "string_type": "text in quotes",
    "tuple_type": 'a list, such as ["a", "b"]',
    "mapping_type": "a table",
    "model_type": "a table",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "missing": "a value",
    "too_short": "at least one",
    "string_too_short": "some text",
}
_PATTERNS: Mapping[str, str] = {
    "ALL": "the code of a rule or family, such as KB005 or KB, or ALL",
    "[A-Z]{2}": "the code of a rule, such as KB005",
    "[A-Z]{1,6}-[0-9]": "an id, such as TASK-0007",
    "[A-Z]{1,6}": "one to six capital letters",
    "a-z0-9_": "a name of small letters, digits and `_`",
    "a-z0-9-": "a name of small letters, digits and `-`",
}


def wanted(error: Mapping[str, Any]) -> str:
    """What would have fitted, as it completes "Expected …".

    Args:
        error: one of pydantic's errors as a mapping with ``type``, ``msg`` and ``ctx``.
    """
    kind, context = error["type"], error.get("ctx", {})
    if kind == "literal_error":
        return f"one of: {context['expected'].replace(chr(39), '').replace(' or ', ', ')}"
    if kind == "string_pattern_mismatch":
        return next(words for part, words in _PATTERNS.items() if part in context["pattern"])
    said = str(error["msg"]).removeprefix("Input should be ").removeprefix("a valid ")
    if kind.startswith(("greater_than", "less_than")):
        return f"a number {said}"
    return _WANTED.get(kind, said)


def shown(value: Any) -> str:
    """A value as people wrote it, as far as it is short."""
    if isinstance(value, Mapping | list):
        return "a table" if isinstance(value, Mapping) else "a list"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text if len(text) <= 60 else text[:57] + '…'}`"


def plural(count: int, one: str, many: str = "") -> str:
    """`1 task`, `2 tasks`; ``many`` is for words that take more than an `s`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as people join them: `a`, `a and b`, `a, b and c`."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
