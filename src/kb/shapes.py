"""What may stand at each place of a type's front matter: fields, lists, and which kind of value."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin
from weakref import WeakKeyDictionary

from kb.record import Record
from kb.schema import field_hints


class Shape(NamedTuple):
    """What may stand at a place of a front matter.

    Attributes:
        kind: of a single value: ``text``, ``number``, ``truth``, ``date``, ``data`` (anything), or empty.
        fields: of a group with declared keys.
        items: of a list, or of a group whose keys are free.
        has_text: whether text may stand here or below.
        texts: the fields that hold text.
        groups: the fields that hold more than a single value, and text among it.
    """

    kind: str
    fields: Mapping[str, Shape] | None = None
    items: Shape | None = None
    has_text: bool = False
    texts: frozenset[str | int] = frozenset()
    groups: Mapping[str | int, Shape] = {}


_KINDS: Mapping[Any, str] = {
    str: "text",
    int: "number",
    float: "number",
    bool: "truth",
    date: "date",
    datetime: "date",
    Any: "data",
}


_known: WeakKeyDictionary[type[Any], Shape] = WeakKeyDictionary()


def shape_of(model: type[Any]) -> Shape:
    """The shape of a class of fields, worked out once."""
    if (found := _known.get(model)) is None:
        inner = {key: _shape(hint) for key, hint in field_hints(model).items()}
        found = _group(inner)
        _known[model] = found
    return found


def _group(inner: Mapping[str, Shape]) -> Shape:
    has_text = any(shape.has_text for shape in inner.values())
    texts = frozenset[str | int](key for key, shape in inner.items() if shape.kind == "text")
    groups: dict[str | int, Shape] = {
        key: shape
        for key, shape in inner.items()
        if shape.has_text and (shape.fields is not None or shape.items is not None)
    }
    return Shape("", inner, None, has_text, texts, groups)


def shape_at(model: type[Record], path: Iterable[str | int]) -> Shape | None:
    """The shape at a key path of a type; None where nothing may stand."""
    shape: Shape | None = shape_of(model)
    for step in path:
        if shape is None:
            return None
        shape = shape.fields.get(str(step)) if shape.fields is not None else shape.items
    return shape


def _shape(hint: Any) -> Shape:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _shape(arguments[0])
    if origin is Literal:
        kinds = {_KINDS.get(type(value), "") for value in arguments}
        return Shape("text", has_text=True) if kinds == {"text"} else Shape("")
    if origin is tuple or (isinstance(origin, type) and issubclass(origin, Mapping)):
        items = _shape(arguments[0] if origin is tuple else arguments[1])
        return Shape("", None, items, items.has_text)
    if origin is not None:
        return _joined([_shape(argument) for argument in arguments if argument is not type(None)])
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return shape_of(hint)
    kind = _KINDS.get(hint, "")
    return Shape(kind, has_text=kind == "text")


def _joined(shapes: list[Shape]) -> Shape:
    """One shape for the members of a union: a truth value or a word is a truth value, whatever the word."""
    kinds = [shape.kind for shape in shapes if shape.kind]
    kind = "truth" if "truth" in kinds else next(iter(kinds), "")
    items = next((shape.items for shape in shapes if shape.items is not None), None)
    has_text = any(shape.has_text for shape in shapes)
    held = next((shape for shape in shapes if shape.fields is not None), Shape(""))
    return Shape(kind, held.fields, items, has_text, held.texts, held.groups)


def keys_at(model: type[Record], path: Iterable[str | int]) -> list[str]:
    """The keys that may stand at a key path of a type; none where keys are free."""
    shape = shape_at(model, path)
    return list(shape.fields) if shape is not None and shape.fields is not None else []
