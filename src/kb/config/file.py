"""Finds and reads `kb.toml`, or `[tool.kb]` in `pyproject.toml`; a mistake is an error with its place."""

from __future__ import annotations

import os
import re
import tomllib
from codecs import BOM_UTF8
from pathlib import Path
from typing import Any, NamedTuple, get_args

from kb import rooting
from kb.config.document import Config
from kb.declared.compiled import ValidationError
from kb.errors import KbError
from kb.rooting import FILE
from kb.text.source import Source
from kb.text.toml_places import TomlOrigin
from kb.wording import shown, wanted

MAX_CONFIG = 1024 * 1024


class Located(NamedTuple):
    """A configuration and where it was found.

    Attributes:
        config: what it says.
        root: the folder of the base.
        path: the file, relative to the root.
        data: what is in it.
    """

    config: Config
    root: Path
    path: str
    data: bytes = b""


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above ``start`` with a `kb.toml`, or `[tool.kb]` in a `pyproject.toml`."""
    found = rooting.find_root(os.path.abspath(start))
    return Path(found) if found is not None else None


def read(root: Path) -> Located:
    """Read the configuration of the base at ``root``.

    Raises:
        KbError: it is not TOML, has an unknown key or a value that does not fit; with the place.
    """
    name = rooting.configuration_of(os.fspath(root))
    try:
        with (root / name).open("rb") as file:
            data = file.read(MAX_CONFIG + 1)
    except OSError as error:
        raise KbError(f"the configuration cannot be read: {error.strerror}", where=name) from None
    if len(data) > MAX_CONFIG:
        raise KbError(f"the configuration is longer than {MAX_CONFIG:,} bytes", where=name)
    said = data.removeprefix(BOM_UTF8)
    try:
        text = said.decode()
    except UnicodeDecodeError as error:
        place = Source(name, said[: error.start].decode()).position(error.start)
        hint = f"Save it as UTF-8: byte {error.start} is not text."
        where = f"{name}:{place.line}:{place.column}"
        raise KbError("the configuration is not UTF-8", where=where, hint=hint) from None
    return Located(parse(text, name), root, name, data)


def parse(text: str, name: str = FILE) -> Config:
    """The configuration in a TOML text; ``name`` tells whether it is the whole file or `[tool.kb]`.

    Raises:
        KbError: with ``name:line:column``.
    """
    data = _toml(text, name)
    prefix: tuple[str, ...] = ()
    if name == "pyproject.toml":
        prefix, tool = ("tool", "kb"), data.get("tool")
        data = tool.get("kb", {}) if isinstance(tool, dict) else {}
    origin = TomlOrigin(text, name, prefix)
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        raise _first_error(error, origin) from None
    object.__setattr__(config, "_origin", origin)  # where it stands is no part of what it says
    return config


def _toml(text: str, name: str) -> dict[str, Any]:
    hint = (
        "Text stands in quotes, lists in [ ], tables begin with a line such as [lint]; each key stands once."
    )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said, _, at_ = str(error).partition(" (at ")
        at = re.match(r"line (\d+), column (\d+)", at_)
        end = Source(name, text.rstrip()).position(len(text))
        line, column = (at[1], at[2]) if at else end
        raise KbError(f"this is not valid TOML: {said}", where=f"{name}:{line}:{column}", hint=hint) from None
    except (RecursionError, ValueError) as error:
        deep = isinstance(error, RecursionError)
        found = re.search(r"[\[{]{20,}" if deep else r"\d[\d_]{999,}", text)
        place = Source(name, text).position(found.start() if found else 0)
        said = "this TOML is nested too deeply" if deep else "this number is too long"
        raise KbError(said, where=f"{name}:{place.line}:{place.column}") from None


def _first_error(error: ValidationError, origin: TomlOrigin) -> KbError:
    import difflib

    first = error.errors(include_url=False)[0]
    path = tuple(step for step in first["loc"] if step != "[key]")
    where = origin.place(*path)
    dotted = ".".join(map(str, path or origin.prefix))
    if first["type"] == "extra_forbidden":
        known = _known_keys(tuple(map(str, path[:-1])))
        close = difflib.get_close_matches(str(path[-1]), known, n=1)
        hint = f"Did you mean `{close[0]}`?" if close else f"Known here: {', '.join(known)}."
        return KbError(f"unknown key `{dotted}`", where=where, hint=hint)
    if first["type"] == "value_error":
        said = str(first["msg"]).removeprefix("Value error, ")
        named = _UNKNOWN_STATE.match(said)
        where = origin.place(*path, word=named[1]) if named else where
        return KbError(f"`{dotted}`: {said}", where=where)
    if first["loc"][-1:] == ("[key]",):
        message = f"`{path[-1]}` cannot stand in `{'.'.join(map(str, path[:-1]))}`"
        return KbError(message, where=where, hint=f"Expected {wanted(first)}.")
    return KbError(f"`{dotted}` is {shown(first['input'])}", where=where, hint=f"Expected {wanted(first)}.")


_UNKNOWN_STATE = re.compile(r"unknown state `([^`]*)`")


def _known_keys(loc: tuple[str, ...]) -> list[str]:
    """The keys that the table at a path can have."""
    here: Any = Config
    for step in loc:
        if hasattr(here, "model_fields"):
            here = next((f.annotation for k, f in here.model_fields.items() if step in (k, f.alias)), None)
        else:  # a mapping, whose keys may be anything
            here = get_args(here)[-1]
    return sorted(f.alias or k for k, f in here.model_fields.items()) if hasattr(here, "model_fields") else []
