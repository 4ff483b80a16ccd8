"""The page of a record: its facts, its text, its links both ways, its neighbourhood and its findings."""

from __future__ import annotations

from collections.abc import Iterator

from kb.base import Document
from kb.record import Record
from kb.site import addresses
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.templating import render


class RecordPages(PageMaker):
    """One page for every record the audience may see."""

    def pages(self, material: Material) -> Iterator[Page]:
        for document in material.base.documents:
            if document.record is not None and material.base.by_id.get(document.id or "") is document:
                yield _page(material, document, document.record)


def _page(material: Material, document: Document, record: Record) -> Page:
    path = addresses.record_path(record.id)

    def draw() -> str:
        return render("record.html", m=material, here=path, r=record, body=material.bodies.draw(document, path))

    return Page(path, f"{record.id} {record.title}", draw, source=document.path, tags=record.tags)
