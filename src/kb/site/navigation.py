"""The navigation of a site, as `nav` of `mkdocs.yml` writes it: the index pages first, then what people wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kb.site import builder
from kb.site.material import Material

Nav = list[Any]


def navigation(material: Material, given: Nav | None, written: Iterable[str]) -> Nav:
    """The whole navigation; one that names an index page itself stays as it is.

    Args:
        material: what the site is made from.
        given: the navigation that somebody wrote, if there is one.
        written: the paths of the pages by hand, for a site without.
    """
    entries = [(entry.section, {entry.label: entry.path}) for entry in builder.navigation(material)]
    if given is None:
        return [*_sections(entries), *_folders(list(written))]
    if set(leaves(given)).isdisjoint(path for _, item in entries for path in item.values()):
        return [*_sections(entries), *given]
    return given


def leaves(nav: Any) -> Iterator[str]:
    """The pages and addresses that a navigation leads to."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for value in nav.values():
            yield from leaves(value)
    else:
        for item in nav or ():
            yield from leaves(item)


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


def _folders(written: list[str]) -> Nav:
    """The hand-written pages under one heading, folder by folder as they lie; titles are their own."""
    if not written:
        return []
    tree: Nav = []
    sections: dict[str, Nav] = {"": tree}
    for path in sorted(written, key=_reading_order):
        at = ""
        for name in filter(None, path.rpartition("/")[0].split("/")):
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
