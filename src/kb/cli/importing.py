"""What `kb import` and `kb verify` share: the source that is meant, the settings of a tool, and progress."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from kb.cli.session import Session
from kb.cli.terminal import clean
from kb.config import Config, Table
from kb.errors import KbError
from kb.importers.importer import BadSetting

T = TypeVar("T")
FEW = 5
"""Records that are named one by one when the same is said of all."""
AT_ONCE = 0.5
"""Seconds of work after which progress is shown."""


def settings_of(config: Config, tool: str) -> Mapping[str, Any]:
    """The table `[import.<tool>]`: what it says, and the defaults of the rest."""
    for name, field in type(config.imports).model_fields.items():
        if (field.alias or name) == tool:
            table = getattr(config.imports, name)
            return table.model_dump() if isinstance(table, Table) else dict(table)
    return {}


def few_of(ids: list[str]) -> str:
    """Records by their ids, or how many they are."""
    return ", ".join(ids) if len(ids) <= FEW else f"{len(ids):,} records, {ids[0]} to {ids[-1]}"


def placed(error: BadSetting, config: Config, tool: str) -> KbError:
    """A setting that cannot be followed, with its place in the configuration."""
    return KbError(error.message, where=config.place("import", tool, *error.key), hint=error.hint)


def from_root(session: Session, source: str) -> str:
    """A source as importers take it: what is meant from here, said from the root of the base."""
    if "://" in source:
        return source
    full, root = (session.start / source).resolve(), session.root.resolve()
    return full.relative_to(root).as_posix() if full.is_relative_to(root) else str(full)


def counted(things: Iterable[T], what: str) -> Iterator[T]:
    """Pass things on and say on a terminal how many there were so far."""
    stream = sys.stderr
    visible = stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"
    begun = last = time.monotonic()
    shown = False
    for number, thing in enumerate(things, 1):
        now = time.monotonic()
        if visible and now - begun > AT_ONCE and now - last > 0.1:
            stream.write(f"\r\033[K{clean(what)}: {number:,}")
            stream.flush()
            last, shown = now, True
        yield thing
    if shown:
        stream.write("\r\033[K")
        stream.flush()


def same_place(root: Path, one: str, other: str) -> bool:
    """Whether two sources are one, however they are written."""
    if "://" in one or "://" in other:
        return one.rstrip("/") == other.rstrip("/")
    return os.path.realpath(root / one) == os.path.realpath(root / other)
