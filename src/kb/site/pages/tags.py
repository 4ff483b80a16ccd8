"""The tags: what they gather, and a page for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from kb.record import Record
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part
from kb.site.roster import Shelf, pages
from kb.site.templating import render, words
from kb.wording import plural


class TagPages(PageMaker):
    """An index of the tags, and one page for each."""

    section, order, label, path = "Evidence", 65, "Tags", "tags.md"

    def pages(self, material: Material) -> Iterator[Page]:
        shelves = sorted(material.tags.values(), key=lambda shelf: (-len(shelf.records), shelf.name))
        yield from pages(self, shelves, partial(_index, material), partial(_tag, material))


def _index(material: Material, part: Part[Shelf]) -> str:
    rows = [(shelf, by_type(material, shelf), shelf.records[0].created) for shelf in part.items]
    return render("tags.html", m=material, here=part.path, part=part, rows=rows)


def by_type(material: Material, shelf: Shelf) -> str:
    """What a tag gathers, the most of it first: `5 tasks, 2 experiments`."""
    counted = Counter(record.type for record in shelf.records)
    types = material.base.types
    return ", ".join(plural(n, words(name), types[name].type.plural) for name, n in counted.most_common())


def _tag(material: Material, shelf: Shelf, part: Part[Record]) -> str:
    return render(
        "tag.html", m=material, here=part.path, part=part, shelf=shelf, told=by_type(material, shelf)
    )
