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

ASSETS = Path(__file__).parent / "assets"
THEME = Path(__file__).parent / "theme"  # overrides of the theme's templates, in plain Jinja
STYLES = ("kb.css",)


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
    for maker in makers():
        yield from maker.pages(material)


def files(material: Material) -> dict[str, str]:
    """Data files that the pages' scripts load."""
    found: dict[str, str] = {}
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
    """Style sheets and scripts, served with the site."""
    found = sorted(p for p in ASSETS.rglob("*") if p.suffix in (".css", ".js", ".svg", ".txt"))
    return [Asset(f"assets/kb/{path.relative_to(ASSETS).as_posix()}", path) for path in found]


def scripts() -> list[str]:
    """The scripts, which idle on pages that do not need them."""
    return [asset.path for asset in assets() if asset.path.endswith(".js")]
