"""Hands the pages of a knowledge base to MkDocs, and nothing more: `plugins: [search, kb]` in `mkdocs.yml`."""

from __future__ import annotations

import datetime
import html
import logging
import os
import re
import shutil
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote
from zoneinfo import ZoneInfo

from mkdocs.config import config_options
from mkdocs.config.base import Config as PluginConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from kb import base, config, surroundings
from kb.audience import LEVELS
from kb.errors import KbError
from kb.history import chronicle
from kb.records.experiment import Experiment
from kb.site import atom, builder
from kb.site.material import Material
from kb.site.page import Page

log = logging.getLogger("mkdocs.plugins.kb")

Nav = list[Any]
FEATURES = ["navigation.tabs", "navigation.top", "search.suggest", "search.highlight", "content.code.copy"]
PALETTE = [
    {
        "media": f"(prefers-color-scheme: {name})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": f"material/{icon}", "name": f"Switch to {other}"},
    }
    for name, scheme, icon, other in (
        ("light", "default", "weather-night", "dark"),
        ("dark", "slate", "weather-sunny", "light"),
    )
]
_IN_NAVIGATION = (InclusionLevel.INCLUDED, InclusionLevel.UNDEFINED)
# Blank lines and indentation, but not where white space counts.
_INDENTED = re.compile(r"(<(pre|script|textarea|style)\b.*?</\2>)|\n\s+", re.DOTALL)


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
    files: dict[str, str]

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Be told of `serve`: the same instance then lives through every rebuild."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the base and prepare theme and watched folders."""
        self.pages, self.files = {}, {}
        if not self.config.enabled:
            return config
        try:
            self.located = self._locate(config)
            self.material = self._material(config)
        except KbError as error:
            raise PluginError(f"kb: {error}" + (f" {error.hint}" if error.hint else "")) from None
        self.pages = {page.path: page for page in builder.pages(self.material)}
        _prepare_theme(config)
        names = [self.located.path, *self.located.config.records]
        config.watch.extend(str(path) for name in names if (path := self.located.root / name).exists())
        return config

    def _locate(self, mkdocs: MkDocsConfig) -> config.Located:
        start = Path(mkdocs.config_file_path or ".").resolve().parent
        root = start / self.config.root if self.config.root else config.find_root(start)
        if root is None:
            raise KbError(f"there is no kb.toml at or above {start}", hint="Make one with `kb init`.")
        return config.read(Path(root))

    def _material(self, mkdocs: MkDocsConfig) -> Material:
        located = self.located
        audience = self.config.audience or os.environ.get("KB_AUDIENCE") or located.config.site.audience
        if audience not in LEVELS:
            raise KbError(f"there is no audience {audience!r}", hint=f"Choose one of {', '.join(LEVELS)}.")
        docs = Path(mkdocs.docs_dir)
        start_page = any((docs / name).is_file() for name in ("index.md", "README.md"))
        known = base.load(located)
        return Material(
            known,
            self._today(),
            audience=audience,
            directories=mkdocs.use_directory_urls,
            home="overview.md" if start_page else "index.md",
            repository=located.config.site.repository or mkdocs.repo_url or "",
            branch=_branch(mkdocs),
            docs_folder=Path(os.path.relpath(docs, located.root)).as_posix(),
            prefix=_inside_repository(located.root),
            root=located.root.as_posix(),
            facts=surroundings.look(located.root, (e for _, e in known.records(Experiment))),
            chronicle=chronicle.read(located.root, located.config, cached=not os.environ.get("KB_NO_CACHE")),
            address=mkdocs.site_url or "",
        )

    def _today(self) -> datetime.date:
        given = self.config.today or os.environ.get("KB_TODAY")
        if given:
            return given if isinstance(given, datetime.date) else datetime.date.fromisoformat(str(given))
        return datetime.datetime.now(ZoneInfo(self.located.config.timezone)).date()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages, their data and the assets, and where nobody wrote a navigation, that, too."""
        if not self.config.enabled:
            return files
        written = [file.src_uri for file in files.documentation_pages() if file.inclusion in _IN_NAVIGATION]
        self.material.docs = frozenset(file.src_uri for file in files.documentation_pages())
        self._navigate(config, written)
        shown = set(_leaves(config.nav))
        for path in self.pages:
            level = InclusionLevel.INCLUDED if path in shown else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, path, content="", inclusion=level)
            file.edit_uri = None
            self._add(files, file)
        self.files = builder.files(self.material)
        for path, text in self.files.items():
            self._add(files, File.generated(config, path, content=text))
        for asset in builder.assets():
            self._add(files, File.generated(config, asset.path, abs_src_path=str(asset.file)))
        return files

    def _navigate(self, mkdocs: MkDocsConfig, written: list[str]) -> None:
        """The index pages before the hand-written ones; a navigation that names one of them stays as it is."""
        entries = [(entry.section, {entry.label: entry.path}) for entry in builder.navigation(self.material)]
        if mkdocs.nav is None:
            mkdocs.nav = [*_sections(entries), *_folders(written)]
        elif set(_leaves(mkdocs.nav)).isdisjoint(path for _, item in entries for path in item.values()):
            mkdocs.nav = [*_sections(entries), *mkdocs.nav]

    @staticmethod
    def _add(files: Files, file: File) -> None:
        existing = files.get_file_from_path(file.src_uri)
        if existing is not None:
            raise PluginError(
                f"kb: the site already has a page {file.src_uri}; rename the one in the docs folder."
            )
        files.append(file)

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Say what the theme may know of a page; turn the ids of hand-written pages into links."""
        drawn = self.pages.get(page.file.src_uri)
        if drawn is not None:
            page.meta = self._meta(drawn)
            return ""
        return (
            self.material.bodies.linked_page(markdown, page.file.src_uri) if self.config.enabled else markdown
        )

    def _meta(self, page: Page) -> dict[str, Any]:
        """A page's own front matter, never a record's: the theme puts the title into HTML as it is."""
        meta: dict[str, Any] = {"hide": ["navigation", "toc"] if page.wide else ["toc"]}
        if page.path != "index.md":  # the start page is called by the name of the site alone
            meta["title"] = html.escape(page.title)
        if not page.search:
            meta["search"] = {"exclude": True}
        return meta

    @event_priority(50)
    def on_page_content(self, content: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Draw the pages of the base: their HTML needs no second pass through Markdown."""
        drawn = self.pages.get(page.file.src_uri)
        if drawn is None:
            return content
        if drawn.source is not None and self.material.repository:
            source = quote(self.material.prefix + drawn.source)
            page.edit_url = f"{self.material.repository}/edit/{self.material.branch}/{source}"
        return drawn.draw()

    @event_priority(100)
    def _before_search(self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Any:
        """Hand the search what a page says, not how it is drawn: reading all that HTML costs more than making it."""
        drawn = self.pages.get(page.file.src_uri)
        if drawn is not None and drawn.words is not None:
            self._content = page.content
            page.content = f"<p>{html.escape(drawn.words())}</p>"
        return context

    @event_priority(-100)
    def _after_search(self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Any:
        drawn = self.pages.get(page.file.src_uri)
        if drawn is not None and drawn.words is not None:
            page.content = self._content
        return context

    on_page_context = CombinedEvent(_before_search, _after_search)

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Leave out the blank lines and the indentation that templates make: a quarter of a small page."""
        if page.file.src_uri in self.pages:
            output = _INDENTED.sub(lambda match: match[1] or "\n", output)
        return self._announced(_named(output))

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages that are templates alone, such as the one for what is not found."""
        return self._announced(_named(output_content))

    def _announced(self, output: str) -> str:
        """Name the feed in the head of a page, where programs look for it.

        Material takes a link that is an alternate and nothing else for a translation, and asks it for a sitemap.
        """
        if not self.config.enabled or atom.PATH not in self.files:
            return output
        href = html.escape(self.material.address + atom.PATH)
        title = html.escape(self.material.config.name)
        link = f'<link rel="alternate feed" type="{atom.TYPE}" title="{title}: changes" href="{href}">'
        return output.replace("</head>", f"{link}</head>", 1)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Copy the files that bodies show, such as plots."""
        if not self.config.enabled:
            return
        root = self.located.root
        for name in sorted(self.material.bodies.attachments):
            source = root / name
            real = Path(os.path.realpath(source))
            if source.is_symlink() or not real.is_file() or not real.is_relative_to(os.path.realpath(root)):
                continue
            target = Path(config.site_dir) / "files" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(real, target)


def _named(output: str) -> str:
    """Material's search is a dialog without a name, which screen readers announce as nothing."""
    return output.replace(
        'component="search" role="dialog">', 'component="search" role="dialog" aria-label="Search">', 1
    )


def _prepare_theme(mkdocs: MkDocsConfig) -> None:
    """Styles and scripts; for Material, what the user left open, and nothing from another host."""
    if builder.STYLE_SHEET not in mkdocs.extra_css:
        mkdocs.extra_css.insert(0, builder.STYLE_SHEET)
    mkdocs.extra_javascript.extend(s for s in builder.scripts() if s not in mkdocs.extra_javascript)
    theme = mkdocs.theme
    theme.dirs.insert(1 if theme.custom_dir else 0, str(builder.THEME))
    if theme.name == "material":
        theme["font"] = False
        features = list(theme.get("features") or FEATURES)
        if "navigation.instant" in features:
            log.info("kb: navigation.instant is switched off; it cannot follow links inside drawings.")
        theme["features"] = [f for f in features if not f.startswith("navigation.instant")]
        if not theme.get("palette"):
            theme["palette"] = PALETTE


def _inside_repository(root: Path) -> str:
    """The folder of the base inside its git repository; empty where it is the top, or there is none."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return root.relative_to(folder).as_posix().removeprefix(".")
    return ""


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


def _folders(written: list[str]) -> Nav:
    """The hand-written pages under one heading, folder by folder as they lie; titles are their own."""
    if not written:
        return []
    tree: Nav = []
    sections: dict[str, Nav] = {"": tree}
    for path in sorted(written, key=_reading_order):
        folder = path.rpartition("/")[0]
        at = ""
        for name in filter(None, folder.split("/")):
            above, at = at, f"{at}/{name}"
            if at not in sections:
                sections[at] = []
                sections[above].append({name.replace("-", " ").replace("_", " ").capitalize(): sections[at]})
        sections[at].append(path)
    return [{"Docs": tree}]


def _reading_order(path: str) -> list[tuple[int, str]]:
    """Index pages first, then pages, then folders."""
    *folders, name = path.split("/")
    rank = 0 if name in ("index.md", "README.md") else 1
    return [*((2, folder) for folder in folders), (rank, name)]


def _branch(mkdocs: MkDocsConfig) -> str:
    parts = (mkdocs.edit_uri or "").strip("/").split("/")
    return parts[1] if len(parts) > 1 and parts[0] in ("edit", "blob") else "main"
