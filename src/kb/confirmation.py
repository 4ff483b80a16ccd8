"""What a citation is confirmed against: a digest of what the cited record says, the same on every machine.

The form is public, because it is written into records (`reviewed`); `v1-` and 12 hex digits. Version 1 is SHA-256 over

1. the fields of the record as JSON: keys in order, no blanks, no escapes but those JSON needs; then a line feed;
2. the words and signs of the body, with one blank between them.

Fields that are empty or say what is the case without them are left out, and so is what nobody relies on: names of
people, tags, dates of reviews, where a task stands and what it will cost, attestations, reproductions that matched.
Texts count as words with one blank between them, in Unicode's form NFC; numbers by size; moments in UTC; a list of
links as a set. A record that is written otherwise and says the same has the same digest. What changes here must get
another version: a digest of a version that nobody knows cannot be compared.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from kb.days import in_utc
from kb.record import Record, link_fields

VERSION: Final = "v1"
_FORM: Final = re.compile(r"v[1-9][0-9]{0,3}-[0-9a-f]{12}")

# Of every record: who has to do with it, how it is filed, and what is said of it rather than by it.
_ASIDE: Final = frozenset(
    (
        "id",
        "created",
        "owner",
        "contributors",
        "tags",
        "visibility",
        "review_by",
        "related",
        "reviewed",
        "allow",
        "allow_reason",
    )
)
# Of one type: the plan of a task and its place on the board; how often a result was looked at.
_ASIDE_OF: Final[Mapping[str, frozenset[str]]] = {
    "task": frozenset(
        (
            "status",
            "assignee",
            "rank",
            "expectation",
            "blocked",
            "overrides",
            "smart.achievable",
            "smart.time_bound",
        )
    ),
    "experiment": frozenset(("run", "reproducibility")),
    "goal": frozenset(("confirmed",)),
}


_SETS: dict[type[Record], frozenset[str]] = {}


class Difference(NamedTuple):
    """A field that says something else, as a path with dots; None where it is not there."""

    field: str
    before: Any
    now: Any


def is_digest(text: str) -> bool:
    """Whether a text has the form of a digest, of this version or another."""
    return _FORM.fullmatch(text) is not None


def is_known(text: str) -> bool:
    """Whether a digest can be compared with those of this version."""
    return is_digest(text) and text.startswith(f"{VERSION}-")


def digest(record: Record, body: str) -> str:
    """The digest of what a record says."""
    import hashlib  # loads a library of its own
    import json

    front = json.dumps(said(record), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    content = f"{front}\n{_words(body)}".encode("utf-8", "surrogatepass")
    return f"{VERSION}-{hashlib.sha256(content).hexdigest()[:12]}"


def said(record: Record) -> dict[str, Any]:
    """The fields of a record that somebody may rely on, in the form that is compared."""
    aside = _ASIDE | _ASIDE_OF.get(record.type, frozenset())
    return _fields(record, aside, _sets(type(record)), "")


def differences(before: Record, now: Record) -> list[Difference]:
    """The fields of which two states of a record say something else, in the order of the later one."""
    old, new = dict(_leaves(said(before), "")), dict(_leaves(said(now), ""))
    names = [*new, *(name for name in old if name not in new)]
    return [
        Difference(name, old.get(name), new.get(name)) for name in names if old.get(name) != new.get(name)
    ]


def same_words(one: str, other: str) -> bool:
    """Whether two bodies differ in nothing but white space."""
    return _words(one) == _words(other)


def _sets(model: type[Record]) -> frozenset[str]:
    """The names of fields that hold several links: their order says nothing."""
    if model not in _SETS:
        _SETS[model] = frozenset(field.path[-2] for field in link_fields(model) if field.path[-1] == "*")
    return _SETS[model]


def _fields(group: Any, aside: frozenset[str], sets: frozenset[str], at: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in dataclasses.fields(group):
        name = field.name.rstrip("_")
        value = getattr(group, field.name)
        if f"{at}{name}" in aside or value is None or value == field.default:
            continue
        if name == "reproductions" and not at:
            value = [attempt for attempt in value if attempt.verdict != "match"]
        plain = _plain(value, aside, sets, f"{at}{name}.")
        if plain not in ({}, [], ""):
            found[name] = sorted(set(plain)) if name in sets else plain
    return found


def _plain(value: Any, aside: frozenset[str], sets: frozenset[str], at: str) -> Any:
    if isinstance(value, str):
        return _words(value)
    if isinstance(value, bool) or value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_words(str(key)): _plain(inner, aside, sets, f"{at}{key}.") for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner, aside, sets, f"{at}*.") for inner in value]
    return _fields(value, aside, sets, at)


def _moment(value: datetime) -> str:
    return in_utc(value).isoformat()


def _words(text: str) -> str:
    """A text without what a formatter may change in it."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


def _leaves(value: Any, at: str) -> Iterator[tuple[str, Any]]:
    """The single values below a value by their paths; items of a list by the name they have, else their number."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{at}.{key}" if at else key)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for number, inner in enumerate(value, 1):
            named = (inner.get("id") or inner.get("name")) if isinstance(inner, dict) else None
            yield from _leaves(inner, f"{at}.{named or number}")
    else:
        yield at, value
