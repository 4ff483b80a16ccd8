"""Drafts the record of a run that has none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kb.base import Document, KnowledgeBase
from kb.changing import Assignment, parse, places, typed
from kb.drafting import Wish, draft
from kb.errors import KbError
from kb.importers.fields import failure, made
from kb.importers.leaves import held, written
from kb.importers.run import Run
from kb.importers.screen import NOTHING, Screen
from kb.records import Registry
from kb.records.experiment import Experiment

if TYPE_CHECKING:
    from kb.importers.plan import Wishes

_GIVEN = ("id", "type", "title", "created", "run")


def drafted(
    base: KnowledgeBase, types: Registry, run: Run, wishes: Wishes, id: str
) -> tuple[Document, tuple[str, ...]]:
    """A new record for a run, and what people should know about it.

    A run that has ended is not concluded: somebody has to say what follows from it. So the record begins as any other
    does, unless the source itself brings a conclusion. One that failed is invalid from the start, and says why.

    Raises:
        KbError: a value does not fit.
    """
    entry = types["experiment"]
    given = made(run, wishes.settings)
    screen = Screen()
    values: dict[str, Any] = {**_links(run, wishes), **given.values, "run": about(run, screen)}
    body = given.body
    if run.state == "failed":
        values["status"] = "invalid"
        said = failure(run)
        body = f"{said}\n\n{body}" if body else said
    wish = Wish(given.title, wishes.today, wishes.owner, values, body)
    document = draft(entry, types, base.config, id, wish)
    record = document.record
    assert isinstance(record, Experiment)  # or the draft would have been refused
    if (kept := written(held(record))) != "":
        values["run"]["written"] = kept
    more = _more(run, screen, values, types)
    assignments = (*more, *wishes.assignments)
    document = draft(entry, types, base.config, id, wish._replace(values=values, assignments=assignments))
    return document, (*given.remarks, *screen.said())


def about(run: Run, screen: Screen) -> dict[str, Any]:
    """The group `run` of a record, without the digests of what is written."""
    uri = screen.address(run.uri, "run.uri")
    found = {"tracker": run.tracker, "id": run.id, "uri": uri, "digest": run.digest}
    return {key: value for key, value in found.items() if value is not None}


def _links(run: Run, wishes: Wishes) -> dict[str, Any]:
    task = run.tags.get("kb.task", "").strip() or wishes.task
    return {key: value for key, value in (("task", task), ("baseline", wishes.baseline)) if value}


def _more(run: Run, screen: Screen, values: dict[str, Any], types: Registry) -> tuple[Assignment, ...]:
    """What else the source says of the record: values go in as they are, text as if somebody had typed it."""
    model = types["experiment"].model
    assignments = []
    for path, value in run.fields.items():
        if path.partition(".")[0] in _GIVEN:
            raise KbError(f"`{path}` is given by `kb import`", where=run.place)
        if isinstance(value, str):
            kept = screen.text(value, path)
            if kept is not None:
                assignments.append(parse(f"{path}={kept}"))
        else:
            place = places.find(model, parse(f"{path}=").steps, values)
            inner: Any = values
            for step in place.path[:-1]:
                inner = inner.setdefault(step, {})
            kept = screen.data(value, path)
            if kept is not NOTHING:
                inner[place.path[-1]] = typed(place.hint, kept)
    if "conclusion" in run.fields and "status" not in run.fields and run.state == "finished":
        assignments.append(parse("status=concluded"))
    return tuple(assignments)
