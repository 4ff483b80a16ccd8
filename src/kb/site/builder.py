"""Collects the pages, data files and assets of a site, whatever generator then puts them together."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb import discovery
from kb.site import pages as pages_package
from kb.site.material import Material
from kb.site.page import NavigationEntry, Page, PageMaker
from kb.site.wayfinding import led

ASSETS = Path(__file__).parent / "assets"
THEME = Path(__file__).parent / "theme"  # overrides of the theme's templates, in plain Jinja
PIECED = Path(__file__).parent / "pieced"  # the same, where the index of the search loads by piece
STYLE_SHEET = "assets/kb/kb.css"
# In the order of the cascade; what a screen, paper or a reader asks for comes last.
STYLES = (
    "frame",
    "ways",
    "record",
    "board",
    "work",
    "comparison",
    "graph",
    "charts",
    "queries",
    "search",
    "media",
)


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file of the site: where it goes and where it is."""

    path: str
    file: Path


@cache
def makers() -> tuple[PageMaker, ...]:
    """Every maker of pages, in the order of the navigation."""
    found = discovery.contributed(sys.modules[pages_package.__name__], PageMaker)
    return tuple(sorted((cls() for cls in found.values()), key=lambda m: (m.order, m.label)))


def pages(material: Material) -> Iterator[Page]:
    """Every page of the site, not drawn yet."""
    entries = navigation(material)
    for maker in makers():
        for page in maker.pages(material):
            yield led(material, maker, page, entries)


@cache
def style_sheet() -> str:
    """The look of the site: its parts in one file, so that a browser asks once."""
    return "".join((ASSETS / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES)


def files(material: Material) -> dict[str, str]:
    """What is written as text: the style sheet, and the data that the pages' scripts load."""
    found = {STYLE_SHEET: style_sheet()}
    for maker in makers():
        found.update(maker.files(material))
    return found


def navigation(material: Material) -> list[NavigationEntry]:
    """The index pages, as the navigation shows them."""
    return [
        NavigationEntry(
            maker.section,
            maker.order,
            "Overview" if maker.path == "index.md" != material.home else maker.label,
            material.home if maker.path == "index.md" else maker.path,
        )
        for maker in makers()
        if maker.path and maker.label
    ]


def assets() -> list[Asset]:
    """Scripts and drawings, served with the site as they are."""
    found = sorted(p for p in ASSETS.rglob("*") if p.suffix in (".js", ".svg", ".txt"))
    return [Asset(f"assets/kb/{path.relative_to(ASSETS).as_posix()}", path) for path in found]


def scripts() -> list[str]:
    """The scripts of every page, which idle where they are not needed; those in folders belong to one page."""
    return [f"assets/kb/{path.name}" for path in sorted(ASSETS.glob("*.js"))]
