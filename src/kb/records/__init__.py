"""The register of record types: one file each, plus the fields and types a team adds in its configuration."""

from __future__ import annotations

import dataclasses
import keyword
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal, cast

from kb import discovery
from kb.config import Config, CustomField, TypeTable
from kb.declared.compiled import SchemaValidator
from kb.declared.groups import fields
from kb.declared.schemas import validator_of
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


@dataclass(frozen=True)
class Entry:
    """One type as this base knows it.

    Attributes:
        type: name, prefix, states and the like; the states of tasks are the workflow's.
        model: the class that its records are.
        custom: whether the team made the type itself.
    """

    type: RecordType
    model: Model
    custom: bool = False

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The usual order of its top-level keys."""
        return field_order(self.model)

    @cached_property
    def links(self) -> tuple[LinkField, ...]:
        """Where it keeps links."""
        return link_fields(self.model)

    @cached_property
    def validator(self) -> SchemaValidator:
        """What checks values and makes the record."""
        return validator_of(self.model)


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
        _refuse_fixed(name, table, config)
        extended = _extended(name, model, table, config) if table and table.fields else model
        entries[name] = Entry(kind, extended)
    for name, table in config.types.items():
        if name not in entries:
            kind = _custom_type(name, table, config)
            taken = next((e.type.name for e in entries.values() if e.type.prefix == kind.prefix), None)
            if taken is not None:
                where = config.place("types", name, "prefix")
                raise KbError(
                    f"`types.{name}.prefix`: {kind.prefix} belongs to the type {taken}", where=where
                )
            entries[name] = Entry(kind, _extended(name, Record, table, config), custom=True)
    _check_targets(entries, config)
    return Registry(entries)


def _refuse_fixed(name: str, table: TypeTable | None, config: Config) -> None:
    """Refuse what looks like a setting of a built-in type and would change nothing."""
    for key in ("prefix", "plural", "states"):
        if table is not None and getattr(table, key):
            hint = "The states of tasks are `workflow.states`." if (name, key) == ("task", "states") else None
            where = config.place("types", name, key)
            raise KbError(f"`types.{name}.{key}`: that of a built-in type is fixed", where=where, hint=hint)


def _check_targets(entries: Mapping[str, Entry], config: Config) -> None:
    """Refuse links of the team's own fields that lead to types nobody knows."""
    for name, table in config.types.items():
        for field_name, custom in table.fields.items():
            unknown = next((to for to in custom.to if to not in entries), None)
            if unknown is not None:
                where = config.place("types", name, "fields", field_name, "to")
                message = f"`types.{name}.fields.{field_name}.to`: there is no type `{unknown}`"
                raise KbError(message, where=where, hint=f"One of: {', '.join(entries)}.")


def _custom_type(name: str, table: TypeTable, config: Config) -> RecordType:
    if table.prefix is None or not table.states:
        missing = "prefix" if table.prefix is None else "states"
        known = ", ".join(ORDER)
        hint = f"A type of your own needs `prefix` and `states`; to add fields use a known type: {known}."
        raise KbError(f"`types.{name}`: `{missing}` is missing", where=config.place("types", name), hint=hint)
    return RecordType(name, table.prefix, table.plural or f"{name}s", table.states, f"{name} (of this team)")


def _extended(name: str, model: type[Record], table: TypeTable, config: Config) -> type[Record]:
    annotations: dict[str, Any] = {}
    namespace: dict[str, Any] = {"__doc__": model.__doc__, "__module__": model.__module__}
    for field_name, custom in table.fields.items():
        # What is computed, such as the score of a task, is an attribute and no field.
        if (
            field_name in model.__dataclass_fields__
            or hasattr(model, field_name)
            or keyword.iskeyword(field_name)
        ):
            where = config.place("types", name, "fields", field_name)
            reserved = (
                "this name is reserved" if keyword.iskeyword(field_name) else "the type has this already"
            )
            raise KbError(
                f"`types.{name}.fields.{field_name}`: {reserved}", where=where, hint="Choose another name."
            )
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
