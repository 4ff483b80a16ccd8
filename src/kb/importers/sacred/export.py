"""Reads runs that `mongoexport` wrote: a document a line or one list, in extended JSON, and the metrics beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kb import disk
from kb.errors import KbError
from kb.importers.run import Artifact, Trouble
from kb.importers.sacred.document import Kept
from kb.importers.sacred.plain import plain
from kb.importers.sacred.store import last

MAX_EXPORT: Final = 64 * 1024 * 1024
"""Bytes of an exported collection."""
RUNS, METRICS = "runs.json", "metrics.json"
_CUT: Final = "The export may be cut off: `mongoexport --collection runs --out runs.json` writes it again."


class Export:
    """An exported collection of runs.

    Args:
        file: with the runs; the metrics are in `metrics.json` beside it.
        shown: its path as a record names it.
    """

    def __init__(self, file: Path, shown: str) -> None:
        self.file = file
        self.shown = shown

    def read(self) -> Iterator[Kept | Trouble]:
        """The runs, in the order of the file.

        Raises:
            KbError: the file cannot be read at all.
        """
        try:
            metrics = self._metrics()
        except KbError as error:
            yield Trouble(error.where or self.shown, error.message, error.hint or "")
            return
        for place, document in self._documents(self.file, self.shown):
            if isinstance(document, Trouble):
                yield document
                continue
            said = plain(document)
            id_ = said.get("_id") if isinstance(said, dict) else None
            if not isinstance(id_, str | int) or not isinstance(said.get("experiment"), dict):
                yield Trouble(place, "this is not a run of Sacred: it has no `_id` or no `experiment`", _CUT)
                continue
            config = said.get("config")
            yield Kept(
                str(id_),
                place,
                said,
                config if isinstance(config, dict) else {},
                metrics.get(str(id_), {}),
                tuple(_artifacts(str(id_), said.get("artifacts"))),
            )

    def _metrics(self) -> Mapping[str, Mapping[str, float]]:
        """Run → metric → its last value."""
        beside = self.file.with_name(METRICS)
        found: dict[str, dict[str, float]] = {}
        if beside == self.file or not beside.exists():
            return found
        shown = f"{self.shown.rpartition('/')[0]}/{METRICS}".lstrip("/")
        for place, document in self._documents(beside, shown):
            if isinstance(document, Trouble):
                raise KbError(document.message, where=document.where, hint=document.hint)
            name, series = document.get("name"), document.get("values")
            if not isinstance(name, str) or not isinstance(series, list):
                raise KbError(
                    "this is not a metric of Sacred: it has no `name` or no `values`", where=place, hint=_CUT
                )
            value = last(series)
            if value is not None:
                found.setdefault(str(plain(document.get("run_id"))), {})[name] = value
        return found

    def _documents(self, file: Path, shown: str) -> Iterator[tuple[str, Any]]:
        """Place and document of each; a trouble where there is none."""
        try:
            text = disk.read_text(file.parent, file.name, limit=MAX_EXPORT)
        except KbError as error:
            where = shown + (error.where or "").removeprefix(file.name)
            raise KbError(error.message, where=where, hint=_CUT) from None
        text = text.removeprefix("\ufeff")
        listed = text.lstrip().startswith("[")
        parts = [(1, text)] if listed else list(enumerate(text.split("\n"), 1))
        for number, part in parts:
            if not part.strip():
                continue
            document = _parsed(part, shown, number)
            several = document if listed and isinstance(document, list) else [document]
            for index, one in enumerate(several, 1):
                place = f"{shown}: document {index}" if listed else f"{shown}:{number}"
                if isinstance(one, dict | Trouble):
                    yield place, one
                else:
                    yield place, Trouble(place, "this is not a document", _CUT)


def _parsed(text: str, shown: str, line: int) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        place = f"{shown}:{line + error.lineno - 1}:{error.colno}"
        return Trouble(place, f"this is not JSON: {error.msg}", _CUT)
    except RecursionError:
        return Trouble(f"{shown}:{line}", "this JSON is nested too deeply", _CUT)
    except ValueError as error:
        return Trouble(f"{shown}:{line}", f"this JSON cannot be read: {error}", _CUT)


def _artifacts(id_: str, entries: Any) -> Iterator[Artifact]:
    """Artifacts lie in GridFS, under the address that Sacred gives them there."""
    for entry in entries if isinstance(entries, list) else ():
        name = entry.get("name") if isinstance(entry, dict) else None
        if isinstance(name, str) and name:
            yield Artifact(f"artifact://runs/{id_}/{name}")
