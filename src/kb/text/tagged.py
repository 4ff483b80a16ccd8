"""Reads a YAML file that another program is set up by, and writes it again; what a tag asks for stays words.

Such files hold tags, anchors and merge keys, which no record may. Nothing is constructed from a tag: it is kept with
its value as :class:`Tagged`, so that the file can be looked through, changed and written for that other program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import yaml

from kb.errors import KbError

MAX_DEPTH: Final = 40
MAX_SIZE: Final = 1024 * 1024
MOST_PLACES: Final = 100_000  # aliases may stand for more than anybody wrote


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value with a tag that means something to its own program, such as `!ENV`."""

    tag: str
    value: Any


class _Loader(yaml.SafeLoader):
    """Plain values; a tag of another kind is kept."""


class _Dumper(yaml.SafeDumper):
    """Block style, lists indented below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, False)


def _keep(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Tagged:
    del suffix
    if isinstance(node, yaml.MappingNode):
        return Tagged(node.tag, loader.construct_mapping(node, deep=True))
    if isinstance(node, yaml.SequenceNode):
        return Tagged(node.tag, loader.construct_sequence(node, deep=True))
    return Tagged(node.tag, node.value)


def _write(dumper: yaml.SafeDumper, kept: Tagged) -> yaml.Node:
    if isinstance(kept.value, dict):
        return dumper.represent_mapping(kept.tag, kept.value)
    if isinstance(kept.value, list):
        return dumper.represent_sequence(kept.tag, kept.value)
    return dumper.represent_scalar(kept.tag, str(kept.value))


_Loader.add_multi_constructor("", _keep)
_Dumper.add_representer(Tagged, _write)


def read(text: str, path: str) -> dict[str, Any]:
    """The settings in a file; empty for an empty one.

    Raises:
        KbError: it is no YAML, or no mapping; with the place.
    """
    if len(text) > MAX_SIZE:
        raise KbError(f"{path}: more than {MAX_SIZE // 1024} KiB of settings are not read")
    try:
        _bounded(text, path)
        found = yaml.load(text, _Loader)  # noqa: S506  # a safe loader, which keeps the tags it does not know
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark is not None else path
        said = getattr(error, "problem", None) or str(error)
        raise KbError(f"{place}: this is not valid YAML: {said}") from None
    except (ValueError, OverflowError, RecursionError, TypeError, AttributeError, KeyError) as error:
        raise KbError(f"{path}: the YAML cannot be read: {error}") from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise KbError(f"{path}:1:1: the settings are no mapping")
    return found


def places(text: str) -> dict[str, tuple[int, int]]:
    """Line and column of every key and item of a file that was read, by its path: `theme.name`, `plugins.0`."""
    found: dict[str, tuple[int, int]] = {}
    root = yaml.compose(text, _Loader)
    if root is not None:
        _place(root, "", found)
    return found


def _place(node: yaml.Node, path: str, found: dict[str, tuple[int, int]]) -> None:
    pairs: list[tuple[str, yaml.Node, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        pairs = [(str(key.value), key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        pairs = [(str(index), item, item) for index, item in enumerate(node.value)]
    for name, marked, inner in pairs:
        below = f"{path}.{name}" if path else name
        if below not in found and marked.start_mark is not None and len(found) < MOST_PLACES:
            found[below] = (marked.start_mark.line + 1, marked.start_mark.column + 1)
            _place(inner, below, found)


def write(settings: dict[str, Any]) -> str:
    """The settings as a file."""
    return yaml.dump(settings, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


def _bounded(text: str, path: str) -> None:
    """Refuse what nests deeper than any settings do, before anything is built of it; and what holds itself."""
    depth = 0
    open_: list[str | None] = []
    for event in yaml.parse(text, yaml.SafeLoader):
        mark = event.start_mark
        place = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark is not None else path
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            depth += 1
            open_.append(event.anchor)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            depth -= 1
            open_.pop()
        elif isinstance(event, yaml.AliasEvent) and event.anchor in open_:
            raise KbError(f"{place}: the value *{event.anchor} holds itself")
        if depth > MAX_DEPTH:
            raise KbError(f"{place}: settings nested deeper than {MAX_DEPTH} levels are not read")
