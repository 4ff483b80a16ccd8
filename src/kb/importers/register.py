"""The tools that runs are read from: found by their files, and only the one that is asked for is loaded."""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kb import discovery
from kb.errors import KbError
from kb.importers import tools
from kb.importers.importer import Importer


def names() -> list[str]:
    """Every tool, as `kb import` takes it."""
    return discovery.module_names(tools)


def importer(name: str) -> Importer:
    """The importer of a tool.

    Raises:
        KbError: there is none.
    """
    if name not in names():
        import difflib

        close = difflib.get_close_matches(name, names(), n=1)
        hint = f"Did you mean `{close[0]}`?" if close else f"One of: {', '.join(names())}."
        raise KbError(f"there is no importer {name}", hint=hint)
    return discovery.own(importlib.import_module(f"{tools.__name__}.{name}"), Importer)()


def usual_source(found: Importer, root: Path, settings: Mapping[str, Any]) -> str:
    """Where the runs of a tool are if nobody says: the first of its usual places that is there.

    Args:
        found: the importer.
        root: of the base.
        settings: the table `[import.<tool>]`, which for some tools may name a source.

    Raises:
        KbError: none is there.
    """
    for place in found.usual:
        if os.path.lexists(root / place):
            return place
    looked = f"looked for {', '.join(found.usual)}" if found.usual else f"{found.name} has no usual place"
    hint = f"Write: kb import {found.name} SOURCE"
    hint += f"; or set `source` under [import.{found.name}]." if "source" in settings else "."
    raise KbError(f"no source is given, and {looked}", hint=hint)
