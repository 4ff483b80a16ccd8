"""Has the theme make the page around what `kb` draws: once for each kind of page."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any, Final
from urllib.parse import quote

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from kb.site.page import Page
from kb.site.publishing.shell import (
    CONTENT,
    MARK,
    SOURCE,
    STEM,
    TITLE,
    Kind,
    Shell,
    Values,
    compact,
    kind,
    values,
)
from kb.site.publishing.sparing import spare

_PRUNED: Final = "navigation.prune"  # Material's own
# What a template might treat in another way than a plain word.
_ODD: Final = ("Ab-0", 'A <b>"title"</b> & it\'s \u00e4/%41', quote("fol der/f\u00fc?.md"))
_FOLDER: Final = f"{MARK}folder"
_PLAIN: Final = re.compile(r"[a-z0-9-]+")  # what stands in an address as it is
_ODD_CONTENT: Final = {True: '<h1 id="x">One</h1>\n<p>two</p>', False: '<p id="x">two</p>'}


class Shells:
    """The shells of one site.

    Where a theme makes more of a title or an address than to show it, a page cannot be filled in: then its template is
    rendered for each page. That is found out by pages that were rendered in full.

    Args:
        config: the settings of MkDocs.
        documents: the pages that MkDocs makes.
        nav: the navigation.
        env: the templates of the theme.
        edit: the address at which a source is edited, without its path; empty for none.
        finish: what is done to every page of the theme.

    Attributes:
        files: what the shells have in files of their own, by name.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        documents: Sequence[File],
        nav: Navigation,
        env: Any,
        *,
        edit: str,
        finish: Callable[[str], str],
    ) -> None:
        self.config = config
        self.documents = documents
        self.nav = nav
        self.template = env.get_template("main.html")
        self.edit = edit
        self.finish = finish
        self.files: dict[str, str] = {}
        self._made: dict[Kind, Shell | None] = {}
        self._alike: dict[Kind, Shell | None] = {}
        self._checked: dict[Kind, bool] = {}

    def page(self, page: Page, content: str) -> str:
        """The text of a page."""
        its = kind(page, edit=bool(self.edit), headed="<h1" in content)
        shell, told = self.of(its), values(page, content)
        return self._rendered(its, told) if shell is None else shell.fill(told.escaped())

    def of(self, its: Kind) -> Shell | None:
        """The shell of a kind; None where each page has to be rendered."""
        if its not in self._made:
            self._made[its] = self._like_its_neighbours(its) or self._of(its)
        return self._made[its]

    def _of(self, its: Kind) -> Shell | None:
        shell = Shell(self._rendered(its, Values(STEM, TITLE, SOURCE, CONTENT[its.headed])))
        return shell if self._fits(shell, its) else None

    def _fits(self, shell: Shell, its: Kind) -> bool:
        odd = Values(*_ODD, _ODD_CONTENT[its.headed])
        return shell.fill(odd.escaped()) == self._rendered(its, odd)

    def _like_its_neighbours(self, its: Kind) -> Shell | None:
        """The shell of a folder below another, such as that of a tag: of all of them in there one is rendered.

        Only where no page of MkDocs lies in it, to which links would be shorter, and where the first such folder
        came out as it does when it is rendered by itself.
        """
        above, _, name = its.folder.rpartition("/")
        if not above or not _PLAIN.fullmatch(name) or self._is_inhabited(its.folder):
            return None
        like = its._replace(folder=f"{above}/{_FOLDER}")
        if like not in self._alike:
            self._alike[like] = self._of(like)
        found = self._alike[like]
        if found is None:
            return None
        shell = Shell(found.text.replace(_FOLDER, name))
        if like not in self._checked:
            self._checked[like] = self._fits(shell, its)
        return shell if self._checked[like] else None

    def _is_inhabited(self, folder: str) -> bool:
        return any(file.url.startswith(f"{folder}/") for file in self.documents)

    def _rendered(self, its: Kind, told: Values) -> str:
        file = File.generated(self.config, posixpath.join(its.folder, f"{told.stem}.md"), content="")
        file.edit_uri = None
        page = MkDocsPage(None, file, self.config)
        page.markdown, page.content = "", told.content
        page.meta = meta(told.title, wide=its.wide, search=its.searched)
        if its.edited:
            page.edit_url = self.edit + told.source
        page.active = True
        context = get_context(self.nav, self.documents, self.config, page)
        self.config._current_page = page
        try:
            with _pruned(self.config) if its.wide else nullcontext():
                drawn = compact(self.template.render(context))
        finally:
            self.config._current_page = None
        spared = spare(drawn)
        self.files.update(spared.files)
        return self.finish(spared.page)


@contextmanager
def _pruned(config: MkDocsConfig) -> Iterator[None]:
    """While a page is made that shows no navigation beside it: it leads to the sections, they lead on.

    So a page outside the navigation weighs the same however many pages are in it.
    """
    before = config.theme.get("features")
    config.theme["features"] = [*(before or ()), _PRUNED]
    try:
        yield
    finally:
        config.theme["features"] = before


def meta(title: str | None, *, wide: bool, search: bool) -> dict[str, Any]:
    """A page's own front matter, never a record's: the theme puts the title into HTML as it is."""
    found: dict[str, Any] = {"hide": ["navigation", "toc"] if wide else ["toc"]}
    if title is not None:
        found["title"] = html.escape(title)
    if not search:
        found["search"] = {"exclude": True}
    return found
