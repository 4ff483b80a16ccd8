"""Walks the fields of a type along a path as people write it: which field is meant, and what may stand there."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Final, Literal, NamedTuple, get_args, get_origin

from kb.errors import KbError
from kb.record import Line, Record, Text
from kb.schema import field_hints
from kb.text.frontmatter import KeyPath

FREE: Final = (Text, Line)
"""Text in sentences, in which a comma does not separate anything."""


class Place(NamedTuple):
    """A place in a front matter: its key path, and the hint of what may stand there."""

    path: KeyPath
    hint: Any


def forms(hint: Any) -> Iterator[Any]:
    """The types that a hint allows, without None and annotations; texts with what bounds them."""
    origin = get_origin(hint)
    if origin is Annotated and hint not in FREE:
        yield from forms(get_args(hint)[0])
    elif origin is None or origin in (Annotated, Literal, tuple) or _is_mapping(origin):
        if hint is not type(None):
            yield hint
    else:
        for argument in get_args(hint):
            yield from forms(argument)


def _is_mapping(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)


def item(hint: Any) -> Any | None:
    """What the items of a list are; None for what is no list."""
    return next((get_args(form)[0] for form in forms(hint) if get_origin(form) is tuple), None)


def group(hint: Any) -> Mapping[str, Any] | None:
    """The fields of a group, by name; None for what is no group."""
    found = next(
        (form for form in forms(hint) if isinstance(form, type) and dataclasses.is_dataclass(form)), None
    )
    return field_hints(found) if found is not None else None


def values(hint: Any) -> Any | None:
    """What stands under the free keys of a mapping; None for what is no mapping."""
    return next((get_args(form)[1] for form in forms(hint) if _is_mapping(get_origin(form))), None)


def is_text(hint: Any) -> bool:
    """Whether only text may stand there, so that `1.10` is a version and no number."""
    kinds = list(forms(hint))
    return bool(kinds) and all(
        kind is str
        or kind in FREE
        or (get_origin(kind) is Literal and all(isinstance(v, str) for v in get_args(kind)))
        for kind in kinds
    )


def is_free_text(hint: Any) -> bool:
    """Whether text in sentences may stand there."""
    return any(kind in FREE for kind in forms(hint))


def find(model: type[Record], steps: Sequence[str], held: Any) -> Place:
    """The place that a path leads to.

    Args:
        model: the type of the record.
        steps: names of fields, free keys, and for items of a list their number from 1 or their `id` or `name`.
        held: the front matter as it is, to find items of lists in.

    Raises:
        KbError: there is no such field or item; the nearest is named.
    """
    path: list[str | int] = []
    hint: Any = model
    for number, step in enumerate(steps):
        where = ".".join(steps[:number])
        if (inner := item(hint)) is not None:
            position = _position(held, step, where)
            path.append(position)
            hint = inner
        elif (fields := group(hint)) is not None:
            hint = _field(fields, step, where)
            path.append(step)
        elif (inner := values(hint)) is not None or hint is Any:
            hint = Any if hint is Any else inner
            path.append(step)
        else:
            raise KbError(f"`{where}` is a single value; there is no `{step}` in it")
        held = _under(held, path[-1])
    return Place(tuple(path), hint)


def _under(held: Any, step: str | int) -> Any:
    if isinstance(held, dict):
        return held.get(str(step))
    return held[step] if isinstance(held, list) and isinstance(step, int) and step < len(held) else None


def _field(fields: Mapping[str, Any], step: str, where: str) -> Any:
    if step in fields:
        return fields[step]
    if step.startswith("x-"):
        return Any
    close = difflib.get_close_matches(step, fields, n=1)
    hint = f"Did you mean `{close[0]}`?" if close else f"One of: {', '.join(fields)}."
    raise KbError(
        f"there is no field `{where}.{step}`" if where else f"there is no field `{step}`", hint=hint
    )


def _position(held: Any, step: str, where: str) -> int:
    items = held if isinstance(held, list) else []
    for number, candidate in enumerate(items):
        named = candidate if isinstance(candidate, dict) else {}
        if step in (named.get("id"), named.get("name")):
            return number
    if step.isascii() and step.isdigit() and 1 <= int(step) <= len(items):
        return int(step) - 1
    known = [
        str(i.get("id") or i.get("name"))
        for i in items
        if isinstance(i, dict) and (i.get("id") or i.get("name"))
    ]
    hint = f"There is: {', '.join(known)}." if known else "Items count from 1, as `kb show` numbers them."
    raise KbError(
        f"`{where}` has {len(items)} item{'' if len(items) == 1 else 's'} and no `{step}`", hint=hint
    )
