"""LK003 cycle: nothing waits for, belongs to, replaces or is compared with itself, however far the way round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.diagnostics import Related
from kb.graph import LOOPLESS
from kb.lint.rule import SKELETON, Context, Finding, Rule, Views

_SHOWN: Final = 12


class Cycle(Rule):
    """`depends_on`, `part_of`, `supersedes` or `baseline` leads back to the record it started from.

    ## Why

    Two tasks that wait for each other are never done, and two decisions that replace each other leave none in
    force. The finding shows the whole loop; one link in it is wrong.

    ## Bad

    ```record backlog/TASK-0001-windows.md
    ---
    id: TASK-0001
    type: task
    title: Add day windows
    status: idea
    created: 2026-05-04
    depends_on: [TASK-0002]
    ---
    ```

    ```record backlog/TASK-0002-encoding.md
    ---
    id: TASK-0002
    type: task
    title: Encode the shop
    status: idea
    created: 2026-05-04
    depends_on: [TASK-0001]
    ---
    ```

    ## Good

    ```record backlog/TASK-0001-windows.md
    ---
    id: TASK-0001
    type: task
    title: Add day windows
    status: idea
    created: 2026-05-04
    depends_on: [TASK-0002]
    ---
    ```

    ```record backlog/TASK-0002-encoding.md
    ---
    id: TASK-0002
    type: task
    title: Encode the shop
    status: idea
    created: 2026-05-04
    ---
    ```
    """

    code: ClassVar[str] = "LK003"
    name: ClassVar[str] = "cycle"
    views: ClassVar[Views] = SKELETON

    def check(self, context: Context) -> Iterator[Finding]:
        """Each loop once, at the record with the smallest id."""
        for kind in LOOPLESS:
            for loop in context.graph.cycles(kind):
                ids = [link.source_id for link in loop]
                shown = ids if len(ids) <= _SHOWN else [*ids[: _SHOWN - 1], f"… ({len(ids)} in all)"]
                way = " → ".join([*shown, ids[0]])
                related = tuple(
                    Related(link.source.path, link.source.span(link.where), f"leads on to {link.target_id}")
                    for link in loop[1:_SHOWN]
                )
                first = loop[0]
                message = f"`{kind}` leads in a circle: {way}"
                yield Finding(
                    first.source, first.where, message, "Take one of the links out.", related=related
                )
