"""The text of a page of the theme with places to fill in: what pages of one kind differ in."""

from __future__ import annotations

import html
import posixpath
import re
from typing import Final, NamedTuple
from urllib.parse import quote

from kb.site.page import Page

# Letters and digits only: whatever a template does to an address or a text, it leaves these as they are.
MARK: Final = "kb7f3a9c51"
STEM, TITLE, SOURCE = f"{MARK}stem", f"{MARK}title", f"{MARK}source"
CONTENT: Final = {True: f"<h1>{MARK}content</h1>", False: f"<p>{MARK}content</p>"}
_SLOTS: Final = re.compile(f"(<h1>{MARK}content</h1>|<p>{MARK}content</p>|{MARK}(?:stem|title|source))")
# Blank lines and indentation, but not where white space counts.
_INDENTED = re.compile(r"\n\s+")
_COUNTED = re.compile(r"<(pre|script|textarea|style)\b.*?</\1>", re.DOTALL)


class Values(NamedTuple):
    """What differs between two pages in one shell."""

    stem: str
    title: str
    source: str
    content: str

    def escaped(self) -> Values:
        """The values as they stand in HTML."""
        return self._replace(title=html.escape(self.title))


class Kind(NamedTuple):
    """What pages have in common that stand in one shell.

    Attributes:
        folder: the folder of their paths.
        wide: as of the page.
        searched: whether the search finds them.
        edited: whether there is a link to edit them.
        headed: whether they bring their heading along.
    """

    folder: str
    wide: bool
    searched: bool
    edited: bool
    headed: bool = True


class Shell:
    """A page with places to fill in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[str] = _SLOTS.split(text)

    def fill(self, values: Values) -> str:
        """The text of one page, of values that are escaped."""
        told = {STEM: values.stem, TITLE: values.title, SOURCE: values.source}
        told[CONTENT[True]] = told[CONTENT[False]] = values.content
        return "".join(told.get(part, part) for part in self.parts)


def kind(page: Page, *, edit: bool, headed: bool = True) -> Kind:
    """The kind of a page, on a site where records can be edited or not."""
    return Kind(
        posixpath.dirname(page.path), page.wide, page.search, bool(edit and page.source is not None), headed
    )


def values(page: Page, content: str) -> Values:
    """What a page is filled in with."""
    stem = posixpath.basename(page.path).removesuffix(".md")
    return Values(stem, page.title, quote(page.source or ""), compact(content.strip()))


def compact(output: str) -> str:
    """Leave out the blank lines and the indentation that templates make: a quarter of a small page."""
    pieces: list[str] = []
    at = 0
    for counted in _COUNTED.finditer(output):
        pieces += (_INDENTED.sub("\n", output[at : counted.start()]), counted[0])
        at = counted.end()
    return "".join([*pieces, _INDENTED.sub("\n", output[at:])])
