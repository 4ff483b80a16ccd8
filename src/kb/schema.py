"""The JSON Schema of a type's front matter, and the hints of its fields by the names they have on disk."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from kb.records import Entry


def field_hints(model: type[Any]) -> dict[str, Any]:
    """The fields of a class by the name they have on disk, with their hints."""
    hints = get_type_hints(model, include_extras=True)
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


def _in_its_words(schema: Any) -> Any:
    """The schema with bounds under the names JSON Schema has for them, and `x-` keys allowed in every group."""
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
    return told


def json_schema(entry: Entry, *, id_width: int = 4) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one type's front matter, as an editor's completion wants it."""
    schema: dict[str, Any] = _in_its_words(entry.adapter.json_schema(by_alias=True))
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = entry.type.name
    schema["description"] = entry.type.summary
    properties = schema["properties"]
    properties["type"] = {"const": entry.type.name}
    properties["status"] = {"enum": list(entry.type.states)}
    properties["id"] = {
        "type": "string",
        "pattern": f"^{entry.type.prefix}-[0-9]{{1,9}}$",
        "examples": [f"{entry.type.prefix}-{1:0{id_width}d}"],
    }
    schema["properties"] = {name: properties[name] for name in entry.order if name in properties}
    return schema
