"""Tasks as issues of a code host: by default those that bring a result into the product and are not finished.

GitLab takes a CSV file with the columns `title`, `description` and `due_date` (Project, Issues, Import CSV); what it
expects of them is in its manual, doc/user/project/issues/csv_import.md. GitHub has no import of files: each line
here is a JSON object as the body of "Create an issue" of its REST API (`title`, `body`, `labels`), which `gh api
repos/OWNER/REPO/issues --input -` sends.

Whoever imports the file signs what is in it, so that nothing in a record may act: a line of a description that would
be a quick action of GitLab is escaped, and an `@name` becomes code, lest it calls somebody. Assignees are not set: a
handle of a base need not be that person's name on a code host.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import ClassVar, Final

from kb.errors import KbError
from kb.exports.export import Exporter, Request
from kb.exports.prose import RESTRICTED, flat, line
from kb.exports.tables import csv_text
from kb.record import Record
from kb.records.decision import Decision
from kb.records.experiment import Experiment, Spread
from kb.records.review import Review
from kb.records.task import Measurable, Task
from kb.text.markdown import blank_code

PLATFORMS: Final = ("github", "gitlab")
_CALL: Final = re.compile(r"(?<![\w`@/.])@[\w][\w./-]*")
_ACTION: Final = re.compile(r"^(\s*)/(?=\w)", re.MULTILINE)
LONGEST: Final = 60_000
"""Characters of a description: GitHub takes 65,536, GitLab a million."""


class Issues(Exporter):
    """CSV for GitLab, lines of JSON for GitHub."""

    name: ClassVar[str] = "issues"
    summary: ClassVar[str] = "tasks that bring results into the product, as issues of GitHub or GitLab"
    options: ClassVar[frozenset[str]] = frozenset({"for"})

    def write(self, request: Request) -> bytes:
        """The file that the code host takes."""
        platform = request.options.get("for")
        if platform not in PLATFORMS:
            raise KbError("issues of which code host?", hint="--for github or --for gitlab.")
        tasks = list(_tasks(request))
        if platform == "gitlab":
            rows = [[task.title, text, _due(task)] for task, text in tasks]
            return csv_text(("title", "description", "due_date"), rows).encode("utf-8", "replace")
        lines = [{"title": task.title, "body": text, "labels": list(task.tags)} for task, text in tasks]
        return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in lines).encode("utf-8", "replace")


def _tasks(request: Request) -> Iterator[tuple[Task, str]]:
    workflow = request.graph.base.config.workflow.workflow()
    for document, record in request.records():
        if not isinstance(record, Task):
            if request.ids:
                raise KbError(f"{record.id} is {request.graph.base.types[record.type].type.one}, not a task")
            continue
        if request.ids or (record.integrates and not workflow.ended(record.status)):
            whence = f"{record.id} of {request.graph.base.config.name}"
            parts = (whence, *_facts(request, record), *_results(request, record), flat(request, document))
            text = "\n\n".join(filter(None, parts))
            yield record, _inert(text if len(text) <= LONGEST else f"{text[:LONGEST]}…")


def _facts(request: Request, task: Task) -> Iterator[str]:
    smart = task.smart
    if smart is not None:
        facts = {
            "What": smart.specific,
            "Done when": _done(smart.measurable) if smart.measurable is not None else None,
            "Why": smart.relevant,
            "Effort": f"{smart.achievable.effort_days:g} days"
            if smart.achievable is not None and smart.achievable.effort_days
            else None,
            "Needs": ", ".join(smart.achievable.needs) if smart.achievable is not None else None,
            "Due": smart.time_bound.isoformat() if smart.time_bound is not None else None,
        }
        yield "\n".join(f"- **{name}:** {line(text)}" for name, text in facts.items() if text)
    if task.goal is not None:
        yield f"**Goal:** {_named(request, task.goal)}"


def _done(measurable: Measurable) -> str | None:
    if measurable.deliverable:
        return measurable.deliverable
    if measurable.metric is None:
        return None
    on = f" on {measurable.dataset}" if measurable.dataset else ""
    if measurable.target is None:
        return f"{measurable.metric}{on}: the target is still to be agreed"
    least = "at least" if measurable.direction == "higher" else "at most"
    before = f" (before: {measurable.baseline:g})" if measurable.baseline is not None else ""
    return f"{measurable.metric}{on} is {least} {measurable.target:g}{before}"


def _results(request: Request, task: Task) -> Iterator[str]:
    if not task.integrates:
        return
    lines = ["**Brings in:**", ""]
    for id in task.integrates:
        document = request.graph.base.by_id.get(id)
        record = document.record if document is not None else None
        said = "; ".join(_said(record)) if record is not None else ""
        lines.append(f"- {_named(request, id)}{f': {said}' if said else ''}")
    yield "\n".join(lines)


def _named(request: Request, id: str) -> str:
    return f"{id} {line(request.title(id) or f'({RESTRICTED})')}"


def _said(record: Record) -> Iterator[str]:
    if isinstance(record, Experiment):
        if record.conclusion:
            yield line(record.conclusion).rstrip(".")
        for metric, splits in (record.metrics or {}).items():
            figures = (f"{_figure(value)} on {split}" for split, value in splits.items())
            yield f"{metric} {', '.join(figures)}"
        if record.code is not None and record.code.commit:
            yield f"commit {record.code.commit}"
    elif isinstance(record, Review) and record.recommends:
        yield f"recommends {', '.join(record.recommends)}"
    elif isinstance(record, Decision) and record.chosen:
        yield f"chosen: {line(record.chosen)}"


def _figure(value: float | Spread) -> str:
    return f"{value.mean:.6g}" if isinstance(value, Spread) else f"{value:.6g}"


def _due(task: Task) -> str:
    due = task.smart.time_bound if task.smart is not None else None
    return due.isoformat() if due is not None else ""


def _inert(text: str) -> str:
    """A description in which nothing is a command and nobody is called."""
    blank = blank_code(text)
    found = [(m.end() - 1, m.end(), "\\/") for m in _ACTION.finditer(blank)]
    found += [(m.start(), m.end(), f"`{m[0]}`") for m in _CALL.finditer(blank)]
    out, at = [], 0
    for start, end, instead in sorted(found):
        if start >= at:
            out += [text[at:start], instead]
            at = end
    return "".join((*out, text[at:]))
