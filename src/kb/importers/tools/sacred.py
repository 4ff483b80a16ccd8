"""Sacred: runs of a file storage observer, and runs that were exported from its MongoDB."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from kb.errors import KbError
from kb.importers.importer import Importer, Request
from kb.importers.run import Run, Trouble
from kb.importers.sacred import document
from kb.importers.sacred.document import Kept
from kb.importers.sacred.export import RUNS, Export
from kb.importers.sacred.store import Store


class Sacred(Importer):
    """Reads what observers of Sacred wrote into files."""

    name: ClassVar[str] = "sacred"
    summary: ClassVar[str] = (
        "Runs of Sacred in the folder of a file storage observer, or exported from MongoDB."
    )
    usual: ClassVar[tuple[str, ...]] = ("runs", "sacred_runs", "my_runs")

    def runs(self, request: Request) -> Iterator[Run | Trouble]:
        source = _found(request)
        shown = _shown(request.root, source)
        latest: datetime | None = None
        for one in _kept(source, shown, request.ids):
            if isinstance(one, Trouble):
                yield one
            elif _status(one) != "QUEUED":  # it never ran
                if latest is None and _status(one) == "RUNNING":
                    latest = _latest(_kept(source, shown, frozenset()))
                run = document.run(one, shown, latest)
                if request.wants(run):
                    yield run


def _status(kept: Kept | Trouble) -> object:
    return kept.document.get("status") if isinstance(kept, Kept) else None


def _found(request: Request) -> Path:
    if "://" in request.source:
        raise KbError(
            "Sacred is read from files, not from a server",
            hint="`mongoexport` writes the collections `runs` and `metrics` as runs.json and metrics.json.",
        )
    path = request.root / request.source
    if not path.exists():
        raise KbError(f"there is no {request.source}", hint="Name the folder of the observer, or an export.")
    path = path.resolve()
    if path.is_dir() and (path / RUNS).is_file():
        return path / RUNS
    if path.is_dir() and (path / "run.json").exists():
        raise KbError(
            f"{request.source} is the folder of one run",
            hint=f"Name the folder above it, and the run `{path.name}` by its id.",
        )
    return path


def _shown(root: Path, path: Path) -> str:
    try:
        return Path(os.path.relpath(path, root.resolve())).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _kept(source: Path, shown: str, ids: frozenset[str]) -> Iterator[Kept | Trouble]:
    if not source.is_dir():
        yield from Export(source, shown).read()
        return
    store = Store(source, shown)
    names = store.ids()
    if not names:
        raise KbError(
            f"{shown} holds no run of Sacred",
            hint="It is the folder with one folder for each run, `1/run.json`.",
        )
    yield from (store.read(name) for name in names if not ids or name in ids)


def _latest(kept: Iterable[Kept | Trouble]) -> datetime | None:
    """The last time at which any run was there: it tells of the others whether they still are."""
    signs = (document.sign_of_life(one.document) for one in kept if isinstance(one, Kept))
    return max((sign for sign in signs if sign is not None), default=None)
