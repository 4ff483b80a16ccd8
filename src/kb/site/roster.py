"""Who has what to do with which records, and which tags they carry: one pass over what the audience sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kb.record import Record
from kb.records.decision import Decision
from kb.records.task import Task
from kb.site.addresses import handle, person_path, tag_path

if TYPE_CHECKING:
    from kb.site.material import Material

ROLES: Final = ("assignee", "decides", "owner", "with")
"""What somebody is to a record, the closest first."""


@dataclass(slots=True)
class Shelf:
    """The records of a person or of a tag.

    Attributes:
        name: the handle without ``@``, or the tag.
        path: of the page.
        roles: what the person is to each record, by its id; of a tag nothing.
        records: the records, the latest first.
    """

    name: str
    path: str
    roles: dict[str, list[str]] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)

    def as_(self, role: str) -> list[Record]:
        """The records to which the person is this."""
        return [record for record in self.records if role in self.roles[record.id]]

    def tasks(self) -> list[Task]:
        """The tasks that the person is to do."""
        return [record for record in self.as_("assignee") if isinstance(record, Task)]


def people(material: Material) -> Mapping[str, Shelf]:
    """The shelf of everybody who is named in a record, by handle in the order of the alphabet."""
    found: dict[str, Shelf] = {}
    for record in _latest(material):
        for role, name in _named(record):
            shelf = found.get(name) or found.setdefault(name, Shelf(name, person_path(name)))
            if record.id not in shelf.roles:
                shelf.roles[record.id] = []
                shelf.records.append(record)
            if role not in shelf.roles[record.id]:
                shelf.roles[record.id].append(role)
    return dict(sorted(found.items(), key=lambda item: (item[0].lower(), item[0])))


def tags(material: Material) -> Mapping[str, Shelf]:
    """The shelf of every tag, by its name in the order of the alphabet."""
    found: dict[str, Shelf] = {}
    for record in _latest(material):
        for name in dict.fromkeys(record.tags):
            shelf = found.get(name) or found.setdefault(name, Shelf(name, tag_path(name)))
            shelf.records.append(record)
    return dict(sorted(found.items()))


def _named(record: Record) -> Iterator[tuple[str, str]]:
    """Everybody whom a record names, with what they are to it."""
    if isinstance(record, Task) and record.assignee:
        yield "assignee", handle(record.assignee)
    if isinstance(record, Decision):
        yield from (("decides", handle(name)) for name in record.deciders)
    if record.owner:
        yield "owner", handle(record.owner)
    yield from (("with", handle(name)) for name in record.contributors)


def _latest(material: Material) -> list[Record]:
    """Every record, the one written down last first; so that no name leads nowhere, also those that share an id."""
    found = [document.record for document in material.base.documents if document.record is not None]
    return sorted(found, key=lambda record: (record.created, record.id), reverse=True)
