"""What a theme is asked for, and what is mended in the pages that it makes."""

from __future__ import annotations

import html
import logging
from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig

from kb.site import appearance, atom, builder

log = logging.getLogger("mkdocs.plugins.kb")


def prepare(mkdocs: MkDocsConfig, search: str = "builtin") -> None:
    """Styles and scripts; for Material, what the user left open, and nothing from another host."""
    if builder.STYLE_SHEET not in mkdocs.extra_css:
        mkdocs.extra_css.insert(0, builder.STYLE_SHEET)
    mkdocs.extra_javascript.extend(s for s in builder.scripts() if s not in mkdocs.extra_javascript)
    theme = mkdocs.theme
    ours = [builder.PIECED, builder.THEME] if search == "pagefind" else [builder.THEME]
    at = 1 if theme.custom_dir else 0
    theme.dirs[at:at] = map(str, ours)
    if theme.name == "material":
        theme["font"] = False
        if "navigation.instant" in (theme.get("features") or ()):
            log.info("kb: navigation.instant is switched off; it cannot follow links inside drawings.")
        theme["features"] = appearance.features(theme.get("features"))
        if not theme.get("palette"):
            theme["palette"] = appearance.palette()


def named(output: str) -> str:
    """Material's search is a dialog without a name, which screen readers announce as nothing."""
    return output.replace(
        'component="search" role="dialog">', 'component="search" role="dialog" aria-label="Search">', 1
    )


def announced(output: str, address: str, name: str) -> str:
    """Name the feed in the head of a page, where programs look for it.

    Material takes a link that is an alternate and nothing else for a translation, and asks it for a sitemap.
    """
    href, title = html.escape(address + atom.PATH), html.escape(name)
    link = f'<link rel="alternate feed" type="{atom.TYPE}" title="{title}: changes" href="{href}">'
    return output.replace("</head>", f"{link}</head>", 1)


def warn(wrong: Iterable[tuple[str, str]]) -> None:
    """Say which pages show what is wrong with a query; `--strict` ends with that."""
    for path, said in wrong:
        log.warning("kb: %s: a query has no answer: %s", path, said)
