"""ID001 duplicate-id: an id belongs to one record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Final

from kb.base import Document, KnowledgeBase
from kb.diagnostics import Related
from kb.lint.rule import Context, Finding, Rule

_TELLING: Final = 24


class DuplicateId(Rule):
    """Two records have the same id, here or, with `--against`, here and on the other side.

    ## Why

    An id is how records, commits and people name a record; with two of them every link is a guess. It happens
    when two branches each take the next free number. The record whose file comes first keeps the id for the
    time being; `kb renumber` gives the younger one a new id and rewrites every reference to it.

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

    def check(self, context: Context) -> Iterator[Finding]:
        """Every document but the first that has an id, and every id that means another record on the other side."""
        base = context.base
        for document in base.documents:
            if document.id is None:
                continue
            first = base.by_id[document.id]
            if first is not document:
                message = f"{document.id} is also the id of {first.path}"
                yield _finding(document, message, first)
            elif context.previous is not None:
                other = context.previous.by_id.get(document.id)
                if other is not None and _is_another(document, other, base):
                    message = f"{document.id} is another record on the other side: {other.path}"
                    yield _finding(document, message, None)


def _finding(document: Document, message: str, first: Document | None) -> Finding:
    related = (Related(first.path, first.span(("id",)), "the other record"),) if first is not None else ()
    help_ = f"`kb renumber {document.id}` gives one of them a new id and rewrites the references."
    return Finding(document, ("id",), message, help_, related=related)


def _is_another(ours: Document, theirs: Document, base: KnowledgeBase) -> bool:
    """Whether two sides mean different records by an id: not the same file, nor a file that was renamed."""
    if ours.path == theirs.path or theirs.path in base.by_path or not (ours.understood and theirs.understood):
        return False
    if ours.type == theirs.type and ours.values.get("created") != theirs.values.get("created"):
        return True
    return ours.type != theirs.type or not _telling_lines(ours) & _telling_lines(theirs)


def _telling_lines(document: Document) -> set[str]:
    """The lines that two records do not share by accident: a renamed record keeps most of them."""
    lines = (line.strip() for line in document.source.text.splitlines())
    return {line for line in lines if len(line) >= _TELLING and not line.startswith(("created:", "goal:"))}
