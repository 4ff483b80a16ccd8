"""Turns the values of a front matter into a record, and what pydantic says into words with a key path."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from kb.record import ID_PATTERN, LinkField, Record
from kb.records import Entry, Registry
from kb.text.frontmatter import KeyPath, Problem

_ID = re.compile(ID_PATTERN)
FoundLink = tuple[str, str, str, KeyPath, tuple[str, ...]]


@dataclass(slots=True)
class Checked:
    """What became of the values: the record if they fit, and what was wrong if not."""

    id: str | None
    type: str | None
    record: Record | None
    problems: list[Problem]
    links: list[FoundLink]
    tidy: bool = True


def read_record(values: dict[str, Any], types: Registry) -> Checked:
    """Check the values of one front matter against their type."""
    written = values.get("id")
    id_ = written if isinstance(written, str) and _ID.fullmatch(written) else None
    name = values.get("type")
    if not isinstance(name, str) or name not in types:
        return Checked(id_, None, None, [_type_problem(name, types, "type" in values)], [])
    entry = types[name]
    problems: list[Problem] = []
    record: Record | None = None
    known = {key: value for key, value in values.items() if not key.startswith("x-")}
    try:
        record = entry.adapter.validate_python(known)
    except ValidationError as error:
        record = _explain(error, known, entry, problems)
    if (state := _state_problem(values, entry)) is not None:
        problems.append(state)
        record = None
    return Checked(id_, name, record, problems, _links(values, entry), _in_order(known, entry.order))


def _type_problem(name: Any, types: Registry, present: bool) -> Problem:
    known = ", ".join(types)
    if not present or name is None:
        return Problem("FM006", ("type",), "the field `type` is missing", f"One of: {known}.", "key")
    close = difflib.get_close_matches(str(name), list(types), n=1)
    hint = f"Did you mean `{close[0]}`?" if close else f"One of: {known}."
    return Problem("FM005", ("type",), f"{_shown(name)} is not a type of record", hint)


def _state_problem(values: dict[str, Any], entry: Entry) -> Problem | None:
    state = values.get("status")
    if state is None or not isinstance(state, str) or state in entry.type.states:
        return None
    close = difflib.get_close_matches(state, entry.type.states, n=1)
    hint = f"Did you mean `{close[0]}`? " if close else ""
    allowed = ", ".join(entry.type.states)
    return Problem(
        "FM005",
        ("status",),
        f"{_shown(state)} is not a state of a {entry.type.name}",
        f"{hint}One of: {allowed}.",
    )


def _in_order(values: dict[str, Any], order: tuple[str, ...]) -> bool:
    at = 0
    for key in values:
        while at < len(order) and order[at] != key:
            at += 1
        if at == len(order):
            return key not in order
        at += 1
    return True


def _links(values: dict[str, Any], entry: Entry) -> list[FoundLink]:
    found: list[FoundLink] = []
    for field in entry.links:
        value = values.get(field.path[0])
        if value is not None:
            _follow(value, field, 1, (field.path[0],), found)
    return found


def _follow(value: Any, field: LinkField, depth: int, at: KeyPath, found: list[FoundLink]) -> None:
    if depth == len(field.path):
        if isinstance(value, str) and _ID.fullmatch(value):
            found.append((field.link.kind, field.link.reverse, value, at, field.link.to))
        return
    step = field.path[depth]
    if step == "*":
        if isinstance(value, list):
            for number, item in enumerate(value):
                _follow(item, field, depth + 1, (*at, number), found)
    elif isinstance(value, dict) and step in value:
        _follow(value[step], field, depth + 1, (*at, step), found)


def _explain(error: ValidationError, values: dict[str, Any], entry: Entry, problems: list[Problem]) -> Record | None:
    """Put pydantic's errors into words; nested `x-` keys are set aside and the rest is checked again."""
    extensions: list[KeyPath] = []
    seen: set[KeyPath] = set()
    for item in error.errors(include_url=False):
        path, missing = _path(item["loc"], values)
        kind = item["type"]
        if kind in ("unexpected_keyword_argument", "extra_forbidden"):
            full = tuple(item["loc"])
            if str(full[-1]).startswith("x-"):
                extensions.append(full)
                continue
            problems.append(_unknown_key(full, entry))
        elif kind in ("missing", "missing_argument"):
            field = ".".join(str(step) for step in (*path, *missing))
            problems.append(Problem("FM006", (*path, *missing), f"the field `{field}` is missing", "", "key"))
        elif path not in seen:
            problems.append(_bad_value(path, item, values))
        seen.add(path)
    if extensions and not problems:
        try:
            return entry.adapter.validate_python(_without(values, extensions))
        except ValidationError as again:
            return _explain(again, _without(values, extensions), entry, problems)
    return None


