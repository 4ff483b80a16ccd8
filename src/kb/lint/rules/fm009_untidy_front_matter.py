"""FM009 untidy-front-matter: fields stand in their usual order, without stray blanks and tabs."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import ClassVar, Final, NamedTuple

from kb.base import Document
from kb.diagnostics import Edit, Severity, Span
from kb.lint.rule import Context, Finding, Rule, Views
from kb.text import frontmatter

_HASH: Final = re.compile(r"(?:^|(?<=[ \t]))#", re.MULTILINE)
_STRAY: Final = re.compile(r"[ \t]+(?=\r?$)|[ ]*\t[ \t]*", re.MULTILINE)


class UntidyFrontMatter(Rule):
    """Keys stand in an unusual order, lines end in blanks, or tabs separate what a space should.

    ## Why

    Two records of a kind can be compared at a glance when their fields stand in the same order, and a merge has
    less to quarrel about when no line ends in blanks. The order is that of `kb new`: the fields of every record
    first, then those of the type. Keys that start with `x-` may stand anywhere. Blanks inside a block of text
    are text. `--fix` moves the keys with the comments above them, and takes the blanks away.

    ## Bad

    ```record research/risks/RISK-0001-leakage.md
    ---
    type: risk
    id: RISK-0001
    status: open
    title: Leakage between train and test
    created: 2026-05-04
    ---
    ```

    ## Good

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    ---
    ```
    """

    code: ClassVar[str] = "FM009"
    name: ClassVar[str] = "untidy-front-matter"
    severity: ClassVar[Severity] = Severity.WARNING
    fixable: ClassVar[bool] = True
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """What is untidy in the documents in which the reader noticed something."""
        for document in context.base.documents:
            if not document.tidy and document.type is not None:
                yield from _order(document, context.base.types[document.type].order)
                yield from _blanks(document)


class _Key(NamedTuple):
    name: str
    span: Span
    value: Span


def _order(document: Document, order: tuple[str, ...]) -> Iterator[Finding]:
    """One finding for all keys: about the first that comes too late."""
    keys = [key for key in _keys(document) if key.name in order]
    rank = {name: number for number, name in enumerate(order)}
    for number, key in enumerate(keys):
        before = next((k for k in keys[:number] if rank[k.name] > rank[key.name]), None)
        if before is not None:
            usual = ", ".join(sorted((k.name for k in keys), key=lambda name: rank[name]))
            message = f"`{key.name}` stands after `{before.name}`, usually before it"
            edits = _reordered(document, rank)
            yield Finding(document, key.span, message, f"The usual order: {usual}.", edits=edits)
            return


def _keys(document: Document) -> list[_Key]:
    found = [
        _Key(str(path[0]), place.key, place.value)
        for path, place in document.places.items()
        if len(path) == 1 and place.key is not None and "\0" not in str(path[0])
    ]
    return sorted(found, key=lambda key: key.span)


def _reordered(document: Document, rank: dict[str, int]) -> tuple[Edit, ...]:
    """Whole lines moved, each with the comments above it; nothing when that would change what is said."""
    text, keys = document.source.text, _keys(document)
    head, _, _ = frontmatter.split(text)
    starts = _line_starts(text, keys)
    if head is None or len(set(starts)) < len(keys) or document.places[()].style == "{":
        return ()
    ends = [*starts[1:], head.end]
    slots = [number for number, key in enumerate(keys) if key.name in rank]
    wanted = sorted(slots, key=lambda number: rank[keys[number].name])
    pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    moved = list(pieces)
    for slot, source in zip(slots, wanted, strict=True):
        moved[slot] = pieces[source]
    whole = Span(starts[0], head.end)
    new = "".join(moved)
    again = frontmatter.parse(text[: whole.start] + new + text[whole.end :])
    if again.problems or again.values != document.values:
        return ()
    return (Edit(document.path, whole, new),)


def _line_starts(text: str, keys: Sequence[_Key]) -> list[int]:
    """Where the lines of each key begin: at the comments directly above it, if they stand in its column."""
    starts: list[int] = []
    for number, key in enumerate(keys):
        start = text.rfind("\n", 0, key.span.start) + 1
        column = key.span.start - start
        while number:
            above = text.rfind("\n", 0, start - 1) + 1
            line = text[above:start]
            if above < keys[number - 1].value.end or line[: column + 1] != " " * column + "#":
                break
            start = above
        starts.append(start)
    return starts


def _blanks(document: Document) -> Iterator[Finding]:
    """A finding for each stray run of blanks outside the values."""
    text = document.source.text[: document.body]
    places = document.places.values()
    values = [place.value for place in places if place.style not in ("map", "seq", "{", "[")]
    values = sorted([*values, *(place.key for place in places if place.key is not None)])
    comments: dict[int, int] = {}
    for stray in _STRAY.finditer(text):
        span = Span(*stray.span())
        at_end = text[span.end : span.end + 1] in ("\n", "\r", "")
        if _inside(span.start, values) or (not at_end and _in_comment(text, span.start, values, comments)):
            continue
        if at_end:
            edit, message = Edit(document.path, span, ""), "the line ends in blanks"
        else:
            edit, message = Edit(document.path, span, " "), "a tab stands where a space should"
        yield Finding(document, span, message, "`kb lint --fix` mends it.", edits=(edit,))


def _inside(at: int, spans: Sequence[Span]) -> bool:
    number = bisect_right(spans, at, key=lambda span: span.start) - 1
    return number >= 0 and at < spans[number].end


def _in_comment(text: str, at: int, values: Sequence[Span], known: dict[int, int]) -> bool:
    """Whether a place is in a comment; ``known`` keeps where the comment of each line begins."""
    start = text.rfind("\n", 0, at) + 1
    if start not in known:
        end = text.find("\n", start)
        signs = (m.start() for m in _HASH.finditer(text, start, end if end != -1 else len(text)))
        known[start] = next((n for n in signs if not _inside(n, values)), len(text))
    return known[start] < at
