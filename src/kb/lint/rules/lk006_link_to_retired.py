"""LK006 link-to-retired: what is in force rests on what is in force."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.diagnostics import Severity
from kb.graph import Graph, ResolvedLink
from kb.lint.rule import Context, Finding, Rule, Views
from kb.standing import is_relied_on

# States in which a record carries nothing any more. What was merely dropped is history, not a mistake.
_RETIRED: Final = frozenset(("superseded", "invalid", "refused", "expired", "rejected", "deprecated"))
_RESTING: Final = frozenset(
    ("based_on", "integrates", "baseline", "evidence", "mitigated_by", "amends", "privacy", "decision")
)


class LinkToRetired(Rule):
    """A record in force rests on one that was superseded, invalidated, refused, rejected or has expired.

    ## Why

    When an experiment turns out invalid, everything that was built on it should be looked at again. Drafts and
    records that are history themselves are left alone, and so is a decision about the one it supersedes. A decision on
    an invalid experiment is DC003's to tell.

    ## Bad

    ```record research/decisions/DEC-0001-tracking.md
    ---
    id: DEC-0001
    type: decision
    title: Track runs with MLflow
    status: accepted
    created: 2026-05-04
    based_on: [REV-0001]
    ---
    ```

    ```record research/reviews/REV-0001-trackers.md
    ---
    id: REV-0001
    type: review
    title: Experiment trackers
    status: superseded
    created: 2026-05-04
    ---
    ```

    ## Good

    ```record research/decisions/DEC-0001-tracking.md
    ---
    id: DEC-0001
    type: decision
    title: Track runs with MLflow
    status: accepted
    created: 2026-05-04
    based_on: [REV-0002]
    ---
    ```

    ```record research/reviews/REV-0002-trackers.md
    ---
    id: REV-0002
    type: review
    title: Experiment trackers, one year later
    status: reported
    created: 2026-05-11
    ---
    ```
    """

    code: ClassVar[str] = "LK006"
    name: ClassVar[str] = "link-to-retired"
    severity: ClassVar[Severity] = Severity.WARNING
    views: ClassVar[Views] = (
        "based_on",
        "integrates",
        "baseline",
        "evidence",
        "mitigated_by",
        "amends",
        "privacy",
        "decision",
    )

    def check(self, context: Context) -> Iterator[Finding]:
        """The links that lead from what is in force to what is not."""
        graph, types = context.graph, context.base.types
        for document in context.base.documents:
            if document.id is None or not is_relied_on(document, context.workflow):
                continue
            for link in graph.links(document.id, _RESTING):
                record = link.target.record
                if record is None or record.status not in _RETIRED or link.source is not document:
                    continue
                if record.status not in types[record.type].type.retired or _said_by_dc003(link):
                    continue
                if not _supersedes(graph, link):
                    message = f"{link.source_id} rests on {link.target_id}, which is {record.status}"
                    yield Finding(document, link.where, message, _help(graph, link.target_id))


def _said_by_dc003(link: ResolvedLink) -> bool:
    return (link.kind, link.source.type, link.target.type) == ("based_on", "decision", "experiment")


def _supersedes(graph: Graph, link: ResolvedLink) -> bool:
    return any(other.target is link.target for other in graph.links(link.source_id, ("supersedes",)))


def _help(graph: Graph, retired: str) -> str:
    newer = [link.source_id for link in graph.backlinks(retired, ("supersedes",))]
    if newer:
        return f"{newer[-1]} supersedes {retired}: look whether it can rest on {newer[-1]} instead."
    return "Look at it again: rest it on something that holds, or retire it too."
