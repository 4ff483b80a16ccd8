"""Finds links in the Markdown of a body: `[[ID]]`, bare ids and ordinary links, outside code and comments.

Everything here is linear in the length of the text, whatever the text is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final, NamedTuple

from kb.spans import Span
from kb.text.scalars import of_id

# Any indentation: inside a list a fence is indented, and what is indented far enough is code without one.
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_THREE = re.compile("```|~~~")
_TICKS = re.compile(r"`+")
_COMMENT_OPEN: Final = "<!--"
_NUMBER = re.compile(r"-[0-9]{1,9}(?![0-9A-Za-z_])(?!-[0-9])")
_LETTERS = re.compile(r"[A-Za-z]{1,10}$")
_WORDS = re.compile(r"\|([^\]\n]{0,200})\]\]")
_HREF = re.compile(r"\]\([ \t]*(?:<([^<>\n]{1,1000})>|([^)\s<>]{1,1000}))")
# Not a footnote: `[^1]: words`.
_DEFINITION = re.compile(
    r"^ {0,3}\[(?!\^)[^\]\n]{1,200}\]:[ \t]*(?:<([^<>\n]{1,1000})>|([^\s<>]{1,1000}))", re.MULTILINE
)


class Mention(NamedTuple):
    """An id in a body: ``words`` are what to show instead. Bases hold tens of thousands, so places are numbers."""

    id: str
    at: int
    end: int
    words: str | None
    wiki: bool

    @property
    def span(self) -> Span:
        """Where the id alone stands."""
        return Span(self.at, self.at + len(self.id))

    @property
    def outer(self) -> Span:
        """Where the whole `[[…]]` stands."""
        return Span(self.at - 2 * self.wiki, self.end)


class Href(NamedTuple):
    """The target of an ordinary Markdown link, as written, and its first character: bases hold thousands."""

    target: str
    at: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.at, self.at + len(self.target))


def blank_code(text: str, start: int = 0) -> str:
    """The text with code blocks, code spans and comments turned to spaces; all else keeps its place."""
    return blanked(text, code(text, start))


def blanked(text: str, regions: Iterable[Span]) -> str:
    """The text with some regions turned to spaces; the same text where there is none."""
    pieces: list[str] = []
    at = 0
    for begin, end in regions:
        pieces.append(text[at:begin])
        pieces.append(" " * (end - begin))
        at = end
    if not pieces:
        return text
    pieces.append(text[at:])
    return "".join(pieces)


def fenced(text: str, start: int = 0) -> list[Span]:
    """The fenced code blocks from ``start`` on, fences included; an open one runs to the end."""
    spans: list[Span] = []
    opened: re.Match[str] | None = None
    for line in _fences(text, start):
        if opened is None:
            if line[1][0] == "~" or "`" not in line[2]:
                opened = line
        elif line[1].startswith(opened[1]) and not line[2].strip():
            spans.append(Span(opened.start(), line.end()))
            opened = None
    if opened is not None:
        spans.append(Span(opened.start(), len(text)))
    return spans


def _fences(text: str, start: int) -> Iterator[re.Match[str]]:
    """The lines from ``start`` on that may open or close a block: few lines have three such signs in a row."""
    at = start
    while at != -1 and (signs := _THREE.search(text, at)) is not None:
        begin = text.rfind("\n", 0, signs.start()) + 1
        line = _FENCE.match(text, begin) if begin >= start else None
        if line is not None:
            yield line
        at = text.find("\n", signs.end())


def code_spans(text: str, start: int, end: int) -> list[Span]:
    """The code spans between two places that lie outside fences, backticks included."""
    return [span for span in _inline(text, start, end) if text[span.start] == "`"]


def code(text: str, start: int = 0) -> list[Span]:
    """Code blocks, code spans and comments, in the order of the text."""
    if "`" not in text and "~~~" not in text and _COMMENT_OPEN not in text:
        return []
    spans: list[Span] = []
    at = start
    for block in fenced(text, start):
        spans.extend(_inline(text, at, block.start))
        spans.append(block)
        at = block.end
    spans.extend(_inline(text, at, len(text)))
    return spans


def _inline(text: str, start: int, end: int) -> list[Span]:
    """Code spans and comments between two places: a run of backticks closes at the next run of its length."""
    spans: list[Span] = []
    comment = text.find(_COMMENT_OPEN, start, end)
    if comment == -1 and text.find("`", start, end) == -1:
        return spans
    runs = list(_TICKS.finditer(text, start, end))
    later: dict[int, list[int]] = {}
    for number in range(len(runs) - 1, -1, -1):
        later.setdefault(len(runs[number][0]), []).append(number)
    number = 0
    at = start
    while at < end:
        if -1 < comment < at:
            comment = text.find(_COMMENT_OPEN, at, end)
        while number < len(runs) and runs[number].start() < at:
            number += 1
        tick = runs[number].start() if number < len(runs) else end
        if comment != -1 and comment < tick:
            close = text.find("-->", comment + 4, end)
            at = end if close == -1 else close + 3
            spans.append(Span(comment, at))
        elif number < len(runs):
            run = runs[number]
            candidates = later[len(run[0])]
            while candidates and candidates[-1] <= number:
                candidates.pop()
            number += 1
            at = run.end()
            if candidates:
                closing = runs[candidates[-1]]
                spans.append(Span(run.start(), closing.end()))
                at = closing.end()
        else:
            break
    return spans


def mentions(text: str, start: int, prefixes: Collection[str]) -> list[Mention]:
    """The ids in a body that begins at ``start`` of ``text``; ``text`` should have its code blanked.

    A bare word counts when its prefix is one of ``prefixes``; `[[word-7]]` counts whatever its prefix is, so
    that a slip in it is noticed.
    """
    found: list[Mention] = []
    for number in _NUMBER.finditer(text, start):
        at = number.start()
        letters = _LETTERS.search(text, max(start, at - 11), at)
        if letters is None:
            continue
        begin, end = letters.start(), number.end()
        wiki = text.startswith("[[", begin - 2) and begin - 2 >= start
        if wiki:
            if text.startswith("]]", end):
                found.append(Mention(of_id(text[begin:end]), begin, end + 2, None, True))
                continue
            words = _WORDS.match(text, end)
            if words is not None:
                said = words[1].strip() or None
                found.append(Mention(of_id(text[begin:end]), begin, words.end(), said, True))
                continue
        before = text[begin - 1] if begin > start else " "
        if letters[0] in prefixes and not (before.isalnum() or before in "_-/#."):
            found.append(Mention(of_id(text[begin:end]), begin, end, None, False))
    return found


def hrefs(text: str, start: int) -> list[Href]:
    """The targets of ordinary links and images in a body that begins at ``start``."""
    found = [_href(link) for link in _HREF.finditer(text, start)]
    if "]:" in text:
        found.extend(_href(definition) for definition in _DEFINITION.finditer(text, start))
    return found


def _href(match: re.Match[str]) -> Href:
    group = 1 if match[1] is not None else 2
    return Href(match[group], match.start(group))
