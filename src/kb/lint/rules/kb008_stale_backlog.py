"""KB008 stale-backlog: what waits in the backlog is still wanted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.ages import on, untouched
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.task import Task
from kb.workflow import Workflow


class StaleBacklog(Rule):
    """A task that was never started has not been touched for longer than the limit.

    ## Why

    A backlog in which nobody believes any more is read by nobody, and every planning walks past the same entries. What
    nobody has touched for a quarter is either no longer wanted, then drop it, or it is, then say so: give it a new
    rank, a date, a sharper title. `kb groom` goes through them one by one.

    What counts is the last commit that changed anything in the file, a tidying of all files included. A file that is
    not as it was committed counts as touched today. Where a clone does not hold the commit, nothing is said.

    ## Bad

    ```commit 2026-06-15 backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: backlog
    created: 2026-06-15
    ---
    ```

    ## Good

    ```commit 2026-06-15 backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: backlog
    created: 2026-06-15
    ---
    ```

    ```commit 2026-11-02 backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: backlog
    created: 2026-06-15
    rank: 4
    ---
    ```

    ## Configure

    `limits.backlog_untouched_days` is the limit, 90 days if nobody says otherwise.

    ```config
    [limits]
    backlog_untouched_days = 180
    ```
    """

    code: ClassVar[str] = "KB008"
    name: ClassVar[str] = "stale-backlog"
    severity: ClassVar[Severity] = Severity.WARNING
    needs: ClassVar[tuple[str, ...]] = ("history",)
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("task",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Entries of the backlog that nobody has touched for long."""
        if context.history is None:
            return
        limit = context.config.limits.backlog_untouched_days
        for document, task in context.tasks:
            life = context.life(document)
            if life is None or not (
                _waits(context.workflow, task.status) or _waits(context.workflow, life.state)
            ):
                continue
            days = untouched(context, life)
            # What waited when it was committed may do so again after an edit: whether it is saved is asked first.
            if days is None or days <= limit or not context.saved(document):
                continue
            if _waits(context.workflow, task.status):
                yield _told(document, task, days, f"{on(context, life.touched)}", _end(context.workflow))


def _told(document: Document, task: Task, days: int, since: str, end: str) -> Finding:
    message = f"{task.id} is in {task.status}, and nobody has touched it for {days} days, since {since}"
    drop = f"drop it (`kb move {task.id} {end}`)" if end else "drop it"
    return Finding(document, ("status",), message, f"Is it still wanted? If not, {drop}; if so, renew it.")


def _waits(workflow: Workflow, state: str | None) -> bool:
    at = workflow.position(state or "")
    return 0 <= at < workflow.position(workflow.started) and not workflow.ended(state or "")


def _end(workflow: Workflow) -> str:
    """The state of what is given up; empty where there is none."""
    return next((state for state in workflow.finished if state != workflow.done_state), "")
