"""Product and privacy: features by class, reusable components with licences; assets, contracts, what expires next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from kb.record import Record
from kb.records.privacy import Privacy
from kb.records.product import Product
from kb.records.stack import Stack
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.templating import render
from kb.standing import expires_on

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
            draw = partial(_draw, material, part)
            yield Page(part.path, part.title("Product and privacy"), draw, search=False)


def _draw(material: Material, part: Part[Record]) -> str:
    return render(
        "product.html",
        m=material,
        here=part.path,
        part=part,
        products=[note for note in part.items if isinstance(note, Product)],
        stacks=[note for note in part.items if isinstance(note, Stack)],
        privacy=[note for note in part.items if isinstance(note, Privacy)],
        ending=_ending(material)[:ENDING] if part.first else [],
        classes=CLASSES,
        permitted=permitted,
    )


def _ending(material: Material) -> list[tuple[date, Privacy]]:
    """The days on which contracts or retention periods of privacy notes end, the next first."""
    found = [
        (day, record)
        for document, record in material.base.records(Privacy)
        if (day := expires_on(document)) is not None
    ]
    return sorted(found, key=lambda pair: (pair[0], pair[1].id))


def permitted(note: Privacy, use: str) -> bool:
    """Whether every asset of a note that says what it may be used for names this use, in these words."""
    wanted = " ".join(use.casefold().split())
    stated = [asset for asset in note.assets if asset.permitted_uses]
    return bool(stated) and all(
        wanted in {" ".join(text.casefold().split()) for text in asset.permitted_uses} for asset in stated
    )
