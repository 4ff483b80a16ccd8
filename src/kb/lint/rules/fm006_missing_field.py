"""FM006 missing-field: what every record of a type must say is there."""

from __future__ import annotations

from typing import ClassVar

from kb.lint.rule import ReaderRule, Views


class MissingField(ReaderRule):
    """A field that the type asks for is not there.

    ## Why

    Every record says what it is (`id`, `type`, `title`), how it stands (`status`) and since when it exists
    (`created`); goals, product notes, privacy notes and stacks also say who answers for them (`owner`). What is
    only needed later is the business of other rules, not of this one.

    ## Bad

    ```record research/goals/GOAL-0001-fewer-cancellations.md
    ---
    id: GOAL-0001
    type: goal
    title: Fewer customers cancel after the first year
    status: draft
    created: 2026-05-04
    ---
    ```

    ## Good

    ```record research/goals/GOAL-0001-fewer-cancellations.md
    ---
    id: GOAL-0001
    type: goal
    title: Fewer customers cancel after the first year
    status: draft
    created: 2026-05-04
    owner: product-owner
    ---
    ```

    ## Configure

    A field of the team's own is asked for with `required = true`:

    ```toml
    [types.task.fields]
    customer = { type = "text", required = true }
    ```
    """

    code: ClassVar[str] = "FM006"
    name: ClassVar[str] = "missing-field"
    views: ClassVar[Views] = ()
