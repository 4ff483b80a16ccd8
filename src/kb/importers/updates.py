"""Brings what changed in a tool into the record of a run, and leaves alone what people wrote there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from kb.base import Document, read
from kb.changing import Change, change
from kb.config import ImportTable
from kb.errors import Refused
from kb.importers.drafts import about
from kb.importers.fields import Made, made
from kb.importers.leaves import Difference, compare, held, written
from kb.importers.run import Run
from kb.importers.screen import Screen
from kb.records import Registry
from kb.records.experiment import Experiment
from kb.text.edit import DELETE, front_matter
from kb.text.frontmatter import KeyPath
from kb.text.source import Source


class Update(NamedTuple):
    """What a record becomes.

    Attributes:
        change: the record before and after.
        names: of what changed in the tool since the import; None if nothing did.
        remarks: for people.
    """

    change: Change
    names: tuple[str, ...] | None
    remarks: tuple[str, ...]


def differences(document: Document, types: Registry, run: Run, settings: ImportTable) -> list[Difference]:
    """Where a record and its run, as it is now, do not agree."""
    experiment = document.record
    assert isinstance(experiment, Experiment)
    kept = experiment.run.written if experiment.run is not None else None
    return compare(held(experiment), values_of(made(run, settings), types), kept or "")


def values_of(given: Made, types: Registry) -> dict[str, Any]:
    """What a run gives a record, in the spelling in which values are compared.

    Raises:
        Refused: it gives what no record can hold.
    """
    front = {"id": "EXP-1", "type": "experiment", "title": "-", "status": "running"}
    text = front_matter({**front, "created": "2000-01-01", **given.values})
    document = read(Source("run.md", text), types)
    if not isinstance(document.record, Experiment):
        problem = next(p for p in document.problems if p.code != "FM006")
        raise Refused(problem.message, hint=problem.help or None)
    return held(document.record)


def update(document: Document, types: Registry, run: Run, settings: ImportTable) -> Update:
    """What an import makes of a record whose run is known.

    Raises:
        KbError: there is no safe way to write it.
    """
    experiment = document.record
    assert isinstance(experiment, Experiment)
    assert experiment.run is not None
    screen = Screen()
    now = about(run, screen)
    moved = now.get("uri") != experiment.run.uri
    if experiment.run.digest == run.digest:
        changes: dict[KeyPath, Any] = {("run", "uri"): now["uri"]} if moved and "uri" in now else {}
        return Update(change(document, types, changes), None, ())
    return _taken_over(document, types, run, settings, imported=experiment.run.digest is not None)


def filled(document: Document, types: Registry, run: Run, settings: ImportTable) -> Update:
    """What becomes of a record that waited for its run: what people wrote stays, the rest is filled in."""
    return _taken_over(document, types, run, settings, imported=False)


def _taken_over(
    document: Document, types: Registry, run: Run, settings: ImportTable, *, imported: bool
) -> Update:
    given, screen, experiment = made(run, settings), Screen(), document.record
    assert isinstance(experiment, Experiment)
    found = differences(document, types, run, settings)
    changes: dict[KeyPath, Any] = {}
    remarks = list(given.remarks)
    for difference in found:
        if difference.kind in ("new", "other"):
            changes[difference.path] = _at(given.values, difference.path)
        elif difference.kind == "gone":
            changes[difference.path] = DELETE
        elif difference.kind == "both":
            remarks.append(
                f"kept {difference.name} as it was written here, {told(difference.here)}; "
                f"{run.tracker} says {told(difference.there)}"
            )
    if changes and experiment.status == "concluded":
        remarks.append("is concluded: read its conclusion again")
    changes = _whole_groups(changes, document.values)
    now = {**about(run, screen), "written": written(values_of(given, types))}
    for key, value in now.items():
        changes["run", key] = value or DELETE
    done = change(document, types, changes)
    names = tuple(d.name for d in found if d.kind != "own") if imported else None
    return Update(done, names, (*remarks, *screen.said()))


def _at(values: Any, path: KeyPath) -> Any:
    for step in path:
        values = values[step]
    return values


def _whole_groups(changes: Mapping[KeyPath, Any], values: Any) -> dict[KeyPath, Any]:
    """The changes, where a group loses all that it holds, without the group."""
    found = dict(changes)
    for path in sorted(changes, key=len, reverse=True):
        if found.get(path) is not DELETE or len(path) < 2:
            continue
        above = path[:-1]
        group = _held(values, above)
        beside = [other for other in found if other[: len(above)] == above and other != path]
        going = {other[len(above)] for other in beside if found[other] is DELETE and len(other) == len(path)}
        adding = any(found[other] is not DELETE for other in beside)
        if isinstance(group, dict) and not adding and set(group) <= {*going, path[-1]}:
            for other in (path, *(other for other in beside)):
                del found[other]
            found[above] = DELETE
            return _whole_groups(found, values)
    return found


def _held(values: Any, path: KeyPath) -> Any:
    for step in path:
        values = values.get(step) if isinstance(values, dict) else None
    return values


def told(value: Any) -> str:
    """A value for people."""
    if value is None:
        return "nothing"
    if isinstance(value, tuple):  # a figure with its spread
        parts = dict(value)
        spread = f" ± {parts['std']:.6g}" if "std" in parts else ""
        return f"{parts['mean']:.6g}{spread}" + (f" (n = {parts['n']})" if "n" in parts else "")
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
