"""Hands the pages of a knowledge base to MkDocs, and nothing more: `plugins: [search, kb]` in `mkdocs.yml`."""

from __future__ import annotations

import datetime
import html
import os
import shutil
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from mkdocs.config import config_options
from mkdocs.config.base import Config as PluginConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from kb import base, config
from kb.errors import KbError
from kb.site import builder
from kb.site.material import Material
from kb.site.page import Page

Nav = list[Any]
LEVELS = ("public", "internal", "restricted")


class KbConfig(PluginConfig):  # type: ignore[no-untyped-call]  # MkDocs leaves __init_subclass__ untyped
    """What `mkdocs.yml` may say under `kb`.

    ``root`` is the folder with `kb.toml`, relative to `mkdocs.yml` (default: beside it, or above); ``audience``
    overrides `[site] audience`; ``today`` measures dates from another day, for previews and tests.
    """

    root = config_options.Optional(config_options.Type(str))
    audience = config_options.Optional(config_options.Choice(LEVELS))
    today = config_options.Optional(config_options.Type((str, datetime.date)))
    enabled = config_options.Type(bool, default=True)


class KbPlugin(BasePlugin[KbConfig]):  # type: ignore[no-untyped-call]  # as above
    """The guest in MkDocs: adds pages, files, navigation and styles; draws when MkDocs asks for the content."""

    material: Material
    pages: dict[str, Page]

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Be told of `serve`: the same instance then lives through every rebuild."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the base and prepare navigation, theme and watched folders."""
        try:
            self.located = self._locate(config)
            self.material = self._material(config)
        except KbError as error:
            raise PluginError(f"kb: {error}" + (f" {error.hint}" if error.hint else "")) from None
        self.pages = {page.path: page for page in builder.pages(self.material)}
        self._theme(config)
        self._navigation(config)
        watched = [self.located.path, *self.located.config.records]
        config.watch.extend(str(path) for name in watched if (path := self.located.root / name).exists())
        return config

    def _locate(self, mkdocs: MkDocsConfig) -> config.Located:
        start = Path(mkdocs.config_file_path or ".").resolve().parent
        root = start / self.config.root if self.config.root else config.find_root(start)
        if root is None:
            raise KbError(f"there is no kb.toml at or above {start}", hint="Make one with `kb init`.")
        return config.read(Path(root))

    def _material(self, mkdocs: MkDocsConfig) -> Material:
        located = self.located
        docs = Path(mkdocs.docs_dir)
        written = [p.relative_to(docs).as_posix() for p in docs.rglob("*.md")] if docs.is_dir() else []
        return Material(
            base.load(located),
            self._today(),
            audience=self.config.audience or os.environ.get("KB_AUDIENCE") or located.config.site.audience,
            directories=mkdocs.use_directory_urls,
            home="overview.md" if "index.md" in written else "index.md",
            repository=(located.config.site.repository or mkdocs.repo_url or "").rstrip("/"),
            branch=_branch(mkdocs),
            docs=written,
        )

    def _today(self) -> datetime.date:
        given = self.config.today or os.environ.get("KB_TODAY")
        if given:
            return given if isinstance(given, datetime.date) else datetime.date.fromisoformat(str(given))
        return datetime.datetime.now(ZoneInfo(self.located.config.timezone)).date()

    def _theme(self, mkdocs: MkDocsConfig) -> None:
        mkdocs.theme["font"] = False  # nothing is loaded from another host
        mkdocs.extra_css.extend(f"assets/kb/{name}" for name in builder.STYLES)
        mkdocs.extra_javascript.extend(builder.scripts())

    def _navigation(self, mkdocs: MkDocsConfig) -> None:
        entries = [(entry.section, {entry.label: entry.path}) for entry in builder.navigation(self.material)]
        if mkdocs.nav is None:
            mkdocs.nav = [*_sections(entries), *self._written()]
            return
        used = set(_leaves(mkdocs.nav))
        missing = [(section, item) for section, item in entries if not used & set(item.values())]
        if len(missing) == len(entries):
            mkdocs.nav = [*_sections(entries), *mkdocs.nav]

    def _written(self) -> Nav:
        """The hand-written pages, below the pages of the base."""
        names = sorted(self.material.docs, key=lambda name: (name.count("/"), not name.endswith("index.md"), name))
        return [{"Docs": names}] if names else []

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages, their data and the assets."""
        indexes = {entry.path for entry in builder.navigation(self.material)}
        for page in self.pages.values():
            level = InclusionLevel.INCLUDED if page.path in indexes else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, page.path, content=self._front(page), inclusion=level)
            file.edit_uri = None
            self._add(files, file)
        for path, text in builder.files(self.material).items():
            self._add(files, File.generated(config, path, content=text))
        for asset in builder.assets():
            self._add(files, File.generated(config, asset.path, abs_src_path=str(asset.file)))
        return files

    @staticmethod
    def _add(files: Files, file: File) -> None:
        existing = files.get_file_from_path(file.src_uri)
        if existing is not None:
            raise PluginError(f"kb: the site already has a page {file.src_uri}; rename the one in the docs folder.")
        files.append(file)

    @staticmethod
    def _front(page: Page) -> str:
        """A page's own front matter, never a record's: the theme puts some of these into HTML as they are."""
        lines = [f"title: {_quoted(html.escape(page.title))}"]
        if page.description:
            lines.append(f"description: {_quoted(html.escape(page.description))}")
        hide = ["navigation", "toc"] if page.wide else ["toc"]
        lines.append(f"hide: [{', '.join(hide)}]")
        if not page.search:
            lines.append("search: {exclude: true}")
        return "---\n" + "\n".join(lines) + "\n---\n"

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Turn `[[ID]]` of hand-written pages into links; pages of the base are drawn later."""
        if page.file.src_uri in self.pages:
            return ""
        return self.material.bodies.linked(markdown, page.file.src_uri)

    @event_priority(50)
    def on_page_content(self, content: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Draw the pages of the base: their HTML needs no second pass through Markdown."""
        drawn = self.pages.get(page.file.src_uri)
        if drawn is None:
            return content
        if drawn.source is not None and self.material.repository:
            page.edit_url = f"{self.material.repository}/edit/{self.material.branch}/{drawn.source}"
        return drawn.draw()

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """The navigation holds index pages only; records are reached by links and search."""
        return nav

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Copy the files that bodies show, such as plots."""
        root = self.located.root
        for name in sorted(self.material.bodies.attachments):
            source = root / name
            real = Path(os.path.realpath(source))
            if source.is_symlink() or not real.is_file() or not real.is_relative_to(os.path.realpath(root)):
                continue
            target = Path(config.site_dir) / "files" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(real, target)


def _sections(entries: list[tuple[str, dict[str, str]]]) -> Nav:
    """Entries without a section stand alone; the others under their section, in the order of first appearance."""
    nav: Nav = []
    at: dict[str, Nav] = {}
    for section, item in entries:
        if not section:
            nav.append(item)
        elif section in at:
            at[section].append(item)
        else:
            at[section] = [item]
            nav.append({section: at[section]})
    return nav


def _leaves(nav: Any) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    if isinstance(nav, dict):
        return [leaf for value in nav.values() for leaf in _leaves(value)]
    return [leaf for item in nav or [] for leaf in _leaves(item)]


def _branch(mkdocs: MkDocsConfig) -> str:
    parts = (mkdocs.edit_uri or "").strip("/").split("/")
    return parts[1] if len(parts) > 1 and parts[0] in ("edit", "blob") else "main"


def _quoted(text: str) -> str:
    """A YAML double-quoted scalar."""
    import json

    return json.dumps(text, ensure_ascii=True)
