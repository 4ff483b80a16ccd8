"""SM001 not-specific: what a task says of itself must not fit every task."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.lint import letters
from kb.lint.rule import Context, Finding, Rule, Views


class NotSpecific(Rule):
    """`smart.specific` is missing, or says nothing that would not fit any task, such as "improve the model".

    ## Why

    Whoever takes a task from the board should know what to do to what, and with what. "Improve the model" can
    be worked on for ever and never be finished. The rule works on words alone: it takes away the verbs, nouns
    and adjectives that every data-science project uses and asks that something is left, such as a method, a
    column, a data set, a name. Words it does not know count as saying something, so a team's own vocabulary
    and other languages are never refused.

    How well that works was measured on phrases judged by hand. Of 125 that say nothing it refuses 125, and of 102
    that say something 2 (precision 0.984, recall 1.000); these lists were at hand when its words were chosen. Of
    40 and 40 that were written afterwards it refuses 38 and 0 (precision 1.000, recall 0.950). All of them are
    English, and all were made up: expect somewhat less of your own backlog.

    From `ready` on it is an error. In the backlog, the state before `ready`, a phrase that says nothing is a
    warning and a missing one is no finding (`kb groom` lists what entries still lack); ideas may be as rough
    as they like. A task in `ready` without any `smart` block is told so by KB003 alone.

    ## Bad

    ```record backlog/TASK-0001-encode-the-shop.md
    ---
    id: TASK-0001
    type: task
    title: Encode the shop
    status: ready
    created: 2026-06-15
    smart:
      specific: try different approaches and see what works best
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
      specific: compare hash encoding of the shop with its smoothed churn rate, all else as in the baseline
    ---
    ```
    """

    code: ClassVar[str] = "SM001"
    name: ClassVar[str] = "not-specific"
    views: ClassVar[Views] = ()
    judges: ClassVar[tuple[str, ...] | None] = ("task",)

    def check(self, context: Context) -> Iterator[Finding]:
        """What is said, or not said, under `smart.specific`."""
        return letters.findings(context, "specific")
