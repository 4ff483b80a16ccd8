"""Knows where the entries of a front matter begin and end in its text: lines, dashes, colons, comments.

An entry is a key with its value or an item of a list. Its extent takes in the comment behind it and comments
below that are indented deeper than it is; comments above it stay where they are.
"""

from __future__ import annotations

from typing import Any

from kb.diagnostics import Span
from kb.text.frontmatter import KeyPath, Place, locate, parse
from kb.text.yaml_block import Laid


class Layout:
    """One text with its front matter: what was read and where it stands.

    Attributes:
        text: the whole text.
        front: what was read from it.
        places: where keys and values stand.
        newline: the line end of the first line, used for every new one.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.front = parse(text)
        self.places = locate(text)
        start = self.front.head.start
        self.newline = "\r\n" if text[:start].endswith("\r\n") else "\n"

    def slice(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]

    def line_start(self, at: int) -> int:
        """Where the line of ``at`` begins."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the line of ``at`` ends, before its line end."""
        end = self.text.find("\n", at)
        end = len(self.text) if end == -1 else end
        return end - 1 if end > at and self.text[end - 1] == "\r" else end

    def next_line(self, at: int) -> int:
        """Where the line after that of ``at`` begins."""
        end = self.text.find("\n", at)
        return len(self.text) if end == -1 else end + 1

    def column(self, at: int) -> int:
        """How many characters stand before ``at`` in its line."""
        return at - self.line_start(at)

    def leads(self, at: int) -> bool:
        """Whether only spaces stand before ``at`` in its line."""
        return not self.text[self.line_start(at) : at].strip(" ")

    def skip(self, at: int) -> int:
        """The next character that is neither blank nor part of a comment."""
        text = self.text
        while at < len(text):
            if text[at] == "#":
                at = self.line_end(at)
            elif text[at] not in " \t\r\n":
                break
            else:
                at += 1
        return at

    def flow(self, path: KeyPath) -> bool:
        """Whether the collection at ``path`` is written in brackets."""
        return self.places[path].style in ("{", "[")

    def size(self, path: KeyPath) -> int:
        """How many entries the collection at ``path`` has."""
        return len(self.value(path))

    def value(self, path: KeyPath) -> Any:
        """What was read at ``path``; raises LookupError if there is nothing."""
        value: Any = self.front.values
        for step in path:
            expected: type[Any] = dict if isinstance(step, str) else list
            if not isinstance(value, expected):
                raise LookupError(path)
            value = value[step]
        return value

    def steps(self, path: KeyPath) -> list[str | int]:
        """The keys or numbers of the entries at ``path`` in the order of the text."""
        value = self.value(path)
        return list(value) if isinstance(value, dict) else list(range(len(value)))

    def neighbour(self, path: KeyPath, by: int) -> KeyPath | None:
        """The entry before (-1) or after (+1) this one in the same collection."""
        steps = self.steps(path[:-1])
        at = steps.index(path[-1]) + by
        return (*path[:-1], steps[at]) if 0 <= at < len(steps) else None

    def value_span(self, path: KeyPath) -> Span:
        """The value without the blank lines and the line end that belong to a text after `|` or `>`."""
        place = self.places[path]
        start, end = place.value
        tail = self._last_scalar(path, place)
        if tail is None or tail.style not in ("|", ">"):
            return Span(start, end)
        header = self.text[tail.value.start : self.line_end(tail.value.start)]
        if "+" in header.split("#")[0]:
            stop = end - 1 if self.text[end - 1 : end] == "\n" else end
            return Span(start, stop - 1 if self.text[stop - 1] == "\r" else stop)
        while end > tail.value.start and not self.text[self.line_start(end) : end].strip():
            end = self.line_start(end) - 1
        return Span(start, end - 1 if self.text[end - 1] == "\r" else end)

    def _last_scalar(self, path: KeyPath, place: Place) -> Place | None:
        """The last single value inside a block value, since only that decides where the block ends."""
        while place.style in ("map", "seq") and (steps := self.steps(path)):
            path = (*path, steps[-1])
            place = self.places[path]
        return place

    def header_end(self, path: KeyPath) -> int:
        """Where the sign `|` or `>` of a text ends, with what belongs to it; -1 for any other value."""
        place = self.places[path]
        if place.style not in ("|", ">"):
            return -1
        at = place.value.start
        while self.text[at] in "|>+-0123456789":
            at += 1
        return at

    def laid(self, path: KeyPath) -> Laid:
        """The value as it stands, in lines; without the comment behind `|` or `>`."""
        span = self.value_span(path)
        first, *rest = self.slice(span).replace("\r\n", "\n").split("\n")
        header = self.header_end(path)
        return Laid(first if header == -1 else self.text[span.start : header], tuple(rest))

    def introduced(self, path: KeyPath) -> int:
        """Where the value may begin: behind the colon of its key or behind its dash; -1 without one."""
        place = self.places[path]
        if place.key is None:
            start = self.entry_start(path)
            return -1 if self.flow(path[:-1]) else start + 1
        colon = self.skip(place.key.end)
        return colon + 1 if self.text[colon : colon + 1] == ":" else -1

    def entry_start(self, path: KeyPath) -> int:
        """Where the key or the dash stands; for an item in brackets, its value."""
        place = self.places[path]
        if place.key is not None:
            return place.key.start
        if self.flow(path[:-1]):
            return place.value.start
        before = self.neighbour(path, -1)
        return (
            self.places[path[:-1]].value.start if before is None else self.skip(self.value_span(before).end)
        )

    def entry_column(self, path: KeyPath) -> int:
        """The column of the key or dash."""
        return self.column(self.entry_start(path))

    def extent_end(self, path: KeyPath) -> int:
        """The end of the last line that belongs to an entry of a block, before its line end."""
        end = self.line_end(max(self.value_span(path).end, self.introduced(path)))
        column = self.entry_column(path)
        at = self.next_line(end)
        while at < self.front.head.end:
            line = self.text[at : self.line_end(at)]
            bare = line.lstrip(" ")
            if bare.startswith("#") and len(line) - len(bare) > column:
                end = self.line_end(at)
            elif bare.strip():
                break
            at = self.next_line(at)
        return end

    def comments_above(self, at: int) -> int:
        """The start of the comment lines directly above the line of ``at``, unless they open the whole."""
        start = here = self.line_start(at)
        while here > self.front.head.start:
            above = self.line_start(here - 1)
            if not self.text[above:here].lstrip(" ").startswith("#"):
                return here
            here = above
        return start
