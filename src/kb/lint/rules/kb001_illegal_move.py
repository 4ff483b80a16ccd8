"""KB001 illegal-move: tasks move along the workflow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, NamedTuple

from kb.base import Document
from kb.history.lives import Moment
from kb.lint.ages import on
from kb.lint.rule import Context, Finding, Rule
from kb.records.task import Task
from kb.workflow import Workflow


class IllegalMove(Rule):
    """A task is in a state that the workflow does not lead to from the one it was in.

    ## Why

    The moves of a workflow are an agreement: what has been begun is finished, sent back or given up, and does
    not turn into a mere idea again. `kb move` keeps to them; an edit of `status` by hand need not. The rule
    speaks under `kb lint --against` alone: it compares with the state of the task at that revision.

    Each commit since that revision is judged by itself, and what was not committed yet as one more. So a move that
    leads nowhere is found although a later one hides it, and whoever drops a task and takes it up again does so in two
    commits. Between two commits a task may have made several moves: it is enough that there is a way through the
    workflow, which does not lead through a state in which work has ended. Where the history cannot be read, the step
    is judged as if it were one commit. An exception that `kb move --override` put on record since is accepted, and so
    is a move that the workflow of either revision allows. What a state asks for on entering it is for other rules to
    say.

    ## Bad

    ```before backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: review
    created: 2026-06-15
    assignee: analyst
    ---
    ```

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: idea
    created: 2026-06-15
    assignee: analyst
    ---
    ```

    ## Good

    ```before backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: review
    created: 2026-06-15
    assignee: analyst
    ---
    ```

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: ready
    created: 2026-06-15
    assignee: analyst
    ---
    ```

    ## Configure

    `[workflow.transitions]` lists the moves, `[workflow] finished` the states in which work has ended.
    """

    code: ClassVar[str] = "KB001"
    name: ClassVar[str] = "illegal-move"
    needs: ClassVar[tuple[str, ...]] = ("previous",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Tasks that cannot have come from where they were."""
        if context.changes is None or context.previous is None:
            return
        workflows = (context.workflow, context.previous.config.workflow.workflow())
        for old, new in context.changes.edited:
            before, task = old.record, new.record
            if not isinstance(before, Task) or not isinstance(task, Task):
                continue
            if not task.recorded_since(before, self.code, self.name):
                yield from _judge(
                    context, new, task, _moves(context, new, before.status, task.status), workflows
                )


class _Move(NamedTuple):
    """From one state to another, in a commit or, without one, since the last of them."""

    old: str
    new: str
    when: Moment | None


def _moves(context: Context, document: Document, old: str, new: str) -> Iterator[_Move]:
    """The moves of a step, one for each commit that made one."""
    life = context.life(document) if context.since else None
    for passage in life.passages if life is not None else ():
        if passage.when.commit in context.since and passage.state != old:
            yield _Move(old, passage.state, passage.when)
            old = passage.state
    if new != old:
        yield _Move(old, new, None)


def _judge(
    context: Context, document: Document, task: Task, moves: Iterable[_Move], workflows: tuple[Workflow, ...]
) -> Iterator[Finding]:
    for move in moves:
        known = move.old in context.workflow.states
        if known and not any(workflow.leads(move.old, move.new) for workflow in workflows):
            yield Finding(document, ("status",), *_says(context, task, move))


def _says(context: Context, task: Task, move: _Move) -> tuple[str, str]:
    ways = context.workflow.transitions.get(move.old, ())
    help_ = f"From {move.old} it may go to {', '.join(ways)}; " if ways else f"{move.old} is an end; "
    help_ += "`kb move --override` records an exception."
    when = f" in {move.when.commit[:12]} on {on(context, move.when)}" if move.when is not None else ""
    message = f"{task.id} went from {move.old} to {move.new}{when}, and the workflow has no such way"
    return message, help_
