"""The tags: what they gather, and a page for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from kb.record import Record
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part
from kb.site.roster import Shelf
from kb.site.shelves import pages, rows
from kb.site.templating import words
from kb.wording import plural


class TagPages(PageMaker):
    """An index of the tags, and one page for each."""

    section, order, label, path = "Evidence", 65, "Tags", "tags.md"

    def pages(self, material: Material) -> Iterator[Page]:
        shelves = sorted(material.tags.values(), key=lambda shelf: (-len(shelf.records), shelf.name))
        index, tag = partial(_index, material), partial(_tag, material)
        yield from pages(material, self, shelves, ("tags.html", index), ("tag.html", tag))


def _index(material: Material, part: Part[Shelf]) -> Mapping[str, Any]:
    told = [
        (shelf.name, len(shelf.records), by_type(material, shelf), shelf.records[0].created)
        for shelf in part.items
    ]
    return {"part": part.of(told)}


def by_type(material: Material, shelf: Shelf) -> str:
    """What a tag gathers, the most of it first: `5 tasks, 2 experiments`."""
    counted = Counter(record.type for record in shelf.records)
    types = material.base.types
    return ", ".join(plural(n, words(name), types[name].type.plural) for name, n in counted.most_common())


def _tag(material: Material, shelf: Shelf, part: Part[Record]) -> Mapping[str, Any]:
    def owner(record: Record) -> str:
        return material.person(record.owner, part.path) if record.owner else ""

    return {"part": rows(material, part, owner), "name": shelf.name, "told": by_type(material, shelf)}
