"""LK007 one-sided-supersession: what was superseded says so, and what says so was superseded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.base import Document
from kb.diagnostics import Edit, Related, Severity
from kb.graph import ResolvedLink
from kb.lint.rule import Context, Finding, Rule, Views

_KIND: Final = "supersedes"
_STATE: Final = "superseded"
# A proposal supersedes nothing yet, and a rejected one never did.
_NOT_YET: Final = ("proposed", "draft", "rejected", "refused")


class OneSidedSupersession(Rule):
    """A decision is superseded by nothing, or one that was superseded does not say so.

    ## Why

    Whoever finds the older decision first must learn that it no longer holds, and where to go from there. The
    state says the one, the link of the newer decision the other. `--fix` sets the state of the older decision;
    only people know what superseded one that nothing leads to.

    ## Bad

    ```record research/decisions/DEC-0001-trees.md
    ---
    id: DEC-0001
    type: decision
    title: Use random forests
    status: accepted
    created: 2026-05-04
    ---
    ```

    ```record research/decisions/DEC-0002-boosting.md
    ---
    id: DEC-0002
    type: decision
    title: Use boosted trees
    status: accepted
    created: 2026-06-01
    supersedes: [DEC-0001]
    ---
    ```

    ## Good

    ```record research/decisions/DEC-0001-trees.md
    ---
    id: DEC-0001
    type: decision
    title: Use random forests
    status: superseded
    created: 2026-05-04
    ---
    ```

    ```record research/decisions/DEC-0002-boosting.md
    ---
    id: DEC-0002
    type: decision
    title: Use boosted trees
    status: accepted
    created: 2026-06-01
    supersedes: [DEC-0001]
    ---
    ```
    """

    code: ClassVar[str] = "LK007"
    name: ClassVar[str] = "one-sided-supersession"
    severity: ClassVar[Severity] = Severity.WARNING
    fixable: ClassVar[bool] = True
    views: ClassVar[Views] = ("<supersedes",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Both directions, for every type that has a field `supersedes`."""
        base = context.base
        types = {
            name
            for name, entry in base.types.items()
            if _STATE in entry.type.states and any(field.link.kind == _KIND for field in entry.links)
        }
        for document in base.documents:
            record = document.record
            if record is None or record.type not in types or document.id is None:
                continue
            newer = context.graph.backlinks(document.id, (_KIND,))
            if record.status == _STATE:
                if not newer and document.id not in base.unread:
                    message = f"{document.id} is superseded, but nothing supersedes it"
                    help_ = f"Name {document.id} under `supersedes` of the record that took its place."
                    yield Finding(document, ("status",), message, help_)
            elif record.status not in base.types[record.type].type.retired:
                yield from _unaware(document, newer)


def _unaware(document: Document, newer: list[ResolvedLink]) -> Iterator[Finding]:
    """A record that holds although others took its place: one finding, whoever they are."""
    for link in newer:
        by = link.source.record
        if by is None or by.status in _NOT_YET or link.source is document:
            continue
        status = document.record.status if document.record is not None else ""
        message = f"{link.source_id} supersedes {document.id}, which is still {status}"
        related = (Related(link.source.path, link.source.span(link.where), "superseded here"),)
        edit = Edit(document.path, document.places[("status",)].value, _STATE)
        help_ = f"Set its status to `{_STATE}`, or take the link out of {link.source_id}."
        yield Finding(document, ("status",), message, help_, related=related, edits=(edit,))
        return
