"""Says where a key and its value stand in a text."""

from __future__ import annotations

from typing import Any, NamedTuple

from kb.diagnostics import Span

KeyPath = tuple[str | int, ...]


class Place(NamedTuple):
    """Where a key and its value stand.

    ``style`` is ``''`` for a plain scalar, else a quote, ``|`` or ``>``; ``{`` or ``[`` for flow collections,
    ``map`` or ``seq`` for block collections.
    """

    key: Span | None
    value: Span
    style: str


def span_of(event: Any, base: int) -> Span:
    """The characters of an event of the parser, whose text began at ``base``."""
    return Span(base + event.start_mark.index, base + event.end_mark.index)
