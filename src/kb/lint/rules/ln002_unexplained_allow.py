"""LN002 unexplained-allow: an exception has a reason that somebody can judge later."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views


class UnexplainedAllow(Rule):
    """A record allows findings and does not say why.

    ## Why

    Whoever meets an exception a year later must decide whether it still holds, and can only do so by its reason. One
    sentence in `allow_reason` is enough.

    ## Bad

    ```record backlog/TASK-0001-load-test.md
    ---
    id: TASK-0001
    type: task
    title: Load-test the weekly job
    status: doing
    created: 2026-06-15
    allow: [KB007]
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
    allow: [KB007]
    allow_reason: the team works on it together
    ---
    ```
    """

    code: ClassVar[str] = "LN002"
    name: ClassVar[str] = "unexplained-allow"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """Every `allow` without a word of reason."""
        for document in context.base.documents:
            record = document.record
            if record is None or not record.allow or record.allow_reason:
                continue
            message = f"{record.id} allows {_several(record.allow)} and does not say why"
            yield Finding(document, ("allow",), message, "Give the reason in `allow_reason`.", on="key")


def _several(codes: tuple[str, ...]) -> str:
    return codes[0] if len(codes) == 1 else f"{len(codes)} rules"
