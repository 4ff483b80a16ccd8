"""ID001 duplicate-id: an id belongs to one record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from kb.base import Document
from kb.diagnostics import Related
from kb.lint.rule import SKELETON, Context, Finding, Rule, Views


class DuplicateId(Rule):
    """Two records have the same id, here or, under `kb lint --against`, here and on the other side.

    ## Why

    An id is how records, commits and people name a record; with two of them every link is a guess. It happens
    when two branches each take the next free number. `kb renumber` repairs it: the older record
    keeps the id, the other one gets an id that is free, and what refers to it follows. Under
    `kb lint --against` a record that the other side has already keeps its id, and the finding is on ours.

    ## Bad

    ```record backlog/TASK-0001-hash-encoding.md
    ---
    id: TASK-0001
    type: task
    title: Test hash encoding of the shop
    status: idea
    created: 2026-05-04
    ---
    ```

    ```record backlog/TASK-0001-target-encoding.md
    ---
    id: TASK-0001
    type: task
    title: Test target encoding of the shop
    status: idea
    created: 2026-05-05
    ---
    ```

    ## Good

    ```record backlog/TASK-0001-hash-encoding.md
    ---
    id: TASK-0001
    type: task
    title: Test hash encoding of the shop
    status: idea
    created: 2026-05-04
    ---
    ```

    ```record backlog/TASK-0002-target-encoding.md
    ---
    id: TASK-0002
    type: task
    title: Test target encoding of the shop
    status: idea
    created: 2026-05-05
    ---
    ```
    """

    code: ClassVar[str] = "ID001"
    name: ClassVar[str] = "duplicate-id"
    views: ClassVar[Views] = SKELETON

    def check(self, context: Context) -> Iterator[Finding]:
        """Every document but the first that has an id; what is on the other side already keeps it."""
        sharing: dict[str, list[Document]] = {}
        for document in context.base.documents:
            if document.id is not None and context.base.by_id[document.id] is not document:
                sharing.setdefault(document.id, [context.base.by_id[document.id]]).append(document)
        for id_, documents in sharing.items():
            first, *others = sorted(documents, key=lambda d: not d.source.revision)
            where = f"{first.path} in {first.source.revision}" if first.source.revision else first.path
            help_ = (
                "Give one of them a free id and correct what refers to it; `kb lint --fix` renames the file."
                if first.source.revision
                else "`kb renumber` gives the younger one a free id, and what refers to it follows."
            )
            related = (Related(first.path, first.span(("id",)), "the other record"),)
            for document in others:
                yield Finding(document, ("id",), f"{id_} is also the id of {where}", help_, related=related)
