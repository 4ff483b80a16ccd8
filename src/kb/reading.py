"""Turns the values of a front matter into a record, and what pydantic says into words with a key path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kb.declared.compiled import ValidationError
from kb.record import ID_PATTERN, Link, LinkField, Record
from kb.records import Entry, Registry
from kb.shapes import Shape, keys_at, shape_of
from kb.text.frontmatter import KeyPath, Problem
from kb.text.scalars import of_id

_ID = re.compile(ID_PATTERN)
_SUGGESTIONS = 50  # a file with more unknown keys was not misspelt
# How text begins that may look like a number, a date or a truth value, and the signs it is made of.
_STARTS = frozenset("0123456789.+-tTfF")
_MAYBE = re.compile(r"[-+.0-9][0-9A-Za-z_.:+-]*(?:[ \t]+[0-9:.Z+-]+)*|[tTfF][A-Za-z]{3,4}")
FoundLink = tuple[Link, str, KeyPath]


@dataclass(slots=True)
class Checked:
    """What became of the values: the record if they fit, and what was wrong if not.

    ``lookalikes`` are plain values of text fields that other readers take for numbers, truth values or dates.
    """

    id: str | None
    type: str | None
    record: Record | None
    problems: list[Problem]
    links: list[FoundLink]
    tidy: bool = True
    lookalikes: Sequence[KeyPath] = ()


def read_record(values: dict[str, Any], types: Registry) -> Checked:
    """Check the values of one front matter against their type."""
    written = values.get("id")
    id_ = of_id(written) if isinstance(written, str) and _ID.fullmatch(written) else None
    name = values.get("type")
    if not isinstance(name, str) or name not in types:
        return Checked(id_, None, None, [_type_problem(name, types, "type" in values)], [])
    entry = types[name]
    problems: list[Problem] = []
    record: Record | None = None
    known = {key: value for key, value in values.items() if not key.startswith("x-")}
    try:
        record = entry.validator.validate_python(known)
    except ValidationError as error:
        record = _explain(error, known, entry, problems)
    if (state := _state_problem(values, entry)) is not None:
        problems.append(state)
        record = None
    lookalikes: list[KeyPath] = []
    _find_lookalikes(values, shape_of(entry.model), (), lookalikes)
    tidy = _in_order(known, entry.order)
    return Checked(id_, name, record, problems, _links(values, entry), tidy, lookalikes)


def _find_lookalikes(values: Any, shape: Shape, at: KeyPath, found: list[KeyPath]) -> None:
    """Walk what can hold text; a quoted value is no plain :class:`str` and passes."""
    texts, groups, items = shape.texts, shape.groups, shape.items
    for step, value in values.items() if values.__class__ is dict else enumerate(values):
        cls = value.__class__
        if cls is str:
            is_text = value[:1] in _STARTS and (step in texts or (items is not None and items.kind == "text"))
            if is_text and _MAYBE.fullmatch(value) and _is_no_text(value):
                found.append((*at, step))
        elif cls is dict or cls is list:
            inner = groups.get(step, items)
            if inner is not None and inner.has_text:
                _find_lookalikes(value, inner, (*at, step), found)


def _is_no_text(value: str) -> bool:
    from kb.text import yaml_scalar  # few bases have such a value, and its patterns take a while

    return yaml_scalar.kind(value) != "text"


def _type_problem(name: Any, types: Registry, present: bool) -> Problem:
    import difflib

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
    import difflib

    close = difflib.get_close_matches(state, entry.type.states, n=1)
    hint = f"Did you mean `{close[0]}`? " if close else ""
    allowed = ", ".join(entry.type.states)
    return Problem(
        "FM005",
        ("status",),
        f"{_shown(state)} is not a state of {entry.type.one}",
        f"{hint}One of: {allowed}.",
    )


def _in_order(values: Iterable[str], order: tuple[str, ...]) -> bool:
    """Whether the keys that have a usual place stand in it; other keys may stand anywhere."""
    at, end = 0, len(order)
    for key in values:
        before = at
        while at < end and order[at] != key:
            at += 1
        if at == end:
            if key in order:
                return False
            at = before
        else:
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
            found.append((field.link, of_id(value), at))
        return
    step = field.path[depth]
    if step == "*":
        if isinstance(value, list):
            for number, item in enumerate(value):
                _follow(item, field, depth + 1, (*at, number), found)
    elif isinstance(value, dict) and step in value:
        _follow(value[step], field, depth + 1, (*at, step), found)


def _explain(
    error: ValidationError, values: dict[str, Any], entry: Entry, problems: list[Problem]
) -> Record | None:
    """Put pydantic's errors into words; nested `x-` keys are set aside and the rest is checked again."""
    extensions: list[KeyPath] = []
    said: set[KeyPath] = set()
    found = [(_path(item["loc"], values), item) for item in error.errors(include_url=False)]
    opened = {path[:n] for path, item in found for n in range(len(path) + (item["type"] in _MISSING))}
    for path, item in found:
        kind = item["type"]
        if kind in _UNKNOWN:
            if str(path[-1]).startswith("x-"):
                extensions.append(path)
            else:
                problems.append(_unknown_key(path, entry, suggest=len(problems) < _SUGGESTIONS))
        elif kind in _MISSING:
            whole = (*path, str(item["loc"][-1]))
            problems.append(Problem("FM006", whole, f"the field `{_named(whole)}` is missing", "", "key"))
        elif path not in said and not (path in opened and isinstance(_get(values, path), dict)):
            problems.append(_bad_value(path, item, values))
            said.add(path)
    if extensions and not problems:
        plain = _without(values, frozenset(extensions))
        try:
            checked: Record = entry.validator.validate_python(plain)
            return checked
        except ValidationError as again:
            return _explain(again, plain, entry, problems)
    return None


