"""Hands the search what a page says, not how it is drawn: reading all that HTML costs more than making it."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from kb.mkdocs_plugin.shell import meta
from kb.site import addresses
from kb.site.page import Page


class _Found:
    """As much of a page as an index of the search asks for."""

    toc: tuple[Any, ...] = ()

    def __init__(self, page: Page, content: str, url: str) -> None:
        self.meta = meta(page.title, wide=page.wide, search=page.search)
        self.title = self.meta["title"]
        self.content = content
        self.url = url


class Index:
    """The indexes that plugins of the search keep, of MkDocs and of Material alike."""

    def __init__(self, config: MkDocsConfig) -> None:
        self.directories = config.use_directory_urls
        plugins: Iterable[Any] = config.plugins.values()
        indexes: Iterable[Any] = (getattr(plugin, "search_index", None) for plugin in plugins)
        self._indexes = [each for each in indexes if hasattr(each, "add_entry_from_context")]

    def add(self, page: Page, content: str) -> None:
        """Let a page be found."""
        if not page.search or not self._indexes:
            return
        url = addresses.address(page.path, directories=self.directories)
        found = _Found(page, content if page.words is None else worded(page.words()), url)
        for index in self._indexes:
            index.add_entry_from_context(found)


def engine(config: MkDocsConfig, wanted: str) -> str:
    """The search a site can have: one by piece needs the place in the header that Material has for its own."""
    has_place = config.theme.name == "material" and "material/search" in config.plugins
    return wanted if has_place else "builtin"


def worded(words: str) -> str:
    """Plain text as the only paragraph of a page."""
    return f"<p>{html.escape(words)}</p>"
