"""DC009 evidence-removed: what was decided or done keeps what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.changes import Changes
from kb.lint.rule import Context, Finding, Rule
from kb.readiness import missing_for_done
from kb.records.decision import Decision
from kb.records.experiment import Experiment, Spread
from kb.records.review import Review
from kb.records.task import Task


class EvidenceRemoved(Rule):
    """Evidence of an accepted decision or of a finished task was taken away.

    ## Why

    A decision that was accepted is history: it was made on what was known. When its grounds no longer hold, a new
    decision supersedes it; when an experiment turns out wrong, it becomes `invalid` and stays for everybody to
    see. Evidence that silently disappears makes both look better than they were. The rule speaks under
    `kb lint --against` alone. It notices

    - an entry that was taken out of `based_on` of a decision that was accepted and still is,
    - an experiment or review of a task that is done, deleted or given to another task,
    - a metric or an output that was taken out of an experiment which such a decision or task rests on.

    What is retired (invalid, superseded) may be taken out, and another number or another name for the same thing
    is no loss. Links that lead to nothing since are told as such, and so is a decision or a task that has nothing
    left.

    ## Bad

    ```before research/decisions/DEC-0001-encoding.md
    ---
    id: DEC-0001
    type: decision
    title: Encode the shop by its target
    status: accepted
    created: 2026-05-04
    based_on: [EXP-0001, EXP-0002]
    ---
    ```

    ```record research/decisions/DEC-0001-encoding.md
    ---
    id: DEC-0001
    type: decision
    title: Encode the shop by its target
    status: accepted
    created: 2026-05-04
    based_on: [EXP-0001]
    ---
    ```

    ```record research/experiments/EXP-0002-next-year.md
    ---
    id: EXP-0002
    type: experiment
    title: Target encoding on the customers of next year
    status: concluded
    created: 2026-05-04
    ---
    ```

    ## Good

    ```before research/decisions/DEC-0001-encoding.md
    ---
    id: DEC-0001
    type: decision
    title: Encode the shop by its target
    status: accepted
    created: 2026-05-04
    based_on: [EXP-0001, EXP-0002]
    ---
    ```

    ```record research/decisions/DEC-0001-encoding.md
    ---
    id: DEC-0001
    type: decision
    title: Encode the shop by its target
    status: superseded
    created: 2026-05-04
    based_on: [EXP-0001, EXP-0002]
    ---
    ```

    ```record research/decisions/DEC-0002-no-encoding.md
    ---
    id: DEC-0002
    type: decision
    title: Leave the shop out
    status: accepted
    created: 2026-06-15
    based_on: [EXP-0002]
    supersedes: [DEC-0001]
    ---
    ```
    """

    code: ClassVar[str] = "DC009"
    name: ClassVar[str] = "evidence-removed"
    needs: ClassVar[tuple[str, ...]] = ("previous",)

    def check(self, context: Context) -> Iterator[Finding]:
        """What is no longer there, at the record that rested on it or that lost it."""
        changes = context.changes
        if changes is None:
            return
        for old, new in changes.edited:
            before, record = old.record, new.record
            if isinstance(before, Decision) and isinstance(record, Decision):
                yield from _grounds(context, changes, before, new, record)
            elif isinstance(before, Experiment) and isinstance(record, Experiment):
                yield from _figures(context, before, new, record)
            if isinstance(before, Experiment | Review) and isinstance(record, Experiment | Review):
                yield from _given_away(context, changes, before, new, record)
        for document in changes.removed:
            yield from _deleted(context, changes, document)


def _grounds(
    context: Context, changes: Changes, before: Decision, document: Document, decision: Decision
) -> Iterator[Finding]:
    """The entries that an accepted decision no longer names; one that names none is told of elsewhere."""
    if before.status != "accepted" or decision.status != "accepted" or not decision.based_on:
        return
    for id_ in before.based_on:
        if changes.renumbered.get(id_, id_) in decision.based_on or _retired(context, id_):
            continue
        deleted = "" if id_ in context.base.by_id else ", and which was deleted"
        message = f"{decision.id} no longer names {id_}, which it was based on{deleted}"
        help_ = "Put it back; when the grounds have changed, a new decision supersedes this one."
        yield Finding(document, ("based_on",), message, help_, on="key")


def _retired(context: Context, id_: str) -> bool:
    """Whether a record carries nothing any more, or nobody can tell."""
    document = context.base.by_id.get(id_)
    if document is None or document.record is None:
        return id_ in context.base.unread
    return document.record.status in context.base.types[document.record.type].type.retired


def _figures(
    context: Context, before: Experiment, document: Document, experiment: Experiment
) -> Iterator[Finding]:
    """The metrics and outputs that an experiment no longer has, if somebody rests on it."""
    if before.status != "concluded" or experiment.status == "invalid":
        return
    lost = [("metrics", what) for what in _lost_metrics(before, experiment)]
    lost += [("outputs", what) for what in _lost_outputs(before, experiment)]
    resting = _resting(context, experiment) if lost else []
    if not resting:
        return
    rest = "rests" if len(resting) == 1 else "rest"
    for key in dict.fromkeys(key for key, _ in lost):
        named = ", ".join(what for other, what in lost if other == key)
        message = f"{experiment.id} no longer has {named}, and {' and '.join(resting)} {rest} on it"
        help_ = "Put it back; if it was wrong, make the experiment `invalid` and say why."
        if getattr(experiment, key):
            yield Finding(document, (key,), message, help_, on="key")
        else:
            yield Finding(document, ("status",), message, help_)


def _lost_metrics(before: Experiment, now: Experiment) -> Iterator[str]:
    left = {(name, split) for name, splits in (now.metrics or {}).items() for split in splits}
    values = [_value(v) for splits in (now.metrics or {}).values() for v in splits.values()]
    for name, splits in (before.metrics or {}).items():
        for split, value in splits.items():
            if (name, split) not in left and _value(value) not in values:  # else it has another name
                yield f"{name} on {split}"


def _value(figure: float | Spread) -> float:
    return figure.mean if isinstance(figure, Spread) else figure


def _lost_outputs(before: Experiment, now: Experiment) -> Iterator[str]:
    left = {part for output in now.outputs for part in (output.uri, output.digest)}
    for output in before.outputs:
        if output.uri not in left and (output.digest is None or output.digest not in left):
            yield f"the output {output.uri}"


def _resting(context: Context, experiment: Experiment) -> list[str]:
    """The decisions that were accepted and the task that was finished before, and rest on an experiment."""
    links = context.graph.backlinks(experiment.id, ("based_on",))
    found = [link.source_id for link in links if _states(context, link.source_id) == {"accepted"}]
    task = _finished(context, experiment.task)
    return [*found, task[1].id] if task is not None else found


def _finished(context: Context, id_: str | None) -> tuple[Document, Task] | None:
    """A task that was done before and still is."""
    document = context.base.by_id.get(id_ or "")
    if document is None or not isinstance(document.record, Task):
        return None
    done = _states(context, document.record.id) == {context.workflow.done_state}
    return (document, document.record) if done else None


def _states(context: Context, id_: str) -> set[str | None]:
    """The state of a record now and the one it had, as far as it can be read and was there."""
    assert context.previous is not None
    documents = [base.by_id.get(id_) for base in (context.base, context.previous)]
    return {d.record.status if d is not None and d.record is not None else None for d in documents}


def _unproven(context: Context, task: Task) -> bool:
    """Whether the task has nothing to show at all, which is told of elsewhere."""
    missing = missing_for_done(context.graph, context.workflow, task)
    return any(part.requirement == "evidence" for part in missing)


def _given_away(
    context: Context,
    changes: Changes,
    before: Experiment | Review,
    document: Document,
    record: Experiment | Review,
) -> Iterator[Finding]:
    """A result that no longer names the finished task it belongs to."""
    old = changes.renumbered.get(before.task or "", before.task)
    task = _finished(context, old) if old != record.task and _shows(before) else None
    if (
        task is None
        or record.status == "invalid"
        or missing_for_done(context.graph, context.workflow, task[1])
    ):
        return
    message = f"{record.id} no longer names {old}, whose result it was"
    where = ("task",) if record.task is not None else ("id",)
    yield Finding(document, where, message, "Put it back, or say in the task why it is none of its results.")


def _deleted(context: Context, changes: Changes, gone: Document) -> Iterator[Finding]:
    """A result of a finished task that is not there any more, unless a link to it tells so already."""
    record = gone.record
    if not isinstance(record, Experiment | Review) or not _shows(record) or record.id in context.base.unread:
        return
    if any(link.target in (record.id, gone.path) for link in context.graph.dangling):
        return
    task = _finished(context, changes.renumbered.get(record.task or "", record.task))
    if task is None or _unproven(context, task[1]):
        return
    message = f"{record.id}, a result of {task[1].id}, was deleted: «{record.title}»"
    help_ = "Bring it back; a result that was wrong becomes `invalid` and stays."
    yield Finding(task[0], ("status",), message, help_)


def _shows(record: Experiment | Review) -> bool:
    """Whether something had come of it."""
    return record.status in ("concluded", "reported", "superseded")