def _without(values: Any, paths: frozenset[KeyPath], at: KeyPath = ()) -> Any:
    if isinstance(values, dict):
        return {k: _without(v, paths, (*at, k)) for k, v in values.items() if (*at, k) not in paths}
    if isinstance(values, list):
        return [_without(v, paths, (*at, n)) for n, v in enumerate(values)]
    return values


def _path(loc: tuple[int | str, ...], values: Any) -> KeyPath:
    """The part of pydantic's location that exists in the values; what names a union's member is left out."""
    path: list[int | str] = []
    here: Any = values
    for step in loc:
        is_item = isinstance(here, list) and isinstance(step, int) and step < len(here)
        if is_item or (isinstance(here, dict) and step in here):
            here = here[step]
            path.append(step)
    return tuple(path)


def _named(path: KeyPath) -> str:
    """A key path for people, who see from the place which item of a list is meant."""
    return ".".join(_plain(str(step)) for step in path if isinstance(step, str))


def _unknown_key(path: KeyPath, entry: Entry, *, suggest: bool) -> Problem:
    import difflib

    key = str(path[-1])
    known = keys_at(entry.model, path[:-1])
    close = difflib.get_close_matches(key, known, n=1) if suggest else []
    own = "Keys of your own start with `x-` or are declared in kb.toml."
    hint = f"Did you mean `{close[0]}`?" if close else own
    if known and not close:
        hint = f"Known here: {', '.join(known)}. {own}"
    parent = _named(path[:-1])
    where = f" in `{parent}`" if parent else f" of {entry.type.one}"
    return Problem("FM004", path, f"{_shown(key)} is not a field{where}", hint, "key")


_MISSING = ("missing", "missing_argument")
_UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
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
    name = _named(path)
    wanted = _wanted(item)
    if item["loc"][-1] == "[key]":
        message = f"{_shown(value)} is a key of `{_named(path[:-1])}`"
        return Problem("FM005", path, message, f"Expected {wanted}.", "key")
    if value is None and _get(values, path) is None:
        help_ = f"Expected {wanted}; leave the key out while there is none."
        return Problem("FM005", path, f"`{name}` has no value", help_)
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
    text = _plain(str(value))
    return f"`{text if len(text) <= 60 else text[:57] + '…'}`"


def _plain(text: str) -> str:
    """A text without characters that a terminal would act on or not show."""
    return text if text.isprintable() else text.encode("unicode_escape", "backslashreplace").decode()
