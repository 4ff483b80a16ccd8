"""Draws the Markdown of a record as safe HTML: ids become links, raw HTML is sanitised, headings find their level."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import markdown
import nh3
from markdown.extensions.toc import slugify

from kb.base import Document
from kb.site import addresses
from kb.site.queries.live import Queries
from kb.text.markdown import blank_code, mentions
from kb.text.queries import MARK

if TYPE_CHECKING:
    from kb.site.material import Material
    from kb.site.window import Window

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]", re.MULTILINE)
_LINK_TEXT = re.compile(r"!?\[[^\[\]\n]{0,300}\](?:\([^()\n]{0,1000}\)|\[[^\]\n]{0,100}\])")
_ADDRESS = re.compile(r' (href|src)="([^"]*)"')
_FILE_LINK = re.compile(r"(\]\(\s*<?)([^()<>\s#]{1,500}\.md)((?:#[^()<>\s]{0,200})?>?[^()\n]{0,300}\))")
_TABLE = re.compile(r"<table\b[^>]*>")
# A wide table scrolls in a box of its own, which the keyboard reaches.
_SCROLLING = '<div class="kb-table-wrap" role="region" tabindex="0" aria-label="Table">'
_TABLE_OPENED = f'{_SCROLLING}<table class="kb-table kb-table--lines">'
_TO = "#@"  # how a body names the page of a record until its links are rewritten
_HIDDEN = "hidden"
_SPECIAL = re.compile(r"[^0-9A-Za-z \u00a0-\U0010ffff]")

_ALLOWED = """
a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h2 h3 h4 h5 h6
hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var
"""
TAGS = frozenset(_ALLOWED.split())
_ATTRIBUTES = {
    "*": {"id", "class", "title", "lang", "dir"},
    "a": {"href", "data-type"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "ol": {"start"},
    "details": {"open"},
}
_OWN_CLASS = re.compile(
    r"(kb-ref|kb-id|kb-restricted|highlight|admonition(-title)?|footnote(-ref|-backref)?|[a-z]{1,3}\d?)"
)
_OWN_ID = re.compile(r"(b-[\w-]{0,200}|fn(ref)?\d?:[\w-]{1,80})")
_ATTACHED = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".csv", ".json", ".txt")
_IGNORED = re.compile(r"[\x00-\x20]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SCHEMES = frozenset({"http", "https", "mailto"})


def _slug(value: str, separator: str) -> str:
    """Ids of headings carry a prefix, so that no text of a record can name an element of the page."""
    return f"b-{slugify(value, separator)}"


def _filter(_tag: str, name: str, value: str) -> str | None:
    if name == "class":
        kept = [part for part in value.split() if _OWN_CLASS.fullmatch(part)]
        return " ".join(kept) or None
    if name == "id":
        return value if _OWN_ID.fullmatch(value) else None
    if name in ("href", "src"):
        # As browsers read an address: blanks and control characters go, a backslash is a slash.
        plain = _IGNORED.sub("", value).replace("\\", "/")
        if plain.startswith("//") or (name == "src" and _SCHEME.match(plain)):
            return None  # nothing is loaded from another host, and no link hides that it leads to one
    return value


def sanitise(fragment: str) -> str:
    """The fragment without anything that could run, load from elsewhere, or pass for the page's own elements."""
    return nh3.clean(
        fragment,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=_filter,
        url_schemes=set(_SCHEMES),
        link_rel="noopener noreferrer",
        strip_comments=True,
    )


class Bodies:
    """Draws bodies for one site."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.attachments: set[str] = set()
        self._converters: dict[int, Any] = {}

    @cached_property
    def queries(self) -> Queries:
        """Answers the queries of bodies and of hand-written pages."""
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
        fragment = str(self._converter(text).reset().convert(text))
        if not self.material.config.site.trust_html:
            fragment = sanitise(fragment)
        fragment = _TABLE.sub(_TABLE_OPENED, fragment).replace("</table>", "</table></div>")
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

    def _converter(self, text: str) -> Any:
        """A converter that keeps the first level of heading for the title of the page."""
        highest = min((len(match[1]) for match in _HEADING.finditer(text)), default=2)
        base = 2 if highest == 1 else 1
        if base not in self._converters:
            self._converters[base] = markdown.Markdown(
                extensions=[
                    "tables",
                    "fenced_code",
                    "footnotes",
                    "sane_lists",
                    "admonition",
                    "codehilite",
                    "toc",
                ],
                extension_configs={
                    "toc": {"baselevel": base, "slugify": _slug},
                    "codehilite": {"css_class": "highlight", "guess_lang": False},
                },
            )
        return self._converters[base]

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


def _escape(text: str) -> str:
    """Escape for HTML inside Markdown: nothing in it may mean anything to either."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text)
