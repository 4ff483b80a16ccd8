"""The navigation where nobody wrote one: the index pages, then the hand-written pages folder by folder."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kb.site.page import NavigationEntry

Nav = list[Any]


def navigated(written: Nav | None, index: Iterable[NavigationEntry], by_hand: list[str]) -> Nav | None:
    """The navigation of the site.

    Args:
        written: what `mkdocs.yml` says; None where it says nothing.
        index: the index pages.
        by_hand: the paths of the pages that people wrote.

    Returns:
        the index pages before the hand-written ones; a navigation that names one of them stays as it is.
    """
    entries = [(entry.section, {entry.label: entry.path}) for entry in index]
    if written is None:
        return [*_sections(entries), *_folders(by_hand)]
    if set(leaves(written)).isdisjoint(path for _, item in entries for path in item.values()):
        return [*_sections(entries), *written]
    return written


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


def leaves(nav: Any) -> list[str]:
    """The paths and addresses that a navigation names."""
    if isinstance(nav, str):
        return [nav]
    if isinstance(nav, dict):
        return [leaf for value in nav.values() for leaf in leaves(value)]
    return [leaf for item in nav or [] for leaf in leaves(item)]


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
