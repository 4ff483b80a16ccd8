"""Runs MkDocs for what it and the theme add to the pages of a base: hand-written pages, and frames for all others."""

from __future__ import annotations

import importlib.util
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from kb.errors import KbError
from kb.site.material import Material
from kb.site.page import Page
from kb.site.publishing.frame import Frame, listed
from kb.site.publishing.publisher import SEARCH
from kb.site.publishing.shell import kind

if TYPE_CHECKING:
    from kb.mkdocs_plugin import KbPlugin
    from kb.mkdocs_plugin.host import Host
    from kb.mkdocs_plugin.shell import Shells

_OURS: Final = frozenset({"kb", "search", "material/search"})
# Extensions of Markdown that look at nothing but the page; others may read files that nobody watches.
_PURE: Final = frozenset(
    f"{prefix}{name}"
    for name in (
        "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "md_in_html",
        "meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks",
    )
    for prefix in ("", "markdown.extensions.")
) | frozenset(
    f"pymdownx.{name}"
    for name in (
        "arithmatex", "betterem", "caret", "critic", "details", "emoji", "highlight", "inlinehilite", "keys",
        "magiclink", "mark", "progressbar", "smartsymbols", "superfences", "tabbed", "tasklist", "tilde",
    )
)  # fmt: skip
_PURE_MODULES: Final = ("material.", "pymdownx.", "markdown.")


class Settings(NamedTuple):
    """The settings of MkDocs as they were read.

    Attributes:
        config: the settings.
        site: the folder of the site.
        said: what MkDocs warned of on the way.
    """

    config: MkDocsConfig
    site: Path
    said: list[str]


class Made(NamedTuple):
    """What MkDocs made, in the folder it was given.

    Attributes:
        frame: for the pages that it did not make; None where it made all pages, because only it can.
        material: the base; None where the settings leave it out.
        pages: the pages of the navigation.
        others: the others.
        data: the files with data of scripts.
        said: what it warned of.
    """

    frame: Frame | None
    material: Material | None
    pages: dict[str, Page]
    others: dict[str, Page]
    data: list[str]
    said: list[str]


def read(path: Path, *, strict: bool, site: str | None) -> Settings:
    """Read the settings of MkDocs.

    Raises:
        KbError: it cannot use them.
    """
    options = {"site_dir": site} if site is not None else {}
    with _hearing() as said:
        config = load_config(str(path), strict=strict, **options)
    return Settings(config, Path(config.site_dir), said)


def make(settings: Settings, host: Host, staged: Path) -> Made:
    """Have MkDocs make its part of a site.

    Raises:
        KbError: it did not.
    """
    config = settings.config
    config.site_dir = str(staged)
    plugin = next((p for p in config.plugins.values() if type(p).__module__ == "kb.mkdocs_plugin"), None)
    ours: Any = plugin
    frame: Frame | None = None
    with _hearing(settings.said) as said:
        config.plugins.on_startup(command="build", dirty=False)
        if ours is not None:
            ours.host, ours.frame = host, Frame()
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
            if ours is not None:  # MkDocs hands out the same plugin to all that ask in this process
                frame, ours.host, ours.frame = ours.frame, None, None
    if ours is None or not ours.config.enabled:
        return Made(None, None, {}, {}, [], said)
    if frame is not None:
        frame.said = said
        if frame.style:
            frame.search = json.loads((staged / SEARCH).read_text(encoding="utf-8"))
        if host.base is not ours.material.whole:
            frame.reusable = False
    made = Made(frame, ours.material, ours.pages, ours.others, sorted(ours.files), said)
    ours.let_go()
    return made


def complete(frame: Frame, plugin: KbPlugin, shells: Shells, config: MkDocsConfig) -> bool:
    """Fill in a frame when all pages of MkDocs are made; False where pages cannot be filled into it."""
    style = _search(config)
    if style is None:
        return False
    frame.edit = shells.edit
    frame.style = style
    frame.today = str(plugin.config.today or "")
    frame.options = {**plugin.options, "docs": sorted(plugin.material.docs)}
    frame.listed = listed({**plugin.pages, **plugin.others})
    for page in plugin.others.values():
        for headed in (True, False):
            its = kind(page, edit=bool(shells.edit), headed=headed)
            shell = shells.of(its)
            if shell is None:
                return False
            if (entry := (list(its), shell.text)) not in frame.shells:
                frame.shells.append(entry)
    searched = any(page.search for page in plugin.pages.values())
    frame.reusable = not searched and _is_pure(config)
    return True


def is_watchable(settings: Settings) -> bool:
    """Whether the site depends on nothing but the records and what :func:`watched` names."""
    return _is_pure(settings.config)


def watched(settings: Settings) -> list[str]:
    """The files and folders of which MkDocs makes its pages, besides the records."""
    config = settings.config
    return [str(path) for path in (config.config_file_path, config.docs_dir, config.theme.custom_dir) if path]


def _search(config: MkDocsConfig) -> str | None:
    """Whose search it is; empty for none, None for one whose index only its plugin can make."""
    plugins: list[Any] = [p for p in config.plugins.values() if hasattr(p, "search_index")]
    if not plugins:
        return ""
    settings = plugins[0].config
    if len(plugins) > 1 or settings.get("prebuild_index") or settings.get("indexing") not in (None, "full"):
        return None
    module = type(plugins[0]).__module__
    if module.startswith("material."):
        return "material" if importlib.util.find_spec("jieba") is None else None
    return "mkdocs" if module.startswith("mkdocs.contrib.search") else None


def _is_pure(config: MkDocsConfig) -> bool:
    """Whether the pages depend on nothing but the files that are watched: no other plugins, hooks or included files."""
    if not _OURS.issuperset(config.plugins) or config.hooks:
        return False
    if not _PURE.issuperset(config.markdown_extensions) or not _is_told(config.mdx_configs):
        return False
    text = Path(config.config_file_path).read_text(encoding="utf-8", errors="replace")
    return not any(word in text for word in ("INHERIT", "!ENV", "!relative"))


def _is_told(value: Any) -> bool:
    """Whether settings of extensions name no code but that of the extensions."""
    if isinstance(value, dict):
        return all(map(_is_told, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_told, value))
    if value is None or isinstance(value, str | int | float):
        return True
    return str(getattr(value, "__module__", "")).startswith(_PURE_MODULES)


class _Listener(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.levelname:<7} -  {record.getMessage()}")


@contextmanager
def _hearing(before: list[str] | None = None) -> Iterator[list[str]]:
    """What MkDocs warns of; where it refuses, that is an error with what it said."""
    said = list(before or ())
    listener = _Listener(said)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(listener)
    try:
        yield said
    except (MkDocsException, SystemExit) as error:
        told = [line.partition("-  ")[2].removeprefix("kb: ").strip() for line in said]
        if not told or not said[-1].startswith(("ERROR", "CRITICAL")):
            told += [line for line in str(error).splitlines() if line and not line.startswith("Aborted with")]
        raise KbError("MkDocs did not build the site: " + " ".join(told)) from None
    finally:
        logger.removeHandler(listener)
