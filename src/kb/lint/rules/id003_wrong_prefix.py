"""ID003 wrong-prefix: the letters of an id say what type the record has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.lint.rule import Context, Finding, Rule, Views


class WrongPrefix(Rule):
    """The id starts with the letters of another type, or of none.

    ## Why

    Whoever reads `DEC-0003` in a text knows that it is a decision. An id that lies about it misleads everybody
    who does not open the file.

    ## Bad

    ```record research/risks/TASK-0001-leakage.md
    ---
    id: TASK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    ---
    ```

    ## Good

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    ---
    ```
    """

    code: ClassVar[str] = "ID003"
    name: ClassVar[str] = "wrong-prefix"
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """The records whose id and type disagree."""
        types = context.base.types
        for document in context.base.documents:
            if document.id is None or document.type is None:
                continue
            own = types[document.type].type
            prefix = document.id.partition("-")[0]
            if prefix != own.prefix:
                other = types.by_prefix.get(prefix)
                meant = (
                    f"{prefix} stands for {other.type.name}" if other else f"no type has the letters {prefix}"
                )
                message = f"{document.id} is the id of {own.one}, but {meant}"
                help_ = f"The id of {own.one} starts with `{own.prefix}-`; or correct `type`."
                yield Finding(document, ("id",), message, help_)
