"""Reads assignments such as `smart.measurable.target=0.8`: what is to change, how, and into which value."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from kb.changing import places
from kb.errors import KbError
from kb.record import as_data
from kb.text import yaml_scalar
from kb.text.edit import Value

_STEP: Final = re.compile(r'"([^"]*)"|([^."=]+)')
_LEFT: Final = re.compile(r'(?P<path>(?:"[^"]*"|[^"=])+?)(?P<sign>[+-]?)=', re.DOTALL)


class Assignment(NamedTuple):
    """One change as written.

    Attributes:
        steps: the path, step by step.
        sign: ``=`` sets, ``+=`` appends to a list, ``-=`` takes out of it.
        text: what stands behind the sign; empty with ``=`` takes the field out.
    """

    steps: tuple[str, ...]
    sign: str
    text: str

    @property
    def name(self) -> str:
        """The path for people."""
        return ".".join(self.steps)


def parse(words: str) -> Assignment:
    """Read `field=value`, `field+=value`, `field-=value` or `field=`; a step with dots stands in double quotes.

    Raises:
        KbError: it is none of these.
    """
    found = _LEFT.match(words)
    steps = _steps(found["path"]) if found is not None else None
    if found is None or steps is None:
        hint = "Write field=value, field+=value, field-=value, or field= to take it out."
        raise KbError(f"`{words}` is not an assignment", hint=hint)
    return Assignment(steps, f"{found['sign']}=", words[found.end() :])


def _steps(path: str) -> tuple[str, ...] | None:
    steps: list[str] = []
    at = 0
    path = path.strip()
    while True:
        found = _STEP.match(path, at)
        if found is None:
            return None
        steps.append(found[1] if found[1] is not None else found[2])
        at = found.end()
        if at == len(path):
            return tuple(steps)
        if path[at] != ".":
            return None
        at += 1


def value(hint: Any, text: str, name: str) -> Value:
    """What a text means at a place: by the type there, so that a version or a commit stays text.

    Raises:
        KbError: groups of fields are not written as JSON.
    """
    kinds = list(places.forms(hint))
    inner = places.item(hint)
    if inner is not None:
        return items(inner, text, name)
    nested = places.group(hint) is not None or places.values(hint) is not None
    if (nested or Any in kinds) and text.lstrip()[:1] in ("{", "["):
        return typed(hint, _json(text, name))
    if nested and len(kinds) == 1:
        known = places.group(hint)
        example = f"{name}.{next(iter(known))}" if known else f"{name}.NAME"
        raise KbError(
            f"`{name}` is a group of fields", hint=f"Set one of them, such as {example}=…, or give JSON."
        )
    return scalar(hint, text)


def items(hint: Any, text: str, name: str) -> list[Value]:
    """The items that a text names: in JSON, or separated by commas unless they are sentences."""
    if text.lstrip().startswith("["):
        found = _json(text, name)
        assert isinstance(found, list)
        return [typed(hint, value) for value in found]
    if text.lstrip().startswith("{"):
        return [typed(hint, _json(text, name))]
    if places.group(hint) is not None and len(list(places.forms(hint))) == 1:
        known = ", ".join(places.group(hint) or ())
        raise KbError(f"the items of `{name}` are groups of fields", hint=f"Give JSON with: {known}.")
    parts: Sequence[str] = [text] if places.is_free_text(hint) else text.split(",")
    return [scalar(hint, part.strip()) for part in parts if part.strip()]


def scalar(hint: Any, text: str) -> Value:
    """A single value; what does not look like the type stays text, for the record's own check to refuse."""
    if places.is_text(hint):
        return text
    found = as_data(text)
    if isinstance(found, str) and yaml_scalar.kind(text) == "date":
        return _moment(text)
    if isinstance(found, str) and bool in places.forms(hint) and text.lower() in ("yes", "on", "no", "off"):
        return text.lower() in ("yes", "on")
    return found  # type: ignore[no-any-return]  # text is no collection, so this is a single value


def typed(hint: Any, value: Any) -> Value:
    """A value from JSON as the record holds it: JSON has no dates, and what is one should not get quotes."""
    if isinstance(value, dict):
        fields, free = places.group(hint), places.values(hint)
        return {key: typed((fields or {}).get(key, free or Any), inner) for key, inner in value.items()}
    if isinstance(value, list):
        inner_hint = places.item(hint)
        return [typed(Any if inner_hint is None else inner_hint, inner) for inner in value]
    if isinstance(value, str) and not places.is_text(hint) and yaml_scalar.kind(value) == "date":
        return _moment(value)
    return value  # type: ignore[no-any-return]  # what JSON gives is a single value here


def _moment(text: str) -> Value:
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return text


def refuse_odd(value: Any, name: str) -> None:
    """Refuse characters that no record may hold as they are, nor should hold in disguise.

    Raises:
        KbError: control characters, bidirectional controls, half characters.
    """
    if isinstance(value, str):
        found = yaml_scalar.ESCAPED.search(value)
        if found is not None:
            raise KbError(f"`{name}` holds U+{ord(found[0]):04X}, which has no place in a record")
    elif isinstance(value, dict):
        for key, inner in value.items():
            refuse_odd(key, name)
            refuse_odd(inner, f"{name}.{key}")
    elif isinstance(value, list):
        for inner in value:
            refuse_odd(inner, name)


def _json(text: str, name: str) -> Value:
    try:
        return json.loads(text, parse_constant=_no_constant)  # type: ignore[no-any-return]  # JSON is a Value
    except (ValueError, RecursionError) as error:
        said = getattr(error, "msg", None) or str(error)
        raise KbError(f"`{name}`: this is not JSON: {said}") from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")
