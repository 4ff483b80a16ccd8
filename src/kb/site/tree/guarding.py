"""Makes drawn HTML a block of Markdown that comes out of every parser with the same meaning.

Python-Markdown takes an element that begins a line for raw HTML up to the tag that closes it, but extensions look at
the lines before that: for fences, snippets, templates, marks of criticism. So no line is blank, none begins with a
blank, white space that counts is written as references, and so is every character that such an extension looks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
_WHITE: Final = " \t\r\f"
_MARKDOWN: Final = re.compile(
    r"\s+markdown(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?(?=[\s/>])", re.IGNORECASE
)
# What nearly all of a page is: text, references, tags with values in quotes. The groups: a tag that is written as it
# is, one that is not, an element that ends, text that is written as it is, and text that is not.
_PART: Final = re.compile(
    r"<([a-zA-Z][a-zA-Z0-9-]*)(?: [a-zA-Z_:][a-zA-Z0-9_:.-]*(?:=\"[^\"<>`~{}\[\]\\\n\r\t]*\")?)* ?(/?)>"
    r"|<([a-zA-Z][a-zA-Z0-9-]*)(?:[ \n]+[a-zA-Z_:][a-zA-Z0-9_:.-]*(?:=(?:\"[^\"]*\"|'[^']*'))?)*[ \n]*(/?)>"
    r"|</([a-zA-Z][a-zA-Z0-9-]*)>"
    r"|(?:[^<>&`~{}\[\]\\]+|&(?:[a-zA-Z][a-zA-Z0-9]*|\#(?:[0-9]+|[xX][0-9a-fA-F]+));)+"
    r"|[^<&]+"
)
_APART: Final = frozenset(
    ("script", "style", "textarea", "iframe", "noembed", "noframes", "noscript", "plaintext", "xmp")
)


def guarded(drawn: str) -> str:
    """One block of HTML: lines without blanks at their beginning, ended by a line break.

    Raises:
        ValueError: a script that is no data stands in the page, and cannot be written so that no extension looks at it.
    """
    written = swiftly(drawn)
    return f"<div>{_lined(carefully(drawn) if written is None else written)}</div>\n"


def _lined(text: str) -> str:
    """No line is blank, and none begins or ends with a blank."""
    first, *lines = text.split("\n")
    if lines:
        last = lines.pop().lstrip(_WHITE)
        between = (line.strip(_WHITE) for line in lines)
        text = "\n".join([first.rstrip(_WHITE), *filter(None, between), last])
    return text.strip("\n \t")


def carefully(drawn: str) -> str:
    """The block with whatever lines, as a parser of HTML reads it.

    Raises:
        ValueError: as :func:`guarded`.
    """
    guard = _Guard()
    guard.feed(drawn)
    guard.close()
    return guard.whole


def swiftly(drawn: str) -> str | None:
    """As :func:`carefully`, in a fifth of the time; None for a page in which something is out of the common."""
    written: list[str] = []
    add = written.append
    open_: list[str] = []
    at = keeping = 0
    named = "markdown" in drawn.lower()
    for part in _PART.finditer(drawn):
        if part.start() != at:
            return None
        at, text = part.end(), part[0]
        kind = part.lastindex
        if kind is None:
            if "&" not in text:
                text = _TELLING.sub(_reference, text.replace(">", "&gt;"))
            add(_kept(text) if keeping else text)
        elif kind == 5:
            name = part[5].lower()
            if name in open_:
                while (ended := open_.pop()) != name:
                    keeping -= ended in _KEEPING
                keeping -= name in _KEEPING
                add(f"</{name}>")
        else:
            name = part[kind - 1].lower()
            if name in _APART:
                return None
            add(_tag(text) if named or kind == 4 else text)
            if name not in _VOID and not part[kind]:
                open_.append(name)
                keeping += name in _KEEPING
    if at != len(drawn):
        return None
    written += _closing(open_)
    return "".join(written)


def _closing(open_: list[str]) -> Iterator[str]:
    """The ends of what was left open."""
    return (f"</{tag}>" for tag in reversed(open_) if tag not in ("p", "li", "dt", "dd"))


def _kept(text: str) -> str:
    """Text in which white space counts."""
    return text.replace("\r\n", "\n").replace("\n", "&#10;").replace("\r", "&#10;").replace("\t", "&#9;")


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
        self.written += _closing(self.open)
        self.open = []
        return "".join(self.written)

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
        self.written.append(_kept(data) if any(tag in self.open for tag in _KEEPING) else data)

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
