"""Reads notebooks that papermill ran: their parameters, how it went, and the figures that were glued into them."""

from __future__ import annotations

import ast
import hashlib
import json
import shlex
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, ClassVar, Final

from kb.errors import KbError
from kb.importers import cells
from kb.importers.files import listed, text_of
from kb.importers.importer import Importer, Request
from kb.importers.run import Artifact, Metric, Run, State, Trouble
from kb.importers.values import numbers

MAX_NOTEBOOK: Final = 64 * 1024 * 1024
"""Bytes of a notebook; pictures lie in it."""
MAX_SOURCE: Final = 100_000
"""Characters of a cell of parameters."""
_SCRAPS: Final = ("application/scrapbook.scrap.json+json", "application/scrapbook.scrap.text+json")
_RECORD: Final = "application/papermill.record+json"
_SEEDS: Final = ("seed", "random_state", "random_seed", "seeds")


class Papermill(Importer):
    """Notebooks that papermill ran: one, or all below a folder."""

    name: ClassVar[str] = "papermill"
    summary: ClassVar[str] = "notebooks that papermill ran, with their parameters and glued figures"
    usual: ClassVar[tuple[str, ...]] = ("notebooks", "runs")

    def runs(self, request: Request) -> Iterator[Run | Trouble]:
        """The runs of a notebook or of those in a folder, the oldest first; others in the folder are passed over."""
        files = listed(request.root, request.source, (".ipynb",), deep=True)
        found: list[Run] = []
        for source in files if files is not None else [request.source]:
            try:
                run = _notebook(request, source, required=files is None)
            except KbError as error:
                if files is None:
                    raise
                yield Trouble(error.where or source, error.message, error.hint or "")
                continue
            if run is not None and request.wants(run):
                found.append(run)
        yield from sorted(found, key=lambda run: (_start(run), run.uri))


def _start(run: Run) -> datetime:
    return run.started if isinstance(run.started, datetime) else datetime.min.replace(tzinfo=UTC)


def _notebook(request: Request, source: str, *, required: bool) -> Run | None:
    """The run in a notebook; None if papermill did not run it.

    Raises:
        KbError: it is no notebook, or none that papermill ran although it was asked for by name.
    """
    text = text_of(request.root, source, MAX_NOTEBOOK)
    book = _read(source, text)
    metadata = _mapping(book.get("metadata"))
    mill = metadata.get("papermill")
    if not isinstance(mill, Mapping):
        if required:
            hint = "Run it with `papermill INPUT OUTPUT` and import the output."
            raise KbError("papermill did not run this notebook", where=source, hint=hint)
        return None
    return _run(source, text, book, metadata, mill)


def _read(source: str, text: str) -> dict[str, Any]:
    try:
        book = json.loads(text)
    except json.JSONDecodeError as error:
        place = f"{source}:{error.lineno}:{error.colno}"
        hint = "The file may be cut off; run the notebook again."
        raise KbError(f"this is no notebook: {error.msg}", where=place, hint=hint) from None
    except (RecursionError, ValueError) as error:
        raise KbError(f"this notebook cannot be read: {error}", where=source) from None
    if not isinstance(book, dict) or not isinstance(book.get("cells"), list):
        hint = "Notebooks of format 4 are read."
        raise KbError("this is no notebook: it has no cells", where=source, hint=hint)
    return book


def _run(
    source: str,
    text: str,
    book: Mapping[str, Any],
    metadata: Mapping[str, Any],
    mill: Mapping[str, Any],
) -> Run:
    book_cells = [cell for cell in book["cells"] if isinstance(cell, dict)]
    stem = PurePosixPath(source).stem
    given = _mapping(mill.get("parameters"))
    metrics, remarks = _metrics(book_cells)
    language = _mapping(metadata.get("language_info"))
    python = language.get("version") if language.get("name", "python") == "python" else None
    params = {**_mapping(mill.get("default_parameters")), **_defaults(book_cells), **given}
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Run(
        tracker="papermill",
        id=stem,
        uri=source,
        place=source,
        name=_title(book_cells, stem),
        group=PurePosixPath(str(mill.get("input_path") or "")).stem or None,
        state=_state(mill),
        started=_moment(mill.get("start_time"), source),
        ended=_moment(mill.get("end_time"), source),
        command=_command(mill, given),
        params=params,
        seeds=tuple(_seeds(params)),
        metrics=metrics,
        outputs=(Artifact(source, f"sha256:{digest}", "the notebook as it was run", found=True),),
        environment={"python": str(python)} if python is not None else {},
        failure=_failure(book_cells),
        remarks=remarks,
    )


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _moment(value: Any, source: str) -> datetime | None:
    if not value:
        return None
    found = cells.moment(value, source)
    return found if isinstance(found, datetime) else None


