"""Says type hints in the words of the manual."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args, get_origin

from kb import record
from kb.declared.marks import limits_of
from kb.record import Link
from kb.schema import field_hints

_NAMED = {
    "Id": "id",
    "Handle": "handle",
    "Slug": "slug",
    "Line": "text of one line, at most 120 characters",
    "Date": "date",
    "Moment": "date-time",
    "RuleCode": "rule code",
    "Data": "any value",
}
_PLAIN: dict[Any, str] = {str: "text", float: "number", int: "whole number", bool: "true or false"}


def describe(hint: Any) -> str:
    """A type hint for people, as Markdown."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _annotated(hint)
    if origin is Literal:
        return ", ".join(
            f"`{str(value).lower() if isinstance(value, bool) else value}`" for value in arguments
        )
    if origin is tuple:
        return f"list of {plural(describe(arguments[0]))}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"map of {describe(arguments[0])} → {describe(arguments[1])}"
    if arguments:
        return " or ".join(dict.fromkeys(describe(a) for a in arguments if a is not type(None)))
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return "{" + ", ".join(f"`{name}`" for name in field_hints(hint)) + "}"
    return _PLAIN.get(hint, "any value")


def _annotated(hint: Any) -> str:
    inner, *extras = get_args(hint)
    found = next((extra for extra in extras if isinstance(extra, Link)), None)
    if found is not None:
        return f"id ({' or '.join(found.to)})" if found.to else "id (any record)"
    named = next((words for name, words in _NAMED.items() if getattr(record, name) == hint), None)
    return named or describe(inner) + _bounds(extras)


def _bounds(extras: list[Any]) -> str:
    """The limits of a number, as the field declares them."""
    limits = {name: limit for name, limit in limits_of(extras).items() if name in ("gt", "ge", "lt", "le")}
    low, high = limits.get("ge"), limits.get("le")
    if low is not None and high is not None:
        return f" from {low:g} to {high:g}"
    words = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}
    return "".join(f" {words[name]} {value:g}" for name, value in limits.items())


def plural(words: str) -> str:
    """The plural of what `describe` says about one value."""
    if words.startswith("id"):
        return "ids" + words[2:]
    return (
        words + "s"
        if words in ("handle", "slug", "text", "date", "number", "whole number", "rule code")
        else words
    )


def link_words(hint: Any) -> str:
    """How a field stands in the graph: its kind and the name the other way; empty for what is no link."""
    if get_origin(hint) is Annotated:
        found = next((extra for extra in get_args(hint)[1:] if isinstance(extra, Link)), None)
        return f"Link `{found.kind}`, the other way `{found.reverse}`." if found is not None else ""
    if get_origin(hint) is Literal:
        return ""
    return next((words for argument in get_args(hint) if (words := link_words(argument))), "")
