"""Compares what an import wrote, what stands in the record now and what the tool says now, value by value.

The record keeps a short digest of each value that an import wrote (`run.written`). A value whose digest is among them
is still the tool's; any other was written by a person, and is never written over.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, Literal, NamedTuple

from kb.days import in_utc
from kb.importers.fields import OWN
from kb.records.experiment import Experiment, Spread
from kb.text.frontmatter import KeyPath

DIGITS: Final = 5
"""Hexadecimal digits of the digest of one value: among a hundred values one in ten thousand is taken for another."""

Kind = Literal["new", "other", "gone", "both", "own"]


class Difference(NamedTuple):
    """A value that the record and the tool do not agree on.

    Attributes:
        path: in the front matter.
        kind: the tool has a ``new`` value, an ``other`` one, or it is ``gone`` there; ``both`` changed it; or it is
            a person's ``own``, and nothing new to the tool.
        here: in the record; None if it is not there.
        there: in the run as it is now; None if it is not there.
    """

    path: KeyPath
    kind: Kind
    here: Any
    there: Any

    @property
    def name(self) -> str:
        """The path as people write it."""
        return ".".join(map(str, self.path))


def held(experiment: Experiment) -> dict[str, Any]:
    """The values of an experiment that an import may write, as plain data of one spelling."""
    return {key: value for key in OWN if (value := _plain(getattr(experiment, key))) not in (None, {}, [])}


def _plain(value: Any) -> Any:
    """Numbers by size, moments in UTC, groups without what is not known."""
    if dataclasses.is_dataclass(value):
        pairs = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        made = {key: _plain(inner) for key, inner in pairs if inner is not None}
        return tuple(made.items()) if isinstance(value, Spread) else made
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime):
        return in_utc(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def written(values: Mapping[str, Any]) -> str:
    """What `run.written` keeps of values as :func:`held` gives them."""
    return "".join(sorted({_digest(path, value) for path, value in _walk(values, ())}))


def compare(here: Mapping[str, Any], there: Mapping[str, Any], kept: str) -> list[Difference]:
    """Where a record and a run differ, in the order of the fields.

    Args:
        here: the values of the record, as :func:`held` gives them.
        there: those that the run would give it now.
        kept: `run.written` of the record.
    """
    wrote = {kept[at : at + DIGITS] for at in range(0, len(kept), DIGITS)}
    found = []
    for path, own, other in _pairs(here, there, ()):
        if own != other:
            kind = _kind(path, own, other, wrote)
            found.append(Difference(path, kind, _shown(own), _shown(other)))
    return found


class _Absent:
    """In place of a value that is not there; null is a value."""


_ABSENT: Final = _Absent()


def _shown(value: Any) -> Any:
    """A value for whoever reads of it."""
    return None if value is _ABSENT else "null" if value is None else value


def _kind(path: KeyPath, own: Any, other: Any, wrote: set[str]) -> Kind:
    if own is not _ABSENT and _digest(path, own) in wrote:
        return "other" if other is not _ABSENT else "gone"
    if other is _ABSENT or _digest(path, other) in wrote:
        return "own"  # added, changed or taken out by a person; the tool says what it always said
    return "new" if own is _ABSENT else "both"


def _pairs(here: Any, there: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any, Any]]:
    """Every value of either side with that of the other; a group and a single value face each other whole."""
    groups = all(side is _ABSENT or isinstance(side, Mapping) for side in (here, there))
    if groups and (path == () or not all(side is _ABSENT or not side for side in (here, there))):
        one: Mapping[str, Any] = {} if here is _ABSENT else here
        other: Mapping[str, Any] = {} if there is _ABSENT else there
        for key in dict.fromkeys((*one, *other)):
            yield from _pairs(one.get(key, _ABSENT), other.get(key, _ABSENT), (*path, key))
    else:
        yield path, here, there


def _walk(values: Any, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    for place, own, _ in _pairs(values, _ABSENT, path):
        yield place, own


def _digest(path: KeyPath, value: Any) -> str:
    text = json.dumps([path, value], ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]
