"""LK001 dangling-link: what a record names is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator
from typing import ClassVar, Final

from kb.base import KnowledgeBase
from kb.diagnostics import Span
from kb.graph import Dangling
from kb.lint.rule import Context, Finding, Rule
from kb.record import ID_PATTERN

_HINTS: Final = 1000  # whoever has more dangling links than that has another problem than slips
_ID: Final = re.compile(ID_PATTERN)


class DanglingLink(Rule):
    """A field, a `[[…]]`, a bare id or a link in the text leads to a record that does not exist.

    ## Why

    A decision that rests on nothing looks exactly like one that rests on something. An id in a text counts when
    its letters belong to a type of record; ids in code are left alone, and so are links to a record whose file
    is there but cannot be read.

    ## Bad

    ```record research/risks/RISK-0001-leakage.md
    ---
    id: RISK-0001
    type: risk
    title: Leakage between train and test
    status: open
    created: 2026-05-04
    mitigated_by: [TASK-0009]
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
    mitigated_by: [TASK-0009]
    ---
    ```

    ```record backlog/TASK-0009-split-by-customer.md
    ---
    id: TASK-0009
    type: task
    title: Split train and test by customer
    status: idea
    created: 2026-05-04
    ---
    ```
    """

    code: ClassVar[str] = "LK001"
    name: ClassVar[str] = "dangling-link"

    def check(self, context: Context) -> Iterator[Finding]:
        """The links that lead to nothing, each place once."""
        base = context.base
        files: dict[str, set[int]] = {}
        hints = _HINTS
        for link in context.graph.dangling:
            if isinstance(link.where, Span) and not _is_id(link.target):
                files.setdefault(link.source.path, set()).update(range(*link.where))
        for link in context.graph.dangling:
            if link.target in base.unread or _within(link, files.get(link.source.path, ())):
                continue
            message = "there is no record" if _is_id(link.target) else "there is no file"
            hint = _hint(base, link.target) if hints else ""
            hints -= bool(hints)
            yield Finding(link.source, link.where, f"{message} {link.target}", hint)


def _is_id(target: str) -> bool:
    return _ID.fullmatch(target.upper()) is not None


def _within(link: Dangling, files: Collection[int]) -> bool:
    """Whether an id is only part of the name of a file that is reported anyway."""
    return isinstance(link.where, Span) and _is_id(link.target) and link.where.start in files


def _hint(base: KnowledgeBase, target: str) -> str:
    if _is_id(target):
        close = base.nearest(target)
        return f"Did you mean {' or '.join(close)}?" if close else "`kb list` shows what there is."
    found = _ID.match(posixpath.basename(target))
    moved = base.by_id.get(found[0]) if found is not None else None
    if moved is not None:
        return f"{found[0] if found else ''} is in {moved.path}."
    return "Correct the path, or link by id: `[[TASK-0007]]`."
