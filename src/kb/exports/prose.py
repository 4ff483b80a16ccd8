"""The text of a record outside of its base: links that lead nowhere there become words, and hidden files no names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from kb.base import Document
from kb.exports.export import Request
from kb.text import markdown
from kb.text.hrefs import leads_to

RESTRICTED: Final = "restricted"
_COMMENT: Final = re.compile(r"<!--.*?-->[ \t]*", re.DOTALL)
_BLANK_LINES: Final = re.compile(r"\n{3,}")


class _Piece(NamedTuple):
    start: int
    end: int
    text: str


def body(request: Request, document: Document) -> str:
    """The Markdown of a record as it is, but for the names of files that the audience may not see."""
    return _replaced(document, _hidden_hrefs(request, document))


def flat(request: Request, document: Document) -> str:
    """The Markdown of a record for a reader without the base.

    `[[ID|words]]` becomes its words, `[[ID]]` its id; comments, which are for whoever writes the record, are left out.
    """
    text = document.source.text
    blank = markdown.blank_code(text, document.body)
    found = [
        _Piece(mention.outer.start, mention.outer.end, mention.words or mention.id)
        for mention in markdown.mentions(blank, document.body, request.graph.base.types.by_prefix)
        if mention.wiki
    ]
    fences = markdown.fenced(text, document.body)
    found += [
        _Piece(comment.start(), comment.end(), "")
        for comment in _COMMENT.finditer(text, document.body)
        if not any(fence.start <= comment.start() < fence.end for fence in fences)
    ]
    flat_text = _replaced(document, [*found, *_hidden_hrefs(request, document)])
    return _BLANK_LINES.sub("\n\n", flat_text).strip("\n")


def line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def _hidden_hrefs(request: Request, document: Document) -> Iterator[_Piece]:
    """Links to hidden files: the name of a file tells the title of its record."""
    for href in document.hrefs if request.hidden else ():
        path = leads_to(document.path, href.target)
        if path is not None and path in request.hidden:
            yield _Piece(href.span.start, href.span.end, f"#{request.hidden[path] or RESTRICTED}")


def _replaced(document: Document, pieces: list[_Piece] | Iterator[_Piece]) -> str:
    text, at, out = document.source.text, document.body, []
    for piece in sorted(pieces):
        if piece.start >= at:
            out += [text[at : piece.start], piece.text]
            at = piece.end
    return "".join((*out, text[at:]))
