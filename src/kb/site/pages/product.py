"""Product and privacy: features by class, reusable components with licences; assets, contracts, what expires next."""

from __future__ import annotations

from collections.abc import Iterator

from kb.records.privacy import Privacy
from kb.records.product import Product
from kb.records.stack import Stack
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.templating import render
from kb.standing import expires_on

CLASSES = ("core", "complementary", "unrelated", None)


class ProductPage(PageMaker):
    """Product notes, stacks and privacy notes together: what may be built, with what, from what."""

    section, order, label, path = "Watch", 80, "Product and privacy", "product.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield Page(self.path, "Product and privacy", lambda: _draw(material), search=False)


def _draw(material: Material) -> str:
    privacy = list(material.base.records(Privacy))
    ending = [(day, record) for document, record in privacy if (day := expires_on(document)) is not None]
    return render(
        "product.html",
        m=material,
        here=ProductPage.path,
        products=[record for _, record in material.base.records(Product)],
        stacks=[record for _, record in material.base.records(Stack)],
        privacy=[record for _, record in privacy],
        ending=sorted(ending, key=lambda pair: (pair[0], pair[1].id)),
        classes=CLASSES,
        permitted=permitted,
    )


def permitted(note: Privacy, use: str) -> bool:
    """Whether every asset of a note that says what it may be used for names this use, in these words."""
    wanted = " ".join(use.casefold().split())
    stated = [asset for asset in note.assets if asset.permitted_uses]
    return bool(stated) and all(
        wanted in {" ".join(text.casefold().split()) for text in asset.permitted_uses} for asset in stated
    )
