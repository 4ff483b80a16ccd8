"""EX014 source-drifted: an imported result still is what its source says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule
from kb.lint.sources import Moved, Origin
from kb.readiness import quoted
from kb.records.experiment import Experiment


class SourceDrifted(Rule):
    """The run that an experiment was imported from changed since, or is gone.

    ## Why

    A run can be resumed, its figures logged again, its row in a table corrected. The record then says what was true on
    the day of the import, and decisions rest on it. If the tool is right, the record is brought up to date; if the
    record is, somebody says so there.

    A linter reads no trackers: the rule speaks under `kb verify` alone, which looks at the sources. What a person
    changed in the record is no drift. A run that is gone is a warning, for trackers are cleaned up. Invalid
    experiments are not judged.

    ## Bad

    ```record research/experiments/EXP-0001-target-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding of the shop
    status: concluded
    created: 2026-07-27
    metrics:
      roc_auc: {test: 0.7828}
    run:
      tracker: csv
      id: row-7
      uri: experiments.csv
      digest: sha256:6ab02638a470
    ---
    ```

    ```source EXP-0001
    state: changed
    moved:
      - {field: metrics.roc_auc.test, recorded: 0.7828, now: 0.7761}
    ```

    ## Good

    ```record research/experiments/EXP-0001-target-encoding.md
    ---
    id: EXP-0001
    type: experiment
    title: Target encoding of the shop
    status: concluded
    created: 2026-07-27
    metrics:
      roc_auc: {test: 0.7761}
    run:
      tracker: csv
      id: row-7
      uri: experiments.csv
      digest: sha256:77372fdceea1
    ---
    ```

    ```source EXP-0001
    state: same
    ```
    """

    code: ClassVar[str] = "EX014"
    name: ClassVar[str] = "source-drifted"
    needs: ClassVar[tuple[str, ...]] = ("origins",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Experiments whose run is not what it was."""
        if context.origins is None:
            return
        for document, experiment in context.records(Experiment):
            origin = context.origins.get(experiment.id)
            if origin is not None and experiment.run is not None and experiment.status != "invalid":
                yield from _judge(document, experiment, origin)


def _judge(document: Document, experiment: Experiment, origin: Origin) -> Iterator[Finding]:
    run = experiment.run
    assert run is not None
    source = f" in {quoted(run.uri)}" if run.uri is not None else ""
    where = ("run", "id") if run.id is not None else ("run",)
    if origin.state == "gone":
        message = f"the run of {experiment.id} is not there any more{source}"
        help_ = "If it was moved, import it from there with `--update`; else the record is all that is left of it."
        yield Finding(document, where, message, help_, severity=Severity.WARNING)
    elif origin.state == "changed":
        message = f"{experiment.id} is not what its run says by now{source}: {_said(origin)}"
        help_ = (
            f"`kb import {run.tracker} --update` takes it over; a conclusion may have to be written anew. "
            "If the record is right, correct the value there by hand."
        )
        yield Finding(document, _place(document, origin.moved) or where, message, help_)


def _place(document: Document, moved: tuple[Moved, ...]) -> tuple[str, ...] | None:
    """Where the first value stands that changed, if it stands in the record."""
    places = {".".join(map(str, path)): path for path in document.places}
    found = next((places[one.field] for one in moved if one.field in places), None)
    return tuple(map(str, found)) if found is not None else None


def _said(origin: Origin) -> str:
    if not origin.moved:
        return origin.why or "something that no field holds"
    first = origin.moved[0]
    more = f", and {len(origin.moved) - 1} more" if len(origin.moved) > 1 else ""
    return f"{first.field} is {_told(first.now)}, not {_told(first.recorded)}{more}"


def _told(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, float):
        return f"{value:.6g}"
    return quoted(value) if isinstance(value, str) else str(value)
