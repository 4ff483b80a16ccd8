"""The page of the search: records by words, type and state, with what was asked in the address."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from kb.record import Record
from kb.records.task import Task
from kb.site.drawing.palette import status_tone, type_label, type_slug
from kb.site.material import Material
from kb.site.page import Page, PageMaker
from kb.site.rendered import filled

WHOLE: Final = 1_000
"""More records than this are found by id, title and tag alone where the whole list is loaded."""
_SAID: Final = (
    "question", "chosen", "hypothesis", "conclusion", "problem", "approach", "process", "trigger", "subject",
    "project", "reason", "owner", "assignee",
)  # fmt: skip


class SearchPage(PageMaker):
    """A box, and filters by type and state."""

    section, order, label, path = "Evidence", 69, "Search", "search.md"

    def pages(self, material: Material) -> Iterator[Page]:
        yield filled(material, self.path, "Search", "search.html", partial(_values, material), wide=True)

    def files(self, material: Material) -> Mapping[str, str]:
        """What the page searches in, unless an index by piece takes its place."""
        return {} if material.search == "pagefind" else {_data(material): _listed(material)}


def _data(material: Material) -> str:
    """In the folder of the page's address."""
    return "search/records.json" if material.directories else "search-records.json"


def _values(material: Material) -> Mapping[str, Any]:
    records = _records(material)
    types = Counter(record.type for record in records)
    states = Counter(record.status for record in records)
    tones = {record.status: status_tone(record.status, record.type) for record in reversed(records)}
    return {
        "records": len(records),
        "types": [(name, type_label(name), type_slug(name), n) for name, n in types.most_common()],
        "states": [(name, tones[name], n) for name, n in states.most_common()],
        "data": _data(material).rpartition("/")[2],
    }


def _records(material: Material) -> list[Record]:
    return [document.record for document in material.base.documents if document.record is not None]


def _listed(material: Material) -> str:
    """One row for each record: id, title, number of its kind, number of its state, and other words it is found by."""
    records = _records(material)
    kinds: dict[tuple[str, str, str], int] = {}
    states: dict[tuple[str, str], int] = {}
    rows = []
    for record in records:
        kind = (record.type, type_label(record.type), type_slug(record.type))
        state = (record.status, status_tone(record.status, record.type))
        rows.append(
            [
                record.id,
                record.title,
                kinds.setdefault(kind, len(kinds)),
                states.setdefault(state, len(states)),
                " ".join(_words(record, whole=len(records) <= WHOLE)),
            ]
        )
    found = {"version": 1, "kinds": list(kinds), "states": list(states), "records": rows}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _words(record: Record, *, whole: bool) -> Iterator[str]:
    if whole:
        for name in _SAID:
            if isinstance(value := getattr(record, name, None), str):
                yield " ".join(value.split())
        if isinstance(record, Task) and record.smart is not None and record.smart.specific:
            yield " ".join(record.smart.specific.split())
    yield from record.tags
