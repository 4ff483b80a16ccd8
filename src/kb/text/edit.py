"""Changes values of a front matter by the smallest edits of its text, and proves that nothing else changed.

Nothing is ever loaded and dumped: the characters of one value are replaced, a key is put in or taken out with
its lines. After each step the text is read again; unless exactly what was asked for differs, it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from enum import Enum
from typing import Any, Final, cast

from kb.diagnostics import Edit
from kb.text.edit_steps import Step, insertions, removals, replacements
from kb.text.frontmatter import KeyPath, Quoted
from kb.text.layout import Layout
from kb.text.pieces import Pieces, apply
from kb.text.source import Source
from kb.text.yaml_block import Value, dump_value, front_matter
from kb.text.yaml_scalar import kind

__all__ = ["DELETE", "EditError", "Value", "apply", "dump_value", "front_matter", "same", "set_values"]

APPEND: Final = "+"


class _Delete(Enum):
    DELETE = "delete"


DELETE: Final = _Delete.DELETE
"""In place of a value: take the key or the item out."""


class EditError(ValueError):
    """An edit cannot be made without risk for the rest of the text; the message says why."""


def set_values(
    source: Source, changes: Mapping[KeyPath, Value | _Delete], *, order: Sequence[str] = ()
) -> list[Edit]:
    """The edits of a record's text that set values of its front matter.

    Args:
        source: the record.
        changes: path → new value or :data:`DELETE`. A path names keys and the numbers of list items; the
            number just behind the last item, or ``"+"``, appends. Missing mappings on the way are made. A
            mapping or a list in place of another is compared with it, and only what differs is written.
            Taking out what is not there changes nothing.
        order: the usual order of the top-level keys; a new key is put behind the nearest one that precedes
            it, or at the end if the order does not know it.

    Returns:
        the edits in the order of the text; none if the record already says so.

    Raises:
        EditError: the front matter cannot be read, two paths lie inside each other, a path leads through a
            single value, a value cannot be written, or the text leaves no safe place for the edit.
    """
    layout = Layout(source.text)
    if layout.front.values is None:
        why = layout.front.problems[0].message if layout.front.problems else "it holds nothing"
        raise EditError(f"the front matter cannot be edited: {why}")
    _check_paths(changes)
    draft = _Draft(layout, order)
    try:
        for path, value in sorted(changes.items(), key=_turn):
            draft.change(path, value)
    except EditError:
        raise
    except (ValueError, LookupError) as error:
        raise EditError(str(error)) from None
    return draft.pieces.edits(source.path)


def same(read: Any, wanted: Any) -> bool:
    """Whether a value as the reader gives it says what ``wanted`` says: numbers by size, dates by time."""
    if isinstance(wanted, dict):
        return (
            isinstance(read, dict)
            and read.keys() == wanted.keys()
            and all(same(read[k], wanted[k]) for k in read)
        )
    if isinstance(wanted, list):
        return isinstance(read, list) and len(read) == len(wanted) and all(map(same, read, wanted))
    if wanted is None or isinstance(wanted, str):
        return bool(read == wanted)
    if not isinstance(read, str):
        return False
    if isinstance(wanted, bool):
        return not isinstance(read, Quoted) and read in (_TRUE if wanted else _FALSE)
    if isinstance(wanted, int | float):
        return not isinstance(read, Quoted) and _number(read) == wanted
    return read == wanted.isoformat() or (isinstance(wanted, datetime) and _moment(read) == wanted)


_TRUE: Final = ("true", "True", "TRUE")
_FALSE: Final = ("false", "False", "FALSE")


def _number(text: str) -> float | None:
    if kind(text) != "number":
        return None
    try:
        return int(text)
    except ValueError:
        try:
            return float(text)
        except ValueError:
            return None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if len(text) > 10 else None
    except ValueError:
        return None


def _check_paths(paths: Iterable[KeyPath]) -> None:
    ordered = sorted(paths, key=lambda path: [str(step) for step in path])
    for path in ordered:
        if not path or not isinstance(path[0], str):
            raise EditError("a path begins with the name of a field")
        for end in range(1, len(path)):
            if path[:end] in ordered:
                raise EditError(
                    f"{dotted(path)} lies inside {dotted(path[:end])}, which is to be changed too"
                )


def dotted(path: KeyPath) -> str:
    """A path as people write it: `smart.measurable.target`, `criteria.2.weight`."""
    return "`" + ".".join(map(str, path)) + "`"


def _turn(change: tuple[KeyPath, Value | _Delete]) -> tuple[int, list[int]]:
    """First what is set, then what is taken out from the back of each list, then what is appended."""
    path, value = change
    if value is DELETE:
        return 1, [-step if isinstance(step, int) else 1 for step in path]
    return (2 if path[-1] == APPEND else 0), []


class _Draft:
    """The text on its way, with what it should say after each step."""

    def __init__(self, layout: Layout, order: Sequence[str]) -> None:
        self.layout = layout
        self.order = order
        self.pieces = Pieces(layout.text)
        self.model: Any = deepcopy(layout.front.values)

    def change(self, path: KeyPath, value: Value | _Delete) -> None:
        known = len(path)
        while not self._has(path[:known]):
            known -= 1
        if value is DELETE:
            if known == len(path):
                self._remove(path)
        elif known == len(path):
            self._set(path, value)
        else:
            self._add(path, known, value)

    def _has(self, path: KeyPath) -> bool:
        try:
            self.layout.value(path)
        except LookupError:
            return False
        return True

    def _set(self, path: KeyPath, value: Value) -> None:
        old = self.layout.value(path)
        if same(old, value):
            return
        if isinstance(old, dict) and isinstance(value, dict) and old and value:
            self._set_mapping(path, old, value)
        elif isinstance(old, list) and isinstance(value, list) and old and value:
            self._set_list(path, old, value)
        else:
            self._take(path, replacements(self.layout, path, value), _put(self.model, path, value))

    def _set_mapping(self, path: KeyPath, old: dict[str, Any], value: dict[str, Value]) -> None:
        for key, child in value.items():
            self.change((*path, key), child)
        for key in [key for key in old if key not in value]:
            self._remove((*path, key))

    def _set_list(self, path: KeyPath, old: list[Any], value: list[Value]) -> None:
        shorter = min(len(old), len(value))
        head = next((i for i in range(shorter) if not same(old[i], value[i])), shorter)
        room = shorter - head
        tail = next((i for i in range(room) if not same(old[-1 - i], value[-1 - i])), room)
        pairs = shorter - head - tail
        for at in range(head, head + pairs):
            self._set((*path, at), value[at])
        for at in reversed(range(head + pairs, len(old) - tail)):
            self._remove((*path, at))
        for at in range(head + pairs, len(value) - tail):
            self._insert((*path, at), value[at])

    def _add(self, path: KeyPath, known: int, value: Value) -> None:
        """Put in what is not there, with the mappings and lists that lead to it."""
        there, missing = path[:known], path[known:]
        for step in reversed(missing[1:]):
            value = {step: value} if isinstance(step, str) and step != APPEND else [value]
        parent = self.layout.value(there)
        step = missing[0]
        if parent is None:
            new: Value = {step: value} if isinstance(step, str) and step != APPEND else [value]
            self._take(there, replacements(self.layout, there, new), _put(self.model, there, new))
        elif isinstance(parent, list) and step in (APPEND, len(parent)):
            self._insert((*there, len(parent)), value)
        elif isinstance(parent, dict) and isinstance(step, str):
            self._insert((*there, step), value)
        elif isinstance(parent, list):
            raise EditError(f"{dotted(there)} is a list of {len(parent)}: there is no item {step}")
        else:
            kind_ = "a mapping" if isinstance(parent, dict) else "a single value"
            raise EditError(f"{dotted(there)} is {kind_}: there is no {dotted(path)}")

    def _insert(self, path: KeyPath, value: Value) -> None:
        wanted = deepcopy(self.model)
        parent = _at(wanted, path[:-1])
        if isinstance(parent, list):
            parent.insert(cast("int", path[-1]), value)
        else:
            parent[path[-1]] = value
        self._take(path, insertions(self.layout, path, value, self.order), wanted)

    def _remove(self, path: KeyPath) -> None:
        wanted = deepcopy(self.model)
        del _at(wanted, path[:-1])[path[-1]]
        self._take(path, removals(self.layout, path), wanted)

    def _take(self, path: KeyPath, candidates: Iterable[Step], wanted: Any) -> None:
        """Go on with the first candidate after which the text says what it should and nothing else."""
        for step in candidates:
            pieces = self.pieces
            for start, end, new in sorted(step, key=lambda change: change.start)[::-1]:
                pieces = pieces.replace(start, end, new)
            layout = Layout(pieces.text)
            if _proven(self.layout, layout, wanted):
                self.pieces, self.layout, self.model = pieces, layout, wanted
                return
        raise EditError(
            f"{dotted(path)} is written in a way that leaves no safe place for this change; edit it by hand"
        )


def _proven(before: Layout, after: Layout, wanted: Any) -> bool:
    return (
        same(after.front.values, wanted)
        and after.text[after.front.body :] == before.text[before.front.body :]
        and [problem.code for problem in after.front.problems]
        == [problem.code for problem in before.front.problems]
    )


def _at(model: Any, path: KeyPath) -> Any:
    for step in path:
        model = model[step]
    return model


def _put(model: Any, path: KeyPath, value: Value) -> Any:
    wanted = deepcopy(model)
    _at(wanted, path[:-1])[path[-1]] = value
    return wanted
