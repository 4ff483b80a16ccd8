"""LK008 suspect-citation: what a record cites is what a person last confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Severity
from kb.lint.rule import Context, Finding, Rule


class SuspectCitation(Rule):
    """A cited record changed since somebody last confirmed that the citation still holds.

    ## Why

    Under `reviewed` stands what each cited record was like when somebody last read it: a digest of what it says.
    When the figures of an experiment are corrected later, the decision that quotes them does not know; this rule
    does. Tags, the day of the next review and the order of fields do not count as changes. The finding names the
    command that confirms the citation anew.

    ## Bad

    ```record research/decisions/DEC-0001-boosting.md
    ---
    id: DEC-0001
    type: decision
    title: Use boosted trees
    status: accepted
    created: 2026-05-04
    reviewed: {EXP-0001: 5f0c9a7be213}
    based_on: [EXP-0001]
    ---
    ```

    ```record research/experiments/EXP-0001-baseline.md
    ---
    id: EXP-0001
    type: experiment
    title: Boosted trees on the basic columns
    status: concluded
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
    reviewed: {EXP-0001: a9447a8637c4}
    based_on: [EXP-0001]
    ---
    ```

    ```record research/experiments/EXP-0001-baseline.md
    ---
    id: EXP-0001
    type: experiment
    title: Boosted trees on the basic columns
    status: concluded
    created: 2026-05-04
    ---
    ```
    """

    code: ClassVar[str] = "LK008"
    name: ClassVar[str] = "suspect-citation"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """The confirmations that no longer hold."""
        for document in context.base.documents:
            record = document.record
            if record is not None and record.reviewed:
                cited = {link.target_id: link.target for link in context.graph.links(record.id)}
                for id_, digest in record.reviewed.items():
                    yield from _judge(document, id_, digest, cited.get(id_))


def _judge(document: Document, id_: str, digest: str, cited: Document | None) -> Iterator[Finding]:
    where = ("reviewed", id_)
    if cited is None:
        message = f"{id_} is confirmed here, but not cited"
        yield Finding(document, where, message, "Take it out of `reviewed`, or cite it.", on="key")
    elif cited.understood and cited.digest != digest:
        message = f"{id_} has changed since its citation was confirmed"
        confirm = f"kb set {document.id} reviewed.{id_}={cited.digest}"
        help_ = f"Read {id_} again. If what {document.id} says of it still holds: `{confirm}`."
        yield Finding(document, where, message, help_)