def _without(values: Any, paths: list[KeyPath], at: KeyPath = ()) -> Any:
    if isinstance(values, dict):
        return {k: _without(v, paths, (*at, k)) for k, v in values.items() if (*at, k) not in paths}
    if isinstance(values, list):
        return [_without(v, paths, (*at, n)) for n, v in enumerate(values)]
    return values


def _path(loc: tuple[int | str, ...], values: Any) -> tuple[KeyPath, KeyPath]:
    """Split pydantic's location into the part that exists in the values and the rest; union members are left out."""
    path: list[int | str] = []
    rest: list[int | str] = []
    here: Any = values
    for step in loc:
        inside = _get(here, (step,))
        if inside is not None or (isinstance(here, dict) and step in here):
            here = inside
            path.append(step)
        elif isinstance(step, str) and re.fullmatch(r"[a-z_]+", step):
            rest.append(step)
    return tuple(path), tuple(rest[-1:])


def _unknown_key(path: KeyPath, entry: Entry) -> Problem:
    key = str(path[-1])
    known = _known_keys(path[:-1], entry)
    close = difflib.get_close_matches(key, known, n=1)
    if close:
        hint = f"Did you mean `{close[0]}`?"
    else:
        hint = f"Known here: {', '.join(known)}. Keys of your own start with `x-` or are declared in kb.toml."
    where = f" in `{'.'.join(str(s) for s in path[:-1])}`" if len(path) > 1 else f" of a {entry.type.name}"
    return Problem("FM004", path, f"`{key}` is not a field{where}", hint, "key")


def _known_keys(path: KeyPath, entry: Entry) -> list[str]:
    from kb.schema import keys_at

    return keys_at(entry.model, tuple(step for step in path if isinstance(step, str)))


_WANTED = {
    "string_type": "text",
    "tuple_type": "a list",
    "mapping_type": "fields (`name: value`)",
    "dict_type": "fields (`name: value`)",
    "dataclass_type": "fields (`name: value`)",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a finite number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a smaller number",
}
_BOUNDS = {
    "greater_than": "greater than",
    "greater_than_equal": "of at least",
    "less_than": "less than",
    "less_than_equal": "of at most",
}
_PATTERNS = {
    "A-Z]{1,6}-": "an id such as TASK-0007",
    "@?": "a handle: letters, digits, `.`, `-`, `_`",
    "a-z0-9.+_-": "a slug: lower-case letters, digits, `-`",
    "N?FR": "a requirement id such as FR1 or NFR2",
    "[A-Z]{2}[0-9]{3}": "a rule code such as EX007",
}


def _bad_value(path: KeyPath, item: Any, values: Any) -> Problem:
    value = item["input"]
    name = ".".join(str(step) for step in path) or "the front matter"
    if value is None and _get(values, path) is None:
        return Problem("FM005", path, f"`{name}` has no value", "Give it one, or remove the key.", "key")
    wanted = _wanted(item)
    return Problem("FM005", path, f"`{name}` is {_shown(value)}", f"Expected {wanted}.")


def _get(values: Any, path: KeyPath) -> Any:
    for step in path:
        if isinstance(values, dict):
            values = values.get(step)
        elif isinstance(values, list) and isinstance(step, int) and step < len(values):
            values = values[step]
        else:
            return None
    return values


def _wanted(item: Any) -> str:
    kind, context = item["type"], item.get("ctx", {})
    if kind in _WANTED:
        return _WANTED[kind]
    if kind == "literal_error":
        return f"one of: {context['expected'].replace(chr(39), '').replace(' or ', ', ')}"
    if kind == "string_pattern_mismatch":
        found = next((words for part, words in _PATTERNS.items() if part in context["pattern"]), None)
        return found or "text on one line"
    if kind == "string_too_long":
        return f"at most {context['max_length']} characters"
    if kind == "string_too_short":
        return "some text"
    if kind in _BOUNDS:
        return f"a number {_BOUNDS[kind]} {next(iter(context.values())):g}"
    return str(item["msg"]).removeprefix("expected ").removeprefix("Input should be ")


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    text = (
        str(value).encode("unicode_escape", "backslashreplace").decode() if not str(value).isprintable() else str(value)
    )
    return f"`{text if len(text) <= 60 else text[:57] + '…'}`"
