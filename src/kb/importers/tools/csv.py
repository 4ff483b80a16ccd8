"""Reads a table of experiments: the thirteen columns that a file of metrics has at least, or any by a mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import ClassVar, Final

from kb.errors import KbError
from kb.importers import cells
from kb.importers.files import text_of
from kb.importers.importer import BadSetting, Importer, Request
from kb.importers.mapped import Collected, Said, Steps, target
from kb.importers.run import Run, Trouble
from kb.importers.tables import Cell, Table, table

_USUAL: Final[Mapping[str, str]] = {
    **dict.fromkeys(("date", "experiment date", "started", "start", "timestamp"), "date"),
    **dict.fromkeys(("commit", "code version", "git commit", "commit hash", "git commit hash"), "code.commit"),
    "code version git commit hash": "code.commit",
    **dict.fromkeys(("model", "model name"), "model.name"),
    **dict.fromkeys(("params", "parameters", "model parameters", "model params", "hyperparameters"), "model.params"),
    **dict.fromkeys(("outputs", "output", "output files", "output file links", "artifacts"), "outputs"),
    **dict.fromkeys(("description", "experiment description", "note", "notes", "comment"), "body"),
    **dict.fromkeys(("id", "run", "run id", "experiment id"), "run.id"),
    **dict.fromkeys(("title", "name", "experiment name"), "title"),
    **dict.fromkeys(("split", "dataset", "data set"), "split"),
    **dict.fromkeys(("seed", "seeds"), "seeds"),
    **dict.fromkeys(("status", "state"), "state"),
    **{key: f"code.{key}" for key in ("command", "repository", "dirty", "config")},
    **{key: key for key in ("task", "baseline", "conclusion", "outcome", "tags", "owner")},
    "python": "environment.python",
    "folds": "data.validation.folds",
    "validation dataset size fold number for cross validation": "data.validation.rows",
    "validation dataset link none for cross validation": "data.validation.uri",
}  # fmt: skip
_PARTS: Final = {
    **dict.fromkeys(("train", "training"), "train"),
    **dict.fromkeys(("validation", "valid", "val"), "validation"),
    "test": "test",
}
_OF_DATA: Final = {
    **dict.fromkeys(("size", "rows"), "rows"),
    **dict.fromkeys(("link", "uri", "url", "path", "file"), "uri"),
    **dict.fromkeys(("digest", "hash", "sha256", "md5"), "digest"),
    "folds": "folds",
}
_DATA: Final = re.compile(
    rf"(?P<part>{'|'.join(_PARTS)})(?: data ?set| data)? (?P<what>{'|'.join(_OF_DATA)})"
)
_ROWS: Final = ("data", "validation", "rows")
_FOLDS: Final = ("data", "validation", "folds")
_URI: Final = ("data", "validation", "uri")


class Csv(Importer):
    """A table: separated by commas, semicolons or tabs; a row is a run, or a part of the run that it names."""

    name: ClassVar[str] = "csv"
    summary: ClassVar[str] = "a table of experiments, one row or several for each"
    usual: ClassVar[tuple[str, ...]] = ("experiments.csv", "research/experiments.csv")

    def runs(self, request: Request) -> Iterator[Run | Trouble]:
        """The runs of a table, in the order of their first rows."""
        found = table(request.source, text_of(request.root, request.source))
        columns = _columns(request, found)
        collected: dict[str, Collected] = {}
        spoilt: set[str] = set()
        try:
            for row in found.rows:
                yield from _row(request, found, columns, row, collected, spoilt)
        except (
            KbError
        ) as error:  # from here on nobody knows where cells begin: what came before may be cut, too
            yield Trouble(error.where or request.source, error.message, error.hint or "")
            return
        for id, one in collected.items():
            if id not in spoilt:
                try:
                    run = one.run(id)
                except KbError as error:
                    yield Trouble(error.where or one.place, error.message, error.hint or "")
                    continue
                if request.wants(run):
                    yield run


def _row(
    request: Request,
    found: Table,
    columns: list[Steps | None],
    row: list[Cell],
    collected: dict[str, Collected],
    spoilt: set[str],
) -> Iterator[Trouble]:
    """Add a row to the run that it is of; what is wrong with it spoils the whole run."""
    place = f"{request.source}:{row[0].line}"
    own = Collected("csv", request.source, place, found.delimiter != ",")
    id = ""
    try:
        _fill(own, request, found, columns, row)
        said = own.values.get(("run", "id"))
        id = (cells.text(said.value, said.where) if said is not None else None) or own.own_id()
        if id in collected:
            _fill(collected[id], request, found, columns, row)
        else:
            own.run(id)  # so that a cell that cannot be read is said with this row
            collected[id] = own
    except KbError as error:
        spoilt.add(id)
        yield Trouble(error.where or place, error.message, error.hint or "")


def _fill(
    one: Collected, request: Request, found: Table, columns: list[Steps | None], row: list[Cell]
) -> None:
    values: dict[Steps, Said] = {}
    measured: list[tuple[Steps, Said]] = []
    for head, steps, cell in zip(found.header, columns, row, strict=True):
        if steps is None or cells.empty(cell.text):
            continue
        said = Said(cell.text.strip(), f"{request.source}:{cell.line}:{cell.column}", head.text.strip())
        if steps[0] == "metrics":
            measured.append((steps, said))
        else:
            values[steps] = said
    split = values.pop(("split",), None)
    _folds(values)
    for steps, said in values.items():
        one.put(steps, said)
    for steps, said in measured:
        name = steps[1] if len(steps) > 1 else said.name
        own = steps[2:] or ((str(split.value),) if split is not None else ())
        try:
            one.measure(name, own, said)
        except KbError as error:
            if error.hint is None and steps == ("metrics",):
                error.hint = (
                    "A column that is no figure is left out by a mapping [import.csv.NAME] of the others."
                )
            raise


def _folds(values: dict[Steps, Said]) -> None:
    """Cross-validation has no validation data of its own: what stands for their size is the number of folds."""
    rows = values.get(_ROWS)
    if rows is None:
        return
    counted = re.fullmatch(r"(\d+)[- ]?folds?|cv ?(\d+)|k ?= ?(\d+)", str(rows.value), re.IGNORECASE)
    if counted is not None:
        values[_FOLDS] = Said(next(filter(None, counted.groups())), rows.where, rows.name)
        del values[_ROWS]
    elif _URI not in values and _FOLDS not in values and str(rows.value).isdigit() and int(rows.value) <= 100:
        values[_FOLDS] = values.pop(_ROWS)


def _columns(request: Request, found: Table) -> list[Steps | None]:
    """What each column is for.

    Raises:
        KbError: the mapping names what is not there, or nothing is known of any column.
    """
    name = _mapping_name(request)
    if name is None:
        return _usual_columns(request, found)
    mapping: Mapping[str, str] = request.settings[name]
    heads = [cell.text.strip() for cell in found.header]
    for column in mapping:
        if column not in heads:
            hint = f"The table has: {', '.join(filter(None, heads))}."
            raise BadSetting(f"{request.source} has no column `{column}`", (name, column), hint)
    return [target(mapping[head], name, head) if head in mapping else None for head in heads]


def _mapping_name(request: Request) -> str | None:
    """The mapping that is asked for, or the one that is called like the file."""
    if request.mapping is not None:
        if request.mapping not in request.settings:
            known = ", ".join(request.settings) or "there is none"
            raise KbError(f"there is no mapping [import.csv.{request.mapping}]", hint=f"In kb.toml: {known}.")
        return request.mapping
    stem = PurePosixPath(request.source.replace("\\", "/")).stem
    return stem if stem in request.settings else None


def _usual_columns(request: Request, found: Table) -> list[Steps | None]:
    """Columns by their names; any other is a figure."""
    columns: list[Steps | None] = []
    taken: dict[Steps, Cell] = {}
    for cell in found.header:
        head = cell.text.strip()
        if not head:
            columns.append(None)
            continue
        steps = _known(head) or ("metrics",)
        where = f"{request.source}:{cell.line}:{cell.column}"
        if steps != ("metrics",) and steps in taken:
            raise KbError(f"`{head}` is for the same as `{taken[steps].text}`", where=where)
        taken[steps] = cell
        columns.append(steps)
    if all(steps in (None, ("metrics",)) for steps in columns):
        hint = (
            "Call them date, commit, model, params, train rows, train uri …, or write a mapping "
            "[import.csv.NAME] of columns to fields."
        )
        raise KbError("no column of this table is known", where=f"{request.source}:1:1", hint=hint)
    return columns


def _known(head: str) -> Steps | None:
    words = " ".join(re.split(r"[^a-z0-9]+", head.lower())).strip()
    if words in _USUAL:
        return tuple(_USUAL[words].split("."))
    found = _DATA.fullmatch(words)
    if found is not None:
        return ("data", _PARTS[found["part"]], _OF_DATA[found["what"]])
    if re.fullmatch(r"(?:code|data|model|environment|metrics|run)\.\S+", head):
        return target(head)
    return None
