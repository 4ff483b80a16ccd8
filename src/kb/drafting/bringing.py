"""Drafts the task that brings a result into the product: what is known is filled in, what is to be agreed is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from kb.base import Document
from kb.changing import Assignment
from kb.errors import Refused
from kb.graph import Graph
from kb.record import Record
from kb.records.decision import Decision
from kb.records.experiment import Experiment, Spread
from kb.records.review import Review
from kb.records.task import Task
from kb.standing import flags
from kb.verdicts import Verdict, verdict

LONGEST_TITLE: Final = 120
_INTO: Final = "Bring into the product: "
_AGREED: Final = """\
## What is still to be agreed

<!-- A figure that was measured in research is no promise of the product: from which one on is this task done
(`smart.measurable.target`)? Or which deliverable is there in the end? -->

<!-- Who does it, how many days it takes, until when, and what must not get worse on the way. -->
"""


class Integration(NamedTuple):
    """What the new task says from the beginning.

    Attributes:
        title: of one line.
        assignments: its fields.
        body: what is brought in, and what is left to agree on.
        doubts: what speaks against it, for whoever writes the task.
    """

    title: str
    assignments: tuple[Assignment, ...]
    body: str
    doubts: tuple[str, ...]


def integration(graph: Graph, ids: Sequence[str], today: date) -> Integration:
    """A task that brings results into the product.

    Raises:
        Refused: one of them is not there, cannot be read, or is no experiment, review or decision.
    """
    documents = [_result(graph, id) for id in dict.fromkeys(ids)]
    records = [document.record for document in documents if document.record is not None]
    fields = {"integrates": ",".join(record.id for record in records)}
    goal = next(filter(None, (_goal(graph, record) for record in records)), None)
    if goal is not None:
        fields["goal"] = goal
    fields |= _measured(graph, records)
    said = "\n\n".join(_told(graph, record) for record in records)
    return Integration(
        _title(records[0]),
        tuple(Assignment(tuple(name.split(".")), "=", text) for name, text in fields.items()),
        f"## What is brought in\n\n{said}\n\n{_AGREED}",
        tuple(_doubts(graph, documents, today)),
    )


def _result(graph: Graph, id: str) -> Document:
    document = graph.base.get(id)
    if document.record is None:
        raise Refused(f"{id} cannot be read as a record", where=document.path, hint="`kb lint` says why.")
    if not isinstance(document.record, Experiment | Review | Decision):
        what = graph.base.types[document.record.type].type.one
        hint = "A task integrates experiments, reviews and decisions."
        raise Refused(f"{id} is {what}: there is no result in it", where=document.path, hint=hint)
    return document


def _title(record: Record) -> str:
    recommended = ", ".join(record.recommends) if isinstance(record, Review) else ""
    whole = _INTO + " ".join((recommended or record.title).split())
    return whole if len(whole) <= LONGEST_TITLE else f"{whole[: LONGEST_TITLE - 1].rstrip()}…"


def _task(graph: Graph, record: Record) -> Task | None:
    """The task that a result answers."""
    id = record.task if isinstance(record, Experiment | Review) else None
    document = graph.base.by_id.get(id) if id is not None else None
    task = document.record if document is not None else None
    return task if isinstance(task, Task) else None


def _goal(graph: Graph, record: Record) -> str | None:
    """The goal that a result serves: by its task, or as the decision says; of a decision also by its evidence."""
    task = _task(graph, record)
    if task is not None:
        return task.goal
    if isinstance(record, Decision):
        if record.serves:
            return record.serves[0]
        evidence = (graph.base.by_id.get(id) for id in record.based_on)
        results = (d.record for d in evidence if d is not None and isinstance(d.record, Experiment | Review))
        return next(filter(None, (_goal(graph, result) for result in results)), None)
    return None


def _verdict(graph: Graph, record: Record) -> tuple[Task, Verdict] | None:
    task = _task(graph, record)
    found = verdict(graph, task) if task is not None else None
    ours = task is not None and found is not None and found.experiment == record.id
    return (task, found) if task is not None and found is not None and ours else None


def _measured(graph: Graph, records: Iterable[Record]) -> dict[str, str]:
    """Metric and data as research measured them, and why it matters; never a target that nobody agreed on."""
    for record in records:
        found = _verdict(graph, record)
        if found is None:
            continue
        task, judged = found
        measurable = task.smart.measurable if task.smart is not None else None
        if measurable is None or measurable.metric is None or judged.measured is None:
            continue
        fields = {"smart.measurable.metric": measurable.metric}
        if measurable.dataset is not None:
            fields["smart.measurable.dataset"] = measurable.dataset
        if measurable.direction != "higher":
            fields["smart.measurable.direction"] = measurable.direction
        least = "at least" if measurable.direction == "higher" else "at most"
        fields["smart.relevant"] = (
            f"{record.id} measured {measurable.metric} {judged.measured.value:.6g} on {judged.measured.split}; "
            f"{task.id} asked for {least} {measurable.target:.6g}"
        )
        return fields
    return {}


def _told(graph: Graph, record: Record) -> str:
    if isinstance(record, Experiment):
        lines = list(_experiment(graph, record))
    elif isinstance(record, Review):
        lines = list(_review(record))
    else:
        assert isinstance(record, Decision)
        lines = list(_decision(record))
    opening = f"[[{record.id}]] {record.title} ({record.status})."
    return "\n".join((opening, "", *lines) if lines else (opening,))


def _experiment(graph: Graph, record: Experiment) -> Iterator[str]:
    if record.conclusion:
        yield f"- Conclusion: {_line(record.conclusion)}"
    for metric, splits in (record.metrics or {}).items():
        figures = ", ".join(f"{_figure(value)} on {split}" for split, value in splits.items())
        yield f"- Measured: {metric} {figures}"
    found = _verdict(graph, record)
    if found is not None:
        yield f"- Target of [[{found[0].id}]]: {found[1].name}"
    if record.model is not None and (record.model.name or record.model.type):
        params = ", ".join(f"{name} {value}" for name, value in (record.model.params or {}).items())
        named = _line(record.model.name or record.model.type or "")
        yield f"- Model: {named}{f' with {params}' if params else ''}"
    for split, data in (record.data or {}).items():
        if data.uri:
            yield f"- Data: {split} `{data.uri}`{f' ({data.digest})' if data.digest else ''}"
    if record.code is not None and record.code.commit:
        command = f", `{_line(record.code.command)}`" if record.code.command else ""
        yield f"- Code: commit `{record.code.commit}`{command}"
    for output in record.outputs:
        yield f"- Output: `{output.uri}`{f', {_line(output.what)}' if output.what else ''}"


def _review(record: Review) -> Iterator[str]:
    if record.question:
        yield f"- Question: {_line(record.question)}"
    by_name = {candidate.name: candidate for candidate in record.candidates}
    for name in record.recommends:
        candidate = by_name.get(name)
        version = f" {candidate.version}" if candidate is not None and candidate.version else ""
        url = f", <{candidate.url}>" if candidate is not None and candidate.url else ""
        yield f"- Recommended: {_line(name)}{version}{url}"


def _decision(record: Decision) -> Iterator[str]:
    if record.question:
        yield f"- Question: {_line(record.question)}"
    if record.chosen:
        yield f"- Chosen: {_line(record.chosen)}"
    if record.consequences:
        yield f"- Consequences: {_line(record.consequences)}"
    for slug, ring in (record.technologies or {}).items():
        yield f"- Technology: {slug} ({ring})"


def _line(text: str) -> str:
    return " ".join(text.split())


def _figure(value: float | Spread) -> str:
    if not isinstance(value, Spread):
        return f"{value:.6g}"
    spread = f" ± {value.std:.2g}" if value.std is not None else ""
    return f"{value.mean:.6g}{spread}{f' (n = {value.n})' if value.n is not None else ''}"


def _doubts(graph: Graph, documents: Iterable[Document], today: date) -> Iterator[str]:
    for document in documents:
        marks = flags(graph, document, today)
        if marks:
            yield f"{document.id} is {', '.join(marks)}: is it ready for the product?"
        found = _verdict(graph, document.record) if document.record is not None else None
        if found is not None and found[1].name == "missed" and "refuted" not in marks:
            yield f"{document.id} missed the target of {found[0].id}: is it ready for the product?"
        for link in graph.backlinks(document.id or "", ("integrates",)):
            other = link.source.record
            if isinstance(other, Task) and not _given_up(graph, other):
                yield f"{other.id} integrates {document.id} already [{other.status}]"


def _given_up(graph: Graph, task: Task) -> bool:
    workflow = graph.base.config.workflow.workflow()
    return workflow.ended(task.status) and task.status != workflow.done_state
