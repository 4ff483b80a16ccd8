"""Hands the pages of a knowledge base to MkDocs, and nothing more: `plugins: [search, kb]` in `mkdocs.yml`."""

from __future__ import annotations

import datetime
import os
import posixpath
import shutil
from collections.abc import Mapping
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
from mkdocs.utils import write_file

from kb import base, config, surroundings
from kb.audience import LEVELS
from kb.errors import KbError
from kb.history import chronicle
from kb.mkdocs_plugin import finding, framing, known, shell, theme
from kb.mkdocs_plugin.host import Host
from kb.mkdocs_plugin.known import KnownFiles
from kb.records.experiment import Experiment
from kb.site import addresses, atom, builder, navigation, policy
from kb.site.material import Material
from kb.site.page import Page
from kb.site.publishing.frame import Frame, digest
from kb.site.publishing.publisher import attachments
from kb.site.publishing.shell import CONTENT, Shell, compact, values

_BEGIN, _END = "<!--kb7f3a9c51begin-->", "<!--kb7f3a9c51end-->"
_START = ("index.md", "README.md")
_IN_NAVIGATION = (InclusionLevel.INCLUDED, InclusionLevel.UNDEFINED)


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
    others: dict[str, Page]
    options: dict[str, Any]
    known: KnownFiles
    nav: Navigation
    env: Any
    files: dict[str, str]
    host: Host | None = None
    frame: Frame | None = None
    previewed = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Be told of `serve`: the same instance then lives through every rebuild."""
        self.previewed = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the base and prepare theme and watched folders."""
        self.pages, self.others, self.files = {}, {}, {}
        if not self.config.enabled:
            return config
        try:
            self.located = self._locate(config)
            self.material = self._material(config)
        except KbError as error:
            raise PluginError(f"kb: {error}" + (f" {error.hint}" if error.hint else "")) from None
        self.pages = {page.path: page for page in builder.pages(self.material)}
        theme.prepare(config, self.material.search)
        names = [self.located.path, *self.located.config.records]
        config.watch.extend(str(path) for name in names if (path := self.located.root / name).exists())
        return config

    def let_go(self) -> None:
        """Forget what a build was made of: MkDocs keeps its plugins, and all that they hold, to the end."""
        for name in ("material", "pages", "others", "files", "known", "nav", "env"):
            self.__dict__.pop(name, None)

    def _locate(self, mkdocs: MkDocsConfig) -> config.Located:
        if self.host is not None and self.host.plain:
            return self.host.located
        start = Path(mkdocs.config_file_path or ".").resolve().parent
        root = start / self.config.root if self.config.root else config.find_root(start)
        if root is None:
            raise KbError(f"there is no kb.toml at or above {start}", hint="Make one with `kb init`.")
        if self.host is not None and Path(root).resolve() == self.host.located.root.resolve():
            return self.host.located
        return config.read(Path(root))

    def _material(self, mkdocs: MkDocsConfig) -> Material:
        located = self.located
        host = self.host if self.host is not None and self.host.located is located else None
        asked = os.environ.get("KB_AUDIENCE") if self.host is None else self.host.audience
        # What the command says goes first.
        audience = asked or self.config.audience or located.config.site.audience
        if audience not in LEVELS:
            raise KbError(f"there is no audience {audience!r}", hint=f"Choose one of {', '.join(LEVELS)}.")
        docs = Path(mkdocs.docs_dir)
        start_page = any((docs / name).is_file() for name in ("index.md", "README.md"))
        folder = Path(os.path.relpath(docs, located.root)).as_posix()
        self.options = {
            "audience": audience,
            "directories": mkdocs.use_directory_urls,
            "home": "overview.md" if start_page else "index.md",
            "repository": located.config.site.repository or mkdocs.repo_url or "",
            "branch": _branch(mkdocs),
            "docs_folder": located.config.docs if self.host is not None and self.host.plain else folder,
            "prefix": _inside_repository(located.root),
            "root": located.root.as_posix(),
            "address": mkdocs.site_url or "",
            "search": finding.engine(mkdocs, self.host.search if self.host is not None else "builtin"),
        }
        if host is not None:
            return host.material(self._today(), self.options)
        whole = base.load(located)
        return Material(
            whole,
            self._today(),
            facts=surroundings.look(located.root, (e for _, e in whole.records(Experiment))),
            chronicle=chronicle.read(located.root, located.config, cached=not os.environ.get("KB_NO_CACHE")),
            **self.options,
        )

    def _today(self) -> datetime.date:
        asked = os.environ.get("KB_TODAY") if self.host is None else self.host.today
        given = self.config.today or asked
        if given:
            return given if isinstance(given, datetime.date) else datetime.date.fromisoformat(str(given))
        return datetime.datetime.now(ZoneInfo(self.located.config.timezone)).date()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages, their data and the assets, and where nobody wrote a navigation, that, too.

        MkDocs makes the pages of the navigation, and the start page; it is only told of all others.
        """
        if not self.config.enabled:
            return files
        written = [file.src_uri for file in files.documentation_pages() if file.inclusion in _IN_NAVIGATION]
        self.material.docs = frozenset(file.src_uri for file in files.documentation_pages())
        config.nav = navigation.navigated(config.nav, builder.navigation(self.material), written)
        shown = set(navigation.leaves(config.nav))
        for path in list(self.pages):
            if path not in shown and posixpath.basename(path) not in _START:
                self._refuse(files, path)
                self.others[path] = self.pages.pop(path)
                continue
            level = InclusionLevel.INCLUDED if path in shown else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, path, content="", inclusion=level)
            file.edit_uri = None
            self._add(files, file)
        self.files = builder.files(self.material)
        for path, text in self.files.items():
            self._add(files, File.generated(config, path, content=text))
        for asset in builder.assets():
            self._add(files, File.generated(config, asset.path, abs_src_path=str(asset.file)))
        self.known = KnownFiles(files, config, self.others)
        return self.known

    def _add(self, files: Files, file: File) -> None:
        self._refuse(files, file.src_uri)
        files.append(file)

    @staticmethod
    def _refuse(files: Files, path: str) -> None:
        if files.get_file_from_path(path) is not None:
            raise PluginError(f"kb: the site already has a page {path}; rename the one in the docs folder.")

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep the navigation for the pages that MkDocs does not make."""
        self.nav = nav
        return nav

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Keep the templates, as other plugins left them, for the same."""
        self.env = env
        return env

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:
        """Name all pages in the map of the site."""
        if self.config.enabled and template_name == "sitemap.xml":
            context["pages"] = [*context["pages"], *known.entries(config, self.others)]
        return context

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Say what the theme may know of a page; turn the ids of hand-written pages into links."""
        drawn = self.pages.get(page.file.src_uri)
        if drawn is not None:
            title = None if drawn.path == "index.md" else drawn.title  # the start page is called as the site
            page.meta = shell.meta(title, wide=drawn.wide, search=drawn.search)
            return ""
        if not self.config.enabled:
            return markdown
        linked = self.material.bodies.linked_page(markdown, page.file.src_uri)
        if self.frame is not None:
            self.frame.by_hand.append([page.file.src_uri, markdown, digest(linked)])
        return linked

    @event_priority(50)
    def on_page_content(self, content: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Draw the pages of the base: their HTML needs no second pass through Markdown."""
        drawn = self.pages.get(page.file.src_uri)
        if drawn is None:
            return content
        if drawn.source is not None and (edit := self._edit()):
            page.edit_url = edit + quote(drawn.source)
        return f"{_BEGIN}{drawn.draw()}{_END}" if self.frame is not None else drawn.draw()

    @event_priority(100)
    def _before_search(self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Any:
        """Hand the search what a page says, not how it is drawn: reading all that HTML costs more than making it."""
        drawn = self.pages.get(page.file.src_uri)
        if drawn is not None and drawn.words is not None:
            self._content = page.content
            page.content = finding.worded(drawn.words())
        return context

    @event_priority(-100)
    def _after_search(self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> Any:
        drawn = self.pages.get(page.file.src_uri)
        if drawn is not None and drawn.words is not None:
            page.content = self._content
        return context

    on_page_context = CombinedEvent(_before_search, _after_search)

    @event_priority(-100)  # the policy is about the page as it goes out
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Mend what the theme makes, and of pages of the base leave out what says nothing."""
        path = page.file.src_uri
        if path not in self.pages:
            everywhere = self.config.enabled and self.located.config.site.policy == "all"
            return self._guarded(self._finished(output), page.content or "", wanted=everywhere)
        if self.frame is None:
            return self._guarded(self._finished(compact(output)), compact(page.content or ""))
        before, begin, rest = output.partition(_BEGIN)
        content, end, after = rest.partition(_END)
        if not (begin and end) or _BEGIN in after:
            raise PluginError(f"kb: another plugin took the content of {path} apart.")
        headed = "<h1" in content
        text = self._guarded(self._finished(compact(f"{before}{CONTENT[headed]}{after}")))
        self.frame.index[path] = text
        return Shell(text).fill(values(self.pages[path], content).escaped())

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages that are templates alone, such as the one for what is not found."""
        return self._guarded(self._finished(output_content))

    def _guarded(self, output: str, content: str = "", *, wanted: bool = True) -> str:
        """Give a page its Content-Security-Policy, unless the configuration says no.

        A preview has none, since MkDocs puts a script of its own into every page of one.
        """
        off = not self.config.enabled or self.previewed or self.located.config.site.policy == "none"
        return output if off or not wanted else policy.guarded(output, content)

    def _finished(self, output: str) -> str:
        output = theme.named(output)
        if not self.config.enabled or atom.PATH not in self.files:
            return output
        return theme.announced(output, self.material.address, self.material.config.name)

    def _frame(self, output: str) -> str:
        """What is around the content of a record; whoever trusts all authors wants what they wrote to work."""
        trusted = self.located.config.site.trust_html
        return self._guarded(self._finished(output), wanted=not trusted)

    def _edit(self) -> str:
        """The address at which a record is edited, without the path of its file; empty for none."""
        found = self.material
        return f"{found.repository}/edit/{found.branch}/{quote(found.prefix)}" if found.repository else ""

    @event_priority(100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the other pages, before the search writes what it has found, and copy the files that bodies show."""
        if not self.config.enabled:
            return
        shells = shell.Shells(
            config, self.known.documentation_pages(), self.nav, self.env,
            edit=self._edit(), finish=self._frame,
        )  # fmt: skip
        folder = Path(config.site_dir)
        if self.frame is not None and framing.complete(self.frame, self, shells, config):
            theme.warn(self.material.bodies.queries.wrong)
            _put(folder, shells.files)
            return
        self.frame = None
        index = finding.Index(config)
        for path in list(self.others):
            page = self.others.pop(path)  # and what it was drawn from
            content = page.draw()
            index.add(page, content)
            name = addresses.file(path, directories=config.use_directory_urls)
            text = shells.page(page, content)
            write_file(text.encode(errors="xmlcharrefreplace"), str(folder / name))
        _put(folder, shells.files)
        theme.warn(self.material.bodies.queries.wrong)
        for attached, source in attachments(self.material):
            target = folder / "files" / attached
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def _put(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        write_file(text.encode(), str(folder / name))


def _inside_repository(root: Path) -> str:
    """The folder of the base inside its git repository; empty where it is the top, or there is none."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return root.relative_to(folder).as_posix().removeprefix(".")
    return ""


def _branch(mkdocs: MkDocsConfig) -> str:
    parts = (mkdocs.edit_uri or "").strip("/").split("/")
    return parts[1] if len(parts) > 1 and parts[0] in ("edit", "blob") else "main"
