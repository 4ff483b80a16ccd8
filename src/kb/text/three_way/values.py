"""Decides what two sides made of a value: both changes where they do not meet, and no guess where they do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from kb.text.places import KeyPath


class Missing:
    """In place of a value that is not there."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()
_NAMES: Final = ("id", "name", "uri")
# Who said something when, and a figure with its spread: half of one and half of the other is what nobody said.
_STATEMENT: Final = ("on", "since", "mean")
_AS_THEY_ARE: Final = (("model", "params"),)


class Decided(NamedTuple):
    """What comes of the values of two sides.

    Attributes:
        value: with what our side has wherever the sides contradict each other.
        clashes: where they do.
    """

    value: Any
    clashes: list[KeyPath]


def decide(base: Any, ours: Any, theirs: Any, path: KeyPath = ()) -> Decided:
    """Put values together; :data:`MISSING` stands for what is not there."""
    clashes: list[KeyPath] = []
    value = _decide(base, ours, theirs, path, clashes)
    return Decided(value, clashes)


def _decide(base: Any, ours: Any, theirs: Any, path: KeyPath, clashes: list[KeyPath]) -> Any:
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    parts = members(base, ours, theirs, path)
    if parts is None:
        clashes.append(path)
        return ours
    found = {name: _decide(*_at(parts, name), (*path, name), clashes) for name in order(*parts)}
    left = {name: value for name, value in found.items() if value is not MISSING}
    return left if isinstance(ours, dict) else list(left.values())


Members = tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]


def _at(parts: Members, name: str) -> tuple[Any, Any, Any]:
    base, ours, theirs = parts
    return base.get(name, MISSING), ours.get(name, MISSING), theirs.get(name, MISSING)


def members(base: Any, ours: Any, theirs: Any, path: KeyPath) -> Members | None:
    """The parts of a mapping or list on three sides by names that tell them apart.

    None for what is to be taken as one: single values, statements, and lists in which the place of an item says
    what it is, or in which both sides put something else in the place of the same words.
    """
    if isinstance(ours, dict) and isinstance(theirs, dict):
        before = {} if base is MISSING or base is None else base
        whole = any(key in side for side in (ours, theirs) for key in _STATEMENT) and path
        return None if whole or not isinstance(before, dict) else (before, ours, theirs)
    if not isinstance(ours, list) or not isinstance(theirs, list) or not _is_set(path):
        return None
    before = [] if base is MISSING or base is None else base
    return _items(before, ours, theirs) if isinstance(before, list) else None


def _is_set(path: KeyPath) -> bool:
    own = str(path[0]).startswith("x-") if path else False
    return not own and path[:2] not in _AS_THEY_ARE


def _items(base: list[Any], ours: list[Any], theirs: list[Any]) -> Members | None:
    sides = (base, ours, theirs)
    for name in _NAMES:
        if all(isinstance(item, dict) and isinstance(item.get(name), str) for side in sides for item in side):
            named = [{item[name]: item for item in side} for side in sides]
            if all(len(short) == len(long) for short, long in zip(named, sides, strict=True)):
                return named[0], named[1], named[2]
    said = [{_said(item): item for item in side} for side in sides]
    if any(len(short) != len(long) for short, long in zip(said, sides, strict=True)):
        return None
    before, mine, other = said
    gone = [item for name, item in before.items() if name not in mine and name not in other]
    new = [set(side) - set(before) for side in (mine, other)]
    reworded = any(not isinstance(item, str) or " " in item.strip() for item in gone)
    return None if reworded and new[0] and new[1] and new[0] != new[1] else (before, mine, other)


def _said(item: Any) -> str:
    if isinstance(item, dict):
        return "{" + ",".join(sorted(f"{key!r}:{_said(value)}" for key, value in item.items())) + "}"
    if isinstance(item, list):
        return "[" + ",".join(map(_said, item)) + "]"
    return repr(str(item) if isinstance(item, str) else item)


def order(_before: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    """The names of both sides: as on ours, what only theirs has behind what it follows there."""
    found = list(ours)
    known, last = set(found), -1
    for name in theirs:
        if name in known:
            last = found.index(name)
        else:
            last += 1
            found.insert(last, name)
            known.add(name)
    return found
