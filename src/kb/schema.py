"""The JSON Schema of a type's front matter, and the hints of its fields by the names they have on disk."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

from kb.declared.schemas import hints_of, schema_of
from kb.meanings import COMMON, OF_TYPES
from kb.record import MAX_DIGITS, MAX_NUMBER, Link, as_data
from kb.records import Entry


def field_hints(model: type[Any]) -> dict[str, Any]:
    """The fields of a class by the name they have on disk, with their hints."""
    hints = hints_of(model)
    names = {}
    for field in dataclasses.fields(model):
        alias = getattr(field.default, "alias", None) or ("class" if field.name == "class_" else field.name)
        names[alias] = hints[field.name]
    return names


def fields_in(hint: Any) -> type[Any] | None:
    """The class of fields inside a hint such as ``tuple[Asset, ...] | None``."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return hint
    origin = get_origin(hint)
    if origin is None:
        return None
    arguments = get_args(hint)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return None
    if origin is Annotated:
        arguments = arguments[:1]
    return next((found for argument in arguments if (found := fields_in(argument)) is not None), None)


def holds_many(hint: Any) -> bool:
    """Whether a hint is a list or a mapping, None and annotations set aside."""
    origin = get_origin(hint)
    if origin is None or origin is Literal:
        return False
    if isinstance(origin, type) and issubclass(origin, tuple | Mapping):
        return True
    arguments = get_args(hint)[:1] if origin is Annotated else get_args(hint)
    return any(holds_many(argument) for argument in arguments)


_BOUNDS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
_WIDEST: Mapping[str, float] = {"number": MAX_NUMBER, "integer": 10**MAX_DIGITS - 1}


def _in_its_words(schema: Any) -> Any:
    """The schema with all that the models check under the names JSON Schema has for it."""
    if isinstance(schema, list):
        return [_in_its_words(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    told = {
        _BOUNDS.get(key, key) if isinstance(value, int | float) else key: _in_its_words(value)
        for key, value in schema.items()
    }
    if told.get("additionalProperties") is False:
        told["patternProperties"] = {"^x-": {}}
    elif "patternProperties" in told and "properties" not in told:
        # pydantic says what values such keys have, not that there are no others.
        ((pattern, values),) = told.pop("patternProperties").items()
        told |= {"propertyNames": {"pattern": pattern}, "additionalProperties": values}
    widest = _WIDEST.get(kind) if isinstance(kind := told.get("type"), str) else None
    if widest is not None:
        told.setdefault("maximum", widest)
        if "exclusiveMinimum" not in told:
            told.setdefault("minimum", -widest)
    if isinstance(words := told.get("enum"), list):
        told = {**{k: v for k, v in told.items() if k != "type"}, "enum": _as_read(words)}
    return told


def _as_read(words: Iterable[Any]) -> list[Any]:
    """Words that may stand at a place, and what readers of YAML make of them: of `1` the number."""
    known = list(words)
    return known + [read for word in known if not isinstance(read := as_data(word), str) and read is not word]


def _describe(properties: dict[str, Any], groups: dict[str, Any], model: type[Any], said: _Said) -> None:
    """Put what a field means into its description, for the hovers of editors; groups are described once."""
    for key, hint in field_hints(model).items():
        path = f"{said.prefix}{key}"
        words = [said.meanings.get(path, ""), _leads_to(hint)]
        if key in properties and any(words):
            properties[key]["description"] = " ".join(filter(None, words))
        inner = fields_in(hint)
        if inner is not None and inner.__name__ in groups and inner not in said.done:
            said.done.add(inner)
            deeper = _Said(f"{path}{'[]' if holds_many(hint) else ''}.", said.meanings, said.done)
            _describe(groups[inner.__name__]["properties"], groups, inner, deeper)


class _Said(NamedTuple):
    prefix: str
    meanings: Mapping[str, str]
    done: set[type[Any]]


def _leads_to(hint: Any) -> str:
    """Which types the ids of a field belong to."""
    if get_origin(hint) is Annotated:
        found = next((extra for extra in get_args(hint)[1:] if isinstance(extra, Link)), None)
        if found is not None:
            return f"Id of a record of the type {' or '.join(found.to)}." if found.to else "Id of any record."
    return next((words for argument in get_args(hint) if (words := _leads_to(argument))), "")


def _plain_schema(model: type[Any]) -> dict[str, Any]:
    """The JSON Schema of the checks of a class, as pydantic words it."""
    from pydantic.json_schema import GenerateJsonSchema

    class Generator(GenerateJsonSchema):
        """Takes what a type says of its own spelling for the schema of its values."""

        def generate_inner(self, schema: Any) -> Any:
            spelled = schema.get("metadata", {}).get("spelled")
            return dict(spelled) if spelled is not None else super().generate_inner(schema)

    return Generator(by_alias=True).generate(schema_of(model))


def json_schema(entry: Entry, *, id_width: int = 4) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one type's front matter, of the values as a YAML 1.2 reader hands them on.

    It accepts what the type accepts. What depends on how a value was spelled it cannot see: the manual lists it.
    """
    schema: dict[str, Any] = _in_its_words(_plain_schema(entry.model))
    properties, kind = schema.pop("properties"), entry.type
    properties["type"] = {"const": kind.name}
    properties["status"] = {"enum": _as_read(kind.states)}
    properties["id"] = {
        "type": "string",
        "pattern": f"^{kind.prefix}-[0-9]{{1,9}}$",
        "examples": [f"{kind.prefix}-{1:0{id_width}d}"],
    }
    meanings = {**COMMON, **OF_TYPES.get(kind.name, {}), "type": ""}
    _describe(properties, schema.get("$defs", {}), entry.model, _Said("", meanings, set()))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:kb:record:{kind.name}",
        "title": kind.name,
        "description": f"{kind.summary[:1].upper()}{kind.summary[1:]}.",
        "properties": {name: properties[name] for name in entry.order if name in properties},
        **{key: value for key, value in schema.items() if key not in ("title", "description")},
    }
