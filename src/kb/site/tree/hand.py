"""The pages that people wrote, for a tree: ids as links that every generator follows, links to pages that moved.

Generators take a link in Markdown from the file it stands in. Of links in HTML, MkDocs leaves those of authors as they
are and Zensical moves them as if they were Markdown, so that a link to a record in a page by hand is one in Markdown.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import quote, unquote

from kb.site.addresses import record_path
from kb.text.markdown import blank_code

_FRONT: Final = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_LINK: Final = re.compile(
    r"(\]\(\s{0,3}<?|^ {0,3}\[[^\]\n]{1,200}\]:\s{1,9}<?)([^()<>\s#?]{1,500}\.md)\b", re.MULTILINE
)
_REF: Final = re.compile(
    r'<a class="kb-ref" data-type="([^"]*)" href="([^"]*)" title="([^"]*)">(.*?)</a>', re.DOTALL
)
_ID: Final = re.compile(r"\br/([A-Z]{1,6}-[0-9]{1,9})(?:/|\.html)$")
_INLINE: Final = "a|abbr|b|code|em|i|img|kbd|small|span|strong|sub|sup"
_BLOCK: Final = re.compile(rf"[ ]{{0,3}}<(?:[!?/]|(?!(?:{_INLINE})\b)[a-z])", re.IGNORECASE)


def split(text: str) -> tuple[str, str]:
    """The front matter as it is written, and the rest."""
    head = _FRONT.match(text)
    at = head.end() if head is not None else 0
    return text[:at], text[at:]


def moved(text: str, here: str, place: Callable[[str], str]) -> str:
    """Links to the files of pages that stand elsewhere in the tree lead there."""
    folder = posixpath.dirname(here)
    blanked = blank_code(text)

    def replace(match: re.Match[str]) -> str:
        if blanked[match.start()] != match[0][0]:
            return match[0]
        target = posixpath.normpath(posixpath.join(folder, unquote(match[2])))
        new = place(target)
        if new == target:
            return match[0]
        return match[1] + quote(posixpath.relpath(new, folder or "."), safe="/.-_~")

    return _LINK.sub(replace, text)


def in_markdown(text: str, here: str, place: Callable[[str], str]) -> str:
    """Links to records as links in Markdown, but not inside blocks of HTML, where they would be words."""
    folder = posixpath.dirname(here) or "."

    def replace(match: re.Match[str]) -> str:
        id = _ID.search(html.unescape(match[2]))
        if id is None:
            return match[0]
        target = quote(posixpath.relpath(place(record_path(id[1])), folder), safe="/.-_~")
        title = match[3].replace("\\", "&#92;")
        return f'<span class="kb-ref" data-type="{match[1]}">[{match[4]}]({target} "{title}")</span>'

    return "".join(part if _BLOCK.match(part) else _REF.sub(replace, part) for part in _paragraphs(text))


def _paragraphs(text: str) -> Iterator[str]:
    """The text in pieces that blank lines end."""
    at = 0
    for match in re.finditer(r"\n[ \t]*\n", text):
        yield text[at : match.end()]
        at = match.end()
    yield text[at:]
