"""Reads a YAML document that another program wrote, such as `params.yaml`: plain data, bounded, nothing constructed.

Unlike :mod:`kb.text.frontmatter` it takes anchors, aliases and merge keys, which people use in such files, and gives
numbers and truths as YAML 1.2 means them (its core schema, section 10.3 of the specification: `1e-5` is a number,
`no` is text). Events are walked without recursion, and an alias counts for all that it stands for.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml
from yaml.reader import ReaderError

from kb.diagnostics import Position

MAX_NODES: Final = 200_000
MAX_NESTING: Final = 100

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,4000}")
_OTHER_BASE: Final = re.compile(r"0o[0-7]{1,1000}|0x[0-9a-fA-F]{1,1000}")
_FLOAT: Final = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_WORDS: Final = {
    word: value
    for value, words in (
        (None, ("", "~", "null", "Null", "NULL")),
        (True, ("true", "True", "TRUE")),
        (False, ("false", "False", "FALSE")),
        (float("inf"), (".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF")),
        (float("-inf"), ("-.inf", "-.Inf", "-.INF")),
        (float("nan"), (".nan", ".NaN", ".NAN")),
    )
    for word in words
}
_TAGS: Final[dict[str | None, type | None]] = {
    "tag:yaml.org,2002:str": str, "tag:yaml.org,2002:int": None, "tag:yaml.org,2002:float": None,
    "tag:yaml.org,2002:bool": None, "tag:yaml.org,2002:null": None, "tag:yaml.org,2002:map": None,
    "tag:yaml.org,2002:seq": None, "!": str,
}  # fmt: skip


class BadYaml(ValueError):
    """A text that is no YAML document, or one that is not read.

    Args:
        message: what is wrong.
        position: where.
    """

    def __init__(self, message: str, position: Position) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class _Open:
    """A collection that is being read."""

    __slots__ = ("anchor", "key", "merged", "value", "weight")

    def __init__(self, value: Any, anchor: str | None) -> None:
        self.value = value
        self.anchor = anchor
        self.key: Any = _NO_KEY
        self.merged: list[dict[str, Any]] = []
        self.weight = 1


_NO_KEY: Final = object()


class _Merge:
    """The key `<<`, which is no key of the mapping."""


def read(text: str) -> Any:
    """The one document of a text as plain data; None when there is none. Keys are text.

    Raises:
        BadYaml: with the place.
    """
    try:
        return _Reader(text).read()
    except ReaderError as error:
        found = text.find(chr(error.character)) if isinstance(error.character, int) else -1
        at = max(found, 0)
        place = Position(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
        raise BadYaml("a character that YAML does not allow", place) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Position(mark.line + 1, mark.column + 1) if mark is not None else Position(1, 1)
        raise BadYaml(f"this is not valid YAML: {error.problem or error.context}", place) from None
    except UnicodeEncodeError:
        raise BadYaml("half a character, which no text may hold", Position(1, 1)) from None


class _Reader:
    def __init__(self, text: str) -> None:
        self._parser = _Parser(text)
        self._anchors: dict[str | None, tuple[Any, int]] = {}
        self._stack: list[_Open] = []
        self._nodes = 0
        self._result: Any = None
        self._documents = 0

    def read(self) -> Any:
        while True:
            event = self._parser.get_event()
            if isinstance(event, yaml.StreamEndEvent):
                return self._result
            if isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    raise _bad(event, "a second YAML document")
            elif isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close()

    def _node(self, event: Any) -> None:
        self._count(event, 1)
        if isinstance(event, yaml.AliasEvent):
            value, weight = self._anchors.get(event.anchor, (_NO_KEY, 0))
            if value is _NO_KEY:
                raise _bad(event, f"the alias *{event.anchor} names nothing, or what it stands in")
            self._count(event, weight)
            self._put(event, value, weight)
            return
        if event.tag is not None and event.tag not in _TAGS:
            raise _bad(event, f"the tag {event.tag.replace('tag:yaml.org,2002:', '!!', 1)} is not read")
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event)
            if event.anchor is not None:
                self._anchors[event.anchor] = (value, 1)
            self._put(event, value, 1)
            return
        if len(self._stack) >= MAX_NESTING:
            raise _bad(event, f"nested deeper than {MAX_NESTING} levels")
        if self._stack and self._stack[-1].key is _NO_KEY and isinstance(self._stack[-1].value, dict):
            raise _bad(event, "a key that is no single value")
        self._stack.append(_Open({} if isinstance(event, yaml.MappingStartEvent) else [], event.anchor))

    def _scalar(self, event: Any) -> Any:
        if not event.style and event.value == "<<" and self._awaits_key():
            return _Merge
        if event.style or _TAGS.get(event.tag) is str:
            return event.value
        return plain(event.value)

    def _awaits_key(self) -> bool:
        return (
            bool(self._stack) and isinstance(self._stack[-1].value, dict) and self._stack[-1].key is _NO_KEY
        )

    def _put(self, event: Any, value: Any, weight: int) -> None:
        if not self._stack:
            self._result = value
            return
        here = self._stack[-1]
        here.weight += weight
        if isinstance(here.value, list):
            here.value.append(value)
        elif here.key is _NO_KEY:
            if isinstance(value, dict | list):
                raise _bad(event, "a key that is no single value")
            here.key = value if value is _Merge else _text(event, value)
            if here.key in here.value:
                raise _bad(event, f"the key `{here.key}` is already there")
        else:
            self._value(event, here, value)

    def _value(self, event: Any, here: _Open, value: Any) -> None:
        if here.key is _Merge:
            several = value if isinstance(value, list) else [value]
            if not all(isinstance(part, dict) for part in several):
                raise _bad(event, "`<<` takes mappings")
            here.merged += several
        else:
            here.value[here.key] = value
        here.key = _NO_KEY

    def _close(self) -> None:
        done = self._stack.pop()
        for part in done.merged:
            for key, value in part.items():
                done.value.setdefault(key, value)
        if done.anchor is not None:
            self._anchors[done.anchor] = (done.value, done.weight)
        self._put(None, done.value, done.weight)

    def _count(self, event: Any, more: int) -> None:
        self._nodes += more
        if self._nodes > MAX_NODES:
            raise _bad(event, f"more than {MAX_NODES:,} values")


def _text(event: Any, value: Any) -> str:
    """A key as it was written: `1` and `true` are names here."""
    written = getattr(event, "value", None)
    return written if isinstance(written, str) else str(value)


def _bad(event: Any, message: str) -> BadYaml:
    mark = event.start_mark
    return BadYaml(message, Position(mark.line + 1, mark.column + 1))


def plain(word: str) -> Any:
    """What an unquoted scalar means in the core schema of YAML 1.2."""
    if word in _WORDS:
        return _WORDS[word]
    if _INTEGER.fullmatch(word):
        return int(word)
    if _OTHER_BASE.fullmatch(word):
        return int(word, 0)
    return float(word) if _FLOAT.fullmatch(word) else word
