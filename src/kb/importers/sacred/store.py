"""Reads the folder of a file storage observer: one folder a run, with `run.json`, `config.json` and `metrics.json`."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kb import digests, disk
from kb.errors import KbError
from kb.importers import values
from kb.importers.run import Artifact, Trouble
from kb.importers.sacred.document import Kept
from kb.importers.sacred.plain import plain

MAX_RUNS: Final = 100_000
_MAX_ARTIFACT: Final = 16 * 1024 * 1024
"""Bytes of an artifact that is read for its digest; a model of gigabytes would be read at every import."""
_CUT: Final = (
    "The run may still be going on or have been killed; if the file stays like this, remove its folder."
)


class Store:
    """The folder of an observer.

    Args:
        folder: it.
        shown: its path as a record names it.
    """

    def __init__(self, folder: Path, shown: str) -> None:
        self.folder = folder
        self.shown = shown

    def ids(self) -> list[str]:
        """The names of the folders that hold a run, those with numbers first and in their order.

        Raises:
            KbError: the folder cannot be listed, or holds too much.
        """
        try:
            with os.scandir(self.folder) as entries:
                found = [
                    entry.name
                    for entry in entries
                    if not entry.name.startswith(("_", ".")) and entry.is_dir(follow_symlinks=False)
                ]
        except OSError as error:
            raise KbError(f"the folder cannot be listed: {error.strerror}", where=self.shown) from None
        if len(found) > MAX_RUNS:
            raise KbError(f"there are more than {MAX_RUNS:,} folders", where=self.shown)
        runs = [name for name in found if os.path.lexists(self.folder / name / "run.json")]
        return sorted(runs, key=_order)

    def read(self, id_: str) -> Kept | Trouble:
        """One run."""
        try:
            document = self._plain(f"{id_}/run.json", needed=True)
            config = self._plain(f"{id_}/config.json")
            metrics = self._mapping(f"{id_}/metrics.json")
            return Kept(
                id_,
                f"{self.shown}/{id_}/run.json",
                document,
                config,
                self._last(metrics, f"{id_}/metrics.json"),
                tuple(self._artifacts(id_, document.get("artifacts"))),
            )
        except KbError as error:
            return Trouble(error.where or f"{self.shown}/{id_}", error.message, error.hint or "")

    def _mapping(self, path: str, *, needed: bool = False) -> Mapping[str, Any]:
        if not needed and not os.path.lexists(self.folder / path):
            return {}
        where = f"{self.shown}/{path}"
        try:
            text = disk.read_text(self.folder, path, limit=values.MAX_FILE)
        except KbError as error:
            place = f"{self.shown}/{error.where}" if error.where else where
            raise KbError(
                error.message, where=place, hint="Sacred writes plain files; put the file back."
            ) from None
        try:
            said = values.read(where, text)
        except KbError as error:
            raise KbError(error.message, where=error.where, hint=_CUT) from None
        if not isinstance(said, dict):
            raise self._no_mapping(path)
        return said

    def _plain(self, path: str, *, needed: bool = False) -> Mapping[str, Any]:
        found = plain(self._mapping(path, needed=needed))
        if not isinstance(found, dict):  # all of it is an object of Python
            raise self._no_mapping(path)
        return found

    def _no_mapping(self, path: str) -> KbError:
        where = f"{self.shown}/{path}:1:1"
        return KbError("this is not a mapping, as Sacred writes it", where=where, hint=_CUT)

    def _last(self, metrics: Mapping[str, Any], path: str) -> dict[str, float]:
        found = {}
        for name, series in metrics.items():
            held = series.get("values") if isinstance(series, dict) else None
            if not isinstance(held, list):
                raise KbError(f"the metric `{name}` has no values", where=f"{self.shown}/{path}", hint=_CUT)
            value = last(held)
            if value is not None:
                found[name] = value
        return found

    def _artifacts(self, id_: str, names: Any) -> Iterator[Artifact]:
        for name in names if isinstance(names, list) else ():
            if isinstance(name, str) and name:
                yield Artifact(f"{self.shown}/{id_}/{name}", self._digest(f"{id_}/{name}"), found=True)

    def _digest(self, path: str) -> str | None:
        """The digest of an artifact that lies in the folder of its run and is not too large."""
        full = self.folder / path
        if ".." in Path(path).parts or Path(path).is_absolute():
            return None
        try:
            status = os.lstat(full)
            if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_ARTIFACT:
                return None
            if full.resolve() != self.folder.resolve().joinpath(*Path(path).parts):
                return None
            return str(digests.of(full, most_bytes=_MAX_ARTIFACT))
        except (OSError, ValueError, KbError):
            return None


def last(series: list[Any]) -> float | None:
    """The last value of a series, if it is a number."""
    value = plain(series[-1]) if series else None
    return value if values.is_figure(value) else None


def _order(name: str) -> tuple[int, int, str]:
    return (0, int(name), "") if re.fullmatch(r"[0-9]{1,18}", name) else (1, 0, name)
