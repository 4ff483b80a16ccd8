"""Compares imported experiments with the runs they came from, as their sources have them now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from kb.base import Document
from kb.config import ImportTable
from kb.errors import KbError
from kb.importers import register
from kb.importers.importer import Request
from kb.importers.leaves import Difference
from kb.importers.run import Run
from kb.importers.updates import differences
from kb.records import Registry
from kb.records.experiment import Experiment

OWN = "kb"
"""The tracker of what `kb record` writes: such a run has no source but the record."""


class Asking(NamedTuple):
    """How sources are read.

    Attributes:
        root: of the base.
        types: its record types.
        settings: the table `[import]`.
        of_tool: the table `[import.<tool>]`.
        allowed: whether a source of a tool may be looked at: what a record names may lie anywhere.
        mapping: for tools that have such.
    """

    root: Path
    types: Registry
    settings: ImportTable
    of_tool: Callable[[str], Mapping[str, Any]]
    allowed: Callable[[str, str], bool]
    mapping: str | None = None


class Verified(NamedTuple):
    """What became of the run of a record."""

    document: Document
    state: Literal["same", "changed", "gone", "unreachable", "not-asked"]
    differences: tuple[Difference, ...] = ()
    why: str = ""


def verify(documents: Iterable[Document], asking: Asking) -> list[Verified]:
    """The experiments among some documents that have a source, each compared with it; in the order given."""
    wanted = [d for d in documents if _has_source(d)]
    groups: dict[tuple[str, str | None], list[Document]] = {}
    for document in wanted:
        run = document.record.run  # type: ignore[union-attr]  # an experiment with a run, see above
        groups.setdefault((run.tracker, run.uri), []).append(document)
    found: dict[str, Verified] = {}
    for (tracker, uri), own in groups.items():
        for one in _group(tracker, uri, own, asking):
            found[one.document.path] = one
    return [found[document.path] for document in wanted]


def _has_source(document: Document) -> bool:
    experiment = document.record
    return isinstance(experiment, Experiment) and experiment.run is not None and experiment.run.tracker != OWN


def _group(tracker: str, uri: str | None, own: list[Document], asking: Asking) -> Iterable[Verified]:
    if uri is None:
        return [Verified(d, "unreachable", why="the record does not say where its run is") for d in own]
    if not asking.allowed(tracker, uri):
        return [Verified(d, "not-asked", why=f"{uri} lies outside of the base") for d in own]
    ids = frozenset(run_id for d in own if (run_id := _id(d)) is not None)
    try:
        importer = register.importer(tracker)
        request = Request(asking.root, uri, ids=ids, settings=asking.of_tool(tracker), mapping=asking.mapping)
        runs: dict[str, Run] = {}
        trouble = ""
        for run in importer.runs(request):
            if isinstance(run, Run):
                runs[run.id] = run
            else:
                trouble = trouble or f"{run.where}: {run.message}"
    except KbError as error:
        return [Verified(d, "unreachable", why=str(error)) for d in own]
    except OSError as error:  # of a name that no file can have; other records are verified all the same
        return [Verified(d, "unreachable", why=f"{uri[:80]}: {error.strerror}") for d in own]
    return [_one(d, runs.get(_id(d) or ""), trouble, asking) for d in own]


def _id(document: Document) -> str | None:
    experiment = document.record
    assert isinstance(experiment, Experiment)
    assert experiment.run is not None
    return experiment.run.id


def _one(document: Document, run: Run | None, trouble: str, asking: Asking) -> Verified:
    if run is None and trouble:
        return Verified(document, "unreachable", why=trouble)
    if run is None:
        return Verified(document, "gone", why="there is no such run any more")
    experiment = document.record
    assert isinstance(experiment, Experiment)
    assert experiment.run is not None
    if experiment.run.digest == run.digest:
        return Verified(document, "same")
    try:
        found = differences(document, asking.types, run, asking.settings)
    except KbError as error:
        return Verified(document, "unreachable", why=str(error))
    moved = tuple(d for d in found if d.kind != "own")
    if experiment.run.digest is None and not moved:
        return Verified(document, "same", why="the record keeps no digest of its run")
    why = "" if moved else f"what changed is in no field; {run.tracker} calls it {run.state}"
    return Verified(document, "changed", moved, why)
