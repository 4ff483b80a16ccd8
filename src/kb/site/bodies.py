"""Draws the text of a record: ids become links, links lead to pages of the site, and all of it is safe HTML."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from kb.base import Document
from kb.site import addresses
from kb.site.prose import convert
from kb.text.markdown import blank_code, mentions
from kb.text.queries import MARK

if TYPE_CHECKING:
    from kb.site.material import Material
    from kb.site.queries.live import Queries
    from kb.site.window import Window

_LINK_TEXT = re.compile(r"!?\[[^\[\]\n]{0,300}\](?:\([^()\n]{0,1000}\)|\[[^\]\n]{0,100}\])")
_ADDRESS = re.compile(r' (href|src)="([^"]*)"')
_FILE_LINK = re.compile(r"(\]\(\s*<?)([^()<>\s#]{1,500}\.md)((?:#[^()<>\s]{0,200})?>?[^()\n]{0,300}\))")
_TO = "#@"  # how a body names the page of a record until its links are rewritten
_HIDDEN = "hidden"
_SPECIAL = re.compile(
    r"[\0-\x1f!-/:-@\[-`{-\x9f]"
)  # of ASCII and what follows it, all but letters, digits and blanks

_ATTACHED = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".csv", ".json", ".txt")


class Bodies:
    """Draws bodies for one site."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.attachments: set[str] = set()

    @cached_property
    def queries(self) -> Queries:
        """Answers the queries of bodies and of hand-written pages."""
        from kb.site.queries.live import Queries  # few texts ask, and it takes SQLite to answer

        return Queries(self.material)

    def draw(self, document: Document, here: str, seen: Window | None = None) -> str:
        """The body of a record as safe HTML for the page at path ``here``, through its window if it has one."""
        text = document.body_text
        if not text.strip():
            return ""
        live = self.queries if MARK in text else None
        drawn = seen["answers"] if live and seen else live.fragments(text, here) if live else []
        text, words = live.taken(text) if live is not None else (text, [])
        text = self._linked(text, lambda id: _TO + id, own=document.id, seen=seen)
        fragment = convert(text, trusted=self.material.config.site.trust_html)
        fragment = self._rewritten(fragment, document.path, here, seen)
        return live.put(fragment, words, drawn) if live is not None else fragment

    def linked_page(self, text: str, here: str) -> str:
        """A hand-written page with its ids as links, and links to the files of records as links to their pages."""
        source = posixpath.join(self.material.docs_folder, here)

        def replace(match: re.Match[str]) -> str:
            document = self.material.base.by_path.get(self._inside(unquote(match[2]), source))
            if document is None or document.id is None:
                return match[0]
            target = posixpath.relpath(addresses.record_path(document.id), posixpath.dirname(here) or ".")
            return f"{match[1]}{target}{match[3]}"

        blanked = blank_code(text)
        pieces: list[str] = []
        at = 0
        for match in _FILE_LINK.finditer(text):
            if blanked[match.start()] == "]":
                pieces += (text[at : match.start()], replace(match))
                at = match.end()
        linked = self._linked("".join([*pieces, text[at:]]), lambda id: self.material.url(id, here))
        return self.queries.in_markdown(linked, here) if MARK in linked else linked

    def _linked(
        self, text: str, url: Callable[[str], str], own: str | None = None, seen: Window | None = None
    ) -> str:
        """Markdown in which every id that exists, or is kept from this audience, is a link or says so."""
        material = self.material
        blanked = blank_code(text)
        taken = [match.span() for match in _LINK_TEXT.finditer(blanked)]
        pieces: list[str] = []
        at = 0
        for mention in mentions(blanked, 0, material.base.types.by_prefix):
            start, end = mention.outer
            if mention.id == own or start < at:
                continue
            if not mention.wiki and any(a <= start < b for a, b in taken):
                continue
            replacement = self._anchor(mention.id, mention.words, url, seen)
            if replacement is None:
                continue
            pieces += (text[at:start], replacement)
            at = end
        pieces.append(text[at:])
        return "".join(pieces)

    def named(self, id: str) -> tuple[str, str] | str | None:
        """What is said of a record where it is named: its type and title, that it is hidden, or nothing."""
        if id in self.material.hidden:
            return _HIDDEN
        document = self.material.base.by_id.get(id)
        if document is None or document.record is None:
            return None
        return document.record.type, document.record.title

    def _anchor(
        self, id: str, words: str | None, url: Callable[[str], str], seen: Window | None
    ) -> str | None:
        named = self.named(id) if seen is None else seen.named(id)
        if named is None:
            return None
        if named == _HIDDEN:
            return f'<span class="kb-restricted">{_escape(id)} (restricted)</span>'
        type_, title = map(_escape, named)
        shown = _escape(words) if words else f'<code class="kb-id">{_escape(id)}</code>'
        href = _escape(url(id))
        return f'<a class="kb-ref" data-type="{type_}" href="{href}" title="{title}">{shown}</a>'

    def _rewritten(self, fragment: str, source: str, here: str, seen: Window | None) -> str:
        def replace(match: re.Match[str]) -> str:
            name, value = match[1], html.unescape(match[2])
            loaded = name == "src"
            target = (
                self.leads(value, source, here, loaded=loaded)
                if seen is None
                else seen.leads(value, source, loaded=loaded)
            )
            return match[0] if target is None else f' {name}="{html.escape(target)}"'

        return _ADDRESS.sub(replace, fragment)

    def _inside(self, path: str, source: str) -> str:
        """The path of what a file at ``source`` links to, relative to the base."""
        root = self.material.root
        return posixpath.relpath(posixpath.join(root, posixpath.dirname(source), path), root)

    def leads(self, href: str, source: str, here: str, *, loaded: bool) -> str | None:
        """Where a relative link of a record leads on the site; None leaves it as it is.

        What leads nowhere is `#`; of what the browser would load, nothing.
        """
        nowhere = "" if loaded else "#"
        if href.startswith(_TO) and (id := href.removeprefix(_TO)) in self.material.base.by_id:
            return self.material.url(id, here)
        if not href or href.startswith(("#", "/", "?")) or ":" in href.split("/", 1)[0]:
            return None
        path, _, fragment = href.partition("#")
        inside = self._inside(unquote(path), source)
        tail = f"#{fragment}" if fragment else ""
        material = self.material
        if (document := material.base.by_path.get(inside)) is not None and document.id is not None:
            return material.url(document.id, here) + tail
        docs = f"{material.docs_folder}/"
        if inside.startswith(docs) and inside.removeprefix(docs) in material.docs:
            return material.page_url(inside.removeprefix(docs), here) + tail
        if inside.startswith("../") or "\\" in inside:
            return nowhere
        folders = tuple(f"{folder.strip('/')}/" for folder in material.config.records)
        if inside.lower().endswith(_ATTACHED) and inside.startswith(folders):
            self.attachments.add(inside)
            return material.asset_url(f"files/{inside}", here) + tail
        if material.repository and not loaded and not inside.endswith(".md"):
            return (
                f"{material.repository}/blob/{quote(material.branch)}/{quote(material.prefix + inside)}{tail}"
            )
        return nowhere


def may_show_a_file(href: str) -> bool:
    """Whether a link can be one of those that bring a file along: with a look at nothing but the link."""
    path = unquote(href).lower()
    return any(ending in path for ending in _ATTACHED)


def _escape(text: str) -> str:
    """Escape for HTML inside Markdown: nothing in it may mean anything to either."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text)
