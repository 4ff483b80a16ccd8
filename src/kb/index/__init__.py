"""The read-only SQL surface of a base: tables filled from the records, queries that can read and nothing else."""

from __future__ import annotations

import dataclasses
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from typing import Any, Final, NamedTuple

from kb.base import Document
from kb.graph import Graph
from kb.index import answering, clock
from kb.index.answering import (
    MAX_ANSWER,
    MAX_LENGTH,
    MAX_QUERY,
    MAX_ROWS,
    PAGE,
    SECONDS,
    TERMINAL,
    Answer,
    Bounds,
)
from kb.index.mistakes import QueryError
from kb.record import Record
from kb.records import Entry
from kb.records.experiment import Experiment, Spread
from kb.records.review import Review
from kb.records.task import Task
from kb.verdicts import verdict

MAX_MEMORY: Final = 256 * 1024 * 1024

__all__ = [
    "MAX_ANSWER", "MAX_LENGTH", "MAX_MEMORY", "MAX_QUERY", "MAX_ROWS", "PAGE", "SECONDS", "TABLES", "TERMINAL",
    "Answer", "Bounds", "FindingRow", "Index", "QueryError", "TransitionRow", "as_json",
]  # fmt: skip

TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "records": (
        "id",
        "type",
        "title",
        "status",
        "owner",
        "assignee",
        "created",
        "visibility",
        "path",
        "data",
    ),
    "links": ("source", "kind", "target", "path", "line"),
    "metrics": ("experiment", "task", "metric", "split", "value", "std", "n"),
    "scores": ("review", "candidate", "criterion", "grp", "priority", "weight", "score"),
    "tags": ("record", "tag"),
    "findings": ("record", "code", "severity", "message", "path", "line"),
    "transitions": ("record", "from_status", "to_status", "at", "commit_id", "author"),
}
_LOOKED_UP: Final[Mapping[str, tuple[str, ...]]] = {
    "links": ("source", "target"),
    "metrics": ("experiment",),
    "scores": ("review",),
    "tags": ("record",),
    "findings": ("record",),
    "transitions": ("record",),
}
"""By which columns rows are found when tables are joined; those of records by `id`."""
_LEADERBOARD = """
create view leaderboard as
select e.id, e.title, m.task, m.metric, m.split, m.value, m.std, m.n, e.date, e.outcome, e.status
from metrics m join experiment e on e.id = m.experiment where e.status = 'concluded'
"""


class FindingRow(NamedTuple):
    """A finding of the linter as the table `findings` holds it."""

    record: str | None
    code: str
    severity: str
    message: str
    path: str
    line: int


class TransitionRow(NamedTuple):
    """That a record entered a state, as the table `transitions` holds it; nothing stands before the first one."""

    record: str
    from_status: str | None
    to_status: str
    at: str
    commit_id: str
    author: str | None