def _state(mill: Mapping[str, Any]) -> State:
    if mill.get("exception"):
        return "failed"
    return "finished" if mill.get("end_time") else "running"


def _failure(book_cells: list[dict[str, Any]]) -> str | None:
    """The exception at which the notebook stopped."""
    for cell in book_cells:
        outputs = cell.get("outputs")
        for output in outputs if isinstance(outputs, list) else ():
            said = _mapping(output)
            if said.get("output_type") == "error":
                return f"{said.get('ename') or 'an exception'}: {said.get('evalue') or ''}".rstrip(": ")
    return None


def _title(book_cells: list[dict[str, Any]], stem: str) -> str:
    """The first heading of the notebook with the name of its file, which tells runs of one notebook apart."""
    for cell in book_cells:
        if cell.get("cell_type") == "markdown":
            for line in _source(cell).splitlines():
                words = line.lstrip("#").strip()
                if line.startswith("#") and words:
                    return f"{words} ({stem})"
    return stem


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source")
    return "".join(map(str, source)) if isinstance(source, list) else str(source or "")


def _defaults(book_cells: list[dict[str, Any]]) -> dict[str, Any]:
    """What the cell with the tag `parameters` sets, as far as plain values stand there."""
    for cell in book_cells:
        tags = _mapping(cell.get("metadata")).get("tags")
        if isinstance(tags, list) and "parameters" in tags and cell.get("cell_type") == "code":
            return _assigned(_source(cell)[:MAX_SOURCE])
    return {}


def _assigned(code: str) -> dict[str, Any]:
    try:
        lines = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    found = {}
    for line in lines:
        names = line.targets if isinstance(line, ast.Assign) else [getattr(line, "target", None)]
        value = getattr(line, "value", None)
        if value is not None and len(names) == 1 and isinstance(names[0], ast.Name):
            try:
                found[names[0].id] = ast.literal_eval(value)
            except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
                continue
    return {name: value for name, value in found.items() if _plain(value)}


def _plain(value: Any) -> bool:
    return value is None or isinstance(value, bool | int | float | str | list | tuple | dict)


def _seeds(params: Mapping[str, Any]) -> Iterator[int]:
    for name in _SEEDS:
        value = params.get(name)
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, int) and not isinstance(one, bool):
                yield one


def _command(mill: Mapping[str, Any], given: Mapping[str, Any]) -> str | None:
    """What gives the same run again on the command line."""
    paths = (mill.get("input_path"), mill.get("output_path"))
    if not all(isinstance(path, str) and path and path != "-" for path in paths):
        return None
    words = ["papermill", *map(str, paths)]
    for name, value in given.items():
        if isinstance(value, Mapping | list):
            words += ["-y", json.dumps({name: value})]
        else:
            words += ["-p", str(name), str(value)]
    return shlex.join(words)


def _metrics(book_cells: list[dict[str, Any]]) -> tuple[tuple[Metric, ...], tuple[str, ...]]:
    """Glued and recorded numbers; the last of a name counts, as for scrapbook itself."""
    found: dict[str, Any] = {}
    for cell in book_cells:
        outputs = cell.get("outputs")
        for output in outputs if isinstance(outputs, list) else ():
            data = _mapping(_mapping(output).get("data"))
            for kind in _SCRAPS:
                scrap = _mapping(data.get(kind))
                if isinstance(scrap.get("name"), str):
                    found[scrap["name"]] = scrap.get("data")
            found.update(_mapping(data.get(_RECORD)))
    metrics = []
    others = []
    for name, value in found.items():
        figures = list(numbers({name: value})) if not isinstance(value, list) else []
        metrics += [Metric(path, number) for path, number in figures]
        if not figures:
            others.append(str(name))
    remarks = (f"left out {', '.join(others[:8])}: glued, and no figure",) if others else ()
    return tuple(metrics), remarks
