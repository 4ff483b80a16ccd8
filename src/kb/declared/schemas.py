"""Turns type hints into what the core checks by, and keeps a checker for each class that was asked for."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from kb.declared.compiled import SchemaValidator
from kb.declared.marks import MISSING, Before, Mark, Plain, Spelled

Schema = dict[str, Any]

_SCALARS: Mapping[Any, str] = {str: "str", int: "int", float: "float", bool: "bool", Any: "any"}
_OUTER = ("nullable", "default", "function-before", "function-after")


def hints_of(cls: type[Any]) -> dict[str, Any]:
    """The hints of a class and of those it inherits from, worked out once."""
    found: dict[str, Any] | None = cls.__dict__.get("__hints__")
    if found is None:
        found = typing.get_type_hints(cls, include_extras=True)
        type.__setattr__(cls, "__hints__", found)  # with the class, so that it goes when the class goes
    return found


def validator_of(cls: type[Any]) -> SchemaValidator:
    """What checks the fields of a class, built when it is first needed."""
    found: SchemaValidator | None = cls.__dict__.get("__validator__")
    if found is None:
        found = SchemaValidator(schema_of(cls))
        type.__setattr__(cls, "__validator__", found)
    return found


def schema_of(hint: Any) -> Schema:
    """What the core checks a value of a type by.

    Raises:
        TypeError: nothing is known of such a type.
    """
    if isinstance(hint, type) or hint is Any:
        scalar = _SCALARS.get(hint)
        if scalar is not None:
            return {"type": scalar}
    if isinstance(hint, type) and (made := getattr(hint, "__core_schema__", None)) is not None:
        schema: Schema = made()
        return schema
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _annotated(arguments[0], arguments[1:])
    if origin is Literal:
        return {"type": "literal", "expected": list(arguments)}
    if origin in (Union, types.UnionType):
        return _union(arguments)
    if origin is tuple:
        return {"type": "tuple", "items_schema": [schema_of(arguments[0])], "variadic_item_index": 0}
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        keys, values = (schema_of(argument) for argument in arguments)
        return {"type": "dict", "keys_schema": keys, "values_schema": values, "strict": False}
    raise TypeError(f"nothing checks {hint!r}")


def _union(members: tuple[Any, ...]) -> Schema:
    some = [member for member in members if member is not type(None)]
    inner = (
        schema_of(some[0])
        if len(some) == 1
        else {"type": "union", "choices": [schema_of(member) for member in some]}
    )
    return {"type": "nullable", "schema": inner} if len(some) < len(members) else inner


def _annotated(hint: Any, extras: tuple[Any, ...]) -> Schema:
    plain = next((extra for extra in extras if isinstance(extra, Plain)), None)
    schema: Schema
    if plain is not None:
        schema = {"type": "function-plain", "function": {"type": "no-info", "function": plain.read}}
    else:
        schema = schema_of(hint)
    for extra in extras:
        if isinstance(extra, Before):
            schema = {
                "type": "function-before",
                "function": {"type": "no-info", "function": extra.read},
                "schema": schema,
            }
        elif isinstance(extra, Mark):
            _limit(schema, extra.limits)
        elif isinstance(extra, Spelled):
            schema["metadata"] = {"spelled": extra.schema}
    return schema


def _limit(schema: Schema, limits: Mapping[str, Any]) -> None:
    """Put limits where the core looks for them: on the value itself, inside of what is around it."""
    if not limits:
        return
    while schema["type"] in _OUTER:
        schema = schema["schema"]
    schema.update(limits)


def field_schema(hint: Any, default: Any) -> Schema:
    """What the core checks a field by.

    Args:
        hint: its type.
        default: its value when it is not given, or what :func:`kb.declared.marks.Field` said.
    """
    schema = schema_of(hint)
    if isinstance(default, Mark):
        _limit(schema, default.limits)
        default = default.default
    if default is MISSING:
        return schema
    return {"type": "default", "schema": schema, "default": default}


def name_on_disk(name: str, default: Any) -> str:
    """The name that a field has in a file."""
    return default.called(name) if isinstance(default, Mark) else name
