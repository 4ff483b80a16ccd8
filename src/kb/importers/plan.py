"""Plans an import: which runs become records, which are there already, which changed, and which are left alone.

Nothing is written here. A run that is known and did not change is not touched, whatever people made of its record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

from kb.base import Document, KnowledgeBase
from kb.changing import Assignment, Change
from kb.config import ImportTable
from kb.days import day_in
from kb.errors import KbError, Refused
from kb.importers.drafts import drafted
from kb.importers.known import Known
from kb.importers.run import Run, Trouble
from kb.importers.updates import filled, update
from kb.records import Registry
from kb.records.experiment import Experiment

MAX_RUNS = 10_000
"""Runs that one import takes."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of an import.

    Attributes:
        today: the day on which new records are written.
        settings: the table `[import]`.
        owner: of new records.
        task: that new records answer.
        baseline: of new records.
        assignments: for new records, as `kb set` takes them.
        update: whether what changed in the tool is taken over.
        failed: whether runs that failed become records, too.
        since: only runs that began on this day or later.
    """

    today: date
    settings: ImportTable = field(default_factory=ImportTable)
    owner: str | None = None
    task: str | None = None
    baseline: str | None = None
    assignments: tuple[Assignment, ...] = ()
    update: bool = False
    failed: bool = False
    since: date | None = None


class New(NamedTuple):
    """A record that is to be written for a run."""

    run: Run
    document: Document
    remarks: tuple[str, ...]


class Changed(NamedTuple):
    """A record that is to be changed for a run."""

    run: Run
    change: Change
    remarks: tuple[str, ...]


class Refusal(NamedTuple):
    """A run, or a part of a source, for which nothing is written."""

    where: str
    why: str
    hint: str = ""


@dataclass(slots=True)
class Plan:
    """What an import will do.

    Attributes:
        new: records to be written.
        changed: records to be changed.
        unchanged: ids of records whose run is as it was.
        refused: for which nothing is written, and why.
        passed_over: how many runs are left alone as usual, by reason.
        spare: ids that were handed out and are not used after all.
    """

    new: list[New] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    spare: list[str] = field(default_factory=list)


FAILED = "failed"
RUNNING = "still running"
EARLIER = "earlier"


def plan(
    base: KnowledgeBase,
    types: Registry,
    runs: Iterable[Run | Trouble],
    wishes: Wishes,
    next_id: Callable[[], str],
) -> Plan:
    """What is to be done for the runs of a source.

    Args:
        base: as it is.
        types: its record types.
        runs: as an importer gives them.
        wishes: what is asked.
        next_id: hands out the next free id of an experiment.
    """
    found, known, seen = Plan(), Known(base), set[tuple[str, str, str]]()
    runs = list(runs)
    named = {run.tags.get("kb.id") for run in runs if isinstance(run, Run)}
    for number, run in enumerate(runs):
        if isinstance(run, Trouble):
            found.refused.append(Refusal(run.where, run.message, run.hint))
            continue
        if number >= MAX_RUNS:
            hint = "Take fewer at a time: --since, --group or --run."
            found.refused.append(Refusal(run.place, f"there are more than {MAX_RUNS:,} runs", hint))
            break
        if run.identity in seen:
            found.refused.append(Refusal(run.place, f"the run {run.id} is there twice"))
            continue
        seen.add(run.identity)
        try:
            document = known.of(run) or _named(base, run)
            if document is not None:
                _known(found, types, document, run, wishes)
            elif (reason := _passed_over(run, wishes)) is not None:
                found.passed_over[reason] += 1
            else:
                _check_task(base, run)
                while not found.spare or found.spare[-1] in named:  # a run that names it may be on its way
                    found.spare.append(next_id())
                found.new.append(New(run, *drafted(base, types, run, wishes, found.spare[-1])))
                found.spare.pop()
        except KbError as error:
            where = error.where if error.where and error.where != run.place else run.place
            found.refused.append(Refusal(where, error.message, error.hint or ""))
    return found


def _known(found: Plan, types: Registry, document: Document, run: Run, wishes: Wishes) -> None:
    experiment = document.record
    if not isinstance(experiment, Experiment):
        hint = "`kb lint` says why."
        raise Refused("this record holds the run and cannot be read", where=document.path, hint=hint)
    if experiment.run is None:
        done = filled(document, types, run, wishes.settings)
    else:
        done = update(document, types, run, wishes.settings)
        if done.names is not None and not wishes.update:
            hint = "`--update` takes over what nobody changed here."
            raise Refused(_said(done.names), where=document.path, hint=hint)
    if not done.change.edits or (experiment.run is not None and not wishes.update):
        found.unchanged.append(experiment.id)
    else:
        found.changed.append(Changed(run, done.change, done.remarks))


def _said(names: tuple[str, ...]) -> str:
    if not names:
        return "the run has changed since it was imported, in nothing that a record holds"
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    return f"the run has changed since it was imported: {', '.join(names[:6])}{more}"


def _named(base: KnowledgeBase, run: Run) -> Document | None:
    """The record that the run itself names by its tag `kb.id`.

    Raises:
        Refused: there is none, it is no experiment, or it holds another run.
    """
    id = run.tags.get("kb.id", "").strip()
    if not id:
        return None
    document = base.by_id.get(id)
    if document is None:
        hint = "Correct the tag, or write the record."
        raise Refused(f"its tag kb.id names {id}, and there is no such record", hint=hint)
    if document.type != "experiment":
        raise Refused(f"its tag kb.id names {id}, which is no experiment")
    if isinstance(document.record, Experiment) and document.record.run is not None:
        raise Refused(f"its tag kb.id names {id}, which holds another run", where=document.path)
    return document


def _check_task(base: KnowledgeBase, run: Run) -> None:
    task = run.tags.get("kb.task", "").strip()
    if task and (task not in base.by_id or base.by_id[task].type != "task"):
        hint = "Correct the tag, or write the task."
        raise Refused(f"its tag kb.task names {task}, and there is no such task", hint=hint)


def _passed_over(run: Run, wishes: Wishes) -> str | None:
    """Why a run that is not known yet stays so, if it does."""
    if wishes.since is not None and (run.started is None or _day(run.started) < wishes.since):
        return EARLIER
    if run.state == "running":
        return RUNNING
    return FAILED if run.state == "failed" and not wishes.failed else None


def _day(moment: date) -> date:
    return day_in(moment, UTC) if isinstance(moment, datetime) else moment
