"""The page of the theme around what `kb` drew: made once for each kind of page, and filled in for each page."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from kb.site.page import Page

# Letters and digits only: whatever a template does to an address or a text, it leaves these as they are.
_MARK: Final = "kb7f3a9c51"
_STEM, _TITLE, _SOURCE = f"{_MARK}stem", f"{_MARK}title", f"{_MARK}source"
_CONTENT: Final = {True: f"<h1>{_MARK}content</h1>", False: f"<p>{_MARK}content</p>"}
_SLOTS: Final = re.compile(f"(<h1>{_MARK}content</h1>|<p>{_MARK}content</p>|{_MARK}(?:stem|title|source))")
# What a template might treat in another way than a plain word.
_ODD = ("Ab-0", 'A <b>"title"</b> & it\'s \u00e4/%41', "fol der/f\u00fc?.md")
_ODD_CONTENT: Final = {True: '<h1 id="x">One</h1>\n<p>two</p>', False: '<p id="x">two</p>'}


class _Values(NamedTuple):
    """What differs between two pages in one shell."""

    stem: str
    title: str
    source: str
    content: str


class Kind(NamedTuple):
    """What pages have in common that stand in one shell."""

    folder: str
    wide: bool
    searched: bool
    edited: bool
    headed: bool


class Shell:
    """The text of a page with places to fill in."""

    def __init__(self, text: str) -> None:
        self.parts: list[str] = _SLOTS.split(text)

    def fill(self, values: _Values) -> str:
        """The text of one page."""
        told = {_STEM: values.stem, _TITLE: values.title, _SOURCE: values.source}
        told[_CONTENT[True]] = told[_CONTENT[False]] = values.content
        return "".join(told.get(part, part) for part in self.parts)


class Shells:
    """The shells of one site.

    Where a theme makes more of a title or an address than to show it, a page cannot be filled in: then its template is
    rendered for each page. That is found out by pages that were rendered in full.

    Args:
        config: the settings of MkDocs.
        files: the pages that MkDocs knows.
        nav: the navigation.
        env: the templates of the theme.
        edit: the address at which a source is edited, without its path; empty for none.
        finish: what is done to every page of the theme.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        env: Any,
        *,
        edit: str,
        finish: Callable[[str], str],
    ) -> None:
        self.config = config
        self.documents = files.documentation_pages()
        self.nav = nav
        self.template = env.get_template("main.html")
        self.edit = edit
        self.finish = finish
        self._made: dict[Kind, Shell | None] = {}

    def page(self, page: Page, content: str) -> str:
        """The text of a page."""
        folder, name = posixpath.split(page.path)
        kind = Kind(
            folder, page.wide, page.search, bool(page.source is not None and self.edit), "<h1" in content
        )
        if kind not in self._made:
            self._made[kind] = self._make(kind)
        shell = self._made[kind]
        source = quote(page.source) if page.source is not None else ""
        values = _Values(name.removesuffix(".md"), page.title, source, content)
        return self._rendered(kind, values) if shell is None else shell.fill(_escaped(values))

    def _make(self, kind: Kind) -> Shell | None:
        shell = Shell(self._rendered(kind, _Values(_STEM, _TITLE, _SOURCE, _CONTENT[kind.headed])))
        odd = _Values(_ODD[0], _ODD[1], quote(_ODD[2]), _ODD_CONTENT[kind.headed])
        return shell if shell.fill(_escaped(odd)) == self._rendered(kind, odd) else None

    def _rendered(self, kind: Kind, values: _Values) -> str:
        file = File.generated(self.config, posixpath.join(kind.folder, f"{values.stem}.md"), content="")
        file.edit_uri = None
        page = MkDocsPage(None, file, self.config)
        page.markdown, page.content = "", values.content
        page.meta = meta(values.title, wide=kind.wide, search=kind.searched)
        if kind.edited:
            page.edit_url = self.edit + values.source
        page.active = True
        context = get_context(self.nav, self.documents, self.config, page)
        self.config._current_page = page
        try:
            return self.finish(self.template.render(context))
        finally:
            self.config._current_page = None


def _escaped(values: _Values) -> _Values:
    return values._replace(title=html.escape(values.title))


def meta(title: str | None, *, wide: bool, search: bool) -> dict[str, Any]:
    """A page's own front matter, never a record's: the theme puts the title into HTML as it is."""
    found: dict[str, Any] = {"hide": ["navigation", "toc"] if wide else ["toc"]}
    if title is not None:
        found["title"] = html.escape(title)
    if not search:
        found["search"] = {"exclude": True}
    return found
