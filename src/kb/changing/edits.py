"""Turns assignments into edits of a record's text and proves that the record can still be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kb.base import Document, read
from kb.changing import places
from kb.changing.assignment import Assignment, items, refuse_odd, value
from kb.diagnostics import Edit
from kb.errors import KbError, Refused
from kb.records import Registry
from kb.text.edit import DELETE, EditError, Value, apply, same, set_values
from kb.text.frontmatter import KeyPath
from kb.text.source import Source

Changes = dict[KeyPath, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A record before and after.

    Attributes:
        before: as it is.
        after: as it will be.
        edits: what leads from one to the other; none when nothing changes.
    """

    before: Document
    after: Document
    edits: tuple[Edit, ...]


def change(document: Document, types: Registry, changes: Mapping[KeyPath, Any]) -> Change:
    """Set values of a record, which must be as readable afterwards as before.

    Args:
        document: the record.
        types: of its base.
        changes: key path → value or :data:`~kb.text.edit.DELETE`, as for
            :func:`~kb.text.edit.set_values`.

    Raises:
        KbError: a value does not fit, or there is no safe place for the edit; what is allowed is said.
    """
    for path, new in changes.items():
        refuse_odd(new, ".".join(map(str, path)))
    order = types[document.type].order if document.type is not None else ()
    try:
        edits = set_values(document.source, changes, order=order)
    except EditError as error:
        raise KbError(str(error), where=document.path) from None
    after = read(Source(document.path, apply(document.source.text, edits)), types)
    before = {(problem.code, problem.message) for problem in document.problems}
    worse = next((p for p in after.problems if (p.code, p.message) not in before), None)
    if worse is not None:
        needed = "A record of this type must have it." if worse.code == "FM006" else None
        raise KbError(worse.message, hint=worse.help or needed)
    return Change(document, after, tuple(edits))


def assign(document: Document, types: Registry, assignments: Iterable[Assignment]) -> Change:
    """Change a record as assignments say; assigning twice to one list collects the items.

    Raises:
        KbError: there is no such field, or a value does not fit.
        Refused: an item to take out is not there.
    """
    entry = types[document.type] if document.type is not None else None
    if entry is None:
        raise KbError("this file cannot be read as a record", where=document.path, hint="`kb lint` says why.")
    changes: Changes = {}
    held = document.values
    for assignment in assignments:
        place = places.find(entry.model, assignment.steps, held)
        inner = places.item(place.hint)
        if assignment.sign == "=" and not assignment.text:
            changes[place.path] = DELETE
        elif inner is not None:
            before = changes[place.path] if _begun(changes, place.path) else _at(held, place.path)
            fresh = assignment.sign == "=" and not _begun(changes, place.path)
            now = [] if fresh or not isinstance(before, list) else list(before)
            changes[place.path] = _listed(now, assignment, inner) or DELETE
        elif assignment.sign != "=":
            raise KbError(f"`{assignment.name}` is not a list", hint=f"Write {assignment.name}=value.")
        else:
            changes[place.path] = value(place.hint, assignment.text, assignment.name)
    return change(document, types, changes)


def _begun(changes: Changes, path: KeyPath) -> bool:
    return isinstance(changes.get(path), list)


def _at(held: Any, path: KeyPath) -> Any:
    for step in path:
        if isinstance(held, dict):
            held = held.get(step)
        elif isinstance(held, list) and isinstance(step, int) and step < len(held):
            held = held[step]
        else:
            return None
    return held


def _listed(now: list[Value], assignment: Assignment, hint: Any) -> list[Value]:
    if assignment.sign == "-=" and places.group(hint) is not None:
        return _without(now, assignment.text, assignment)
    for new in items(hint, assignment.text, assignment.name):
        if assignment.sign == "-=":
            now = _without(now, new, assignment)
        elif not any(_equal(old, new) for old in now):
            now = [*now, new]
    return now


def _without(now: list[Value], gone: Value, assignment: Assignment) -> list[Value]:
    kept = [old for old in now if not _equal(old, gone) and not _named(old, gone)]
    if len(kept) == len(now):
        raise Refused(f"`{assignment.text}` is not in `{assignment.name}`")
    return kept


def _equal(old: Value, new: Value) -> bool:
    return old == new or same(old, new)


def _named(old: Value, name: Value) -> bool:
    return isinstance(old, dict) and isinstance(name, str) and name in (old.get("id"), old.get("name"))
