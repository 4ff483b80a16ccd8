"""LK008 suspect-citation: what a record cites is what a person last confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.citations import Citation, confirmed, uncited
from kb.confirmation import is_digest
from kb.diagnostics import Edit, Severity
from kb.lint.rule import Context, Finding, Rule, Views
from kb.text.edit import DELETE, EditError, set_values
from kb.text.frontmatter import KeyPath


class SuspectCitation(Rule):
    """A cited record changed since somebody last confirmed that the citation still holds.

    ## Why

    Under `reviewed` stands what each cited record was like when somebody last read it: a digest of what it says,
    written by `kb review --confirm`. When the figures of an experiment are corrected later, the decision that
    quotes them does not know; this rule does. Only what a record says counts: another layout, other tags, owners
    or days of the next review, or a task that moves on the board, change nothing. A citation that nobody has
    confirmed is no finding. The rule also tells of confirmations that nothing cites any more, which `--fix` takes
    out, and of digests that `kb review` did not write.

    ## Bad

    ```record research/decisions/DEC-0001-boosting.md
    ---
    id: DEC-0001
    type: decision
    title: Use boosted trees
    status: accepted
    created: 2026-05-04
    reviewed: {EXP-0001: v1-5f0c9a7be213}
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
    reviewed: {EXP-0001: v1-b067e6a6d800}
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
    fixable: ClassVar[bool] = True
    views: ClassVar[Views] = ()

    def check(self, context: Context) -> Iterator[Finding]:
        """The confirmations that no longer hold."""
        graph = context.graph
        for document in context.base.documents:
            if document.record is not None and document.record.reviewed:
                for citation in confirmed(graph, document):
                    yield from _judge(document, citation)
                yield from _unused(document, uncited(graph, document))


def _judge(document: Document, citation: Citation) -> Iterator[Finding]:
    id_ = citation.target.id or ""
    where = ("reviewed", id_)
    again = f"`kb review {document.id} --cited {id_} --confirm`"
    if citation.state == "suspect":
        message = f"{id_} has changed since its citation was confirmed"
        help_ = (
            f"`kb review {document.id}` tells what changed. If what {document.id} says still holds: {again}."
        )
        yield Finding(document, where, message, help_)
    elif citation.state == "unknown":
        newer = is_digest(citation.confirmed or "")
        told = "was confirmed by a version of kb that this one does not know" if newer else "is not confirmed"
        message = f"{id_} {told}: what stands here cannot be compared"
        yield Finding(document, where, message, f"Read {id_} again and confirm it: {again}.")


def _unused(document: Document, ids: list[str]) -> Iterator[Finding]:
    for id_ in ids:
        message = f"{id_} is confirmed here, but not cited"
        edits = _without(document, ids)
        yield Finding(
            document,
            ("reviewed", id_),
            message,
            "Take it out of `reviewed`, or cite it.",
            on="key",
            edits=edits,
        )


def _without(document: Document, ids: list[str]) -> tuple[Edit, ...]:
    """The edits that take confirmations out, and `reviewed` with the last of them; none where none is safe."""
    record = document.record
    all_of_them = record is not None and len(ids) == len(record.reviewed or {})
    paths: list[KeyPath] = [("reviewed",)] if all_of_them else [("reviewed", id_) for id_ in ids]
    try:
        return tuple(set_values(document.source, dict.fromkeys(paths, DELETE)))
    except EditError:
        return ()
