"""DC008 no-consequences: a decision that was accepted says what follows from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.records.decision import Decision
from kb.standing import in_force

# The word in a heading, in bold words that open a line, or as the first of a line.
_SECTION: Final = re.compile(r"^(?:#{1,6}[ \t].*|\*\*.*)?\bconsequences?\b", re.IGNORECASE | re.MULTILINE)


class NoConsequences(Rule):
    """A decision was accepted and does not say what becomes easier and what becomes harder.

    ## Why

    Every choice costs something. Whoever has to live with it should not have to find out what, and whoever wants to
    take it back later looks here for what that would mean. A section of the text that is headed *Consequences* will do.

    ## Bad

    ```record research/decisions/DEC-0001-boosting.md
    ---
    id: DEC-0001
    type: decision
    title: Use boosted trees
    status: accepted
    created: 2026-05-04
    ---
    ```

    ## Good

    ```record research/decisions/DEC-0001-boosting.md
    ---
    id: DEC-0001
    type: decision
    title: Use boosted trees
    status: accepted
    created: 2026-05-04
    consequences: better by 0.02 of roc_auc; one library more, and weights that cannot be shown to marketing
    ---
    ```
    """

    code: ClassVar[str] = "DC008"
    name: ClassVar[str] = "no-consequences"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = ("<supersedes",)
    judges: ClassVar[tuple[str, ...] | None] = ("decision",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Decisions in force without consequences, in their field or in their text."""
        for document, decision in context.records(Decision):
            if decision.consequences is not None or not in_force(context.graph, document):
                continue
            if not _told(document.body_text):
                message = f"{decision.id} is accepted and does not say what follows from it"
                help_ = "Say under `consequences` what becomes easier and what becomes harder."
                yield Finding(document, ("status",), message, help_)


def _told(body: str) -> bool:
    """Whether there is a section on consequences with something behind its heading."""
    found = _SECTION.search(body)
    return found is not None and bool(body[found.end() :].strip(" \t\r\n:.*#-="))
