"""Tells MkDocs of pages that it does not make: links to them are good, and the map of the site names them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import get_build_date

from kb.site import addresses


class KnownFiles(Files):
    """The files of a site, together with pages that are found when asked for, and in no list.

    MkDocs makes every page that it lists: reads it, renders it, keeps it. That costs more than drawing it.
    """

    def __init__(self, files: Iterable[File], config: MkDocsConfig, others: Iterable[str]) -> None:
        super().__init__(files)
        self._config = config
        self._others = frozenset(others)
        self._asked: dict[str, File] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path."""
        found = super().get_file_from_path(path)
        if found is not None or path not in self._others:
            return found
        if path not in self._asked:
            file = File.generated(self._config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            file.edit_uri = None
            self._asked[path] = file
        return self._asked[path]


class _Address(NamedTuple):
    """As much of a page as a map of the site asks for."""

    url: str
    canonical_url: str
    abs_url: str
    update_date: str
    is_link: bool = False


class _Entry(NamedTuple):
    """As much of a file as a map of the site asks for."""

    src_uri: str
    page: _Address


def entries(config: MkDocsConfig, paths: Iterable[str]) -> list[_Entry]:
    """Pages for the map of the site; none for a site that does not know where it will stand."""
    base = config.site_url
    if not base:
        return []
    base = base if base.endswith("/") else f"{base}/"
    day = get_build_date()
    found = []
    for path in paths:
        url = addresses.address(path, directories=config.use_directory_urls)
        whole = urljoin(base, url)
        found.append(_Entry(path, _Address(url, whole, urlsplit(whole).path, day)))
    return found