class Index:
    """A base in SQL. Only the tables that a query names are filled.

    Args:
        graph: the base and its links.
        findings: what the linter says; only asked for when a query names the table.
        transitions: what the history tells, likewise.
        today: the day that `date('now')` and `today()` tell; without it they look at the clock.
        bounds: how much a query may take.
    """

    def __init__(
        self,
        graph: Graph,
        findings: Iterable[FindingRow] = (),
        transitions: Iterable[TransitionRow] = (),
        *,
        today: date | None = None,
        bounds: Bounds = TERMINAL,
    ) -> None:
        self.bounds = bounds
        self.graph = graph
        self.base = graph.base
        self._findings = findings
        self._transitions = transitions
        self._filled: set[str] = set()
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_LENGTH)
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        # What is sorted stays in memory, which is bounded; it would fill the disk otherwise.
        self._connection.execute("pragma temp_store = memory")
        self._connection.execute(f"pragma hard_heap_limit = {MAX_MEMORY}")
        self.tables: dict[str, tuple[str, ...]] = dict(TABLES)
        for name, entry in self.base.types.items():
            computed = ("score", "verdict") if name == "task" else ()
            self.tables[_table_name(name)] = _distinct((*_columns(entry), *computed))
        for name, columns in self.tables.items():
            self._connection.execute(f'create table "{name}" ({", ".join(_quoted(c) for c in columns)})')
        self._connection.execute(_LEADERBOARD)
        # Functions that give tables are set up when they are first used, which no query is allowed to do.
        self._connection.execute("select 1 from json_each('[]'), json_tree('[]')")
        if today is not None:
            clock.fix(self._connection, today, steady=bounds.steady)

    def query(self, sql: str, *, seconds: float | None = None) -> Answer:
        """Answer a query.

        Raises:
            QueryError: it is not a reading query, it is wrong, or it takes more than the bounds allow.
        """
        answering.check(sql, self.tables)
        self._fill(sql)
        bounds = self.bounds if seconds is None else replace(self.bounds, seconds=seconds)
        return answering.answer(self._connection, sql, bounds, self._names)

    @cached_property
    def _names(self) -> dict[str, tuple[str, ...]]:
        board = self._connection.execute("select * from leaderboard limit 0").description
        return {**self.tables, "leaderboard": tuple(column[0] for column in board)}

    def image(self) -> bytes:
        """The whole index as an SQLite database, every table filled."""
        self._fill(" ".join(self.tables))
        return self._connection.serialize()

    def _fill(self, sql: str) -> None:
        words = set(re.findall(r"\w+", sql.lower()))
        if "leaderboard" in words:
            words |= {"metrics", "experiment"}
        for name in self.tables:
            if name in words and name not in self._filled:
                self._filled.add(name)
                self._insert(name, self._rows(name))

    def _insert(self, name: str, rows: Iterator[Sequence[Any]]) -> None:
        marks = ", ".join("?" for _ in self.tables[name])
        self._connection.execute("begin")
        self._connection.executemany(f'insert into "{name}" values ({marks})', rows)  # noqa: S608 - names are ours
        for column in _LOOKED_UP.get(name, ("id",)):
            self._connection.execute(f'create index "{name} by {column}" on "{name}" ("{column}")')
        self._connection.execute("commit")

    def _rows(self, name: str) -> Iterator[Sequence[Any]]:
        known: dict[str, Callable[[], Iterator[Sequence[Any]]]] = {
            "records": self._record_rows,
            "links": self._link_rows,
            "metrics": self._metric_rows,
            "scores": self._score_rows,
            "tags": self._tag_rows,
            "findings": lambda: map(_readable, self._findings),
            "transitions": lambda: map(_readable, self._transitions),
        }
        yield from known[name]() if name in known else self._type_rows(name)

    def _documents(self) -> Iterator[tuple[Document, Record]]:
        for document in self.base.documents:
            if document.record is not None:
                yield document, document.record

    def _record_rows(self) -> Iterator[Sequence[Any]]:
        for document, r in self._documents():
            assignee = r.assignee if isinstance(r, Task) else None
            data = json.dumps(as_json(r), ensure_ascii=False)
            created = r.created.isoformat()
            yield (
                r.id,
                r.type,
                r.title,
                r.status,
                r.owner,
                assignee,
                created,
                r.visibility,
                document.path,
                data,
            )

    def _link_rows(self) -> Iterator[Sequence[Any]]:
        for links in self.graph.out.values():
            for link in links:
                line = link.source.position(link.where).line
                yield link.source_id, link.kind, link.target_id, link.source.path, line

    def _metric_rows(self) -> Iterator[Sequence[Any]]:
        for _, experiment in self.base.records(Experiment):
            for metric, splits in (experiment.metrics or {}).items():
                for split, figure in splits.items():
                    value = (
                        (figure.mean, figure.std, figure.n)
                        if isinstance(figure, Spread)
                        else (figure, None, None)
                    )
                    yield experiment.id, experiment.task, metric, split, *value

    def _score_rows(self) -> Iterator[Sequence[Any]]:
        for _, review in self.base.records(Review):
            criteria = {criterion.id: criterion for criterion in review.criteria}
            for candidate in review.candidates:
                for id_, score in (candidate.scores or {}).items():
                    c = criteria.get(id_)
                    facts = (c.group, c.priority, c.weight) if c is not None else (None, None, None)
                    yield review.id, candidate.name, id_, *facts, score

    def _tag_rows(self) -> Iterator[Sequence[Any]]:
        for _, record in self._documents():
            for tag in record.tags:
                yield record.id, tag

    def _type_rows(self, table: str) -> Iterator[Sequence[Any]]:
        columns = self.tables[table]
        for _, record in self._documents():
            if _table_name(record.type) == table:
                flat = _flat(record)
                if isinstance(record, Task):
                    found = verdict(self.graph, record)
                    flat["score"] = record.score
                    flat["verdict"] = found.name if found is not None else None
                yield [flat.get(column) for column in columns]


def _readable(row: Sequence[Any]) -> Sequence[Any]:
    """A row that SQL takes: the name of a file, or of an author, need not be UTF-8, and what is told has it in it."""
    return [v.encode("utf-8", "backslashreplace").decode() if isinstance(v, str) else v for v in row]


def _distinct(columns: Iterable[str]) -> tuple[str, ...]:
    """The columns once each, as SQL tells names apart; `data` of `records` holds what is left out."""
    return tuple({column.lower(): column for column in columns}.values())


_TAKEN = {*TABLES, "leaderboard"}


def _table_name(type_name: str) -> str:
    """The table of a type; one whose name SQL or this module needs stands behind `type_`."""
    name = type_name.replace("-", "_")
    return f"type_{name}" if name in _TAKEN or name.startswith("sqlite_") else name


def _quoted(column: str) -> str:
    return f'"{column}"'


def as_json(value: Any) -> Any:
    """A record, or part of one, as JSON can hold it; fields that were not given are left out."""
    if value is None or isinstance(value, str):  # most are
        return value
    if isinstance(value, Mapping):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [as_json(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    names = _field_names(value.__class__)
    if names is None:
        return value
    found = {}
    for attribute, name in names:
        inner = getattr(value, attribute)
        if inner is not None and (inner := as_json(inner)) is not None and inner not in ([], {}):
            found[name] = inner
    return found


@cache
def _field_names(kind: type[Any]) -> tuple[tuple[str, str], ...] | None:
    """The fields of a record or a part of one, as Python and as JSON call them; None for any other value."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple((field.name, field.name.rstrip("_")) for field in dataclasses.fields(kind))


def _columns(entry: Entry) -> tuple[str, ...]:
    return tuple(_scalar_columns(entry.model, ""))


def _scalar_columns(model: type[Any], prefix: str) -> Iterator[str]:
    from kb.schema import field_hints, fields_in, holds_many

    for name, hint in field_hints(model).items():
        if holds_many(hint):
            continue
        inner = fields_in(hint)
        if inner is not None:
            yield from _scalar_columns(inner, f"{prefix}{name}_")
        else:
            yield f"{prefix}{name}"


def _flat(record: Any, prefix: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        name = f"{prefix}{field.name.rstrip('_')}"
        if dataclasses.is_dataclass(value):
            found |= _flat(value, f"{name}_")
        elif isinstance(value, date):
            found.setdefault(name, value.isoformat())
        elif isinstance(value, str | int | float) or value is None:
            found.setdefault(name, value)
    return found
