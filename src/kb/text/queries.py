"""Finds queries in Markdown: fences whose info string begins with `kb`, and code spans that begin with `kb:`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from kb.spans import Span
from kb.text import markdown

MARK: Final = "`kb"
"""What every text with a query has in it, and few others."""

_NEAR: Final = 80
# Indented further it is code that shows a fence.
_OPENED = re.compile(r" {0,3}`{3,}kb(?:[ \t]+([^`\n]*?))?[ \t]*\r?(?:\n|$)")
_INLINE = re.compile(r"`kb:([^`]+)`")


class Query(NamedTuple):
    """A query as it stands in a text.

    Attributes:
        outer: all of it, with the fence or the backticks.
        options: what follows `kb` on the first line of a fence; None for one in a sentence.
        sql: the question itself.
    """

    outer: Span
    options: Span | None
    sql: Span


def find(text: str, start: int = 0) -> tuple[Query, ...]:
    """The queries from ``start`` on, in order."""
    if MARK not in text:
        return ()
    found: list[Query] = []
    at = start
    for block in markdown.fenced(text, start):
        found += _spans(text, at, block.start)
        opened = _OPENED.match(text, block.start, block.end)
        if opened is not None:
            options = Span(*opened.span(1)) if opened[1] else Span(opened.end(), opened.end())
            found.append(Query(block, options, Span(opened.end(), _closing(text, opened.end(), block.end))))
        at = block.end
    found += _spans(text, at, len(text))
    return tuple(found)


def among(text: str, code: Iterable[Span]) -> bool:
    """Whether one of the code blocks and code spans of a text is a query: quicker than to look for one in the text."""
    for start, _ in code:  # noqa: SIM110  # a generator takes twice the time, and nearly all texts have code
        if text.find(MARK, start, start + _NEAR) != -1:
            return True
    return False


def _closing(text: str, start: int, end: int) -> int:
    """Where the last line of a fence begins; the end where nobody closed it."""
    line = max(text.rfind("\n", start, end) + 1, start)
    return line if text[line:end].strip().startswith("```") else end


def _spans(text: str, start: int, end: int) -> list[Query]:
    """The queries in sentences between two places."""
    if text.find(MARK, start, end) == -1:
        return []
    matches = (_INLINE.fullmatch(text, *code) for code in markdown.code_spans(text, start, end))
    return [Query(Span(*m.span()), None, Span(*m.span(1))) for m in matches if m is not None]
