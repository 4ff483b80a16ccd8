"""Tells every setting in force, and whether it was set or is what `kb` does by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kb.config import Config, Table


class Setting(NamedTuple):
    """One setting: its key with dots, its value, and `default` or its place in the configuration."""

    key: str
    value: Any
    origin: str


def settings(config: Config) -> list[Setting]:
    """All settings in the order of the configuration's reference."""
    return list(_walk(config, config, ()))


def written(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(written, value)) + "]"
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _walk(config: Config, value: Any, path: tuple[str, ...]) -> Iterator[Setting]:
    if isinstance(value, Table):
        for name, field in type(value).model_fields.items():
            yield from _walk(config, getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from _walk(config, inner, (*path, key))
    else:
        origin = config.place(*path) if config.states(*path) else "default"
        yield Setting(".".join(path), value, origin)
