"""The pages of an index of shelves and of each shelf, and the rows of the tables on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from markupsafe import escape

from kb.record import Record
from kb.site.addresses import level
from kb.site.drawing.html import Html
from kb.site.drawing.marks import status_chip
from kb.site.drawing.palette import type_label
from kb.site.page import Page, PageMaker
from kb.site.paging import Part, parts
from kb.site.rendered import filled, ids_of
from kb.site.roster import Shelf
from kb.site.templating import day

if TYPE_CHECKING:
    from kb.site.material import Material

SIZE: Final = 200
"""People or tags on one page of their index."""
ROWS: Final = 100
"""Records on one page of a person or of a tag."""


class Row(NamedTuple):
    """A record in a table of records, but for the cell that says why it is in there.

    Attributes:
        before: the cells before that one.
        after: the cells after it.
    """

    before: str
    after: str

    def with_(self, cell: str) -> Html:
        """The whole row."""
        return Html(f"<tr>{self.before}\n<td>{cell}</td>\n{self.after}</tr>")


class Rows:
    """The rows of the tables of records: each is made once for all pages of a level, so often as it is shown."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._known: dict[tuple[str, int], Row] = {}

    def of(self, record: Record, here: str) -> Row:
        """The row of a record."""
        key = level(here, directories=self._material.directories), id(record)
        if key not in self._known:
            reference = self._material.ref(record.id, here, with_status=False)
            kind, state = escape(type_label(record.type)), status_chip(record.status, record.type)
            self._known[key] = Row(
                f"<td>{reference}</td><td>{kind}</td><td>{state}</td>",
                f'<td data-sort="{record.created}">{day(record.created)}</td>',
            )
        return self._known[key]


def pages(
    material: Material,
    maker: PageMaker,
    shelves: Sequence[Shelf],
    index: tuple[str, Callable[[Part[Shelf]], Mapping[str, Any]]],
    shelf: tuple[str, Callable[[Shelf, Part[Record]], Mapping[str, Any]]],
) -> Iterator[Page]:
    """The pages of an index of shelves, and of each shelf.

    Args:
        material: the base.
        maker: whose pages they are.
        shelves: in the order of the index.
        index: the template of the index, and what it is given.
        shelf: the same of a shelf.
    """
    for part in parts(maker.path, shelves, SIZE):
        yield filled(
            material, part.path, part.title(maker.label), index[0], partial(index[1], part), wide=True
        )
    for each in shelves:
        about = cache(partial(ids_of, each.records))
        for own in parts(each.path, each.records, ROWS):
            yield filled(
                material, own.path, own.title(each.name), shelf[0], partial(shelf[1], each, own),
                wide=True, search=own.first, words=partial(str, each.name),
                about=about,
            )  # fmt: skip


def rows(material: Material, part: Part[Record], cell: Callable[[Record], str]) -> Part[Html]:
    """A part of the records of a shelf as rows of a table.

    Args:
        material: the base.
        part: of the records.
        cell: what stands in the cell that says why a record is in there, as HTML.
    """
    return part.of([material.rows.of(record, part.path).with_(cell(record)) for record in part.items])
