"""KB005 blocked-without-reason: a block says what it waits for, and is taken off when that has come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from kb.base import Document
from kb.diagnostics import Edit, Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.task import Blocked, Task

# What a task waits for has come when the record it waits for is in one of these states.
_SETTLED: Final[Mapping[str, tuple[str, ...]]] = {
    "goal": ("met",),
    "experiment": ("concluded",),
    "review": ("reported",),
    "decision": ("accepted",),
    "privacy": ("approved",),
    "change": ("approved",),
    "product": ("agreed",),
    "stack": ("agreed",),
    "risk": ("closed",),
}

_MENDED: Final = 1000  # each edit reads its record again; the next round of mending makes the next


class BlockedWithoutReason(Rule):
    """A block gives no reason, stands on a task that has ended, or waits for something that is done already.

    ## Why

    A block is a call for help, and a call for help that does not say what is needed cannot be answered. One
    that is never taken off teaches the team to look past the mark. `--fix --unsafe-fixes` takes the block off a
    task that has ended.

    ## Bad

    ```record backlog/TASK-0001-load-test.md
    ---
    id: TASK-0001
    type: task
    title: Load-test the weekly job
    status: doing
    created: 2026-06-15
    blocked:
      since: 2026-07-01
    ---
    ```

    ## Good

    ```record backlog/TASK-0001-load-test.md
    ---
    id: TASK-0001
    type: task
    title: Load-test the weekly job
    status: doing
    created: 2026-06-15
    blocked:
      since: 2026-07-01
      reason: the virtual server has not been handed over yet
    ---
    ```
    """

    code: ClassVar[str] = "KB005"
    name: ClassVar[str] = "blocked-without-reason"
    severity: ClassVar[Severity] = Severity.WARNING
    guesses: ClassVar[bool] = True
    views: ClassVar[Views] = ("blocked_by",)
    judges: ClassVar[tuple[str, ...] | None] = ("task",)

    def check(self, context: Context) -> Iterator[Finding]:
        """What is wrong with the blocks of tasks."""
        blocked = [(document, task) for document, task in context.tasks if task.blocked is not None]
        for number, (document, task) in enumerate(blocked):
            assert task.blocked is not None
            yield from _judge(context, document, task, task.blocked, mend=number < _MENDED)


def _judge(
    context: Context, document: Document, task: Task, blocked: Blocked, *, mend: bool
) -> Iterator[Finding]:
    if context.workflow.ended(task.status):
        message = f"{task.id} is {task.status} and still marked as blocked"
        help_ = f"Take the block off: `kb unblock {task.id}`."
        edits = _unblocked(document) if mend else ()
        yield Finding(document, ("blocked",), message, help_, on="key", edits=edits, safe=False)
        return
    if blocked.reason is None:
        message = f"{task.id} is blocked and does not say why"
        yield Finding(
            document, ("blocked", "reason"), message, "Give the reason; name what it waits for under `by`."
        )
    for number, id_ in enumerate(blocked.by):
        state = _settled(context, id_)
        if state is not None:
            message = f"{task.id} waits for {id_}, which is {state}"
            help_ = f"`kb unblock {task.id}`, or name what it waits for now."
            yield Finding(document, ("blocked", "by", number), message, help_)


def _unblocked(document: Document) -> tuple[Edit, ...]:
    from kb.text.edit import DELETE, EditError, set_values

    try:
        return tuple(set_values(document.source, {("blocked",): DELETE}))
    except EditError:
        return ()


def _settled(context: Context, id_: str) -> str | None:
    """The state of a record that need not be waited for any more."""
    document = context.base.by_id.get(id_)
    if document is None or document.record is None:
        return None
    state = document.record.status
    if document.type == "task":
        return state if context.workflow.ended(state) else None
    return state if state in _SETTLED.get(document.type or "", ()) else None
