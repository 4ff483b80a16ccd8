"""Reads the database of MLflow, `mlflow.db`: read-only, while a server writes to it or not, and whoever made it.

The file is somebody else's. Only real tables are read, so that no view or module of the database decides what runs; its
functions are not trusted; a query that takes too long is stopped. A database in WAL mode that nobody has open is read
as it lies there, because SQLite would leave two files beside it otherwise.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from kb.errors import KbError
from kb.importers.importer import Request
from kb.importers.mlflow import repeats
from kb.importers.mlflow.kept import (
    MOST_RUNS,
    MOST_VALUES,
    DataSet,
    Kept,
    LoggedModel,
    Reading,
    UnreadableError,
    figure,
    moment,
)
from kb.importers.mlflow.repeats import Measured

SECONDS: Final = 120.0
"""For one query."""
_WAIT: Final = 5.0
_STEPS: Final = 100_000
_BATCH: Final = 100
_LONGEST: Final = 16 * 1024 * 1024
_MAGIC: Final = b"SQLite format 3\0"

Look = Callable[[Kept], None]


def read(path: Path, shown: str, request: Request, look: Look) -> Reading:
    """The runs of a database that are asked for.

    Args:
        path: of the database.
        shown: the same, for messages.
        request: which runs.
        look: adds what is in the files of a run.

    Raises:
        KbError: it is no database of MLflow, or cannot be read now.
    """
    try:
        with closing(_opened(path, shown)) as database, _untouched(path, shown):
            yield from _Store(database, shown, request, look).runs()
    except sqlite3.Error as error:
        raise _said(error, shown) from None
    except UnicodeDecodeError:  # what SQLite complains about holds bytes of the damaged place
        raise _said(sqlite3.DatabaseError("its bytes are no text"), shown) from None


def _opened(path: Path, shown: str) -> sqlite3.Connection:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise KbError("this is no file", where=shown)
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise KbError(f"this cannot be read: {error.strerror}", where=shown) from None
    if not head.startswith(_MAGIC):
        raise KbError("this is no SQLite database", where=shown, hint=_WHAT)
    mode = "mode=ro&immutable=1" if _asleep(path, head) else "mode=ro"
    database = sqlite3.connect(f"file:{quote(os.fspath(path.absolute()))}?{mode}", uri=True, timeout=_WAIT)
    database.text_factory = lambda raw: raw.decode("utf-8", "replace")
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    database.executescript("pragma trusted_schema=off; pragma query_only=on; pragma mmap_size=0;")
    return database


def _asleep(path: Path, head: bytes) -> bool:
    """Whether a database writes ahead (a byte of its head says so) and nobody has it open."""
    return head[18:19] == b"\2" and not path.with_name(f"{path.name}-wal").exists()


@contextmanager
def _untouched(path: Path, shown: str) -> Iterator[None]:
    """Notices that somebody wrote to a database that was read as it lay there."""
    asleep = not path.with_name(f"{path.name}-wal").exists()
    before = path.stat()
    yield
    after = path.stat()
    if asleep and (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise KbError("this was written to while it was read", where=shown, hint="Try once more.")


class _Store:
    """One database that is open."""

    def __init__(self, database: sqlite3.Connection, shown: str, request: Request, look: Look) -> None:
        self.database = database
        self.shown = shown
        self.request = request
        self.look = look
        self.until = 0.0
        database.set_progress_handler(lambda: time.monotonic() > self.until, _STEPS)

    def runs(self) -> Reading:
        self.ask("begin")  # everything as it was at one moment
        self.columns = {table: self.columns_of(table) for table in self.tables()}
        if "run_uuid" not in self.columns.get("runs", ()) or "name" not in self.columns.get(
            "experiments", ()
        ):
            raise KbError(
                "this is no database of MLflow: it has no table of runs", where=self.shown, hint=_WHAT
            )
        for table in ("params", "tags", "latest_metrics"):
            if table not in self.columns:
                raise KbError(
                    f"the table `{table}` is not there; the database may be of an MLflow before 1.0",
                    where=self.shown,
                    hint="Let a newer MLflow bring it up to date: `mlflow db upgrade`.",
                )
        kept = list(self.listed())
        self.models = self.logged({one.id for one in kept}) if self.has("logged_models") else {}
        for at in range(0, len(kept), _BATCH):
            yield from self.filled(kept[at : at + _BATCH])

    def ask(self, query: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        self.until = time.monotonic() + SECONDS
        return self.database.execute(query, values)

    def tables(self) -> list[str]:
        """Real tables: a view and a virtual table run what their maker wrote."""
        real = "select name from sqlite_master where type = 'table' and sql not like 'create virtual%'"
        return [name for (name,) in self.ask(real) if name in _TABLES]

    def columns_of(self, table: str) -> set[str]:
        return {row[1] for row in self.ask(f"pragma table_info({table})")}

    def listed(self) -> Iterator[Kept]:
        """The runs, oldest first, with nothing but what their own row says."""
        name = "r.name" if "name" in self.columns["runs"] else "null"
        rows = self.ask(_RUNS.format(name=name, most=MOST_RUNS + 1)).fetchall()
        if len(rows) > MOST_RUNS:
            raise KbError(f"there are more than {MOST_RUNS:,} runs", where=self.shown)
        self.names = {row[0]: _text(row[3]) for row in rows}
        for id_, experiment, group, named, status, started, ended, artifacts, *stages in rows:
            if "deleted" in stages or not isinstance(id_, str):
                continue
            if self.request.ids and id_ not in self.request.ids:
                continue
            if self.request.groups and group not in self.request.groups:
                continue
            yield Kept(
                id_, f"{self.shown}: run {id_}", _text(experiment), _text(group), _text(named) or None,
                _text(status), moment(started), moment(ended), _text(artifacts),
            )  # fmt: skip

    def logged(self, ids: set[str]) -> dict[str, list[LoggedModel]]:
        """The models that came out of runs; their table knows no other way than from end to end."""
        found: dict[str, list[LoggedModel]] = {}
        for run, *said in self.ask(_MODELS):
            if run in ids and len(found.setdefault(run, [])) < MOST_VALUES:
                id_, name, kind = map(_text, said)
                found[run].append(LoggedModel(id_, name, kind or None))
        return found

    def filled(self, kept: list[Kept]) -> Reading:
        """Some runs with all that other tables say of them."""
        marks = ", ".join("?" * len(kept))
        ids = [one.id for one in kept]
        self.by_id = {one.id: one for one in kept}
        self.left = dict.fromkeys(ids, MOST_VALUES)
        self.bad: dict[str, UnreadableError] = {}
        for table, fill in (("params", _param), ("tags", _tag), ("latest_metrics", _metric)):
            more = ", is_nan" if table == "latest_metrics" else ""
            query = f"select run_uuid, key, value{more} from {table} where run_uuid in ({marks})"  # noqa: S608  # names of ours, and question marks
            self.each(query, ids, fill)
        if self.has("inputs", "datasets", "input_tags"):
            self.each(_INPUTS.format(marks=marks), ids, _input)
        if self.has("metrics"):
            for name in repeats.meant(self.request, {name for one in kept for name in one.metrics}):
                self.each(_REPEATS.format(marks=marks), [*ids, name], _repeat)
        for one in kept:
            trouble = self.bad.get(one.id)
            if trouble is not None:
                yield trouble.trouble(one.place)
                continue
            one.models = self.models.get(one.id, [])
            one.parent = self.names.get(one.tags.get("mlflow.parentRunId", "")) or None
            self.look(one)
            yield one

    def has(self, *tables: str) -> bool:
        return all(table in self.columns for table in tables)

    def each(self, query: str, ids: list[str], fill: Callable[..., None]) -> None:
        for id_, *values in self.ask(query, ids):
            if id_ in self.bad:
                continue
            if id_ not in self.by_id:
                raise sqlite3.DatabaseError("a table and its index do not agree")
            self.left[id_] -= 1
            try:
                if self.left[id_] < 0:
                    raise UnreadableError(f"the run has more than {MOST_VALUES:,} values")
                fill(self.by_id[id_], *values)
            except UnreadableError as error:
                self.bad[id_] = error


def _param(kept: Kept, name: Any, value: Any) -> None:
    kept.params[_text(name)] = _text(value)


def _tag(kept: Kept, name: Any, value: Any) -> None:
    kept.tags[_text(name)] = _text(value)


def _metric(kept: Kept, name: Any, value: Any, is_nan: Any) -> None:
    kept.metrics[_text(name)] = float("nan") if is_nan == 1 else figure(value, _text(name))


def _repeat(kept: Kept, name: Any, step: Any, when: Any, value: Any, is_nan: Any) -> None:
    number = float("nan") if is_nan == 1 else figure(value, _text(name))
    kept.repeats.setdefault(_text(name), []).append(Measured(moment(step) or 0, moment(when) or 0, number))


def _input(kept: Kept, *values: Any) -> None:
    kept.inputs.append(DataSet(*map(_text, values)))


def _text(value: Any) -> str:
    """A value as text, whatever type SQLite let somebody put there."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _said(error: sqlite3.Error, shown: str) -> KbError:
    """What SQLite complains about, and what to do."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return KbError(
            "another program has locked this database",
            where=shown,
            hint="Try again when it has finished writing.",
        )
    if "interrupted" in text:
        return KbError(f"a query took longer than {SECONDS:.0f} seconds, and was stopped", where=shown)
    if "readonly" in text or "unable to open" in text:
        hint = "A program may have ended while it wrote; let MLflow open it once, or copy it with its `-wal` file."
        return KbError(f"SQLite cannot read this: {text}", where=shown, hint=hint)
    return KbError(f"this database cannot be read: {text}", where=shown, hint="It may be cut off or damaged.")


_WHAT: Final = "Give the database that MLflow writes, as a rule `mlflow.db`."
_TABLES: Final = frozenset(
    (
        "runs",
        "experiments",
        "params",
        "tags",
        "latest_metrics",
        "datasets",
        "inputs",
        "input_tags",
        "logged_models",
        "metrics",
    )
)
_RUNS: Final = """
select r.run_uuid, r.experiment_id, e.name, {name}, r.status, r.start_time, r.end_time, r.artifact_uri,
    r.lifecycle_stage, e.lifecycle_stage
from runs r join experiments e on e.experiment_id = r.experiment_id
order by r.start_time, r.run_uuid limit {most}
"""
_REPEATS: Final = """
select run_uuid, key, step, timestamp, value, is_nan from metrics where run_uuid in ({marks}) and key = ?
"""
_INPUTS: Final = """
select i.destination_id, d.name, d.digest, d.dataset_source, d.dataset_profile,
    (select t.value from input_tags t where t.input_uuid = i.input_uuid and t.name = 'mlflow.data.context')
from inputs i join datasets d on d.dataset_uuid = i.source_id
where i.source_type = 'DATASET' and i.destination_type = 'RUN' and i.destination_id in ({marks})
"""
_MODELS: Final = """
select source_run_id, model_id, name, model_type from logged_models where lifecycle_stage = 'active'
"""
