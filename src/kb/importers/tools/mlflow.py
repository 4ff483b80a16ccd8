"""Imports the runs of MLflow 2 and 3: from its database, its folders of files, or its server."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Final
from urllib.parse import unquote

from kb.errors import KbError
from kb.importers.importer import Importer, Request
from kb.importers.mlflow.kept import Kept, Reading, UnreadableError
from kb.importers.run import Run, Trouble

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")


class Mlflow(Importer):
    """A source is a database, a folder such as `mlruns`, one that holds either, or the address of a server.

    `sqlite:///mlflow.db` and `file:./mlruns`, as MLflow writes them, are taken as well.
    """

    name: ClassVar[str] = "mlflow"
    summary: ClassVar[str] = "Runs of MLflow: `mlflow.db`, a folder `mlruns`, or the address of a server."
    usual: ClassVar[tuple[str, ...]] = ("mlflow.db", "mlruns")

    def runs(self, request: Request) -> Iterator[Run | Trouble]:
        """The runs, the oldest first; deleted ones are gone.

        Raises:
            KbError: there is no such source, or it is none of MLflow's.
        """
        if request.source.lower().startswith(("http://", "https://")):
            from kb.importers.mlflow import rest
            from kb.importers.mlflow.connection import Server

            server = Server(request.source)
            yield from _translated(rest.read(server, request), server.address)
            return
        path = request.root / _path(request.source)
        if path.is_dir():
            inside = (path / usual for usual in self.usual if (path / usual).exists())
            path = path if _is_store(path) else next(inside, path)
        yield from _translated(_reading(path, request), shown(path, request))


def _reading(path: Path, request: Request) -> Reading:
    from kb.importers.mlflow import files, folders, sqlite

    name = shown(path, request)
    if not os.path.lexists(path):
        raise KbError(
            "there is nothing here", where=name, hint="Give the database `mlflow.db`, or the folder `mlruns`."
        )
    if path.is_dir():
        return folders.read(path, name, request, files.Files(path.parent, request.root, (path.name,)).look)
    return sqlite.read(path, name, request, files.Files(path.parent, request.root).look)


def _translated(reading: Reading, uri: str) -> Iterator[Run | Trouble]:
    from kb.importers.mlflow import translate

    for one in reading:
        if not isinstance(one, Kept):
            yield one
            continue
        try:
            yield translate.run(one, uri)
        except UnreadableError as error:
            yield error.trouble(one.place)


def _path(source: str) -> str:
    """The path in a source, which may be written as MLflow writes it."""
    for start in ("sqlite:///", "file://localhost/", "file:///", "file:"):
        if source.lower().startswith(start):
            rest = (
                unquote(source[len(start) :])
                if start != "sqlite:///"
                else source[len(start) :].partition("?")[0]
            )
            return f"/{rest}" if start.endswith("t/") or start == "file:///" else rest
    scheme = _SCHEME.match(source)
    if scheme:
        raise KbError(
            f"runs are not read from `{scheme[1]}:`",
            hint="Start `mlflow server --backend-store-uri …` for it, and give the address of that server.",
        )
    return source


def _is_store(folder: Path) -> bool:
    """Whether a folder holds experiments itself."""
    try:
        with os.scandir(folder) as entries:
            return any(entry.name.isdigit() and Path(entry.path, "meta.yaml").exists() for entry in entries)
    except OSError:
        return False


def shown(path: Path, request: Request) -> str:
    """A path as it is told: from the root of the base if it is inside, else as it was given."""
    root, full = os.path.realpath(request.root), os.path.realpath(path)
    if os.path.commonpath((root, full)) == root:
        return Path(os.path.relpath(full, root)).as_posix()
    return path.as_posix()
