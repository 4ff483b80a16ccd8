"""Leads on from an index page: to its neighbours and the other sections above it, to the next one below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kb.site.drawing.html import Html, text
from kb.site.material import Material
from kb.site.page import NavigationEntry, Page, PageMaker


def led(material: Material, maker: PageMaker, page: Page, entries: Sequence[NavigationEntry]) -> Page:
    """A page with its ways on; pages outside the sections, and those of records, stay as they are."""
    if not maker.section or not maker.path:
        return page

    def draw() -> str:
        return f"{_strip(material, maker, page.path, entries)}\n{page.draw()}\n{_onward(material, page.path, entries)}"

    return replace(page, draw=draw)


def _strip(material: Material, maker: PageMaker, here: str, entries: Iterable[NavigationEntry]) -> Html:
    """The pages of the section, the one that the reader is on, or came down from, marked; then the other sections.

    Where tabs name the sections, the style leaves them out here; a navigation of one's own may name none of them.
    """
    links: list[str] = []
    others: dict[str, str] = {}
    for entry in entries:
        if entry.section != maker.section:
            others.setdefault(entry.section, material.page_url(entry.path, here))
        else:
            at = entry.path == maker.path
            mark = ' aria-current="page"' if entry.path == here else ' aria-current="true"' if at else ""
            links.append(
                f'<li><a href="{material.page_url(entry.path, here)}"{mark}>{text(entry.label)}</a></li>'
            )
    name = text(maker.section)
    return Html(
        f'<nav class="kb-strip" aria-label="{name}"><span class="kb-strip__name">{name}</span>'
        f"<ul>{''.join(links)}</ul>{_others(others)}</nav>"
    )


def _others(sections: Mapping[str, str]) -> str:
    links = [f'<li><a href="{url}">{text(name)}</a></li>' for name, url in sections.items() if name]
    return f'<ul class="kb-strip__others">{"".join(links)}</ul>' if links else ""


def _onward(material: Material, here: str, entries: Sequence[NavigationEntry]) -> Html:
    """The index pages before and after this one, over the borders of sections; nothing below an index page."""
    paths = [entry.path for entry in entries]
    if here not in paths:
        return Html("")
    at = paths.index(here)
    links = [
        f'<a class="kb-onward__{way}" href="{material.page_url(entries[to].path, here)}">'
        f'<span class="kb-onward__where">{word}</span> {text(entries[to].label)}</a>'
        for way, word, to in (("prev", "Before", at - 1), ("next", "Next", at + 1))
        if 0 <= to < len(entries)
    ]
    return Html(f'<nav class="kb-onward" aria-label="Before and next">{"".join(links)}</nav>')
