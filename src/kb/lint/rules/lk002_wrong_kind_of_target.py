"""LK002 wrong-kind-of-target: a link field leads to the type of record that it is for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.lint.rule import Context, Finding, Rule, Views


class WrongKindOfTarget(Rule):
    """A link field names a record of a type that may not stand there.

    ## Why

    `based_on` says what a decision rests on: results, reviews, notes. A task there is a plan, not evidence, and
    `kb why` would show a line of thought that was never thought.

    ## Bad

    ```record research/decisions/DEC-0001-boosting.md
    ---
    id: DEC-0001
    type: decision
    title: Use boosted trees
    status: proposed
    created: 2026-05-04
    based_on: [TASK-0001]
    ---
    ```

    ```record backlog/TASK-0001-fit-a-baseline.md
    ---
    id: TASK-0001
    type: task
    title: Fit a boosted baseline
    status: idea
    created: 2026-05-04
    ---
    ```

    ## Good

    ```record research/decisions/DEC-0001-boosting.md
    ---
    id: DEC-0001
    type: decision
    title: Use boosted trees
    status: proposed
    created: 2026-05-04
    based_on: [EXP-0001]
    ---
    ```

    ```record research/experiments/EXP-0001-baseline.md
    ---
    id: EXP-0001
    type: experiment
    title: Boosted trees on the basic columns
    status: running
    created: 2026-05-04
    ---
    ```
    """

    code: ClassVar[str] = "LK002"
    name: ClassVar[str] = "wrong-kind-of-target"
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """The typed links that lead to the wrong type."""
        for misfit in context.graph.misfits:
            link = misfit.link
            field = next((str(s) for s in reversed(link.where) if isinstance(s, str)), link.kind)
            wanted = " or ".join(filter(None, (", ".join(misfit.to[:-1]), misfit.to[-1])))
            found = context.base.types[link.target.type or ""].type.one
            message = f"`{field}` leads to {link.target_id}, which is {found}"
            yield Finding(link.source, link.where, message, f"It may lead to: {wanted}.")
