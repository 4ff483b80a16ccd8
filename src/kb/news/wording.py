"""Says which fields of a record are no longer what they were, and how a long value is told in a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from kb.base import Document
from kb.index import as_json

_TOLD_APART: Final = frozenset({"id", "status"})
_LONG: Final = 80
_MANY: Final = 12


class Was(NamedTuple):
    """A value before and after; None where there was none."""

    old: Any
    new: Any


def fields(old: Document, new: Document) -> dict[str, Was]:
    """The fields that differ, without the id and the state, which are told by themselves.

    Two readable records are compared by what they mean, so that other quotes or another order of keys are no change;
    otherwise by what is written.
    """
    if old.record is not None and new.record is not None:
        before, after = _meant(old), _meant(new)
    elif old.understood and new.understood:
        before, after = old.values, new.values
    else:
        return {}
    names = dict.fromkeys((*after, *before))
    return {
        name: Was(_without_marks(before.get(name)), _without_marks(after.get(name)))
        for name in names
        if name not in _TOLD_APART and before.get(name) != after.get(name)
    }


def _meant(document: Document) -> dict[str, Any]:
    """The record as data; a field that holds keys of the team's own, which no model knows, as it is written."""
    found = dict(as_json(document.record))
    for name, value in document.values.items():
        if name.startswith("x-") or _own(value):
            found[name] = _Written(value)
    return found


class _Written(NamedTuple):
    value: Any


def _without_marks(value: Any) -> Any:
    return value.value if isinstance(value, _Written) else value


def _own(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(str(key).startswith("x-") or _own(inner) for key, inner in value.items())
    return isinstance(value, list) and any(map(_own, value))


def lines(name: str, was: Was) -> Iterator[str]:
    """What became of a field, in words: a group key by key, a list by what came and went."""
    yield from _few(list(_lines(name, was.old, was.new)))


def _lines(name: str, old: Any, new: Any) -> Iterator[str]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in dict.fromkeys((*old, *new)):
            if old.get(key) != new.get(key):
                yield from _lines(f"{name}.{key}", old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _listed(name, old, new)
    else:
        yield f"{name}: {short(old)} → {short(new)}"


def _listed(name: str, old: list[Any], new: list[Any]) -> Iterator[str]:
    """A list: entries that have a name are followed by it."""
    before, after = _by_name(old), _by_name(new)
    if before is not None and after is not None:
        for key in dict.fromkeys((*before, *after)):
            if key not in after:
                yield f"{name}: without {short(key)}"
            elif key not in before:
                yield f"{name}: new {short(key)}"
            elif before[key] != after[key]:
                yield from _lines(f"{name} {short(key)}", before[key], after[key])
        return
    gone, come = [v for v in old if v not in new], [v for v in new if v not in old]
    for word, values in (("without", gone), ("new", come)):
        if values:
            yield f"{name}: {word} {short(values)}"
    if not gone and not come:
        yield f"{name}: in another order, or not as often"


def _by_name(entries: list[Any]) -> dict[str, Any] | None:
    """The entries by what they are called; None where some are called nothing, or two the same."""
    found: dict[str, Any] = {}
    for entry in entries:
        if not isinstance(entry, Mapping):
            return None
        key = next((entry[name] for name in ("id", "name", "uri") if isinstance(entry.get(name), str)), None)
        if key is None or key in found:
            return None
        found[key] = entry
    return found


def _few(told: list[str]) -> list[str]:
    if len(told) <= _MANY:
        return told
    return [*told[:_MANY], f"… and {len(told) - _MANY} more"]


def short(value: Any, longest: int = _LONG) -> str:
    """A value as text in a line, cut where it is long."""
    text = " ".join(_text(value).split())
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def _text(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_text(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return str(value)
