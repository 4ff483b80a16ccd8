"""The register of record types: one file each, plus the fields and types a team adds in its configuration."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, cast

from pydantic import TypeAdapter

from kb import discovery
from kb.config import Config, CustomField, TypeTable
from kb.errors import KbError
from kb.record import (
    Data,
    Date,
    Id,
    Link,
    LinkField,
    Moment,
    Number,
    Record,
    RecordType,
    Text,
    Truth,
    Whole,
    field_order,
    fields,
    link_fields,
)

Model = type[Record]

_SCALARS: Mapping[str, Any] = {
    "text": Text,
    "int": Whole,
    "number": Number,
    "bool": Truth,
    "date": Date,
    "datetime": Moment,
    "list": tuple[Data, ...],
    "map": Mapping[str, Data],
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One type as this base knows it.

    Attributes:
        type: name, prefix, states and the like; the states of tasks are the workflow's.
        model: the class that its records are.
        order: the usual order of its top-level keys.
        links: where it keeps links.
        adapter: checks values and makes the record.
        custom: whether the team made the type itself.
    """

    type: RecordType
    model: Model
    order: tuple[str, ...]
    links: tuple[LinkField, ...]
    adapter: TypeAdapter[Record]
    custom: bool = False


class Registry(Mapping[str, Entry]):
    """Type name → entry, the built-in types in the order of the line of thought, then the team's own."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = dict(entries)
        self.by_prefix: Mapping[str, Entry] = {entry.type.prefix: entry for entry in entries.values()}

    def __getitem__(self, name: str) -> Entry:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


ORDER = ("goal", "task", "experiment", "review", "decision", "risk", "product", "privacy", "stack", "change")


def built_in() -> dict[str, type[Record]]:
    """The ten types that come with `kb`, by name."""
    found = discovery.contributed(sys.modules[__name__], Record)
    return {name: found[name] for name in sorted(found, key=ORDER.index)}


def registry(config: Config) -> Registry:
    """The types of a base.

    Raises:
        KbError: a type of the team's own is incomplete, or takes a prefix that is taken.
    """
    entries: dict[str, Entry] = {}
    states = config.workflow.states
    for name, model in built_in().items():
        table = config.types.get(name)
        kind = model.TYPE
        if name == "task":
            kind = dataclasses.replace(kind, states=states, initial=states[0])
        elif table is not None and table.states:
            raise KbError(f"`types.{name}.states`: the states of a built-in type are fixed", where="kb.toml")
        entries[name] = _entry(kind, _extended(name, model, table) if table and table.fields else model)
    for name, table in config.types.items():
        if name not in entries:
            kind = _custom_type(name, table)
            taken = next((e.type.name for e in entries.values() if e.type.prefix == kind.prefix), None)
            if taken is not None:
                raise KbError(f"`types.{name}.prefix`: {kind.prefix} belongs to the type {taken}", where="kb.toml")
            entries[name] = _entry(kind, _extended(name, Record, table), custom=True)
    return Registry(entries)


def _entry(kind: RecordType, model: type[Record], *, custom: bool = False) -> Entry:
    adapter: TypeAdapter[Record] = TypeAdapter(model)
    return Entry(kind, model, field_order(model), link_fields(model), adapter, custom)


def _custom_type(name: str, table: TypeTable) -> RecordType:
    if table.prefix is None or not table.states:
        missing = "prefix" if table.prefix is None else "states"
        known = ", ".join(ORDER)
        hint = f"A type of your own needs `prefix` and `states`; to add fields use a known type: {known}."
        raise KbError(f"`types.{name}`: `{missing}` is missing", where="kb.toml", hint=hint)
    return RecordType(name, table.prefix, table.plural or f"{name}s", table.states, f"{name} (of this team)")


def _extended(name: str, model: type[Record], table: TypeTable) -> type[Record]:
    annotations: dict[str, Any] = {}
    namespace: dict[str, Any] = {"__doc__": model.__doc__, "__module__": model.__module__}
    for field_name, custom in table.fields.items():
        if field_name in model.__dataclass_fields__:
            raise KbError(f"`types.{name}.fields.{field_name}`: the type has this field already", where="kb.toml")
        hint = _hint(field_name, custom)
        if custom.required:
            annotations[field_name] = hint
        else:
            annotations[field_name] = hint | None
            namespace[field_name] = None
    namespace["__annotations__"] = annotations
    return fields(cast("type[Record]", type(f"Custom{name.title().replace('-', '')}", (model,), namespace)))


def _hint(name: str, custom: CustomField) -> Any:
    if custom.type == "enum":
        hint: Any = Literal[custom.values]  # the values are data here
    elif custom.type == "link":
        hint = Annotated[Id, Link(name, custom.reverse or f"{name}_of", custom.to)]
    else:
        hint = _SCALARS[custom.type]
    return tuple[hint, ...] if custom.many else hint
