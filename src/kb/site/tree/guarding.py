"""Makes drawn HTML a block of Markdown that comes out of every parser with the same meaning.

Python-Markdown takes an element that begins a line for raw HTML up to the tag that closes it, but extensions look at
the lines before that: for fences, snippets, templates, marks of criticism. So no line is blank, none begins with a
blank, white space that counts is written as references, and so is every character that such an extension looks for.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_VOID: Final = frozenset(
    (
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    )
)

_KEEPING: Final = ("pre", "textarea")  # white space counts in them
_LITERAL: Final = ("script", "style")  # references mean nothing in them
# What fences, templates, links and marks of criticism are made of; a snippet needs a `<`, which is one already.
_TELLING: Final = re.compile(r"[`~{}\[\]\\]")
_JSON: Final = "application/json"
_OWN: Final = re.compile(r"(?!//)(?![A-Za-z][A-Za-z0-9+.-]*:)[A-Za-z0-9_./-]+")  # a file of the site
_DATA: Final = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|\s+')
_IN_TAG: Final = re.compile(r"\"[^\"]*\"|'[^']*'|\s+|[^\"'\s]+")
_BLANK: Final = re.compile(r"[ \t\r\f]*\n[ \t\r\f\n]*")
_MARKDOWN: Final = re.compile(
    r"\s+markdown(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?(?=[\s/>])", re.IGNORECASE
)


def guarded(drawn: str) -> str:
    """One block of HTML: lines without blanks at their beginning, ended by a line break.

    Raises:
        ValueError: a script that is no data stands in the page, and cannot be written so that no extension looks at it.
    """
    guard = _Guard()
    guard.feed(drawn)
    guard.close()
    return f"<div>{guard.whole}</div>\n"


class _Guard(HTMLParser):
    """Writes what it reads again, and closes what was left open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.written: list[str] = []
        self.open: list[str] = []
        self.last = "\n"

    @property
    def whole(self) -> str:
        """All of it, nothing left open."""
        self.written += (f"</{tag}>" for tag in reversed(self.open) if tag not in ("p", "li", "dt", "dd"))
        self.open = []
        text = _BLANK.sub("\n", "".join(self.written))
        return text.strip("\n \t")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "style" or (
            tag == "script" and given.get("type") != _JSON and not _OWN.match(given.get("src") or "")
        ):
            raise ValueError(f"a <{tag}> cannot stand in a page of Markdown")
        if tag not in _VOID:
            self.open.append(tag)
        self.written.append(_tag(self.get_starttag_text() or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in _LITERAL:
            raise ValueError(f"a <{tag}> cannot stand in a page of Markdown")
        self.written.append(_tag(self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:  # one that closes nothing would close the block itself
            while self.open.pop() != tag:
                pass
            self.written.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"]:
            self.written.append(_DATA.sub(_datum, data))
            return
        data = data.replace("<", "&lt;").replace(">", "&gt;")
        data = _TELLING.sub(_reference, data)
        if any(tag in self.open for tag in _KEEPING):
            data = (
                data.replace("\r\n", "\n").replace("\n", "&#10;").replace("\r", "&#10;").replace("\t", "&#9;")
            )
        self.written.append(data)

    def handle_entityref(self, name: str) -> None:
        self.written.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.written.append(f"&#{name};")


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"


def _datum(match: re.Match[str]) -> str:
    """A part of JSON: in strings what an extension may look for is escaped, outside of them blanks keep it apart."""
    found = match[0]
    if found[0] == '"':
        return re.sub(r"[`~{}\[\]<]", lambda sign: f"\\u{ord(sign[0]):04x}", found)
    return f"{found} " if found in "{}[]" else " "


def _tag(text: str) -> str:
    """A tag on one line; in values, what an extension may look for is written as references."""
    pieces = (match[0] for match in _IN_TAG.finditer(_MARKDOWN.sub("", text)))
    return "".join(
        _value(piece) if piece[0] in "\"'" else " " if piece.isspace() else piece for piece in pieces
    )


def _value(quoted: str) -> str:
    inside = _TELLING.sub(_reference, quoted[1:-1])
    inside = re.sub(r"[\n\r\t<>]", _reference, inside)
    return f"{quoted[0]}{inside}{quoted[0]}"
