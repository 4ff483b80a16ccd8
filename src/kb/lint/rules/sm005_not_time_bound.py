"""SM005 not-time-bound: a task has a date that can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.lint import letters
from kb.lint.rule import Context, Finding, Rule, Views


class NotTimeBound(Rule):
    """A task has no date, or one before it was written, after the deadline of its goal, or in the past.

    ## Why

    Research can always go on. The date says when the team stops and looks at what it has, and a date that has
    passed without anybody noticing is none.

    From `ready` on it is an error; in the backlog a date that is wrong is a warning, and a missing one is
    none. Of tasks that are done, neither the past nor the goal's deadline is asked; of tasks that were
    dropped, nothing is.

    ## Bad

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: ready
    created: 2026-06-15
    smart:
      time_bound: 2026-05-31
    ---
    ```

    ## Good

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: ready
    created: 2026-06-15
    smart:
      time_bound: 2030-05-31
    ---
    ```
    """

    code: ClassVar[str] = "SM005"
    name: ClassVar[str] = "not-time-bound"
    views: ClassVar[Views] = ("goal",)
    judges: ClassVar[tuple[str, ...] | None] = ("task",)

    def check(self, context: Context) -> Iterator[Finding]:
        """What is wrong with `smart.time_bound`."""
        return letters.findings(context, "time_bound")
