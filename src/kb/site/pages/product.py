"""Product and privacy: features by class, reusable components with licences; assets, contracts, what expires next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from kb.lint.uses import permitted
from kb.record import Record
from kb.records.privacy import Privacy
from kb.records.product import Product
from kb.records.stack import Stack
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.rendered import filled

CLASSES = ("core", "complementary", "unrelated", None)
SIZE = 30
ENDING = 20


class ProductPage(PageMaker):
    """Product notes, stacks and privacy notes together: what may be built, with what, from what."""

    section, order, label, path = "Watch", 80, "Product and privacy", "product.md"

    def pages(self, material: Material) -> Iterator[Page]:
        notes: list[Record] = []
        for model in (Product, Stack, Privacy):
            notes += [record for _, record in material.base.records(model)]
        for part in parts(self.path, notes, SIZE):
            values = partial(_values, material, part)
            yield filled(material, part.path, part.title("Product and privacy"), "product.html", values)


def _values(material: Material, part: Part[Record]) -> Mapping[str, Any]:
    ending = ends(material) if part.first else []
    return {
        "part": part,
        "products": [note for note in part.items if isinstance(note, Product)],
        "stacks": [note for note in part.items if isinstance(note, Stack)],
        "privacy": [(note, uses(note)) for note in part.items if isinstance(note, Privacy)],
        "ending": ending[:ENDING],
        "more_ending": max(len(ending) - ENDING, 0),
        "expired": sum(end.on < material.today for end in ending),
        "classes": CLASSES,
    }


class End(NamedTuple):
    """The day on which something ends, what it is, and in which note it stands."""

    on: date
    what: str
    note: Privacy


class Use(NamedTuple):
    """A planned use, and the assets that say what they permit and do not permit this."""

    words: str
    refused: tuple[str, ...]
    asked: int


def ends(material: Material) -> list[End]:
    """Every agreement of secrecy and every period of retention that ends on a day, the next one first."""
    found = [
        End(on, f"{what} of {asset.name}", record)
        for _, record in material.base.records(Privacy)
        if record.status != "superseded"
        for asset in record.assets
        for on, what in ((asset.nda_until, "NDA"), (asset.retention_until, "retention"))
        if on is not None
    ]
    return sorted(found, key=lambda end: (end.on, end.note.id, end.what))


def uses(note: Privacy) -> list[Use]:
    """What is planned with the assets of a note, against what they permit, as the linter compares it."""
    stated = [asset for asset in note.assets if asset.permitted_uses]
    return [
        Use(use, tuple(asset.name for asset in stated if not permitted(asset, use)), len(stated))
        for use in note.planned_uses
    ]
